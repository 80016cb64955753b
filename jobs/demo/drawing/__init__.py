"""Draw the sample letters as PDF files, with a different layout for each year.

Only this package needs reportlab: the finished files are part of the package, so serving them does not.
"""
