"""Checking files, and removing what a check found."""
