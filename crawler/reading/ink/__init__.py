"""What a person sees on the page: text that its picture does not show gives no figure.

``annotations`` are made part of the page, ``close`` looks at it with and without its text.
"""
