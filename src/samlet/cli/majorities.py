"""`samlet majorities`: a bloc in every council of a county, as the page Flertall shows it."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import TYPE_CHECKING

from samlet.cli.errors import OK, CommandError
from samlet.cli.starting import start
from samlet.cli.tables import Cell, cell, table

if TYPE_CHECKING:
    from samlet.web.elections.counting import Standing
    from samlet.web.parties.queries import BlocInfo

HEAD = ("council", "distance", "bloc", "majority", "votes", "per cent")
LEGEND = (
    "votes: the fewest ballots more that give the bloc a majority or, where it has one, the fewest "
    "that take it away; a share of the ballots counted. ~ about: small lists are known only as a "
    "group. * closer than personal votes usually move. - not known from ballots alone."
)


def run(options: Namespace) -> int:
    start()
    from samlet.web.elections.queries import standings
    from samlet.web.parties.queries import bloc

    number, name = _county(options.county)
    chosen = bloc()
    if chosen is None:
        raise CommandError("no bloc is configured; see the page about blocs")
    found = standings(chosen, number)
    if options.json:
        for at in found:
            print(json.dumps(_as_data(at), ensure_ascii=False))
        return OK
    won = sum(at.has_majority for at in found)
    print(f"{name}: {_bloc_name(chosen)} has the majority in {won} of {len(found)} councils.\n")
    print("\n".join(table(HEAD, [_row(at) for at in found], left=2)))
    print(f"\n{LEGEND}")
    return OK


def _county(wanted: str | None) -> tuple[str, str]:
    """(number, name) of a county given by either, or by how its name begins; "" for all."""
    from samlet.web.elections.queries import counties
    from samlet.web.server import home_county

    if wanted == "all":
        return "", "Norway"
    sought = (wanted or home_county()).casefold()
    known = {county.number: county.name for county in counties()}
    for number, name in known.items():
        if sought in (number, name.casefold()):
            return number, name
    begun = [(number, name) for number, name in known.items() if name.casefold().startswith(sought)]
    if len(begun) == 1:
        return begun[0]
    listed = ", ".join(f"{number} {name}" for number, name in sorted(known.items()))
    raise CommandError(f"no county is called {wanted!r}. There are: {listed}; or all")


def _bloc_name(bloc: BlocInfo) -> str:
    parties = ", ".join(sorted(bloc.counted))
    return f"{bloc.name} ({parties}{'; a proposal' if bloc.is_proposal else ''})"


def _row(at: Standing) -> tuple[Cell, ...]:
    seats = f"{abs(at.missing)} short" if at.missing > 0 else f"{-at.missing} to spare"
    words: tuple[Cell, ...] = (at.council.name, seats, at.has, at.needs)
    if at.distance is None:
        return (*words, None, None)
    mark = "*" if at.distance.within_reach else ""
    about = "~" if at.distance.about else ""
    votes = None if at.distance.votes is None else f"{about}{cell(at.distance.votes)}{mark}"
    return (*words, votes, f"{at.distance.share * 100:.2f}")


def _as_data(at: Standing) -> dict[str, object]:
    distance = at.distance
    return {
        "number": at.council.number,
        "name": at.council.name,
        "county": at.council.county_number,
        "year": at.council.year,
        "seats": at.council.seats,
        "has": at.has,
        "needs": at.needs,
        "majority": at.has_majority,
        "lists": sorted(at.codes),
        "basis": str(at.council.basis),
        "votes": distance and distance.votes,
        "share": None if distance is None else round(float(distance.share), 6),
        "about": bool(distance and distance.about),
        "within_reach": bool(distance and distance.within_reach),
    }
