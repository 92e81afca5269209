"""One file for each question a user asks."""
