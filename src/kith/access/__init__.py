"""Users, roles, permissions; the audit. Records are named here by plain identifiers only."""
