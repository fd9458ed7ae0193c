"""Anyone known: persons, their names, addresses and telephones, relationships, families, alerts."""
