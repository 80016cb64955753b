"""Charts as SVG inside the page.

Across, positions are per cent, so that a chart fills its column; down, they are pixels, so that text keeps its size.
Only maps have a ``viewBox``. Every chart has a title and a description, and a table with the same values beside it: no
chart needs a script, and a library that draws them would weigh more than all of them.
"""
