"""The views of people and capacity."""
