"""One file a view: /crime?view=trend is drawn by views/crime/trend.py."""
