"""The purpose of the link, the first buttons, and what staff see of it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlet.web.accounts import links
from samlet.web.accounts.home import PURPOSE, lasting
from samlet.web.accounts.home.registry import Button, Contact, register_button
from samlet.web.core import access, panels
from samlet.web.core.actor import Actor
from samlet.web.core.models import Subject
from samlet.web.organisations.queries import is_club
from samlet.web.people.models import Position
from samlet.web.people.queries import held_on


def panel(actor: Actor, subject: Subject) -> dict[str, Any] | None:
    """The home links of a contact, for who keeps them."""
    if not access.can(actor, "people.edit", subject):
        return None
    rows = held_on(access.scoped(actor, Position, "people.view"))
    rows = rows.filter(person=subject.pk, kind__contact=True, unit__kind__key="club")
    offices = [(row, lasting.has_link(row)) for row in rows.select_related("unit")]
    return {"offices": offices} if offices else None


def _club_note(contact: Contact) -> str:
    return contact.unit.name


def _page_note(_contact: Contact) -> str:
    return _("what is held about you, who can see it, and how to have it erased")


def register() -> None:
    """Called when the program starts."""
    links.register_purpose(
        PURPOSE,
        heading=gettext_lazy("Your club's page"),
        button=gettext_lazy("Go to the page"),
        to="home:home",
        renew=(gettext_lazy("Have the link to your club's page sent again"), "home:ask"),
    )
    register_button(
        Button(
            "home.club",
            gettext_lazy("See what is registered about the club"),
            lambda _contact: reverse("home:club"),
            _club_note,
            order=80,
        )
    )
    register_button(
        Button(
            "home.my_page",
            gettext_lazy("My page"),
            lambda _contact: reverse("my_page:page"),
            _page_note,
            order=90,
        )
    )
    panels.register_panel(
        panels.Panel(
            "home.link",
            "people.person",
            gettext_lazy("The contact's own page"),
            "people.edit",
            "home/_panel.html",
            panel,
            order=50,
        )
    )
    panels.register_start(
        panels.Start(
            "home.poster",
            "organisations.unit",
            gettext_lazy("Page for the notice board"),
            "units.view",
            lambda subject: reverse("home:poster", args=[subject.public_id]),
            order=96,
            offered=is_club,
        )
    )
