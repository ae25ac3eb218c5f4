"""Panels of follow-ups, notes and documents on every subject's page, and the menu's entry."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samlet.web.core import audit, changes, front, panels, personal
from samlet.web.core.actor import Actor
from samlet.web.core.attached import (
    permissions,  # noqa: F401  joins the table of acts
    queries,
    waiting,
)
from samlet.web.core.models import Document, FollowUp, Link, Note, Subject
from samlet.web.ui import menu


def follow_ups(actor: Actor, subject: Subject) -> dict[str, Any]:
    """What is to be done about it, whoever does it."""
    rows = queries.about(actor, FollowUp).filter(subject=subject, done_at=None)
    rows = rows.select_related("who")
    return {
        "tasks": queries.told(rows[:50]),
        "subject": subject,
        "may_add": queries.may_attach(actor, subject),
        "user_id": actor.user_id,
    }


def papers(actor: Actor, subject: Subject) -> dict[str, Any] | None:
    """Notes, documents and links; none on people."""
    if personal.is_person(subject.kind):
        return None
    return {
        "subject": subject,
        "notes": queries.about(actor, Note).filter(subject=subject)[:50],
        "documents": queries.about(actor, Document).filter(subject=subject)[:50],
        "links": queries.about(actor, Link).filter(subject=subject)[:50],
        "may_add": queries.may_attach(actor, subject),
    }


def register() -> None:
    """Called when the program starts."""
    panels.register_panel(
        panels.Panel(
            "attached.follow_ups",
            "",
            _("Follow-ups"),
            "attached.view",
            "attached/_follow_ups.html",
            follow_ups,
            order=30,
        )
    )
    panels.register_panel(
        panels.Panel(
            "attached.papers",
            "",
            _("Notes and documents"),
            "attached.view",
            "attached/_papers.html",
            papers,
            order=80,
        )
    )
    panels.register_start(
        panels.Start(
            "attached.follow_up",
            "",
            _("Follow up"),
            "attached.edit",
            lambda subject: reverse("attached:follow_up", args=[subject.public_id]),
            order=90,
        )
    )
    front.register(front.Card("attached.tasks", "attached.view", waiting.next_task, order=10))
    changes.entitle("follow_up.done", _("Finished a follow-up"))
    menu.register_room("today", _("Today"))
    menu.register(_("My tasks"), "attached:tasks", order=50, room="today")
    audit.register_sentences(
        {
            "follow_up.made": _("added a follow-up"),
            "follow_up.done": _("finished a follow-up"),
            "note.added": _("added a note"),
            "note.removed": _("took a note away"),
            "link.added": _("added a link"),
            "document.added": _("added a document"),
            "document.removed": _("took a document away"),
            "link.removed": _("took a link away"),
        }
    )
