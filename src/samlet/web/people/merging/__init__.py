"""Two records of one person become one, and nothing is lost: pairs, preview, merge, undo."""
