"""A small copy of the Ombudsman's site as it stood in three successive years, served on loopback.

It is made for trying the archive without the network. Five letters carry the figures of real ones; all other
figures are invented, and each letter says which it is.
"""
