"""Draws the sample letters as PDF files, each year in a layout of its own.

Only this package needs reportlab: the finished files are part of the package, so serving them does not.
"""
