"""What the weekly letter tells of people: counts, never names."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from samlet.web.core import access, weekly
from samlet.web.core.actor import Actor
from samlet.web.people.calls import stale
from samlet.web.people.models import Position
from samlet.web.people.queries import positions_for


def new_offices(actor: Actor, since: datetime) -> str:
    count = _kept(actor).filter(created_at__gte=since).count()
    return _or_nothing(
        count,
        ngettext(
            "%(count)s new office is registered.", "%(count)s new offices are registered.", count
        ),
    )


def _kept(actor: Actor) -> QuerySet[Position]:
    """Offices in registers; official facts, open to all, are no news to each of them."""
    return positions_for(actor).filter(person__subject__is_public=False)


def ended_offices(actor: Actor, since: datetime) -> str:
    today = timezone.localdate()
    ended = _kept(actor).filter(to_day__gte=since.date(), to_day__lt=today)
    count = ended.count()
    return _or_nothing(
        count, ngettext("%(count)s office has ended.", "%(count)s offices have ended.", count)
    )


def stale_contacts(actor: Actor, _since: datetime) -> str:
    rows = access.scoped(actor, Position, "people.edit")
    count = stale(rows, timezone.localdate()).count()
    return _or_nothing(
        count,
        ngettext(
            "%(count)s contact of a club has not been confirmed for a year.",
            "%(count)s contacts of clubs have not been confirmed for a year.",
            count,
        ),
    )


def _or_nothing(count: int, sentence: str) -> str:
    return sentence % {"count": count} if count else ""


def register() -> None:
    weekly.register(weekly.Line("people.new", "people.view", new_offices, order=10))
    weekly.register(weekly.Line("people.ended", "people.view", ended_offices, order=20))
    weekly.register(weekly.Line("people.stale", "people.edit", stale_contacts, order=30))
