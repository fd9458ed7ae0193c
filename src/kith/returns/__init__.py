"""Statutory returns: loading files made elsewhere into the record."""
