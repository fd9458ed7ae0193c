"""How long a record is kept: the council's own schedule, legal holds, and disposal by two people."""
