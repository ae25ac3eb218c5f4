"""Small chores that the worker does every so often, such as sending what waits to be sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic


@dataclass
class Chore:
    """act: quick, safe to be done twice, and quiet when there is nothing to do."""

    act: Callable[[], object]
    seconds: float
    last: float | None = None


_chores: dict[str, Chore] = {}


def register(key: str, act: Callable[[], object], *, seconds: float) -> None:
    """Add a chore, from a room's AppConfig.ready(). Registering again replaces it."""
    _chores[key] = Chore(act, seconds)


def due(now: float | None = None) -> list[tuple[str, Callable[[], object]]]:
    """The chores whose time has come; they are counted as done from now."""
    moment = monotonic() if now is None else now
    found = []
    for key, chore in _chores.items():
        if chore.last is None or moment - chore.last >= chore.seconds:
            chore.last = moment
            found.append((key, chore.act))
    return found
