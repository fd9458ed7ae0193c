"""What workers do about who may see a record, one module for each kind."""
