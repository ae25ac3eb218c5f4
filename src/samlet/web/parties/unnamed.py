"""Lists of a council that belong to no party: told by the room that knows results.

A bloc may count such a list in one council. Which lists stood is known by elections, which lies
above this room, so it registers a finder here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CouncilLists:
    """The lists of the newest election in one municipality that are no party's own."""

    year: int
    lists: tuple[tuple[str, str], ...]  # code, name


Finder = Callable[[str], CouncilLists | None]

_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Add a finder: municipality number → its lists, None where it knows nothing."""
    if finder not in _finders:
        _finders.append(finder)


def lists_in(number: str) -> CouncilLists | None:
    """The lists of no party in a municipality, by the first finder that knows it."""
    return next((found for finder in _finders if (found := finder(number))), None)
