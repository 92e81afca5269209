"""Questions about recorded crime."""
