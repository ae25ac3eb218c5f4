"""The link to My page, and the letter that brings it."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from samlet.web.accounts import links
from samlet.web.core import audit
from samlet.web.core.actor import SYSTEM, Actor
from samlet.web.core.audit import reading
from samlet.web.core.guard import unscoped
from samlet.web.people.models import Person
from samlet.web.people.queries import register_of
from samlet.web.ui import menu

PURPOSE = "people.my_page"
LASTS = timedelta(hours=24)


def register() -> None:
    """My page is a purpose of links; the trail's actors get names and offices."""
    from samlet.web.accounts.my_page import calling, panel  # noqa: PLC0415  models come first

    links.register_purpose(
        PURPOSE,
        heading=_("What is held about you"),
        button=_("Show it to me"),
        text=_("The link is yours alone: it opens all that a register holds about you."),
        to="my_page:page",
        renew=(_("Have a new link to your own page sent"), "my_page:ask"),
    )
    panel.register()
    menu.register(_("My page"), "my_page:page", order=910, below=("/min-side/",), room="privacy")
    reading.register_names("user", names=calling.names, offices=calling.offices)


def send_links(request: HttpRequest, email: str) -> int:
    """Send a link for each record with this address, each in a letter of its own; how many.

    Who has no record gets a word of that: so neither the page nor the letters tell the one who
    asked what they did not know.
    """
    with unscoped("a link to one's own page is sent to one's own address"):
        people = list(
            Person.objects.filter(email__iexact=email, merged_into=None).select_related("subject")
        )
    with transaction.atomic():
        for person in people:
            send_link(request, SYSTEM, person)
        if not people:
            get_adapter(request).send_mail("my_page/email/nothing", email, {"email": email})
    return len(people)


def send_link(request: HttpRequest, actor: Actor, person: Person) -> None:
    """Send the link to the person's own address; whoever sends it never sees it."""
    address = links.make_link(actor, purpose=PURPOSE, subject=person.subject, lasts=LASTS)
    about = {
        "address": request.build_absolute_uri(address),
        "hours": int(LASTS.total_seconds() // 3600),
        "register": register_of(person),
    }
    with override(person.language or None):
        get_adapter(request).send_mail("my_page/email/link", person.email, about)
    if actor.kind != "system":
        audit.record(actor, "link.made", person.subject)
