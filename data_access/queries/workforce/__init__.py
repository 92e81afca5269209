"""Questions about people and capacity."""
