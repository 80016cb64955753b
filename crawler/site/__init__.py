"""The meaning of addresses and pages of the Ombudsman's site. Pure functions of text."""
