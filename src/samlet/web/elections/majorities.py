"""Flertall: what the address asks for, and everything the page shows, computed once per figures."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samlet.web.core.errors import NotFound
from samlet.web.core.stamps import stamp
from samlet.web.elections import queries
from samlet.web.elections.counting import Basis, CouncilView, ListView, Standing
from samlet.web.parties.queries import BlocInfo

COUNTRY = ""  # the county of a page that shows them all
OSLO = ("03", "0301")  # the county number, and the municipality that does a county's work
CLOSE = Decimal("0.02")  # of the ballots


class Show(StrEnum):
    """Which councils the list shows. The values stand in addresses."""

    ALL = ""
    MISSING = "mangler"
    HELD = "har"
    CLOSE = "naer"
    UNKNOWN = "ukjent"


@lru_cache(maxsize=2000)
def alphabetical(name: str) -> str:
    """A key that sorts Norwegian names as Norwegians do: æ, ø, å last, accents ignored."""
    last = {"æ": "\ufff0", "ä": "\ufff0", "ø": "\ufff1", "ö": "\ufff1", "å": "\ufff2"}
    return "".join(last.get(letter) or plain(letter) for letter in name.lower())


def plain(text: str) -> str:
    """Letters without their accents."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(letter)
    )


Key = tuple[object, ...]


def _by_distance(value: Callable[[Standing], Decimal | int | None]) -> Callable[[Standing], Key]:
    """By how close it was, whichever way it went: missing or held."""

    def key(at: Standing) -> Key:
        return (value(at) or 0, at.council.name)

    return key


SORTS: Mapping[str, Callable[[Standing], Key]] = {
    "navn": lambda at: (alphabetical(at.council.name),),
    "fylke": lambda at: (alphabetical(at.council.county_name), alphabetical(at.council.name)),
    "stemmer": _by_distance(lambda at: at.distance.votes if at.distance else None),
    "andel": _by_distance(lambda at: at.distance.share if at.distance else None),
    "mandater": lambda at: (at.has, at.council.name),
    "flertall": lambda at: (at.needs, at.council.name),
    "mangler": lambda at: (at.missing, at.council.name),
}
NEEDS_DISTANCE = frozenset({"stemmer", "andel"})


@dataclass(frozen=True)
class Choice:
    """What the address asks for, checked. `county` is a number, or COUNTRY.

    key: the bloc's key as addresses carry it, "" for the bloc that stands first.
    """

    county: str
    bloc: BlocInfo
    key: str = ""
    show: Show = Show.ALL
    find: str = ""
    within: str = ""
    sort: str = ""

    def query(self, **changes: object) -> str:
        """The address's query with some of it changed, without what is empty."""
        parts = {
            "blokk": self.key,
            "uten": sorted(self.bloc.without),
            "vis": self.show.value,
            "finn": self.find,
            "fylke": self.within,
            "sort": self.sort,
            **changes,
        }
        return urlencode({name: value for name, value in parts.items() if value}, doseq=True)

    @property
    def place_query(self) -> str:
        """What a link to another page keeps: the bloc, seen as here."""
        return self.query(vis="", finn="", fylke="", sort="")


@lru_cache(maxsize=4000)
def forgiving(text: str) -> str:
    """A name as a hurried hand types it: æøå as ae, o or oe, a or aa, without accents."""
    folded = text.casefold()
    for letter, typed in (("æ", "ae"), ("ø", "o"), ("å", "a"), ("đ", "d"), ("ŋ", "n"), ("ŧ", "t")):
        folded = folded.replace(letter, typed)
    folded = plain(folded)
    for typed, folded_to in (("aa", "a"), ("oe", "o"), ("ae", "e")):
        folded = folded.replace(typed, folded_to)
    return " ".join(folded.replace("-", " ").split())


def is_close(at: Standing) -> bool:
    """Whether less than CLOSE of the ballots decided it, as far as is known."""
    return at.distance is not None and at.distance.share < CLOSE


SHOWS: Mapping[Show, Callable[[Standing], bool]] = {
    Show.ALL: lambda _at: True,
    Show.MISSING: lambda at: not at.has_majority,
    Show.HELD: lambda at: at.has_majority,
    Show.CLOSE: is_close,
    Show.UNKNOWN: lambda at: at.distance is None,
}


def listed(page: Majorities, choice: Choice) -> list[Standing]:
    """The councils that the list shows, in its order."""
    found = [
        at
        for at in page.standings
        if choice.within in ("", at.council.county_number)
        and SHOWS[choice.show](at)
        and (not choice.find or _found(at.council, choice.find))
    ]
    return ordered(found, choice.sort)


def _found(view: CouncilView, find: str) -> bool:
    return forgiving(find) in forgiving(view.name) or view.number == find


def ordered(found: list[Standing], sort: str) -> list[Standing]:
    """In the order of a sort key, "-" for descending; unknown distances last either way."""
    if not sort:
        return found
    name = sort.removeprefix("-")
    known = [at for at in found if name not in NEEDS_DISTANCE or at.distance is not None]
    rest = [at for at in found if name in NEEDS_DISTANCE and at.distance is None]
    return sorted(known, key=SORTS[name], reverse=sort.startswith("-")) + rest


@dataclass(frozen=True, eq=False)
class Majorities:
    """Everything a page of majorities says, before anything is filtered or drawn.

    Kept as long as the figures stand, and told apart by identity: what is drawn from it is kept
    with it as the key.

    standings: nearest to a majority first. top: the county council, or Oslo's city council; None
    for the country, whose county councils are `county_councils`. without: party → councils with a
    majority when it is not counted, or is counted again if it is left out now (Oslo: seats).
    """

    county: str
    county_name: str
    bloc: BlocInfo
    standings: tuple[Standing, ...]
    top: Standing | None
    county_councils: tuple[Standing, ...]
    without: Mapping[str, int]
    counties: Mapping[str, str]

    @cached_property
    def held(self) -> tuple[Standing, ...]:
        """Councils with a majority."""
        return tuple(at for at in self.standings if at.has_majority)

    @cached_property
    def missing(self) -> tuple[Standing, ...]:
        """Councils without, nearest first, those of unknown distance last."""
        return tuple(at for at in self.standings if not at.has_majority)

    @cached_property
    def close(self) -> tuple[Standing, ...]:
        """Councils without a majority where less than CLOSE of the ballots was missing."""
        return tuple(at for at in self.missing if is_close(at))

    @cached_property
    def grouped(self) -> tuple[Standing, ...]:
        """Councils whose small lists are known only as a group."""
        return tuple(
            at for at in self.standings if any(not row.settled for row in at.council.counted)
        )

    @cached_property
    def differing(self) -> tuple[Standing, ...]:
        """Councils where ballots alone give other seats than the official ones."""
        return tuple(at for at in self.standings if at.council.basis == Basis.DIFFERS)

    @cached_property
    def joint(self) -> tuple[tuple[Standing, ListView, bool], ...]:
        """(council, list, whether it is counted with the bloc): the lists where that is a question.

        Joint lists with a party of the bloc, and other lists that somebody counts with it.
        """
        return tuple(
            (at, row, row.code in at.codes)
            for at in self.standings
            for row in at.council.counted
            if (row.members and row.members & self.bloc.parties)
            or (row.code in at.codes and row.code not in self.bloc.counted)
        )

    @cached_property
    def seats_known(self) -> tuple[Standing, ...]:
        """Councils where every list's official seats are published."""
        return tuple(
            at for at in self.standings if None not in [row.seats for row in at.council.counted]
        )

    @cached_property
    def wrong_size(self) -> tuple[Standing, ...]:
        """Councils whose official seats do not add up to their size. There should be none."""
        return tuple(
            at
            for at in self.seats_known
            if sum(row.seats or 0 for row in at.council.counted) != at.council.seats
        )

    @cached_property
    def councils(self) -> tuple[CouncilView, ...]:
        """The municipal councils. While a count comes in, not all show the same election."""
        return tuple(at.council for at in self.standings)

    @cached_property
    def above(self) -> tuple[CouncilView, ...]:
        """The county councils on the page."""
        found = self.county_councils if self.county == COUNTRY else [self.top] if self.top else []
        return tuple(at.council for at in found if at.council.kind == "county")

    @cached_property
    def year(self) -> int:
        """The newest election that some council here shows."""
        return max(view.year for view in self.councils)


def majorities(county: str, chosen: BlocInfo) -> Majorities:
    """The page of a county (by number) or of the country. Raises NotFound without councils."""
    return _majorities(stamp(), get_language() or "nb", county, chosen)


@lru_cache(maxsize=96)
def _majorities(_stamp: str, _language: str, county: str, chosen: BlocInfo) -> Majorities:
    names = {row.number: row.name for row in queries.counties()}
    found = queries.standings(chosen, county)
    if not found:
        raise NotFound(_("No council results are loaded for this county."))
    above = {
        view.number: queries.standing(view, chosen)
        for view in queries.county_councils()
        if county in (COUNTRY, view.number)
    }
    top = above.get(county)
    if county == OSLO[0]:
        top = next(at for at in found if at.council.number == OSLO[1])
    return Majorities(
        county=county,
        county_name=names.get(county, ""),
        bloc=chosen,
        standings=found,
        top=top,
        county_councils=tuple(sorted(above.values(), key=queries.distance_order)),
        without=_without(chosen, county),
        counties=names,
    )


def _without(chosen: BlocInfo, county: str) -> dict[str, int]:
    """Councils with a majority, each party left out; in Oslo the seats of its one council."""
    again = {
        code: replace(chosen, without=chosen.without ^ {code}) for code in sorted(chosen.parties)
    }
    if county == OSLO[0]:
        view = queries.council(OSLO[1])
        return {code: queries.standing(view, bloc).has for code, bloc in again.items()}
    views = queries.councils(None, county)
    return {
        code: sum(queries.seat_majority(view, bloc) for view in views)
        for code, bloc in again.items()
    }
