"""When a run is due, and how the last ones went."""
