"""Questions about scrutiny, performance and risk."""
