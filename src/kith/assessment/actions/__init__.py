"""What workers do about assessments, child in need plans and closing."""
