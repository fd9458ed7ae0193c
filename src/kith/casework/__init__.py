"""What practitioners write and record: notes, visits, documents, oversight, missing, health, education."""
