"""Everything that is drawn, on screen or on paper."""
