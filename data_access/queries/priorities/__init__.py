"""Questions about partnership priorities."""
