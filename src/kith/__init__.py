"""Kith: an open system for children's social care in England."""
