"""From the name of a municipality to its number at an election, for files that give the name."""

from __future__ import annotations

from functools import cache

from samlet.data import table

FIRST_YEAR = 1994


def number_of(name: str, year: int, county: str = "") -> str | None:
    """The number a municipality of this name had at the local election of a year.

    A local election chooses the councils of the municipalities as they are from the next New Year,
    and is held in their numbers. Names are compared without regard to case; of a name in several
    languages each part counts. county: its name, where several municipalities share theirs (Våler,
    Herøy, Sande, Bø). None when no municipality, or more than one, answers to the name.
    """
    found = {
        (number, region)
        for number, region, first, last in _named().get(name.strip().casefold(), ())
        if first <= year + 1 <= last
    }
    if len(found) > 1 and county:
        found = {one for one in found if one[1] == county.strip().casefold()}
    return next(iter(found))[0] if len(found) == 1 else None


@cache
def _named() -> dict[str, list[tuple[str, str, int, int]]]:
    """Name in lower case → number, the county that sets it apart, first and last year."""
    named: dict[str, list[tuple[str, str, int, int]]] = {}
    for row in table("municipalities"):
        plain, _, rest = row["name"].partition(" (")
        years = int(row["valid_from"] or FIRST_YEAR), int(row["valid_to"] or 9999)
        for part in {plain, *plain.split(" - ")}:
            entry = (row["number"], rest.removesuffix(")").casefold(), *years)
            named.setdefault(part.strip().casefold(), []).append(entry)
    return named
