"""Figures as rows: the tables of the election pages, and the same rows to take along."""
