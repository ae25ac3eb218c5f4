"""Which organisation a row names, among those the importer may do something at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from samlet.sources.sheets import UNIONS, Parsed, fold, long_form
from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.core.guard import unscoped
from samlet.web.core.importing import Note
from samlet.web.core.models import Reach, Subject
from samlet.web.organisations import queries as organisations
from samlet.web.organisations.models import Edge, Unit, UnitName

NEAR = 85  # of 100: names that are as alike as this are offered
OFFERED = 4
MOST_SEARCHED = 400  # names that nothing is called, looked for among those alike: 10 ms each


@dataclass(frozen=True)
class Found:
    """The unit of a row, or why there is none."""

    unit: int | None
    name: str = ""
    why: Note | None = None


class Units:
    """Every unit the actor sees, by all it is called; open: where they may do the act."""

    def __init__(self, actor: Actor, register: Subject, act: str) -> None:
        with unscoped("units of the importer, who is asked for by access"):
            self.open = open_to(actor, register, act)
        units = organisations.current(organisations.units_for(actor)).select_related(
            "kind", "municipality"
        )
        self.names: dict[int, str] = {}
        self._offered: dict[str, str] = {}
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._by_number: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._numbers: dict[int, str] = {}
        self._kind: dict[int, str] = {}
        self._place: dict[int, str] = {}
        for unit in units:
            self._learn(unit)
        for pk, name in UnitName.objects.filter(unit__in=list(self.names)).values_list(
            "unit", "name"
        ):
            self._by_name[fold(name)].add(pk)
        self._union_of = self._unions()
        self._at: dict[int, set[int]] = defaultdict(set)  # workplace → clubs there
        for lower, upper in Edge.objects.filter(
            kind=Edge.Kind.LOCATED_AT, valid_to=None, lower__in=list(self.names)
        ).values_list("lower", "upper"):
            self._at[upper].add(lower)
        for pk, number in self._numbers.items():
            for union in self._union_of.get(pk, ()):
                self._by_number[(union, number)].add(pk)

    def _learn(self, unit: Unit) -> None:
        self.names[unit.pk] = unit.name
        self._kind[unit.pk] = unit.kind.key
        self._place[unit.pk] = unit.municipality.number if unit.municipality else ""
        for name in (unit.name, unit.short_name, long_form(unit.name)):
            if name:
                self._by_name[fold(name)].add(unit.pk)
        if unit.number:
            self._numbers[unit.pk] = unit.number

    def _unions(self) -> dict[int, set[str]]:
        """The union keys above each branch and club, by the unions' names."""
        keys = {fold(name): one.key for one in UNIONS for name in (one.name, one.short)}
        unions = {
            pk: keys[fold(name)]
            for pk, name in self.names.items()
            if self._kind[pk] == "union" and fold(name) in keys
        }
        self._with_key = {key: pk for pk, key in unions.items()}
        found: dict[int, set[str]] = defaultdict(set)
        for ancestor, descendant in Reach.objects.filter(ancestor__in=unions).values_list(
            "ancestor", "descendant"
        ):
            found[descendant].add(unions[ancestor])
        return found

    def union_with(self, key: str) -> int | None:
        """The union of the packaged table with this key, by what it is called here."""
        return self._with_key.get(key)

    def of_row(self, cells: Mapping[str, Parsed[Any]]) -> Found:
        """The unit a row names: a club by name, the club at a workplace, else a branch."""
        if _typed(cells, "club"):
            return self._named("club", cells)
        at_work = self._named("workplace", cells) if _typed(cells, "workplace") else None
        if at_work is not None and at_work.unit is not None:
            return at_work
        branch = self.branch_of(cells)
        if branch is not None and branch.unit is not None:
            return branch
        return at_work or branch or Found(None, why=("no_unit", {}))

    def branch_of(self, cells: Mapping[str, Parsed[Any]]) -> Found | None:
        """The union branch a row names, by number or name; None when it names none."""
        union = cells.get("union")
        of_union = union.value.branch if union is not None and union.value is not None else None
        for part in (_value(cells, "branch"), _value(cells, "branch_number"), of_union):
            if part is None:
                continue
            if part.number and (found := self._numbered(part.number, cells)) is not None:
                return found
            if part.name:
                named = self._of_union(self._branches(part.name), cells)
                return self._one(named, part.name)
        return self._named("branch", cells) if _typed(cells, "branch") else None

    def _numbered(self, number: str, cells: Mapping[str, Parsed[Any]]) -> Found | None:
        """The branch with a number: of the union the row names, or the only one there is."""
        union = _value(cells, "union")
        keys = {union.key, *union.keys} - {""} if union is not None else set()
        pks = {
            pk
            for (key, one), units in self._by_number.items()
            if one == number and (not keys or key in keys)
            for pk in units
            if self._kind[pk] == "union_branch"
        }
        return self._one(pks, number) if pks else None

    def _branches(self, name: str) -> set[int]:
        return {pk for pk in self._by_name.get(fold(name), set()) if self._kind[pk] != "club"}

    def called(self, text: str) -> Found:
        """A unit by its name alone, as an office names it ("styremedlem LO Follo")."""
        return self._one(self._by_name.get(fold(text), set()), text)

    def exactly(self, text: str) -> int | None:
        """The one unit that is called just this, where the actor may do the act."""
        pks = self._by_name.get(fold(text), set())
        return next(iter(pks)) if len(pks) == 1 and pks <= self.open else None

    def _named(self, field: str, cells: Mapping[str, Parsed[Any]]) -> Found:
        text = cells[field].typed.strip()
        pks = set(
            self._by_name.get(fold(text), set()) | self._by_name.get(fold(long_form(text)), set())
        )
        if field == "workplace":
            workplaces = {pk for pk in pks if self._kind[pk] == "workplace"}
            clubs = set().union(*(self._at.get(pk, set()) for pk in workplaces))
            pks = clubs or (pks - workplaces) or workplaces
        pks = self._of_union(pks, cells)
        return self._one(self._in_place(pks, cells), text)

    def _of_union(self, pks: set[int], cells: Mapping[str, Parsed[Any]]) -> set[int]:
        union = cells.get("union")
        if union is None or union.value is None:
            return pks
        keys = {union.value.key, *union.value.keys} - {""}
        return {pk for pk in pks if not self._union_of.get(pk) or self._union_of[pk] & keys} or pks

    def _in_place(self, pks: set[int], cells: Mapping[str, Parsed[Any]]) -> set[int]:
        place = cells.get("municipality")
        if place is None or place.value is None or len(pks) < 2:
            return pks
        return {pk for pk in pks if self._place[pk] == place.value.number} or pks

    def _one(self, pks: set[int], text: str) -> Found:
        if len(pks) == 1:
            pk = next(iter(pks))
            if pk not in self.open:
                return Found(None, why=("not_yours", {"name": self.names[pk]}))
            return Found(pk, self.names[pk])
        if pks:
            names = sorted(self.names[pk] for pk in pks)[:OFFERED]
            return Found(None, why=("several_units", {"near": "; ".join(names)}))
        if near := self._near(text):
            return Found(None, why=("near_units", {"name": text, "near": near}))
        return Found(None, why=("unknown_unit", {"name": text}))

    def _near(self, text: str) -> str:
        """Names that are much like the text. A sheet of wrong names is not searched to its end."""
        if text not in self._offered:
            if len(self._offered) >= MOST_SEARCHED:
                return ""
            near = process.extract(
                text, self.names, scorer=fuzz.WRatio, score_cutoff=NEAR, limit=OFFERED
            )
            self._offered[text] = "; ".join(name for name, _score, _pk in near)
        return self._offered[text]


def _typed(cells: Mapping[str, Parsed[Any]], field: str) -> bool:
    return field in cells and bool(cells[field].typed.strip())


def _value(cells: Mapping[str, Parsed[Any]], field: str) -> Any:
    return cells[field].value if field in cells else None


def open_to(actor: Actor, register: Subject, act: str) -> set[int]:
    """The units where the actor may do this in this register, as by hand."""
    found: set[int] = set()
    units = organisations.units_for(actor).values_list("subject", flat=True)
    known = access.act_of(act)
    for grant in actor.grants:
        if grant.controller_id != register.pk or not known.allows(grant.role):
            continue
        if grant.below:
            found |= set(
                Reach.objects.filter(ancestor=grant.unit_id, closed=False).values_list(
                    "descendant", flat=True
                )
            )
        else:
            found.add(grant.unit_id)
    return found & set(units)
