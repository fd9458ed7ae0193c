"""The demonstration authority: a fictional borough."""
