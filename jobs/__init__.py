"""What runs by itself and what a person types."""
