"""Consents on a person's page, for those who see the person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, panels
from samlet.web.core.actor import Actor
from samlet.web.core.models import Subject
from samlet.web.people.models import Person
from samlet.web.people.privacy import queries


def register() -> None:
    """From the room's AppConfig.ready()."""
    panels.register_panel(
        panels.Panel(
            key="people.consents",
            kind="people.person",
            title=_("Consents"),
            act="people.view",
            template="people/privacy/_consents.html",
            content=content,
            order=70,
        )
    )


def content(actor: Actor, subject: Subject) -> dict[str, Any] | None:
    """What stands, what is asked and what has been taken back; nobody official has any."""
    if subject.is_public:
        return None
    seen = access.scoped(actor, Person, "people.view").select_related("subject__controller")
    person = seen.filter(pk=subject.pk).first()
    if person is None:
        return None
    matters = queries.matters_of(person)
    return {
        "person": person,
        "given": [one for one in matters if one.given],
        "asked": [one for one in matters if one.asked],
        "withdrawn": [
            (queries.title_of(one.text.purpose, person.subject.controller), one)
            for one in queries.withdrawn_of(person)
        ],
        "handed": [
            (one, queries.fields_said(one.fields)) for one in queries.handed_over_of(person)
        ],
        "may_edit": access.can(actor, "people.edit", subject),
    }
