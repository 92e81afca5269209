"""Questions about what is coming."""
