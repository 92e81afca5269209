"""The views of road casualties."""
