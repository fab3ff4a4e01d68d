"""The report of one run: a page for people, JSON for machines, and a digest that can be sent."""
