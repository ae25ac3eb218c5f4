"""What the weekly letter tells of people: counts, never names."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import ngettext

from samlet.web.core import access, weekly
from samlet.web.core.actor import Actor
from samlet.web.people.calls import stale
from samlet.web.people.models import Position
from samlet.web.people.queries import positions_for


def new_offices(actor: Actor, since: datetime) -> str:
    count = positions_for(actor).filter(created_at__gte=since).count()
    return _or_nothing(
        count,
        ngettext(
            "%(count)s new office is registered.", "%(count)s new offices are registered.", count
        ),
    )


def ended_offices(actor: Actor, since: datetime) -> str:
    today = timezone.localdate()
    ended = positions_for(actor).filter(to_day__gte=since.date(), to_day__lt=today)
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
