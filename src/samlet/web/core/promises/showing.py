"""What promises add to the table of acts, the menu and organisations' pages."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit, panels
from samlet.web.core.access import ROLES
from samlet.web.core.actor import Actor
from samlet.web.core.models import Subject
from samlet.web.core.promises import queries
from samlet.web.ui import menu


def panel(actor: Actor, subject: Subject) -> dict[str, object] | None:
    """How the promises stand; nothing where none was given."""
    found = queries.accounts_of(actor, subject)
    return {"accounts": found, "subject": subject} if found.promises else None


def register() -> None:
    """Called when the program starts."""
    seen_by = set(ROLES) - {"auditor", "operator"}
    access.declare("promises.view", _("see what was promised"), seen_by)
    access.declare(
        "promises.edit",
        _("record and check what was promised"),
        {"region_admin", "coordinator", "local_leader"},
        open=True,
    )
    panels.register_panel(
        panels.Panel(
            "promises.accounts",
            "organisations.unit",
            _("What it has promised"),
            "promises.view",
            "promises/_panel.html",
            panel,
            order=60,
        )
    )
    menu.register(
        _("Political accounts"), "promises:all", order=92, room="register", below=("/lofte/",)
    )
    audit.register_sentences(
        {
            "promise.recorded": _("recorded a promise"),
            "promise.step_recorded": _("recorded what came of a promise"),
            "promise.step_checked": _("checked what came of a promise"),
            "promise.replied": _("recorded a party's reply"),
            "promise.corrected": _("corrected a promise"),
        }
    )


def offer_on(kind: str, offered: Callable[[Subject], bool]) -> None:
    """Let a promise be recorded from the pages of these, said by the room that knows which."""
    panels.register_start(
        panels.Start(
            f"promises.new.{kind}",
            kind,
            _("Record a promise"),
            "promises.edit",
            lambda subject: reverse("promises:new", args=[subject.public_id]),
            order=95,
            offered=offered,
        )
    )
