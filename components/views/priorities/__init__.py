"""The views of partnership priorities."""
