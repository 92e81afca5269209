"""What is held: areas, periods, sources, files."""
