"""Which election a file is from, where only its name tells: year, kind and place."""

from __future__ import annotations

import re

from samlet.sources.errors import UnreadableSource
from samlet.sources.rows import Kind

FIRST_YEAR, LAST_YEAR = 1975, 2099

KINDS: dict[str, Kind] = {
    "ko": "municipal",
    "kommunestyrevalg": "municipal",
    "kommunestyrevalget": "municipal",
    "kommunestyrevalet": "municipal",
    "kommunevalg": "municipal",
    "kommunevalget": "municipal",
    "fy": "county",
    "fylkestingsvalg": "county",
    "fylkestingsvalget": "county",
    "fylkestingsvalet": "county",
    "st": "storting",
    "stortingsvalg": "storting",
    "stortingsvalget": "storting",
}
# Words of file names that are not the name of a place.
_WORDS = frozenset(
    (
        *(
            "valgprotokoll",
            "valprotokoll",
            "protokoll",
            "protocol",
            "for",
            "valgstyret",
            "valstyret",
            "valg",
        ),
        *("valgstyrets", "møtebok", "motebok", "kommune", "kommunestyre", "fylke", "endelig"),
        *("endeleg", "d", "e", "section", "sections", "final", "layout", "result", "results"),
    )
)


def year_of(filename: str) -> int | None:
    """The only year in a file's name, or the first of several; None when there is none."""
    years = [int(found) for found in re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", filename)]
    return next((year for year in years if FIRST_YEAR <= year <= LAST_YEAR), None)


def kind_of(filename: str, year: int) -> Kind | None:
    """The kind of election by the file's name, else by a year that has only one: the Storting."""
    words = re.split(r"[^a-zæøå]+", filename.casefold())
    named = next((KINDS[word] for word in words if word in KINDS), None)
    if named is None and is_storting_year(year):
        return "storting"
    return named


def is_storting_year(year: int) -> bool:
    """Storting elections are held two years after local ones, every fourth year (2021, 2025)."""
    return year % 4 == 1


def checked_year(year: int | None, filename: str) -> int:
    """The year of an election. Raises UnreadableSource when it is not known or not possible."""
    found = year or year_of(filename)
    if found is None or not FIRST_YEAR <= found <= LAST_YEAR:
        raise UnreadableSource(filename, None, "year_unknown")
    return found


def place_of(filename: str) -> tuple[str, str]:
    """The number and name of a municipality by the file's name, each empty when unclear."""
    stem = filename.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    bare = re.sub(r"(?:19|20)[0-9]{2}(?:-[0-9]{2}-[0-9]{2})?", " ", stem)
    numbers = re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", bare)
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", bare)
    names = [word for word in words if word.casefold() not in _WORDS | set(KINDS)]
    return (
        numbers[0] if len(numbers) == 1 else "",
        names[0].capitalize() if len(names) == 1 else "",
    )
