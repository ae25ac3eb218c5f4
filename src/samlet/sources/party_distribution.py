"""The party-distribution CSV of Valgdirektoratet's result site: one line a list and area.

Fields are separated by `;`, each line ends with one, decimals have a comma. The edition of 2017
has a header and 17 columns; later ones have 16 (no change against the "equivalent" election) and
often no header. Lines for a county, its municipalities and their polling districts stand together:
they are sums of each other, so only one level is read. A municipal election is read at the
municipality (or its districts where it has no line of its own), a county election at the county, a
Storting election at the municipality, else at the district. The file names neither year nor kind.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from samlet.sources.codes import BLANK, clean_name, code_for
from samlet.sources.drafts import Draft, group_small_lists
from samlet.sources.election_hints import kind_of
from samlet.sources.errors import UnreadableSource
from samlet.sources.rows import Kind, ListRow, Rejected
from samlet.sources.values import (
    InvalidValue,
    optional_whole,
    place_number,
    share,
    shown,
    whole,
)

NAME = "party distribution"

COLUMNS_17 = (
    "fylkenummer",
    "fylkenavn",
    "kommunenummer",
    "kommunenavn",
    "stemmekretsnummer",
    "stemmekretsnavn",
    "partikode",
    "partinavn",
    "oppslutning prosentvis",
    "antall stemmeberettigede",
    "antall forhåndsstemmer",
    "antall valgtingstemmer",
    "antall stemmer totalt",
    "endring % siste tilsvarende valg",
    "endring % siste ekvivalente valg",
    "antall mandater",
    "antall utjevningsmandater",
)
COLUMNS_16 = tuple(name for name in COLUMNS_17 if "ekvivalente" not in name)
NEEDED = frozenset(COLUMNS_16) - {
    "endring % siste tilsvarende valg",
    "antall utjevningsmandater",
    "stemmekretsnavn",
}

Area = tuple[str, str, str]  # numbers of county, municipality, polling district; "" when a sum


@dataclass
class _Line:
    number: int
    fields: Mapping[str, str]


@dataclass
class _Areas:
    lines: dict[Area, list[_Line]] = field(default_factory=lambda: defaultdict(list))
    rejected: list[Rejected] = field(default_factory=list)


def matches(lines: Sequence[str]) -> bool:
    """Whether a text has this layout: its header, or a first line with the right kinds of field."""
    filled = [line for line in lines if line.strip()][:5]
    if filled and filled[0].casefold().startswith("fylkenummer;"):
        return True
    return any(_looks_right(_trimmed(line.split(";"))) for line in filled)


def _looks_right(fields: Sequence[str]) -> bool:
    if len(fields) not in (len(COLUMNS_16), len(COLUMNS_17)):
        return False
    numbers = [entry for entry in (fields[0], fields[2]) if entry.strip()]
    return all(entry.strip().isdigit() for entry in numbers) and bool(fields[6].strip())


def read(
    text: str, filename: str, kind: Kind | None, year: int
) -> tuple[Kind, list[Draft], list[Rejected]]:
    """The kind of election, a draft for each area read, and lines that belong to no area."""
    areas = _areas(text, filename)
    found = kind or kind_of(filename, year) or _kind_by_areas(areas.lines)
    if found is None:
        raise UnreadableSource(filename, None, "kind_unknown")
    drafts = list(_drafts(areas.lines, found))
    return found, drafts, areas.rejected


def _kind_by_areas(lines: Mapping[Area, list[_Line]]) -> Kind | None:
    """What the seats tell: they stand where they are won, in municipalities or in counties."""
    seated = {
        bool(area[1]) for area, found in lines.items() for line in found if _seats(line) not in "0"
    }
    if seated == {True}:
        return "municipal"
    return "county" if seated == {False} else None


def _seats(line: _Line) -> str:
    return line.fields["antall mandater"].strip()


def _areas(text: str, filename: str) -> _Areas:
    areas = _Areas()
    columns: tuple[str, ...] | None = None
    reader = csv.reader(io.StringIO(text), delimiter=";")
    try:
        for raw in reader:
            fields = _trimmed(raw)
            if not any(entry.strip() for entry in fields):
                continue
            if columns is None:
                columns = _columns(fields, filename, reader.line_num)
                if fields[0].strip().casefold() == "fylkenummer":
                    continue
            if columns == COLUMNS_17 and not areas.lines and len(fields) == len(COLUMNS_16):
                columns = COLUMNS_16  # the heading of 2017 put over the lines of a later edition
            _sort_in(areas, fields, columns, reader.line_num)
    except csv.Error as error:
        params = {"detail": str(error)}
        raise UnreadableSource(filename, reader.line_num, "wrong_columns", params) from None
    return areas


def _columns(fields: Sequence[str], filename: str, line: int) -> tuple[str, ...]:
    named = tuple(clean_name(entry).casefold() for entry in fields)
    if named[0] != "fylkenummer":
        return COLUMNS_17 if len(fields) == 17 else COLUMNS_16
    missing = sorted(NEEDED - set(named))
    if missing or len(set(named)) != len(named):
        detail = ", ".join(missing) or "a column stands twice"
        raise UnreadableSource(filename, line, "wrong_columns", {"detail": detail})
    return named


def _sort_in(areas: _Areas, fields: Sequence[str], columns: tuple[str, ...], line: int) -> None:
    if len(fields) != len(columns):
        params = {"found": len(fields), "expected": len(columns)}
        areas.rejected.append(Rejected(line, "field_count", params))
        return
    named = dict(zip(columns, fields, strict=True))
    try:
        area = (
            named["fylkenummer"].strip() and place_number(named["fylkenummer"], "county"),
            named["kommunenummer"].strip() and place_number(named["kommunenummer"], "municipality"),
            named["stemmekretsnummer"].strip(),
        )
    except InvalidValue as error:
        areas.rejected.append(Rejected(line, error.code, error.params))
        return
    areas.lines[area].append(_Line(line, named))


def _drafts(lines: Mapping[Area, list[_Line]], kind: Kind) -> Iterator[Draft]:
    """One draft for each contest, read at one level only; see the head of this module."""
    municipalities = {area for area in lines if area[1] and not area[2]}
    districts: dict[Area, list[Area]] = defaultdict(list)
    for area in lines:
        if area[2]:
            districts[area[0], area[1], ""].append(area)
    counties = [area for area in lines if area[0] and not area[1]]
    if kind == "county" or (kind == "storting" and not municipalities and not districts):
        for area in counties:
            yield _draft(lines[area], kind, area[0], "fylkenavn")
        for area in dict.fromkeys(a for a in [*municipalities, *districts] if not counties):
            draft = Draft(kind, area[1], "", (lines[area] or lines[districts[area][0]])[0].number)
            draft.reject("not_a_council", {"level": "kommune"})
            yield draft
        return
    for area in dict.fromkeys([*(a for a in lines if a in municipalities), *districts]):
        parts = [_draft(lines[part], kind, area[1], "kommunenavn") for part in districts[area]]
        if area in municipalities:
            draft = _draft(lines[area], kind, area[1], "kommunenavn")
            _compare(draft, parts)
            yield draft
        else:
            yield _sum(parts)


def _draft(lines: Sequence[_Line], kind: Kind, number: str, name_column: str) -> Draft:
    first = lines[0]
    name = clean_name(first.fields[name_column])
    draft = Draft(kind, number, name, first.number, seats_are_official=kind != "storting")
    draft.electorate = draft.value(
        lambda: optional_whole(first.fields["antall stemmeberettigede"], "antall stemmeberettigede")
    )
    for line in lines:
        _list(draft, line)
    if not draft.problems:
        group_small_lists(draft)
    seats = [row.seats for row in draft.counted if row.seats is not None]
    if draft.seats_are_official and seats and not first.fields["stemmekretsnummer"].strip():
        draft.council_seats = sum(seats)
    return draft


def _list(draft: Draft, line: _Line) -> None:
    def count(column: str) -> int | None:
        return draft.value(lambda: whole(line.fields[column], column), line=line.number)

    ballots = count("antall stemmer totalt")
    early, on_day = count("antall forhåndsstemmer"), count("antall valgtingstemmer")
    code = code_for(line.fields["partikode"], line.fields["partinavn"])
    name = clean_name(line.fields["partinavn"])
    if None not in (ballots, early, on_day) and (early or 0) + (on_day or 0) != ballots:
        params = {"field": shown(name or code), "found": (early or 0) + (on_day or 0)}
        draft.reject("parts_do_not_add_up", {**params, "total": ballots}, line=line.number)
    if code == BLANK:
        draft.blank = ballots
        return
    part = draft.value(
        lambda: share(line.fields["oppslutning prosentvis"], "oppslutning prosentvis"),
        line=line.number,
    )
    seats = draft.value(
        lambda: optional_whole(line.fields["antall mandater"], "antall mandater"), line=line.number
    )
    draft.lists.append(
        ListRow(
            code=code,
            name=name,
            ballots=ballots,
            share=part[0] if part else None,
            share_decimals=part[1] if part else None,
            seats=seats if draft.seats_are_official else None,
            line=line.number,
        )
    )


def _ballots_by_code(drafts: Iterable[Draft]) -> dict[str, int]:
    totals: dict[str, int] = defaultdict(int)
    for draft in drafts:
        for row in draft.lists:
            totals[row.code] += row.ballots or 0
    return totals


def _compare(draft: Draft, parts: Sequence[Draft]) -> None:
    """Polling districts are part of the municipality and can never have more than it."""
    for part in parts:
        draft.problems.extend(part.problems)
    together = _ballots_by_code(parts)
    for row in draft.lists:
        if row.ballots is not None and together.get(row.code, 0) > row.ballots:
            params = {"name": shown(row.name or row.code), "found": together[row.code]}
            draft.reject("level_differs", {**params, "total": row.ballots}, line=row.line)


def _sum(parts: Sequence[Draft]) -> Draft:
    """A municipality that has only lines for its polling districts: their sum, without seats."""
    whole_place = parts[0]
    for part in parts[1:]:
        whole_place.problems.extend(part.problems)
    together = _ballots_by_code(parts)
    rows = {row.code: row for part in parts for row in part.lists}
    whole_place.lists = [
        ListRow(code, row.name, together[code], line=row.line, row_kind=row.row_kind)
        for code, row in rows.items()
    ]
    whole_place.electorate = None
    whole_place.blank = sum(part.blank or 0 for part in parts)
    return whole_place


def _trimmed(fields: Sequence[str]) -> list[str]:
    """The fields without the empty one after the last separator."""
    return list(fields[:-1]) if len(fields) > 1 and not fields[-1].strip() else list(fields)
