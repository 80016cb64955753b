"""Charts as SVG inside the page.

Horizontal positions are percentages, so that a chart fills its column; vertical ones are pixels, so that text keeps its
size. Only maps have a ``viewBox``. Every chart has a title and a description, and a table with the same values next to
it: no chart needs a script, and a charting library would be larger than all of them.
"""
