"""The foot of every page: where the figures come from. Rooms with figures register a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_sources: list[Callable[[], Sequence[str]]] = []


def register(lines: Callable[[], Sequence[str]]) -> None:
    """Add a function that answers lines of text (publisher, data version), called per page."""
    if lines not in _sources:
        _sources.append(lines)


def lines() -> list[str]:
    return [line for source in _sources for line in source()]
