"""Spreadsheets that people keep by hand: bytes in, cells, tables and meanings out.

    book = read_workbook(content, filename)       # xlsx, xlsm, xls, ods, csv in any usual form
    table = find_table(book.sheets[0])            # headings, rows, and what was set aside
    mapping = recognise(table, filename=filename) # which column is which field; what is refused
    rows = parsed_rows(table, mapping, today=day, county="32")

No database, no network, no clock. Every reason is a code of `REASONS` with its params.
"""

from samlet.sources.sheets.days import Day, parse_day, parse_year
from samlet.sources.sheets.emails import Email, parse_email
from samlet.sources.sheets.folding import Cell, clean, fold
from samlet.sources.sheets.formulas import safe_cell, typed_cell
from samlet.sources.sheets.identity import is_national_id, without_national_ids
from samlet.sources.sheets.municipalities import PlaceText, parse_municipality
from samlet.sources.sheets.names import PersonName, parse_given_and_family, parse_name
from samlet.sources.sheets.offices import OFFICES, Office
from samlet.sources.sheets.phones import Phone, parse_phone
from samlet.sources.sheets.positions import Period, PositionText, parse_period, parse_positions
from samlet.sources.sheets.reasons import REASONS, Note, Parsed, UnreadableSheet, sentence_of
from samlet.sources.sheets.recognition import ColumnMapping, Mapping, recognise, remapped
from samlet.sources.sheets.rows import ParsedRow, parsed_rows, parsers
from samlet.sources.sheets.statuses import StatusText, parse_status
from samlet.sources.sheets.tables import Column, SetAside, Table, TableRow, find_table
from samlet.sources.sheets.texts import (
    long_form,
    parse_org_number,
    parse_postcode,
    parse_public_id,
    parse_text,
    parse_workplace,
)
from samlet.sources.sheets.unions import (
    UNIONS,
    BranchText,
    Union,
    UnionText,
    parse_branch,
    parse_union,
)
from samlet.sources.sheets.vocabulary import VOCABULARY, FieldKind, Vocabulary
from samlet.sources.sheets.workbook import Sheet, Workbook, read_workbook

__all__ = [
    "OFFICES",
    "REASONS",
    "UNIONS",
    "VOCABULARY",
    "BranchText",
    "Cell",
    "Column",
    "ColumnMapping",
    "Day",
    "Email",
    "FieldKind",
    "Mapping",
    "Note",
    "Office",
    "Parsed",
    "ParsedRow",
    "Period",
    "PersonName",
    "Phone",
    "PlaceText",
    "PositionText",
    "SetAside",
    "Sheet",
    "StatusText",
    "Table",
    "TableRow",
    "Union",
    "UnionText",
    "UnreadableSheet",
    "Vocabulary",
    "Workbook",
    "clean",
    "find_table",
    "fold",
    "is_national_id",
    "long_form",
    "parse_branch",
    "parse_day",
    "parse_email",
    "parse_given_and_family",
    "parse_municipality",
    "parse_name",
    "parse_org_number",
    "parse_period",
    "parse_phone",
    "parse_positions",
    "parse_postcode",
    "parse_public_id",
    "parse_status",
    "parse_text",
    "parse_union",
    "parse_workplace",
    "parse_year",
    "parsed_rows",
    "parsers",
    "read_workbook",
    "recognise",
    "remapped",
    "safe_cell",
    "sentence_of",
    "typed_cell",
    "without_national_ids",
]
