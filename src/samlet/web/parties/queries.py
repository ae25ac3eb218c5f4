"""Reads of parties, names and blocs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from samlet.web.core.stamps import stamp
from samlet.web.parties.config import LANGUAGES, BlocConfig, ExtraList
from samlet.web.parties.models import Bloc, BlocList, JointList, Party, PartyName, Statement
from samlet.web.places.models import County, Municipality

# A list that is no registered party: its letters come from its own name.
OTHER_COLOUR = "#6b7280"


@dataclass(frozen=True, slots=True)
class PartyInfo:
    """What a page needs to show a list: letters, colour, and its neutral place in the order."""

    code: str
    short: str
    colour: str
    order: int
    name: str


@dataclass(frozen=True, slots=True)
class BlocInfo:
    """A bloc ready to count with. `lists` are (municipality number, year, code) said to belong."""

    key: str
    public_id: str
    name: str
    adjective: str
    colour: str
    parties: frozenset[str]
    without: frozenset[str]
    is_proposal: bool
    decided: str
    lists: frozenset[tuple[str, int, str]]

    @property
    def counted(self) -> frozenset[str]:
        return self.parties - self.without

    def holds(
        self, code: str, members: Collection[str] | None, place: tuple[str, int] | None = None
    ) -> bool:
        """Whether a list belongs: its party does, all the parties it joins do, or somebody said so.

        code: the list's code; members: the parties a joint list joins (None for other lists);
        place: municipality number and year.
        """
        if members is not None:
            if members and self.counted.issuperset(members):
                return True
        elif code in self.counted:
            return True
        return place is not None and (*place, code) in self.lists


def blocs() -> tuple[BlocInfo, ...]:
    """Every bloc, in order."""
    return _blocs(stamp(), get_language() or "nb")


def bloc(key: str = "", without: Collection[str] = ()) -> BlocInfo | None:
    """The bloc with a key (the first when the key is empty), seen without some of its parties."""
    found = next((item for item in blocs() if key in ("", item.key)), None)
    if found is None:
        return None
    return replace(found, without=frozenset(without) & found.parties)


@lru_cache(maxsize=16)
def _blocs(_stamp: str, _language: str) -> tuple[BlocInfo, ...]:
    rows = Bloc.objects.prefetch_related("parties", "extra_lists__municipality")
    return tuple(
        BlocInfo(
            key=row.key,
            public_id=row.public_id,
            name=row.name,
            adjective=row.adjective,
            colour=row.colour,
            parties=frozenset(party.code for party in row.parties.all()),
            without=frozenset(),
            is_proposal=row.is_proposal,
            decided=""
            if row.is_proposal
            else f"{row.decided_by}, {row.decided_on:%d.%m.%Y}: {row.decision}",
            lists=frozenset(
                (extra.municipality.number, extra.year, extra.code)
                for extra in row.extra_lists.all()
            ),
        )
        for row in rows
    )


def blocs_in_full() -> QuerySet[Bloc]:
    """Every bloc with its parties and the lists somebody counts with it, for the page of blocs."""
    return Bloc.objects.prefetch_related("parties__names", "extra_lists__municipality")


def name_of(party: Party) -> str:
    """What a party is called today; one query unless its names are loaded already."""
    return str(next(iter(party.names.all()), party.short))


def blocs_as_config() -> tuple[BlocConfig, ...]:
    """The blocs as a file holds them."""
    return tuple(
        BlocConfig(
            key=row.key,
            name={language: getattr(row, f"name_{language}") for language in LANGUAGES},
            adjective={language: getattr(row, f"adjective_{language}") for language in LANGUAGES},
            colour=row.colour,
            parties=tuple(party.code for party in row.parties.all()),
            decided_by=row.decided_by,
            decided_on=row.decided_on,
            decision=row.decision,
            lists=tuple(
                ExtraList(extra.municipality.number, extra.year, extra.code, extra.reason)
                for extra in row.extra_lists.all()
            ),
        )
        for row in blocs_in_full()
    )


def party_infos(year: int) -> Mapping[str, PartyInfo]:
    """Every registered party by code, named as in `year`, in the reader's language."""
    return _party_infos(stamp(), year, get_language() or "nb")


@lru_cache(maxsize=64)
def _party_infos(_stamp: str, year: int, _language: str) -> Mapping[str, PartyInfo]:
    names: dict[int, str] = {
        name.party_id: str(name)
        for name in PartyName.objects.filter(from_year__lte=year, to_year__gte=year)
    }
    return {
        party.code: PartyInfo(
            party.code, party.short, party.colour, party.order, names.get(party.pk, party.short)
        )
        for party in Party.objects.all()
    }


def list_info(code: str, name: str, parties: Mapping[str, PartyInfo]) -> PartyInfo:
    """How to show any list: a registered party, or a local or joint list by its own name."""
    if found := parties.get(code):
        return found
    return PartyInfo(code, short_letters(name, code), OTHER_COLOUR, 900, name)


def short_letters(name: str, code: str) -> str:
    """At most four letters for a local list: its code when short, else its initials."""
    if 0 < len(code) <= 4 and "-" not in code:
        return code
    words = [word for word in name.replace("/", " ").replace("-", " ").split() if word[0].isalnum()]
    initials = "".join(word[0] for word in words).upper()
    return (initials if len(initials) > 1 else name[:3].upper())[:4] or code[:4]


def joint_members(year: int) -> Mapping[tuple[str, str], frozenset[str]]:
    """(municipality number, list code) → codes of the parties the list's name joins, in `year`."""
    return _joint_members(stamp(), year)


@lru_cache(maxsize=16)
def _joint_members(_stamp: str, year: int) -> Mapping[tuple[str, str], frozenset[str]]:
    lists = JointList.objects.filter(year=year).select_related("municipality")
    return {
        (row.municipality.number, row.code): frozenset(party.code for party in row.members.all())
        for row in lists.prefetch_related("members")
    }


def extra_lists_of(municipality: Municipality) -> QuerySet[BlocList]:
    """Lists that somebody counts with a bloc in one council."""
    return municipality.bloc_lists.select_related("bloc", "municipality")


def statements_for(
    *, county: County | None = None, municipality: Municipality | None = None
) -> QuerySet[Statement]:
    """Statements that concern a place: its own and the national ones."""
    here = Q(county=None, municipality=None)
    if county:
        here |= Q(county=county)
    if municipality:
        here |= Q(municipality=municipality)
        if municipality.county_id:
            here |= Q(county=municipality.county_id)
    return (
        Statement.objects.filter(here)
        .select_related("party", "about", "county", "municipality")
        .order_by("-day")
    )


def all_statements() -> QuerySet[Statement]:
    """Every statement, newest first."""
    return Statement.objects.select_related("party", "about", "county", "municipality")


def in_neutral_order(infos: Iterable[PartyInfo]) -> list[PartyInfo]:
    """Registered parties alphabetically, then other lists by name."""
    return sorted(infos, key=lambda info: (info.order, info.name))
