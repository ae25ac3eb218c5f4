"""What rooms offer on each other's pages, without one importing the other.

A panel shows something about a subject (who holds office here, visits, follow-ups); a start is a
button that begins something from it ("raise an experience from this visit"). Rooms register both in
AppConfig.ready(); the page of the subject asks for what belongs there and what the reader may see.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.core.models import Subject

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Content = Callable[[Actor, Subject], "dict[str, Any] | None"]


@dataclass(frozen=True)
class Panel:
    """kind: the kind of subject it belongs on, "" for all. act: what the reader must be allowed
    somewhere.

    content: a scoped query (actor, subject) → what the template needs, or None for no panel.
    """

    key: str
    kind: str
    title: _StrOrPromise
    act: str
    template: str
    content: Content
    order: int = 50


@dataclass(frozen=True)
class Start:
    """A button on a subject's page. kind: as of a panel. href: from the subject to where it
    begins. offered: whether it makes sense for this one, where the kind is not enough.
    """

    key: str
    kind: str
    label: _StrOrPromise
    act: str
    href: Callable[[Subject], str]
    order: int = 50
    offered: Callable[[Subject], bool] | None = None


@dataclass(frozen=True)
class Shown:
    """A panel with its content, ready for `{% include shown.template with panel=shown %}`."""

    key: str
    title: str
    template: str
    content: dict[str, Any]


@dataclass(frozen=True)
class Button:
    label: str
    href: str


_panels: dict[str, Panel] = {}
_starts: dict[str, Start] = {}


def register_panel(panel: Panel) -> None:
    """Add a panel. Registering again replaces it."""
    _panels[panel.key] = panel


def register_start(start: Start) -> None:
    """Add a start. Registering again replaces it."""
    _starts[start.key] = start


def panels_for(actor: Actor, subject: Subject) -> list[Shown]:
    """The panels of this subject that have something for this actor, in order."""
    shown = []
    for panel in sorted(_panels.values(), key=lambda one: one.order):
        if panel.kind not in ("", subject.kind) or not access.may(actor, panel.act):
            continue
        content = panel.content(actor, subject)
        if content is not None:
            shown.append(Shown(panel.key, str(panel.title), panel.template, content))
    return shown


def starts_for(actor: Actor, subject: Subject) -> list[Button]:
    """What this actor can begin from this subject."""
    return [
        Button(str(start.label), start.href(subject))
        for start in sorted(_starts.values(), key=lambda one: one.order)
        if start.kind in ("", subject.kind)
        and access.can(actor, start.act, subject)
        and (start.offered is None or start.offered(subject))
    ]
