"""Likely pairs: the same e-mail, the same mobile, or nearly the same name in the same place.

Records are compared within blocks that share a key, so the work grows with the number of people
and not with its square. Registers never meet: the controller is part of every key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from django.db.models import QuerySet
from rapidfuzz import fuzz

from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.core.models import Placement
from samlet.web.core.search.folding import fold
from samlet.web.organisations.models import Unit
from samlet.web.people.merging.models import NotSame
from samlet.web.people.models import Person

ACT = "people.merge"
ALIKE = 88  # of 100, by rapidfuzz: one letter off in a name of ordinary length
SHARED = 6  # an address that more people have is an office's
FIRST_LETTERS = 3
EMAIL, MOBILE, NAME = "email", "mobile", "name"
_WEIGHT = {EMAIL: 2, MOBILE: 2, NAME: 1}

Ids = tuple[int, int]
Key = tuple[object, ...]


@dataclass(frozen=True)
class Pair:
    """Two records by their keys, and what they share."""

    one: int
    two: int
    shared: frozenset[str]

    @property
    def weight(self) -> int:
        return sum(_WEIGHT[what] for what in self.shared)


def people_to_merge(actor: Actor) -> QuerySet[Person]:
    """The people whose records the actor may merge, those that are merged already left out."""
    return access.scoped(actor, Person, ACT).filter(merged_into=None)


def likely_pairs(actor: Actor) -> list[Pair]:
    """All likely pairs, the surest first, less those that somebody has said are two people."""
    blocks, names = _blocks(actor)
    shared: dict[Ids, set[str]] = defaultdict(set)
    for key, ids in blocks.items():
        if key[0] != NAME and len(ids) > SHARED:
            continue
        for one, two in combinations(sorted(set(ids)), 2):
            if key[0] != NAME or _alike(names[one], names[two]):
                shared[one, two].add(str(key[0]))
    for ids_ in access.scoped(actor, NotSame, ACT).values_list("one", "two"):
        shared.pop(ids_, None)
    found = [Pair(one, two, frozenset(what)) for (one, two), what in shared.items()]
    return sorted(found, key=lambda pair: (-pair.weight, names[pair.one], pair.one, pair.two))


def _alike(one: str, two: str) -> bool:
    return fuzz.token_sort_ratio(one, two, score_cutoff=ALIKE) > 0


def _blocks(actor: Actor) -> tuple[dict[Key, list[int]], dict[int, str]]:
    """Ids by each key they share, and folded names by id."""
    people = people_to_merge(actor).order_by()
    places = _places(people)
    blocks: dict[Key, list[int]] = defaultdict(list)
    names: dict[int, str] = {}
    columns = ("given_name", "family_name", "email", "mobile", "home_municipality")
    for pk, register, given, family, email, mobile, home in people.values_list(
        "pk", "subject__controller", *columns
    ):
        names[pk] = fold(f"{family} {given}")
        if email:
            blocks[EMAIL, register, email.lower()].append(pk)
        if mobile:
            blocks[MOBILE, register, mobile].append(pk)
        where = places.get(pk, set())
        for place in where | {("in", home)} if home else where:
            blocks[NAME, register, fold(family)[:FIRST_LETTERS], place].append(pk)
    return {key: ids for key, ids in blocks.items() if len(ids) > 1}, names


def _places(people: QuerySet[Person]) -> dict[int, set[tuple[str, int]]]:
    """The units each is placed in, and the municipalities of those."""
    lies = dict(Unit.objects.exclude(municipality=None).values_list("pk", "municipality"))
    places: dict[int, set[tuple[str, int]]] = defaultdict(set)
    homes = Placement.objects.filter(subject__in=people.values("pk"))
    for pk, unit in homes.values_list("subject", "unit"):
        places[pk].add(("at", unit))
        if unit in lies:
            places[pk].add(("in", lies[unit]))
    return places


def people_of(actor: Actor, pairs: list[Pair]) -> Iterator[tuple[Person, Person, Pair]]:
    """The records of some pairs, with what they are loaded for the page."""
    ids = {pk for pair in pairs for pk in (pair.one, pair.two)}
    rows = people_to_merge(actor).filter(pk__in=ids).select_related("subject", "home_municipality")
    found = {person.pk: person for person in rows}
    for pair in pairs:
        if pair.one in found and pair.two in found:
            yield found[pair.one], found[pair.two], pair
