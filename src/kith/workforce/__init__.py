"""Workers, teams, who holds which child and from when, and who covers for whom."""
