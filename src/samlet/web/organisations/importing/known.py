"""What is there already, by all that can tell which organisation a row is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q
from rapidfuzz import fuzz

from samlet.sources.sheets import fold, long_form, parse_phone
from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.organisations import queries
from samlet.web.organisations.models import Coverage, Edge, Unit, UnitKind, UnitName
from samlet.web.organisations.reach import ACCESS_EDGES

ALIKE = 92  # of 100: names in one place that are as alike as this may be of the same
# What people call kinds besides their names.
ALSO_CALLED = {
    "union_branch": ("avdeling", "forening", "lokalforening", "avd", "branch", "lokallag"),
    "local_organisation": ("lo lokalt", "lo forening", "samorg", "lo lokalorganisasjon"),
    "union": ("fagforbund",),
    "club": ("bedriftsklubb", "klubben", "bedriftsklubben"),
    "employer": ("bedrift", "virksomhet", "firma", "selskap"),
    "workplace": ("arbeidssted", "enhet", "tjenestested"),
}


def kinds_by_word() -> dict[str, UnitKind]:
    """Folded word → the kind it names, in any language; none for the register of public facts."""
    found: dict[str, UnitKind] = {}
    for kind in UnitKind.objects.exclude(key="public_register"):
        names = (kind.name_nb, kind.name_nn, kind.name_en, kind.key)
        plurals = (kind.plural_nb, kind.plural_nn, kind.plural_en)
        for word in (*names, *plurals, *ALSO_CALLED.get(kind.key, ())):
            found.setdefault(fold(word), kind)
    return found


@dataclass
class Existing:
    """A unit that is there, as far as an import compares it. parents: kind of edge → units."""

    pk: int
    kind: str
    columns: dict[str, object]
    parents: dict[str, set[int]]

    @property
    def name(self) -> str:
        return str(self.columns["name"])


COLUMNS = (
    "name", "short_name", "number", "org_number", "municipality_id", "email", "phone",
    "valid_from", "valid_to",
)  # fmt: skip


class KnownUnits:
    """Every unit the actor sees, and which of them they may change."""

    def __init__(self, actor: Actor, open_units: Iterable[int]) -> None:
        rows = queries.units_for(actor).values_list(
            "pk", "subject__public_id", "kind__key", *COLUMNS
        )
        self.by_pk: dict[int, Existing] = {}
        self.by_id: dict[str, int] = {}
        self._by_org: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._in_place: dict[tuple[str, object], list[int]] = defaultdict(list)
        self._below: dict[tuple[str, int], list[int]] = defaultdict(list)
        for pk, public_id, kind, *columns in rows.iterator(chunk_size=5000):
            self.by_id[public_id] = pk
            self._learn(Existing(pk, kind, dict(zip(COLUMNS, columns, strict=True)), {}))
        self._learn_names()
        self.above: dict[int, set[int]] = defaultdict(set)
        self._learn_edges()
        self.editable = set(access.scoped(actor, Unit, "units.edit").values_list("pk", flat=True))
        self.covering = _covering(set(open_units))

    def _learn(self, one: Existing) -> None:
        self.by_pk[one.pk] = one
        if one.columns["valid_to"] is not None:
            return  # what has ended is known by its id alone
        if one.columns["org_number"]:
            self._by_org[one.kind, str(one.columns["org_number"])].append(one.pk)
        for word in {
            fold(one.name),
            fold(long_form(one.name)),
            fold(str(one.columns["short_name"])),
        }:
            if word:
                self._by_name[one.kind, word].append(one.pk)
        if one.columns["municipality_id"]:
            self._in_place[one.kind, one.columns["municipality_id"]].append(one.pk)

    def _learn_names(self) -> None:
        for pk, name in UnitName.objects.values_list("unit", "name"):
            one = self.by_pk.get(pk)
            if one is not None and one.columns["valid_to"] is None:
                self._by_name[one.kind, fold(name)].append(pk)

    def _learn_edges(self) -> None:
        """Who lies below whom: all of it, since a circle may go through what the actor cannot see.

        What is told and compared are the units that the actor sees.
        """
        edges = Edge.objects.filter(valid_to=None).values_list("kind", "lower", "upper")
        for kind, lower, upper in edges.iterator(chunk_size=5000):
            if kind in ACCESS_EDGES:
                self.above[lower].add(upper)
            if lower in self.by_pk and upper in self.by_pk:
                self.by_pk[lower].parents.setdefault(kind, set()).add(upper)
                self._below[self.by_pk[lower].kind, upper].append(lower)

    def with_org_number(self, kind: str, number: object) -> list[int]:
        return self._by_org.get((kind, str(number)), []) if number else []

    def called(self, kind: str, name: str) -> list[int]:
        found = self._by_name.get((kind, fold(name))) or self._by_name.get(
            (kind, fold(long_form(name))), []
        )
        return list(dict.fromkeys(found))

    def alike(self, kind: str, name: str, place: object, parents: Iterable[int]) -> int | None:
        """One in the same place, or below the same, with a name much like this."""
        near = set(self._in_place.get((kind, place), ())) if place else set()
        for parent in parents:
            near |= set(self._below.get((kind, parent), ()))
        folded = fold(name)
        scores = ((fuzz.ratio(folded, fold(self.by_pk[pk].name)), pk) for pk in sorted(near))
        best = max(scores, default=(0.0, 0))
        return best[1] if best[0] >= ALIKE else None

    def lies_below(self, start: int, other: int, planned: Mapping[int, set[int]]) -> bool:
        """Whether `start` lies below `other`, with what is planned in place of what is."""
        seen: set[int] = set()
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node == other:
                return True
            if node not in seen:
                seen.add(node)
                waiting.extend(planned.get(node, self.above.get(node, ())))
        return False


def _covering(open_units: set[int]) -> set[int]:
    """Municipalities in the area of a unit the actor may add below."""
    rows = Coverage.objects.filter(Q(valid_to=None), unit__kind__is_area=True)
    return {place for unit, place in rows.values_list("unit", "municipality") if unit in open_units}


@lru_cache(maxsize=65_536)
def dialled(phone: str) -> str:
    """A number as it is dialled, so that two ways of writing it are the same."""
    parsed = parse_phone(phone).value
    return parsed.e164 if parsed is not None else phone.strip()
