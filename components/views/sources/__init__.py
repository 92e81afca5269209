"""The views of the sources."""
