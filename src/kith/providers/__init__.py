"""Providers of homes, and homes."""
