"""The children in need census: its tables and structure, reading, checking and writing. Pure: no database."""
