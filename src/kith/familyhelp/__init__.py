"""Voluntary help for a family: consent, one plan with goals in its own words, the team around it, services, what changed."""
