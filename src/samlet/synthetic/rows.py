"""The rows of an invented register: plain values that say of themselves that they are invented."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta

# What a synthetic political position gives as its source: it must say so itself.
INVENTED = "Oppdiktet til demonstrasjon"


@dataclass(frozen=True, slots=True)
class OtherName:
    """What a unit was called until a day; without a day, what it is also called."""

    name: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit. Keys point at other rows; municipalities and counties are official numbers.

    belongs_to, lies_in, located_at and operated_by hold as of the register's day; what held before
    stands in Register.past_edges. covers: municipalities of an area. basis: synthetic, verified
    (named in source), proposal (to be edited) or official (follows from law or a result).
    """

    key: str
    kind: str
    name: str
    short_name: str = ""
    number: str = ""
    org_number: str = ""
    municipality_number: str = ""
    county_number: str = ""
    party_code: str = ""
    email: str = ""
    sector: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    succeeded_by: str = ""
    belongs_to: tuple[str, ...] = ()
    lies_in: tuple[str, ...] = ()
    located_at: str = ""
    operated_by: str = ""
    covers: tuple[str, ...] = ()
    other_names: tuple[OtherName, ...] = ()
    own_controller: bool = False
    closed_upwards: bool = False
    synthetic: bool = True
    basis: str = "synthetic"
    source: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One invented person in one controller's register; "" is the public register.

    twin_of: the row of the same human in another controller's register, made before this one.
    """

    key: str
    given_name: str
    family_name: str
    email: str = ""
    mobile: str = ""
    home_municipality_number: str = ""
    works_at: str = ""
    language: str = "nb"
    controller: str = ""
    twin_of: str = ""
    synthetic: bool = True


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A person is something in a unit. An open end is today's. party_code only where elected."""

    person: str
    unit: str
    kind: str
    from_day: date
    to_day: date | None = None
    party_code: str = ""
    confirmed_on: date | None = None
    source: str = ""
    synthetic: bool = True


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """How two units hang together: belongs_to, lies_in, located_at or operated_by."""

    kind: str
    lower: str
    upper: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """Everything one seed makes, in the order it was made: what others point at comes first."""

    seed: int
    size: str
    as_of: date
    units: tuple[UnitRow, ...]
    people: tuple[PersonRow, ...]
    positions: tuple[PositionRow, ...]
    past_edges: tuple[EdgeRow, ...]

    def edges(self) -> Iterator[EdgeRow]:
        """Every edge, those of today first, then those that have ended."""
        moved = {(edge.kind, edge.lower): edge.valid_to for edge in self.past_edges}
        for unit in self.units:
            for kind, uppers in (
                ("belongs_to", unit.belongs_to),
                ("lies_in", unit.lies_in),
                ("located_at", (unit.located_at,)),
                ("operated_by", (unit.operated_by,)),
            ):
                last = moved.get((kind, unit.key))
                since = last + timedelta(days=1) if last else unit.valid_from
                for upper in filter(None, uppers):
                    yield EdgeRow(kind, unit.key, upper, since, unit.valid_to)
        yield from self.past_edges

    def fingerprint(self) -> str:
        """A checksum over every value: the same on every machine for the same seed and size."""
        digest = hashlib.sha256()
        for rows in (self.units, self.people, self.positions, self.past_edges):
            for row in rows:
                digest.update(json.dumps(asdict(row), default=str).encode())
        return digest.hexdigest()
