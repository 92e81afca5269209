"""The views of the horizon."""
