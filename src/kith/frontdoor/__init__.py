"""The front door: contacts, what is decided about them, and the referrals that come of it."""
