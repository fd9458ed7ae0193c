"""Assessments of families, child in need plans, and the end of an episode of need."""
