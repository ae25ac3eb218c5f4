"""Spreadsheets that people keep by hand: bytes in, cells, tables and meanings out.

No database, no network, no clock.
"""
