"""What access offers on the pages of other rooms: who can see this, who has access here."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samlet.web.accounts.grants import queries
from samlet.web.core import kinds
from samlet.web.core.actor import Actor
from samlet.web.core.models import Subject
from samlet.web.core.panels import Panel, Start, register_panel, register_start

PERSON, UNIT = "people.person", "organisations.unit"


def register() -> None:
    """Offer them, from AppConfig.ready()."""
    register_panel(
        Panel(
            key="grants.who_can_see",
            kind=PERSON,
            title=_("Who can see this"),
            act="people.view",
            template="grants/_who_can.html",
            content=_who_can_see,
            order=90,
        )
    )
    register_start(
        Start(
            key="grants.give",
            kind=UNIT,
            label=_("Give access"),
            act="grants.give",
            href=lambda subject: reverse("grants:give", args=[subject.public_id]),
            order=80,
        )
    )


def _who_can_see(_actor: Actor, subject: Subject) -> dict[str, Any]:
    """The roles that open this page; no names, so whoever sees the page may see it."""
    return {"rows": queries.who_can(kinds.kind_of(subject.kind).view_act, subject)}
