"""What is done to protect a child."""
