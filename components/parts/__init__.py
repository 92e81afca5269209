"""What the views of several topics draw alike."""
