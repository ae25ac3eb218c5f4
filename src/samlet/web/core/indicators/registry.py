"""The figures that can be asked for, and the one way to ask, which hides small groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext as _

from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.core.errors import NotFound

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

SMALLEST_GROUP = 5


@dataclass(frozen=True)
class Value:
    """One unit's or place's value; `of` where it is a part of a whole."""

    subject_id: int
    name: str
    value: int
    of: int | None = None


@dataclass(frozen=True)
class Indicator:
    """unit: what is counted, in the plural. direction: which way is better. fresh: how the figure
    keeps up, in words. act: who may see it. smallest: counts below this are hidden; 0 for what
    counts no people.
    """

    key: str
    name: _StrOrPromise
    definition: _StrOrPromise
    unit: _StrOrPromise
    direction: Literal["up", "down", "none"]
    source: _StrOrPromise
    fresh: _StrOrPromise
    act: str
    values: Callable[[Actor, date], Sequence[Value]]
    smallest: int = SMALLEST_GROUP
    order: int = 50


@dataclass(frozen=True)
class Told:
    """A value as it may be told: None, and `text` in words, for a group that is too small."""

    subject_id: int
    name: str
    value: int | None
    of: int | None
    text: str


@dataclass(frozen=True)
class Measured:
    """An indicator on a day. total: none when a small group is hidden among the values."""

    indicator: Indicator
    day: date
    values: tuple[Told, ...]
    total: int | None
    total_of: int | None

    @property
    def hides(self) -> bool:
        return any(value.value is None for value in self.values)


_indicators: dict[str, Indicator] = {}


def register(indicator: Indicator) -> None:
    """Add an indicator, from a room's AppConfig.ready(). Registering again replaces it."""
    _indicators[indicator.key] = indicator


def all_indicators(actor: Actor) -> list[Indicator]:
    """Those the actor may see."""
    found = [one for one in _indicators.values() if access.may(actor, one.act)]
    return sorted(found, key=lambda one: one.order)


def indicator_of(actor: Actor, key: str) -> Indicator:
    """The indicator, or NotFound when it is not there or not for this actor."""
    found = _indicators.get(key)
    if found is None or not access.may(actor, found.act):
        raise NotFound(_("There is no such page, or it is not open to you."))
    return found


def measure(actor: Actor, indicator: Indicator, day: date) -> Measured:
    """The values as they may be told."""
    raw = indicator.values(actor, day)
    told = tuple(_told(indicator, one) for one in raw)
    hidden = any(one.value is None for one in told)
    whole = all(one.of is not None for one in raw)
    return Measured(
        indicator,
        day,
        told,
        None if hidden else sum(one.value for one in raw),
        sum(one.of or 0 for one in raw) if whole and raw and not hidden else None,
    )


def _told(indicator: Indicator, one: Value) -> Told:
    if one.value < indicator.smallest:
        text = _("fewer than %(count)s") % {"count": indicator.smallest}
        return Told(one.subject_id, one.name, None, None, text)
    text = str(one.value)
    if one.of is not None:
        text = _("%(value)s of %(of)s") % {"value": one.value, "of": one.of}
    return Told(one.subject_id, one.name, one.value, one.of, text)
