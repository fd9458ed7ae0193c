"""What managers see of the service: measures, each declared once, each number open to the children behind it."""
