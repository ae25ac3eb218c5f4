"""Import of people from the spreadsheets that people keep: read, map, try, carry out, undo."""
