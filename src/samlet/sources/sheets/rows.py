"""The rows of a table, each cell read as the field its column is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from samlet.sources.sheets.days import parse_day
from samlet.sources.sheets.emails import parse_email
from samlet.sources.sheets.folding import Cell
from samlet.sources.sheets.municipalities import parse_municipality
from samlet.sources.sheets.names import parse_given_and_family, parse_name
from samlet.sources.sheets.phones import parse_phone
from samlet.sources.sheets.positions import parse_period, parse_positions
from samlet.sources.sheets.reasons import Parsed
from samlet.sources.sheets.recognition import Mapping as ColumnsMapping
from samlet.sources.sheets.statuses import parse_status
from samlet.sources.sheets.tables import Table
from samlet.sources.sheets.texts import (
    parse_org_number,
    parse_postcode,
    parse_public_id,
    parse_text,
    parse_workplace,
)
from samlet.sources.sheets.unions import parse_branch, parse_union

Parser = Callable[[Cell], Parsed[Any]]


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """number: the row as the spreadsheet counts. cells: field → what its cell says.

    Given and family name in columns of their own come as one under "name".
    """

    number: int
    cells: Mapping[str, Parsed[Any]]

    @property
    def doubtful(self) -> bool:
        return any(cell.doubtful for cell in self.cells.values())


def parsers(*, today: date, county: str = "", family_first: bool = False) -> dict[str, Parser]:
    """The parser of each field; what is not listed is plain text."""
    day = partial(parse_day, today=today)
    place = partial(parse_municipality, county=county)
    person = partial(parse_name, family_first=family_first)
    return {
        "public_id": parse_public_id,
        "name": person,
        "unit_leader": person,
        "unit_deputy_leader": person,
        "union": parse_union,
        "branch": parse_branch,
        "branch_number": parse_branch,
        "belongs_to": parse_branch,
        "workplace": parse_workplace,
        "municipality": place,
        "home_municipality": place,
        "position": partial(parse_positions, today=today),
        "email": parse_email,
        "mobile": parse_phone,
        "phone": parse_phone,
        "from": day,
        "to": day,
        "period": partial(parse_period, today=today),
        "status": partial(parse_status, today=today),
        "org_number": parse_org_number,
        "postcode": parse_postcode,
    }


def parsed_rows(
    table: Table, mapping: ColumnsMapping, *, today: date, county: str = ""
) -> Iterator[ParsedRow]:
    """Every row of a table, read by its mapping. Columns that are no field are never looked at.

    today: the day of the import. county: number of the region's county, for municipalities.
    """
    known = parsers(today=today, county=county, family_first=mapping.family_first)
    fields = mapping.fields
    given, family = fields.pop("given_name", None), fields.pop("family_name", None)
    plan = [(field, place, known.get(field, parse_text)) for field, place in fields.items()]
    for row in table.rows:
        cells = {field: parse(row.cells[place]) for field, place, parse in plan}
        if given is not None or family is not None:
            first = None if given is None else row.cells[given]
            last = None if family is None else row.cells[family]
            whole = parse_given_and_family(first, last)
            if "name" not in cells or cells["name"].value is None:
                cells["name"] = whole
        yield ParsedRow(row.number, cells)
