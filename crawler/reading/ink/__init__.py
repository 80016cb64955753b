"""Compare the text of a page with its picture: text that the picture does not show yields no figure.

``flatten`` makes annotations part of the page, ``close`` examines the page with and without its text, and ``stencils``
finds text through which something is painted.
"""
