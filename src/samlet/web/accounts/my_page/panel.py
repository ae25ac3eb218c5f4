"""On a person's page, for those who keep the register: who has seen it, and what can be done."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, panels
from samlet.web.core.actor import Actor
from samlet.web.core.audit.reading import looked_at
from samlet.web.core.models import Subject
from samlet.web.people.models import Person


def register() -> None:
    panels.register_panel(
        panels.Panel(
            key="my_page.who_has",
            kind="people.person",
            title=_("Who has seen or changed it"),
            act="people.view",
            template="my_page/panel.html",
            content=content,
            order=95,
        )
    )


def content(actor: Actor, subject: Subject) -> dict[str, Any] | None:
    """The same as the person sees on her own page, and what can be done from here."""
    person = access.scoped(actor, Person, "people.view").filter(pk=subject.pk).first()
    if person is None or subject.is_public:  # open to all; who looks is for those who keep it
        return None
    return {
        "looked": looked_at([subject.pk], most=20),
        "email": bool(person.email),
        "public_id": subject.public_id,
        "may_erase": access.can(actor, "people.erase", subject),
    }
