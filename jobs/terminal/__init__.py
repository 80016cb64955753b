"""Terminal code that commands share: arguments, tables, progress, errors and help."""
