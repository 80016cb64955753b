"""Check figures against each other, and reconcile what several engines read."""
