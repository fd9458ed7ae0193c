"""Protecting a child: strategy discussions, section 47 enquiries, conferences, protection plans, core groups."""
