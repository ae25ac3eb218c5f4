"""A bloc's majorities as plain values: for the command line, and for whoever reads its JSON."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypedDict

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from samlet.web.core.errors import Rejected
from samlet.web.elections import queries
from samlet.web.elections.counting import Standing
from samlet.web.elections.majorities import COUNTRY
from samlet.web.elections.majorities import majorities as majorities_of
from samlet.web.elections.sentences import majorities as said
from samlet.web.elections.sentences import majority_notes as notes
from samlet.web.parties.queries import bloc


class CouncilReport(TypedDict):
    """One council. Counts are seats and ballots; percent is of the ballots, 0 to 100.

    votes_short: the fewest ballots that would have given the majority; votes_held: the fewest that
    would have taken it. The one that does not apply is None, both where the distance is not known.
    """

    number: str
    name: str
    seats: int
    majority: int
    has: int
    missing: int
    votes_short: int | None
    votes_held: int | None
    percent: float | None
    basis: str
    about: bool
    within_reach: bool


class Report(TypedDict):
    """The figures of the page Flertall. county: its number, "" for the country."""

    county: str
    county_name: str
    bloc: str
    parties: list[str]
    without: list[str]
    proposal: bool
    sentence: str
    county_council: dict[str, object] | None
    councils: list[CouncilReport]
    source: str
    data_version: str


def majorities(
    county: str | None,
    bloc_key: str = "",
    without: Collection[str] = (),
    *,
    language: str = "nb",
) -> Report:
    """A bloc in every council of a county (by number), or of the country when it is None.

    language: of names and sentences.
    Raises Rejected for an unknown bloc or party, NotFound for a county without councils.
    """
    with override(language):
        return _report(county, bloc_key, without)


def _report(county: str | None, bloc_key: str, without: Collection[str]) -> Report:
    chosen = bloc(bloc_key, without)
    if chosen is None:
        raise Rejected(_("There is no bloc called “%(key)s”."), key=bloc_key)
    if strange := sorted(set(without) - chosen.parties):
        raise Rejected(
            _("“%(code)s” is not a party in the bloc %(bloc)s."), code=strange[0], bloc=chosen.name
        )
    page = majorities_of(county or COUNTRY, chosen)
    return Report(
        county=page.county,
        county_name=page.county_name,
        bloc=chosen.key,
        parties=sorted(chosen.counted),
        without=sorted(chosen.without),
        proposal=chosen.is_proposal,
        sentence=said.headline(page),
        county_council=_county_council(page.top),
        councils=[_council(at) for at in page.standings],
        source=notes.source_line([*page.councils, *page.above]),
        data_version=queries.data_version(),
    )


def _council(at: Standing) -> CouncilReport:
    distance = at.distance
    votes = distance.votes if distance else None
    return CouncilReport(
        number=at.council.number,
        name=at.council.name,
        seats=at.council.seats,
        majority=at.needs,
        has=at.has,
        missing=at.missing,
        votes_short=None if at.has_majority else votes,
        votes_held=votes if at.has_majority else None,
        percent=round(float(distance.share) * 100, 2) if distance else None,
        basis=at.council.basis.value,
        about=bool(distance and distance.about),
        within_reach=bool(distance and distance.within_reach),
    )


def _county_council(at: Standing | None) -> dict[str, object] | None:
    """The county council, in percentage points with their interval; None for Oslo."""
    if at is None or at.council.kind != "county":
        return None
    distance = at.distance
    return {
        "seats": at.council.seats,
        "majority": at.needs,
        "has": at.has,
        "missing": at.missing,
        "points": [
            round(float(value) * 100, 1) for value in (distance.share, distance.low, distance.high)
        ]
        if distance
        else None,
    }
