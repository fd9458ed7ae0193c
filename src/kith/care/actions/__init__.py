"""What practitioners do about care, by what they do it to. Each action asks first whether it may."""
