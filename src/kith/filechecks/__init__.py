"""Checks of a return's files for the data team: what was asked, what came of it, and for how long it is kept."""
