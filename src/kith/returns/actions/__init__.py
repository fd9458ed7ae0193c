"""Loading a return made elsewhere, and undoing it."""
