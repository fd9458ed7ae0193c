"""What the returns have in common: declarations of tables, cells to types, files and XML within limits, problems, reports."""
