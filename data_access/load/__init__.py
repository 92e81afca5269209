"""From an official file to the store: read, check, set bad rows aside, keep the provenance."""
