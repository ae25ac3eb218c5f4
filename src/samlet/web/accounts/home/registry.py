"""What the parts put on a contact's home page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samlet.web.core.actor import Actor
from samlet.web.organisations.models import Unit
from samlet.web.people.models import Person, Position

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True)
class Contact:
    """Who came by the link: the office it was given for, and who they are when they act."""

    person: Person
    position: Position
    unit: Unit
    actor: Actor


@dataclass(frozen=True)
class Button:
    """One big button. note: a short line under it, "" for none."""

    key: str
    label: _StrOrPromise
    href: Callable[[Contact], str]
    note: Callable[[Contact], str] | None = None
    order: int = 50


@dataclass(frozen=True)
class Next:
    """What happens next: a sentence with its day, a few words, and where to read more."""

    day: date
    title: str
    text: str = ""
    href: str = ""
    label: str = ""


@dataclass(frozen=True)
class Shown:
    label: str
    href: str
    note: str


_buttons: dict[str, Button] = {}
_next: list[Callable[[Contact], Next | None]] = []


def register_button(button: Button) -> None:
    """Add a button, from a room's AppConfig.ready(). Registering again replaces it."""
    _buttons[button.key] = button


def register_next(happening: Callable[[Contact], Next | None]) -> None:
    """Say what may happen next for a contact."""
    if happening not in _next:
        _next.append(happening)


def buttons_for(contact: Contact) -> list[Shown]:
    return [
        Shown(str(one.label), one.href(contact), one.note(contact) if one.note else "")
        for one in sorted(_buttons.values(), key=lambda one: one.order)
    ]


def next_for(contact: Contact) -> Next | None:
    """The nearest of what the parts tell."""
    found = [told for happening in _next if (told := happening(contact))]
    return min(found, key=lambda one: one.day, default=None)
