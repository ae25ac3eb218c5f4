"""Occasions and invitations, for who may see them."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.accounts.models import AccessLink
from samlet.web.core import access, kinds
from samlet.web.core.actor import Actor
from samlet.web.core.errors import NotFound
from samlet.web.core.guard import unscoped
from samlet.web.events.models import Invitation, Occasion

PAST = timedelta(days=365)  # how far back a feed goes


def occasion_for(actor: Actor, public_id: str) -> Occasion:
    """The occasion of something that the actor may see; else NotFound, as for one not there.

    What a unit plans that is closed upwards is not seen from above, though the unit itself is.
    """
    found = Occasion.objects.select_related("subject").filter(public_id=public_id).first()
    if found is None:
        raise access.not_there()
    act = kinds.kind_of(found.subject.kind).view_act
    if not access.can(actor, act, found.subject) or access.is_closed(actor, act, found.subject):
        raise access.not_there()
    return found


def invitation_by(link: AccessLink) -> Invitation:
    """The invitation that the link was sent for. Raises NotFound when it has been withdrawn."""
    with unscoped("whoever holds the link is the one who is invited"):
        found = Invitation.objects.select_related("occasion").filter(link=link).first()
    if found is None:
        raise NotFound(_("This invitation no longer stands."))
    return found


def invitations_by(feed: AccessLink) -> list[Invitation]:
    """What the holder of a calendar's secret address is invited to, a year back and all ahead."""
    if feed.subject_id is None:
        return []
    since = timezone.now() - PAST
    with unscoped("whoever holds the address is the one who is invited"):
        rows = Invitation.objects.filter(person=feed.subject_id, occasion__ends_at__gte=since)
        return list(rows.select_related("occasion").order_by("occasion__starts_at", "pk"))
