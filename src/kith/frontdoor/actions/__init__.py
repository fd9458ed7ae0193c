"""What workers do at the front door."""
