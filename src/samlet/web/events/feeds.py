"""A person's own calendar at a secret address, which a calendar program can read by itself."""

from __future__ import annotations

from django.urls import reverse

from samlet.web.accounts.links import make_link, revoke_links
from samlet.web.core.actor import Actor
from samlet.web.core.guard import action
from samlet.web.core.models import Subject

FEED = "events.feed"


@action
def make_feed(actor: Actor, *, person: Subject) -> str:
    """A new secret address of the person's calendar, which cannot be had again; the former ends.

    That the actor is the person, or acts for them, is for the caller to say.
    """
    revoke_links(actor, subject=person, purpose=FEED)
    link = make_link(actor, purpose=FEED, subject=person, single_use=False)
    return reverse("events:feed", args=[link.rstrip("/").rpartition("/")[2]])
