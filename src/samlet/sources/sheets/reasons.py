"""Why a file, a row, a column or a cell of somebody's spreadsheet was refused or is in doubt.

A reason is a code with named parameters. `REASONS` holds the English sentence of each code, so that
the web can say it in the reader's language. A parameter never repeats what may not be kept: no
national identity number and no party.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from samlet.sources.errors import UnreadableSource

__all__ = ["REASONS", "Note", "Parsed", "UnreadableSheet", "sentence_of"]

OF_FILES: Mapping[str, str] = {
    "empty_file": "The file is empty.",
    "too_large": "The file is %(megabytes)s MB; the largest that is read is %(limit)s MB.",
    "other_content": "This is %(what)s, not a spreadsheet. Save the list as Excel (xlsx) or CSV.",
    "encrypted": "The file is protected by a password. Save it without a password and try again.",
    "zip_bomb": "The file unpacks to far more than any list is (%(megabytes)s MB). "
    "It is not opened.",
    "too_large_unpacked": "The file unpacks to %(megabytes)s MB; the most that is read is "
    "%(limit)s MB. Take pictures and sheets that are not needed out of it.",
    "too_many_rows": "A sheet has more than %(limit)s rows. Divide the list and import the parts.",
    "too_many_columns": "A sheet has more than %(limit)s columns. Take out those not needed.",
    "too_many_cells": "The file has more than %(limit)s cells. Take out sheets, rows or columns "
    "that are not needed.",
    "too_many_sheets": "The file has %(found)s sheets; the most that are read is %(limit)s.",
    "line_too_long": "Line %(line)s is far longer than any row of a list.",
    "unknown_encoding": "The letters of the file cannot be read. Save it as CSV in UTF-8, "
    "or as Excel.",
    "broken": "The file is damaged or cut off and cannot be opened. Open it in the program "
    "it was made with and save it once more.",
    "no_cells": "The file has no cells that are filled in.",
    "no_table": "No table with headings and rows was found in the sheet.",
}
OF_WORKBOOKS: Mapping[str, str] = {
    "letters_mixed": "The file mixes two ways of writing letters. Look at æ, ø and å.",
    "letters_guessed": "The file does not say how its letters are written; %(encoding)s was "
    "assumed. Look at æ, ø and å.",
    "letters_repaired": "%(count)s cells had broken letters and were repaired.",
    "strikethrough": "The workbook uses strikethrough. What is struck out is read as if it were "
    "not: look at those rows.",
    "colours": "The workbook uses coloured cells. Colours are not read: if yellow means "
    "something in this list, look at those rows.",
    "hidden_sheets": "The workbook has hidden sheets: %(names)s.",
    "hidden_columns": "Some columns are hidden in the workbook: %(names)s.",
    "quotes_unbalanced": "A quotation mark is never closed; the marks are read as ordinary signs.",
    "no_headings": "No row of headings was found. The columns were judged by what is in them.",
}
OF_ROWS: Mapping[str, str] = {
    "blank": "The row is empty.",
    "above_table": "The row stands above the headings.",
    "heading_row": "The row belongs to the headings.",
    "repeated_heading": "The headings are repeated here.",
    "subtotal": "The row is a sum.",
    "comment": "The row is a comment.",
    "footer": "The row is a footer.",
    "lone_cell": "Only one cell of the row is filled in: it may be a heading or a comment.",
    "another_table": "Another table begins here or above. Import it by itself.",
}
OF_COLUMNS: Mapping[str, str] = {
    "heading_known": "The heading is a known name of this field.",
    "heading_alike": "The heading is much like “%(known)s”.",
    "content_fits": "%(percent)s per cent of the cells look like this.",
    "heading_and_content": "The heading is known, and %(percent)s per cent of the cells fit.",
    "content_differs": "The heading is known, but only %(percent)s per cent of the cells fit.",
    "unknown_column": "Nothing tells what this column is.",
    "empty_column": "The column is empty.",
    "same_field": "Column %(column)s fits the same field better.",
    "not_needed": "Samlet has no use for this, so it is not stored.",
    "free_text": "Free text about people is never stored.",
    "member_count": "The number of members is not stored here.",
    "meeting_only": "This belongs to one meeting, not to the register.",
    "refused_national_id": "National identity numbers are never stored.",
    "refused_party": "Which party a person belongs to is never stored.",
    "refused_opinion": "What a person thinks or votes is never stored.",
    "refused_health": "Health, diet and disability are never stored in the register.",
    "refused_bank": "Bank accounts are never stored.",
    "refused_membership": "Samlet is no member register: membership is not stored.",
    "member_register": "This looks like a member register (%(evidence)s). Samlet is no member "
    "register, and such a file is not read. Send a list of those who hold an office.",
    "looks_like_candidates": "This looks like a list of candidates. A candidacy is never made "
    "from a spreadsheet.",
    "looks_like_demands": "This looks like a list of demands, not of people or units.",
    "looks_like_party_contacts": "This looks like contacts of parties. They act through links "
    "of their own.",
    "ids_inside": "%(count)s cells hold a national identity number; it is left out.",
    "no_people_or_units": "No column of names was found, neither of people nor of units.",
}
OF_CELLS: Mapping[str, str] = {
    "letters_repaired_here": "Broken letters were repaired.",
    "letter_lost": "A letter is lost: a question mark stands in its place.",
    "national_id_removed": "A national identity number was left out.",
    "too_long": "The text is longer than %(limit)s signs.",
    "only_placeholder": "The cell says that it is not known.",
    "name_turned": "The family name stood first.",
    "maybe_family_first": "The family name may stand first.",
    "name_in_capitals": "The name was written in capital letters.",
    "one_name_only": "There is only one name.",
    "name_with_role": "The cell also names an office: %(text)s.",
    "two_people": "The cell seems to name more than one person.",
    "not_a_name": "This does not look like a name.",
    "not_a_phone": "This is not a telephone number.",
    "digits_lost": "The spreadsheet has shortened the number, and its last digits are lost.",
    "phone_too_short": "The number has too few digits.",
    "landline": "This is a fixed line; it cannot receive text messages.",
    "foreign_number": "This is a number in another country.",
    "number_with_price": "This is a service number, not a person's telephone.",
    "several_numbers": "The cell has %(count)s numbers; the first mobile number is used.",
    "words_beside_number": "Words beside the number are left out.",
    "not_an_email": "This is not an e-mail address.",
    "email_without_at": "The e-mail address has no @.",
    "email_at_restored": "The @ was written in another way.",
    "email_maybe": "Perhaps %(suggestion)s is meant.",
    "several_emails": "The cell has %(count)s addresses; the first is used.",
    "shared_mailbox": "This is a shared mailbox: it belongs to a unit, not to a person.",
    "not_a_date": "This is not a date.",
    "no_such_day": "There is no such day: %(text)s.",
    "serial_date": "The date was a serial number of the spreadsheet.",
    "day_month_turned": "Day and month were read the other way round.",
    "about_month": "Only the month is known.",
    "about_season": "Only the part of the year is known.",
    "about_year": "Only the year is known.",
    "year_assumed": "The year is not given; %(year)s is assumed.",
    "date_far_off": "The date is far off.",
    "not_a_year": "This is not a year.",
    "unknown_position": "No office of this name is known: %(text)s.",
    "position_maybe": "Perhaps %(suggestion)s is meant.",
    "party_left_out": "A party stands here. It is left out: is the office public, "
    "or has the person agreed?",
    "political_position": "This is an elected political office. It is taken only from public "
    "sources or by the person's own consent.",
    "position_ended": "The office has ended.",
    "position_ended_unknown_when": "The office has ended, but the day is not given.",
    "not_a_position": "This says nothing of an office.",
    "former_municipality": "%(old)s is now %(new)s.",
    "municipality_divided": "%(old)s was divided between %(new)s. Choose one.",
    "municipality_maybe": "Perhaps %(suggestion)s is meant.",
    "municipality_ambiguous": "More than one municipality has this name: %(names)s.",
    "town_not_municipality": "%(town)s lies in %(municipality)s.",
    "county_not_municipality": "%(name)s is a county, not a municipality.",
    "area_not_municipality": "%(name)s is an area of several municipalities.",
    "number_or_postcode": "A number of four digits may be a postcode or a municipality.",
    "outside_region": "%(name)s lies outside the region.",
    "unknown_municipality": "No municipality of this name is known.",
    "union_ambiguous": "This can mean %(names)s.",
    "union_or_other": "This can mean %(names)s, or something else of the same short name.",
    "former_union": "%(old)s is now %(new)s.",
    "union_outside": "%(name)s belongs to %(confederation)s, not to LO.",
    "union_maybe": "Perhaps %(suggestion)s is meant.",
    "unknown_union": "No union of this name is known.",
    "confederation_not_union": "This is a confederation or cartel, not a union.",
    "not_an_id": "This is not an id that Samlet has given.",
    "not_an_org_number": "This is not an organisation number.",
    "org_number_wrong": "The check digit of the organisation number is wrong.",
    "not_a_postcode": "This is not a postcode.",
    "vague_workplace": "This does not tell which workplace is meant.",
    "unknown_status": "What this says of the person is not known.",
}
REASONS: Mapping[str, str] = {
    **OF_FILES,
    **OF_WORKBOOKS,
    **OF_ROWS,
    **OF_COLUMNS,
    **OF_CELLS,
}


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to say of a file, column or cell: a code of REASONS and its params."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return sentence_of(self.code, self.params)


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """What one cell says.

    value: None when nothing usable stands there. typed: what was written, less what may not be
    kept (national identity numbers, parties). doubtful: somebody should look before it is used.
    """

    value: T | None
    typed: str
    notes: tuple[Note, ...] = ()
    doubtful: bool = False

    @property
    def refused(self) -> bool:
        """Something was written and nothing of it can be used."""
        return self.value is None and bool(self.typed)


class UnreadableSheet(UnreadableSource):
    """A spreadsheet that cannot be read at all: `why` is a code of REASONS."""

    def __str__(self) -> str:
        return f"{self.file}: {sentence_of(self.why, self.params)}"


def sentence_of(code: str, params: Mapping[str, object] | None = None) -> str:
    """The English sentence of a reason, filled in. Raises KeyError for a code that has none."""
    return REASONS[code] % dict(params or {})
