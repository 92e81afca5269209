"""Downloads of official files, on a machine that has internet."""
