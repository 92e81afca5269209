"""The views of recorded crime."""
