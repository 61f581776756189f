"""What both engines do in the same SQL."""
