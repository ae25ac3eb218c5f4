"""Dates as people write them: "12.3.25", "12/3-25", a serial number, "våren 2024", "mars"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from samlet.sources.sheets.folding import Cell, fold, is_placeholder
from samlet.sources.sheets.reasons import Note, Parsed
from samlet.sources.sheets.texts import nothing, prepared

Precision = Literal["day", "month", "season", "year"]

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januar jan january",
            "februar feb february",
            "mars mar march",
            "april apr",
            "mai may",
            "juni jun june",
            "juli jul july",
            "august aug",
            "september sep sept",
            "oktober okt october oct",
            "november nov",
            "desember des december dec",
        ),
        1,
    )
    for name in names.split()
}
# First and last month; the winter that begins a year is meant when a year is given.
SEASONS: Final = {
    "var": (3, 5),
    "varen": (3, 5),
    "sommer": (6, 8),
    "sommeren": (6, 8),
    "sommar": (6, 8),
    "sommaren": (6, 8),
    "host": (9, 11),
    "hosten": (9, 11),
    "haust": (9, 11),
    "hausten": (9, 11),
    "vinter": (1, 2),
    "vinteren": (1, 2),
}
FIRST_YEAR: Final = 1950  # nobody holds an office since before
YEARS_AHEAD: Final = 12  # three terms of four years
# Day 0 of a spreadsheet; 1900 was no leap year, so the count is right from March 1900.
_DAY_ZERO: Final = date(1899, 12, 30)
_SERIALS: Final = range(18_264, 62_093)  # 1950 to 2069
_DAY_FIRST: Final = re.compile(
    r"(?<!\d)(\d{1,2})\s*[./ -]\s*(\d{1,2})\s*[./ -]\s*['’]?(\d{4}|\d{2})(?!\d)"
)
_YEAR_FIRST: Final = re.compile(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_PACKED: Final = re.compile(r"(?:19|20)\d{6}|\d{6}")
_DAY_OF_MONTH: Final = re.compile(
    r"(\d{1,2})\s*\.?\s*([^\W\d_]+)\.?[\s-]*['’]?(\d{4}|\d{2})?(?!\d)"
)
_MONTH_YEAR: Final = re.compile(r"([^\W\d_]+)\.?[\s-]*['’]?(\d{4}|\d{2})?(?!\d)")
_MONTH_NUMBER: Final = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{4})|(\d{4})\s*[./-]\s*(\d{1,2})")
_DAY_MONTH: Final = re.compile(r"(\d{1,2})\s*[./]\s*(\d{1,2})\.?")
_YEAR: Final = re.compile(r"(?<!\d)(19\d{2}|20\d{2})(?!\d)")
_LEADING: Final = re.compile(
    r"^(?:fra og med|til og med|fra|frå|til|fom|tom|f\.o\.m\.?|t\.o\.m\.?|siden|sidan|valgt|vald|ca"
    r"|ca\.|i|pr|pr\.|den|årsmøtet?|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|b\.|f\.)"
    r"[\s:.,]*(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or the stretch of time that is meant when only that is told.

    first, last: use `first` for the beginning of an office and `last` for its end.
    """

    first: date
    last: date
    precision: Precision = "day"


def parse_day(cell: Cell, *, today: date) -> Parsed[Day]:
    """A date. today: the day of the import, by which two-digit and missing years are judged."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return _judged(_one(cell), cell.isoformat(), [], False, today)
    text, notes, doubtful = prepared(cell)
    if not text or is_placeholder(text):
        return nothing(text, notes)
    number = _number(cell, text)
    if number is not None and number in _SERIALS:
        notes.append(Note("serial_date"))
        day = _one(_DAY_ZERO + timedelta(days=number))
        return _judged(day, text, notes, doubtful or isinstance(cell, str), today)
    plain = text
    while (shorter := _LEADING.sub("", plain)) != plain:
        plain = shorter
    try:
        found = _read(plain, notes, today)
    except ValueError:
        return Parsed(None, text, (Note("no_such_day", {"text": text[:40]}),), True)
    if found is None:
        return Parsed(None, text[:100], (*notes, Note("not_a_date")), True)
    unsure = any(note.code in ("year_assumed", "day_month_turned") for note in notes)
    return _judged(found, text, notes, doubtful or unsure, today)


def parse_year(cell: Cell, *, today: date) -> Parsed[int]:
    """A year: 2024, "f. 1974", "'24", or the year of a date."""
    text, notes, doubtful = prepared(cell)
    if isinstance(cell, (date, datetime)):
        return Parsed(cell.year, text)
    if not text or is_placeholder(text):
        return nothing(text, notes)
    found = _YEAR.findall(text)
    if len(set(found)) == 1:
        return Parsed(int(found[0]), text, tuple(notes), doubtful)
    short = re.fullmatch(r"(?:f\.?\s*)?['’](\d{2})", text)
    if short:
        return Parsed(_full_year(short.group(1), today), text, tuple(notes), True)
    return Parsed(None, text[:100], (*notes, Note("not_a_year")), True)


def _number(cell: Cell, text: str) -> int | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return int(cell) if abs(cell) < 1e7 else None
    digits = re.fullmatch(r"(\d{2})[ \u00a0]?(\d{3})", text)
    return int("".join(digits.groups())) if digits else None


def _one(day: date) -> Day:
    return Day(day, day)


def _judged(day: Day, text: str, notes: list[Note], doubtful: bool, today: date) -> Parsed[Day]:
    codes = {"month": "about_month", "season": "about_season", "year": "about_year"}
    if day.precision in codes:
        notes = [*notes, Note(codes[day.precision])]
    if not FIRST_YEAR <= day.first.year <= today.year + YEARS_AHEAD:
        return Parsed(day, text, (*notes, Note("date_far_off")), True)
    return Parsed(day, text, tuple(notes), doubtful)


def _read(text: str, notes: list[Note], today: date) -> Day | None:
    """The date a text tells. Raises ValueError for a day that does not exist."""
    if found := _YEAR_FIRST.search(text):
        return _one(_day(found.group(1), found.group(2), found.group(3), notes))
    if found := _DAY_FIRST.search(text):
        year = _full_year(found.group(3), today)
        return _one(_day(year, found.group(2), found.group(1), notes))
    if _PACKED.fullmatch(text):
        if len(text) == 8:
            return _one(date(int(text[:4]), int(text[4:6]), int(text[6:])))
        return _one(date(_full_year(text[4:], today), int(text[2:4]), int(text[:2])))
    if found := _DAY_OF_MONTH.fullmatch(text):
        month = MONTHS.get(fold(found.group(2)))
        if month:
            year = _year_or_assumed(found.group(3), month, notes, today)
            return _one(date(year, month, int(found.group(1))))
    return _stretch(text, notes, today)


def _stretch(text: str, notes: list[Note], today: date) -> Day | None:
    if found := _MONTH_YEAR.fullmatch(text):
        word = fold(found.group(1))
        if word in MONTHS:
            month = MONTHS[word]
            return _months(_year_or_assumed(found.group(2), month, notes, today), month, month)
        if word in SEASONS:
            first, last = SEASONS[word]
            year = _year_or_assumed(found.group(2), first, notes, today)
            return _months(year, first, last, "season")
    if found := _MONTH_NUMBER.fullmatch(text):
        year, month = int(found.group(2) or found.group(3)), int(found.group(1) or found.group(4))
        return _months(year, month, month)
    if found := _DAY_MONTH.fullmatch(text):
        day, month = int(found.group(1)), int(found.group(2))
        return _one(date(_year_or_assumed(None, month, notes, today), month, day))
    years = _YEAR.findall(text)
    if len(set(years)) == 1 and len(text) <= 40:
        return Day(date(int(years[0]), 1, 1), date(int(years[0]), 12, 31), "year")
    return None


def _months(year: int, first: int, last: int, precision: Precision = "month") -> Day:
    end = calendar.monthrange(year, last)[1] if 1 <= last <= 12 else 0
    return Day(date(year, first, 1), date(year, last, end), precision)


def _day(year: str | int, month: str, day: str, notes: list[Note]) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        if int(month) > 12 >= int(day):
            notes.append(Note("day_month_turned"))
            return date(int(year), int(day), int(month))
        raise


def _full_year(digits: str, today: date) -> int:
    """A year of two digits lies at most twelve years ahead, so 39 is 1939 in 2026."""
    if len(digits) == 4:
        return int(digits)
    year = today.year // 100 * 100 + int(digits)
    return year - 100 if year > today.year + YEARS_AHEAD else year


def _year_or_assumed(digits: str | None, month: int, notes: list[Note], today: date) -> int:
    if digits:
        return _full_year(digits, today)
    year = today.year if month <= today.month else today.year - 1
    notes.append(Note("year_assumed", {"year": year}))
    return year
