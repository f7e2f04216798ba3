"""What can be asked of a diagnosis, and of the rules themselves."""
