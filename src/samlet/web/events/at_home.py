"""What happens next, on the page of a club's contact: the nearest occasion."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samlet.web.accounts import home
from samlet.web.core.guard import unscoped
from samlet.web.events.models import Invitation, Occasion


def nearest(contact: home.Contact) -> Occasion | None:
    """The next that the contact is invited to, or that is about the club; not what was declined."""
    with unscoped("one's own invitations, and those of one's own club"):
        mine = Invitation.objects.filter(person=contact.person.pk)
        declined = mine.filter(reply=Invitation.Reply.DECLINED)
        rows = Occasion.objects.filter(
            Q(subject=contact.unit.pk) | Q(pk__in=mine.values("occasion")),
            cancelled_at=None,
            ends_at__gte=timezone.now(),
        ).exclude(pk__in=declined.values("occasion"))
        return rows.order_by("starts_at", "pk").first()


def happening(contact: home.Contact) -> home.Next | None:
    """In one sentence, with its day and hour."""
    found = nearest(contact)
    if found is None:
        return None
    start = localtime(found.starts_at)
    told = {
        "day": date_format(start, "l j. F").capitalize(),
        "hour": date_format(start, "H:i"),
        "what": found.title,
    }
    return home.Next(
        day=start.date(),
        title=_("%(day)s at %(hour)s: %(what)s") % told,
        text=_("Where: %(place)s") % {"place": found.place} if found.place else "",
        href=reverse("events:home_calendar"),
        label=_("Add it to your calendar"),
    )
