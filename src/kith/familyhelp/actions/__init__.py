"""What workers do to help a family."""
