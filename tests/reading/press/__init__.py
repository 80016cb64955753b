"""Print letters of tests/letters as PDF by two producers: `python -m tests.reading.press [NAME]...`, with Chromium."""
