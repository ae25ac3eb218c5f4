"""A register while it is being made: rows that can still be changed, in the order they came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from samlet.synthetic import contacts
from samlet.synthetic.rows import EdgeRow, PersonRow, PositionRow, UnitRow
from samlet.synthetic.sizes import Amounts


@dataclass(slots=True)
class Draft:
    """Filled part by part: ground, work, unions, politics, people, history."""

    seed: int
    amounts: Amounts
    as_of: date
    units: dict[str, UnitRow] = field(default_factory=dict)
    people: list[PersonRow] = field(default_factory=list)
    positions: list[PositionRow] = field(default_factory=list)
    past_edges: list[EdgeRow] = field(default_factory=list)
    kinds: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    # The unit that each municipality lies in for LO: a local organisation, else the region.
    areas: dict[str, str] = field(default_factory=dict)

    def add(self, unit: UnitRow) -> str:
        """Keep a unit and answer its key. Raises ValueError for a key that is taken."""
        if unit.key in self.units:
            raise ValueError(unit.key)
        self.units[unit.key] = unit
        self.kinds[unit.kind].append(unit.key)
        return unit.key

    def change(self, key: str, **fields: Any) -> None:
        self.units[key] = replace(self.units[key], **fields)

    def person(self, name: tuple[str, str], fields: Mapping[str, Any]) -> str:
        """Keep a person with an address and a number of their own, and answer the key."""
        count = len(self.people)
        given, family = name
        row = PersonRow(
            key=f"p{count}",
            given_name=given,
            family_name=family,
            email=contacts.email(given, family, count),
            mobile=contacts.mobile(count, self.seed % 1_000_003),
            **fields,
        )
        self.people.append(row)
        return row.key

    def of_kind(self, *kinds: str) -> list[UnitRow]:
        return [self.units[key] for kind in kinds for key in self.kinds[kind]]
