"""The served demonstration walked with a real browser: every page looked at, and the journeys practitioners make."""
