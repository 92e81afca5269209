"""Questions of the first page."""
