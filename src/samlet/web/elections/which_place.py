"""Which place a contest of a file is about: by number, or by name where the file has no number.

Numbers are those of the time. A municipality that merged or got a new number keeps its results
under the old one (places: NumberChange); a number that did not exist at the election is refused.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from samlet.sources import ContestRows
from samlet.sources import Rejected as RejectedLine
from samlet.web.places.models import County, Municipality

# Storting districts, and the counties of the same numbers until 2019 (Election Act § 4-1).
DISTRICTS = {
    "01": "Østfold",
    "02": "Akershus",
    "03": "Oslo",
    "04": "Hedmark",
    "05": "Oppland",
    "06": "Buskerud",
    "07": "Vestfold",
    "08": "Telemark",
    "09": "Aust-Agder",
    "10": "Vest-Agder",
    "11": "Rogaland",
    "12": "Hordaland",
    "14": "Sogn og Fjordane",
    "15": "Møre og Romsdal",
    "16": "Sør-Trøndelag",
    "17": "Nord-Trøndelag",
    "18": "Nordland",
    "19": "Troms",
    "20": "Finnmark",
}
# Counties from 2020 to 2023; their only county election was that of 2019.
COUNTIES_2020 = {"30": "Viken", "38": "Vestfold og Telemark", "54": "Troms og Finnmark"}
# Counties of today that came later than the numbering of 1972, and their first county election.
FIRST_ELECTION = {
    **dict.fromkeys(("34", "42", "46", "50"), 2019),
    **dict.fromkeys(("31", "32", "33", "39", "40", "55", "56"), 2023),
}
OSLO = "03"


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a contest: a municipality, a county of today, or an area that is neither."""

    number: str
    municipality: Municipality | None = None
    county: County | None = None
    area: str = ""


class Places:
    """Every place by number and name, read once for a whole file."""

    def __init__(self) -> None:
        self.municipalities = {row.number: row for row in Municipality.objects.all()}
        self.counties = {row.number: row for row in County.objects.all()}
        self.by_name: dict[str, list[Municipality]] = defaultdict(list)
        for row in self.municipalities.values():
            self.by_name[row.name.partition(" (")[0].casefold()].append(row)

    def find(self, rows: ContestRows, year: int) -> Where | RejectedLine:
        """The place of a contest, or why there is none."""
        if rows.kind == "county":
            return self._county(rows, year)
        if rows.kind == "storting" and rows.number in DISTRICTS:
            return Where(rows.number, area=DISTRICTS[rows.number])
        if not rows.number:
            return self._by_name(rows, year)
        place = self.municipalities.get(rows.number)
        if place is None:
            return RejectedLine(rows.line, "unknown_place", {"number": rows.number})
        if not stood(place, rows.kind, year):
            said = {"number": place.number, "name": place.name, "year": year}
            return RejectedLine(rows.line, "place_not_then", said)
        return Where(place.number, municipality=place)

    def _by_name(self, rows: ContestRows, year: int) -> Where | RejectedLine:
        found = [row for row in self.by_name[rows.name.casefold()] if stood(row, rows.kind, year)]
        if len(found) == 1:
            return Where(found[0].number, municipality=found[0])
        code = "ambiguous_name" if found else "unknown_name"
        return RejectedLine(rows.line, code, {"name": rows.name, "year": year})

    def _county(self, rows: ContestRows, year: int) -> Where | RejectedLine:
        number = rows.number
        county = self.counties.get(number)
        if number == OSLO:
            return RejectedLine(rows.line, "no_county_council", {"name": DISTRICTS[OSLO]})
        if county is not None and year >= FIRST_ELECTION.get(number, 0):
            return Where(number, county=county)
        earlier = DISTRICTS if year < 2019 else COUNTIES_2020 if year == 2019 else {}
        if number in earlier:
            return Where(number, area=earlier[number])
        name = county.name if county else DISTRICTS.get(number) or COUNTIES_2020.get(number)
        if name:
            said = {"number": number, "name": name, "year": year}
            return RejectedLine(rows.line, "place_not_then", said)
        return RejectedLine(rows.line, "unknown_place", {"number": number or rows.name})


def stood(place: Municipality, kind: str, year: int) -> bool:
    """Whether a number held at an election.

    A council is elected for the borders of the year after, a Storting by those of its own year.
    """
    held = year + 1 if kind == "municipal" else year
    return (place.valid_from or 0) <= held <= (place.valid_to or 9999)
