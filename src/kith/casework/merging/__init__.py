"""Making one record of two: what names a person, what cannot stand together, the journal, and the way back."""
