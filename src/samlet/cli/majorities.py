"""`samlet majorities`: a bloc in every council of a county, as the page Flertall shows it."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import TYPE_CHECKING

from samlet.cli.errors import OK, CommandError
from samlet.cli.starting import start
from samlet.cli.tables import Cell, cell, table

if TYPE_CHECKING:
    from samlet.web.elections.report import CouncilReport

HEAD = ("council", "distance", "bloc", "majority", "votes", "per cent")
LEGEND = (
    "votes: the fewest ballots more that give the bloc a majority or, where it has one, the fewest "
    "that take it away; a share of the ballots counted. ~ about: small lists are known only as a "
    "group. * closer than personal votes usually move. - not known from ballots alone."
)


def run(options: Namespace) -> int:
    start()
    from samlet.web.core.errors import SamletError
    from samlet.web.elections.report import majorities

    try:
        found = majorities(_county(options.county), options.bloc, options.without, language="en")
    except SamletError as error:
        raise CommandError(str(error)) from error
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
        return OK
    proposal = "; the bloc is a proposal" if found["proposal"] else ""
    print(f"{found['county_name'] or 'Norway'}: {found['sentence']}")
    print(f"Counted together: {', '.join(found['parties'])}{proposal}.\n")
    print("\n".join(table(HEAD, [_row(council) for council in found["councils"]], left=2)))
    print(f"\n{LEGEND}\n{found['source']}")
    return OK


def _county(wanted: str | None) -> str | None:
    """The number of a county given by it, by name, or by how its name begins; None for all."""
    from samlet.web.elections.queries import counties
    from samlet.web.server import home_county

    if wanted == "all":
        return None
    sought = (wanted or home_county()).casefold()
    known = {county.number: county.name for county in counties()}
    for number, name in known.items():
        if sought in (number, name.casefold()):
            return number
    begun = [number for number, name in known.items() if name.casefold().startswith(sought)]
    if len(begun) == 1:
        return begun[0]
    listed = ", ".join(f"{number} {name}" for number, name in sorted(known.items()))
    raise CommandError(f"no county is called {wanted!r}. There are: {listed}; or all")


def _row(council: CouncilReport) -> tuple[Cell, ...]:
    missing = council["missing"]
    seats = f"{missing} short" if missing > 0 else f"{-missing} to spare"
    votes = council["votes_short"] if council["votes_held"] is None else council["votes_held"]
    words: tuple[Cell, ...] = (council["name"], seats, council["has"], council["majority"])
    if votes is None:
        return (*words, None, None)
    mark = "*" if council["within_reach"] else ""
    about = "~" if council["about"] else ""
    return (*words, f"{about}{cell(votes)}{mark}", f"{council['percent'] or 0:.2f}")
