"""Questions about road casualties."""
