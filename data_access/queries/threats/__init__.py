"""Questions about threats and what the documents say of them."""
