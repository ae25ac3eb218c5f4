"""How much a register holds: a demonstration of Akershus, or Norway at full size."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

AKERSHUS = "32"


@dataclass(frozen=True, slots=True)
class Amounts:
    """counties: the counties covered, empty for all. seats_filled: the part of each council's
    seats that gets a person. local_organisations: for the counties without real ones.
    """

    counties: tuple[str, ...]
    clubs: int
    workplaces: int
    people: int
    seats_filled: float
    local_organisations: int
    invented_unions: int


class Size(Enum):
    """DEMO: Akershus. NATIONAL: the size the pages are tested with, all of Norway."""

    DEMO = Amounts(
        counties=(AKERSHUS,),
        clubs=250,
        workplaces=300,
        people=1_500,
        seats_filled=0.35,
        local_organisations=0,
        invented_unions=0,
    )
    NATIONAL = Amounts(
        counties=(),
        clubs=15_000,
        workplaces=20_000,
        people=60_000,
        seats_filled=1.0,
        local_organisations=96,
        invented_unions=3,
    )

    @property
    def amounts(self) -> Amounts:
        return self.value
