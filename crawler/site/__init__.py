"""What the addresses and pages of the Ombudsman's site mean. Pure functions of text."""
