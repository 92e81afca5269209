"""The views of threats."""
