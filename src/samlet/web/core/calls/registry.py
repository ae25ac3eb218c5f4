"""The parts that offer contacts that are due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samlet.web.core.actor import Actor

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True)
class Call:
    """One contact that is due. item: the public id of what it is about, within its source.

    subject_id: the person called, with whose erasure the outcome goes. why: one sentence. other:
    what else may be the case, as words and an address ("No longer in the office").
    """

    item: str
    subject_id: int
    controller_id: int
    who: str
    who_href: str
    about: str
    about_href: str
    why: str
    phone: str
    other: tuple[str, str] | None = None


@dataclass(frozen=True)
class Source:
    """What one part offers. reached_label: what "reached" means here, on its button."""

    key: str
    title: _StrOrPromise
    act: str
    due: Callable[[Actor, date], Sequence[Call]]
    one: Callable[[Actor, str], Call | None]
    reached: Callable[[Actor, str], object] | None = None
    reached_label: _StrOrPromise = ""
    order: int = 50


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a source, from a room's AppConfig.ready(). Registering again replaces it."""
    _sources[source.key] = source


def source_of(key: str) -> Source | None:
    return _sources.get(key)


def all_sources() -> list[Source]:
    return sorted(_sources.values(), key=lambda one: one.order)
