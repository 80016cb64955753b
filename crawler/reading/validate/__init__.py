"""Check figures against each other, and reconcile the results of several engines."""
