"""The party-support register (*partistøtte*): votes and seats of registered parties' branches.

The editions of 2011 and 2013 (elections of 2007 and 2011) differ in the name of one column
(`stemmestotte`, `stemmestonad`), in thousands separators and in how shares are rounded. Numbers
have lost their leading zero: 101 is municipality 0101; a county's own line has 00 last (100 is
county 01). Youth branches repeat their county's votes and are no lists. Local lists without a
registered party are missing, so nothing here can be settled.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from samlet.sources.codes import branch_code, clean_name, made_code
from samlet.sources.drafts import Draft
from samlet.sources.election_hints import FIRST_YEAR, LAST_YEAR
from samlet.sources.errors import UnreadableSource
from samlet.sources.rows import Kind, ListRow, Rejected
from samlet.sources.values import InvalidValue, optional_whole, place_number, share, shown, whole

NAME = "party-support register"

NEEDED = ("partinamn", "fylkesnr", "kommunenr", "partitype", "valar", "stemmer", "relativdel")
KINDS: dict[str, Kind] = {"kommune": "municipal", "fylke": "county"}


@dataclass
class _Register:
    drafts: dict[tuple[Kind, str], Draft] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[Rejected] = field(default_factory=list)
    years: dict[int, int] = field(default_factory=dict)  # year → first line
    seen: set[tuple[str, ...]] = field(default_factory=set)
    codes: set[tuple[Kind, str, str]] = field(default_factory=set)  # kind, place, list


def matches(lines: Sequence[str]) -> bool:
    """Whether a text has this layout."""
    first = next((line for line in lines if line.strip()), "").casefold()
    return first.startswith("partinamn;") and "partitype" in first


def read(text: str, filename: str) -> tuple[int, list[Draft], list[Rejected], list[Rejected]]:
    """The year, a draft for each contest, lines that cannot be used, and lines passed over."""
    register = _Register()
    reader = csv.reader(io.StringIO(text), delimiter=";")
    columns: list[str] = []
    try:
        for fields in reader:
            if not any(entry.strip() for entry in fields):
                continue
            if not columns:
                columns = _columns(fields, filename, reader.line_num)
            elif len(fields) != len(columns):
                params = {"found": len(fields), "expected": len(columns)}
                register.rejected.append(Rejected(reader.line_num, "field_count", params))
            else:
                named = dict(zip(columns, fields, strict=True))
                _sort_in(register, named, tuple(fields), reader.line_num)
    except csv.Error as error:
        detail = {"detail": str(error)}
        raise UnreadableSource(filename, reader.line_num, "wrong_columns", detail) from None
    if len(register.years) != 1:
        line = max(register.years.values(), default=None)
        raise UnreadableSource(filename, line, "year_unknown")
    return (
        next(iter(register.years)),
        list(register.drafts.values()),
        register.rejected,
        register.notes,
    )


def _columns(fields: Sequence[str], filename: str, line: int) -> list[str]:
    named = [clean_name(entry).casefold() for entry in fields]
    missing = [name for name in NEEDED if named.count(name) != 1]
    if missing:
        params = {"detail": ", ".join(missing)}
        raise UnreadableSource(filename, line, "wrong_columns", params)
    return named


def _sort_in(
    register: _Register, row: Mapping[str, str], fields: tuple[str, ...], line: int
) -> None:
    kind = KINDS.get(row["partitype"].strip().casefold())
    if kind is None:
        return
    try:
        number = _number(row, kind)
        year = whole(row["valar"], "valar")
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise InvalidValue("wrong_type", {"field": "valar"})
    except InvalidValue as error:
        register.rejected.append(Rejected(line, error.code, error.params))
        return
    if fields in register.seen:
        register.notes.append(Rejected(line, "repeated_line"))
        return
    register.seen.add(fields)
    register.years.setdefault(year, line)
    draft = register.drafts.setdefault(
        (kind, number),
        Draft(kind, number, "", line, complete=False, seats_are_official=False),
    )
    _list(register, draft, row, line)


def _number(row: Mapping[str, str], kind: Kind) -> str:
    """The number of the municipality, or of the county for a line that is the county's own."""
    county = place_number(row["fylkesnr"], "county")
    number = place_number(row["kommunenr"], "municipality")
    if number[:2] != county or (number[2:] == "00") != (kind == "county"):
        raise InvalidValue("bad_place_number", {"value": shown(row["kommunenr"])})
    return county if kind == "county" else number


def _list(register: _Register, draft: Draft, row: Mapping[str, str], line: int) -> None:
    name = clean_name(row["partinamn"])
    ballots = draft.value(lambda: whole(row["stemmer"], "stemmer"), line=line)
    part = draft.value(lambda: share(row["relativdel"], "relativdel"), line=line)
    seats = draft.value(lambda: optional_whole(row.get("mandat", ""), "mandat"), line=line)
    code = branch_code(name)
    if (draft.kind, draft.number, code) in register.codes:
        code = made_code(name)  # a second list under the party's name
    register.codes.add((draft.kind, draft.number, code))
    if part and part[0] == 0 and ballots:
        part = None  # the edition of 2013 rounds small shares to 0
    draft.lists.append(
        ListRow(
            code=code,
            name=name,
            ballots=ballots,
            share=part[0] if part else None,
            share_decimals=max(1, part[1]) if part else None,
            seats=seats,
            line=line,
        )
    )
