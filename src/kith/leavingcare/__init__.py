"""Young people who have left care: staying in touch, what they do and where they live."""
