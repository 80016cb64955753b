"""What commands share on a terminal: arguments, tables, progress, errors and help."""
