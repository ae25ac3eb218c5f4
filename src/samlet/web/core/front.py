"""The first page after signing in: what each room says is next, for whoever reads it.

    front.register(front.Card(key="attached.tasks", act="attached.view", say=function))

say: actor → one Next with at most one figure and one thing to do, or None for nothing to say. The
sentence of the first card that waits for somebody is the page's heading.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from samlet.web.core import access
from samlet.web.core.actor import Actor


@dataclass(frozen=True)
class Next:
    """figure: one big number, as text. waits: whether it stands in the way of the day's work."""

    title: str
    text: str
    href: str
    label: str
    figure: str = ""
    waits: bool = False


@dataclass(frozen=True)
class Card:
    key: str
    act: str
    say: Callable[[Actor], Next | None]
    order: int = 50


_cards: dict[str, Card] = {}


def register(card: Card) -> None:
    """Add a card, from a room's AppConfig.ready(). Registering again replaces it."""
    _cards[card.key] = card


def cards_for(actor: Actor) -> list[Next]:
    """What there is to say to the actor, in order, in the reader's language."""
    told = (
        one.say(actor)
        for one in sorted(_cards.values(), key=lambda one: one.order)
        if access.may(actor, one.act)
    )
    return [found for found in told if found is not None]
