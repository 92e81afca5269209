"""The views of scrutiny."""
