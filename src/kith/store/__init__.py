"""What every table of the record is built on: dated rows, rows that keep what stood before, the database's own rules."""
