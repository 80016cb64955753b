"""Spreadsheets, from CSV and from XLSX, as sheets of cells with the text that a person sees in each."""
