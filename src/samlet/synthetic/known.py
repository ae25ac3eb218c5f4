"""A register by what a list of its people asks for."""

from __future__ import annotations

from collections import defaultdict

from samlet.data import table
from samlet.synthetic import spoiling
from samlet.synthetic.rows import PersonRow, PositionRow, Register, UnitRow


class Known:
    """The register by what the sheet asks for."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.units = {unit.key: unit for unit in register.units}
        self.held: dict[str, list[PositionRow]] = defaultdict(list)
        for position in register.positions:
            if position.kind in spoiling.WRITTEN:
                self.held[position.person].append(position)
        self.unions = {row["key"]: row for row in table("unions")}
        self.municipalities = {
            row["number"]: row["name"].split(" (")[0]
            for row in table("municipalities")
            if row["county"]
        }
        self.former: dict[str, set[str]] = defaultdict(set)
        for row in table("municipalities"):
            now = row["number_2024"]
            if now and row["name"].split(" (")[0] not in (self.municipalities[now],):
                self.former[now].add(row["name"].split(" (")[0])
        self._drop_shared_names()

    def _drop_shared_names(self) -> None:
        """A former name that is also a name of today, or of two places, tells nothing."""
        places = defaultdict(set)
        for number, names in self.former.items():
            for called in names:
                places[called].add(number)
        today = set(self.municipalities.values())
        unclear = {called for called, numbers in places.items() if len(numbers) > 1} | today
        for names in self.former.values():
            names.difference_update(unclear)

    def branch_of(self, person: PersonRow) -> UnitRow | None:
        """The union branch of the person's club, or the one where the person has an office."""
        for position in self.held[person.key]:
            unit = self.units[position.unit]
            if unit.kind == "club":
                return self.units[unit.belongs_to[0]]
            if unit.kind == "union_branch":
                return unit
        return None

    def union_of(self, person: PersonRow) -> str:
        """The key of the person's union; empty without one that really exists."""
        branch = self.branch_of(person)
        if branch is None:
            return ""
        above = self.units[branch.belongs_to[0]]
        key = above.key if above.kind == "union" else above.belongs_to[0]
        return key if key in self.unions else ""
