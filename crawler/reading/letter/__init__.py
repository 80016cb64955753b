"""The letter around the statistics: outline, addressee, period and authority."""
