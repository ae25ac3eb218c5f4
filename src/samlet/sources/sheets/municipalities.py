"""Municipalities as lists have them: former names, areas, counties, typing errors.

The packaged tables of samlet.data know every number and name since 1994 and what became of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from samlet.data import table
from samlet.sources.sheets.folding import Cell, clean, fold, is_placeholder, listed
from samlet.sources.sheets.reasons import Note, Parsed
from samlet.sources.sheets.texts import nothing, prepared

PlaceKind = Literal["municipality", "county", "area"]

# Everyday names for several municipalities together. They are no units and have no fixed borders.
AREAS: Final = listed(
    "Romerike | Nedre Romerike | Øvre Romerike | Follo | Vestregionen | Asker og Bærum | "
    "Asker/Bærum | Østlandet | Viken | Akershus og Oslo | Oslo og Akershus | Hele fylket"
)
# Towns that people write where the municipality is meant. Akershus alone: elsewhere a typed town
# is answered by a suggestion or not at all.
TOWNS: Final = {
    "Jessheim": "Ullensaker",
    "Sandvika": "Bærum",
    "Drøbak": "Frogn",
    "Kolbotn": "Nordre Follo",
    "Strømmen": "Lillestrøm",
    "Årnes": "Nes",
    "Bjørkelangen": "Aurskog-Høland",
    "Fornebu": "Bærum",
    "Gardermoen": "Ullensaker",
    "Råholt": "Eidsvoll",
    "Fjerdingby": "Rælingen",
    "Kjeller": "Lillestrøm",
    "Skedsmokorset": "Lillestrøm",
    "Slemmestad": "Asker",
    "Roa": "Lunner",
    "Son": "Vestby",
}
_SUFFIX: Final = re.compile(
    r"(?:\s+(?:kommune|komm|kom|k|herad|by)\b\.?|\s+kommunestyre|\s*\(.*\)|\s*,.*)+$", re.IGNORECASE
)
_PREFIX: Final = re.compile(r"^(?:kommune[n]?|bor i|i)\s*:?\s+(?=\S)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"^(\d{3,4})(?:\s+(\D+))?$")
CLOSE_ENOUGH: Final = 82


@dataclass(frozen=True, slots=True)
class PlaceText:
    """number: of the municipality or county of today; empty for an area."""

    number: str
    name: str
    kind: PlaceKind = "municipality"


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    number: str
    county: str


@cache
def _today() -> dict[str, _Known]:
    """The municipalities of today by number."""
    return {
        row["number"]: _Known(row["name"], row["number"], row["county"])
        for row in table("municipalities")
        if row["county"]
    }


@cache
def _by_name() -> dict[str, tuple[_Known, ...]]:
    """Folded names of today, each language of a name for itself."""
    found: dict[str, list[_Known]] = defaultdict(list)
    for known in _today().values():
        for name in _ways(known.name):
            found[fold(name)].append(known)
    return {name: tuple(places) for name, places in found.items()}


def _ways(name: str) -> set[str]:
    """A name as it can be written: each language for itself, and without what tells it apart."""
    return {name, re.sub(r"\s*\(.*\)", "", name), *re.split(r"\s+-\s+|\s*/\s*", name)}


@cache
def _former() -> dict[str, dict[str, tuple[str, ...]]]:
    """Folded former names → the name as it was → the numbers of today it became."""
    changes: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in table("municipality_changes"):
        changes[row["old"]].append((int(row["year"]), row["new"]))
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in table("municipalities"):
        if row["county"]:
            continue
        ends = {row["number_2024"]} if row["number_2024"] else _ends(row["number"], 0, changes)
        for number in ends & _today().keys():
            for name in _ways(row["name"]):
                found[fold(name)][row["name"]].add(number)
    return {
        folded: {name: tuple(sorted(numbers)) for name, numbers in names.items()}
        for folded, names in found.items()
    }


def _ends(number: str, year: int, changes: dict[str, list[tuple[int, str]]]) -> set[str]:
    later = [(when, new) for when, new in changes.get(number, []) if when > year]
    if not later:
        return {number}
    first = min(when for when, _ in later)
    ends = (_ends(new, first, changes) for when, new in later if when == first)
    return set().union(*ends)


@cache
def _counties() -> dict[str, tuple[str, str]]:
    """Folded names → number and name of the counties of today; Oslo is a municipality too."""
    found = {}
    for row in table("counties"):
        if row["number"] != "03":
            for name in {row["name"], *re.split(r"\s+-\s+", row["name"])}:
                found[fold(name)] = (row["number"], row["name"])
    return found


def parse_municipality(cell: Cell, *, county: str = "") -> Parsed[PlaceText]:
    """The municipality of today that a cell means.

    county: number of the region's county ("32"). A name that several municipalities have is then
    the county's own, and one outside the county is told.
    """
    text, notes, doubtful = prepared(cell)
    if not text or is_placeholder(text):
        return nothing(text, notes)
    if len(text) > 100:
        return Parsed(None, text[:100], (*notes, Note("unknown_municipality")), True)
    place, more, unsure = _place(text, county)
    return Parsed(place, text, (*notes, *more), doubtful or unsure)


@lru_cache(maxsize=16_384)
def _place(text: str, county: str) -> tuple[PlaceText | None, tuple[Note, ...], bool]:
    numbered = _NUMBER.match(text)
    if numbered:
        known = _today().get(numbered.group(1).zfill(4))
        if known and numbered.group(2) and fold(numbered.group(2)) == fold(known.name):
            return _found(known, county)
        if not numbered.group(2):
            place = PlaceText(known.number, known.name) if known else None
            return place, (Note("number_or_postcode"),), True
        text = numbered.group(2)
    plain = _PREFIX.sub("", _SUFFIX.sub("", text)).strip(" .,-") or text
    folded = fold(plain)
    return _named(text, county) or _named(plain, county) or _misspelt(folded, county)


def _named(text: str, county: str) -> tuple[PlaceText | None, tuple[Note, ...], bool] | None:
    folded = fold(text)
    if folded in _by_name():
        return _one_of(_by_name()[folded], county)
    if folded in _former():
        return _became(folded, county)
    if folded in _counties() or folded.removesuffix("fylke") in _counties():
        number, name = _counties().get(folded) or _counties()[folded.removesuffix("fylke")]
        note = Note("county_not_municipality", {"name": name})
        return PlaceText(number, name, "county"), (note,), True
    for area in AREAS:
        if fold(area) == folded:
            note = Note("area_not_municipality", {"name": area})
            return PlaceText("", area, "area"), (note,), True
    for town, municipality in TOWNS.items():
        if fold(town) == folded:
            place = next(one for one in _by_name()[fold(municipality)] if one.county == "32")
            params = {"town": town, "municipality": place.name}
            note = Note("town_not_municipality", params)
            return PlaceText(place.number, place.name), (note,), True
    return None


def _one_of(
    places: tuple[_Known, ...], county: str
) -> tuple[PlaceText | None, tuple[Note, ...], bool]:
    own = [place for place in places if place.county == county]
    if len(places) == 1:
        return _found(places[0], county)
    if len(own) == 1:
        return _found(own[0], county)
    names = ", ".join(f"{place.name} ({place.number})" for place in places)
    return None, (Note("municipality_ambiguous", {"names": names}),), True


def _found(known: _Known, county: str) -> tuple[PlaceText, tuple[Note, ...], bool]:
    place = PlaceText(known.number, known.name)
    if county and known.county != county:
        return place, (Note("outside_region", {"name": known.name}),), False
    return place, (), False


def _became(folded: str, county: str) -> tuple[PlaceText | None, tuple[Note, ...], bool]:
    """What a former municipality is now. Of several of one name, the county's own."""
    became = _former()[folded]
    numbers = sorted({number for ends in became.values() for number in ends})
    own = [number for number in numbers if _today()[number].county == county]
    old = next(iter(became))
    chosen = own if len(own) == 1 else numbers
    if len(chosen) == 1:
        known = _today()[chosen[0]]
        note = Note("former_municipality", {"old": old, "new": known.name})
        place, more, _ = _found(known, county)
        return place, (note, *more), len(numbers) > 1
    names = ", ".join(f"{_today()[number].name} ({number})" for number in chosen)
    return None, (Note("municipality_divided", {"old": old, "new": names}),), True


@cache
def _known_names() -> tuple[str, ...]:
    return (*_by_name(), *(name for name in _former() if name not in _by_name()))


def _misspelt(folded: str, county: str) -> tuple[PlaceText | None, tuple[Note, ...], bool]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415  imports only

    if len(folded) >= 3:
        matches = process.extract(
            folded, _known_names(), scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=5
        )
        # Equally close names: the region's own first.
        for name, _, _ in sorted(matches, key=lambda found: (-found[1], not _in(found[0], county))):
            place, _, _ = _named(name, county) or (None, (), True)
            if place:
                note = Note("municipality_maybe", {"suggestion": place.name})
                return place, (note,), True
    return None, (Note("unknown_municipality"),), True


def _in(name: str, county: str) -> bool:
    return any(place.county == county for place in _by_name().get(name, ()))


def is_municipality(cell: Cell) -> bool:
    """The cell names a municipality of today or before, rightly spelt."""
    if not isinstance(cell, str):
        return False
    text = _SUFFIX.sub("", clean(cell))
    return fold(text) in _by_name() or fold(text) in _former()
