"""Contacts of clubs that nobody has confirmed for a year are due to be called."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlet.web.core import access, calls
from samlet.web.core.actor import Actor
from samlet.web.people import actions
from samlet.web.people.models import Position
from samlet.web.people.queries import held_on

KEY = "people.stale_contact"
STALE_AFTER = timedelta(days=365)
MOST = 200  # as many as one page of calls can ever need to count


def stale(positions: QuerySet[Position], day: date) -> QuerySet[Position]:
    """Contacts of clubs whose office nobody has confirmed for a year, the oldest first.

    An office that was never confirmed counts from its first day, else from when it was entered.
    """
    rows = held_on(positions, day).filter(kind__contact=True, unit__kind__key="club")
    said = Coalesce(F("confirmed_on"), F("from_day"), TruncDate("created_at"))
    return rows.annotate(said_on=said).filter(said_on__lte=day - STALE_AFTER).order_by("said_on")


def _scoped(actor: Actor, day: date) -> QuerySet[Position]:
    rows = access.scoped(actor, Position, "people.edit")
    return stale(rows, day).select_related("person__subject", "unit__subject", "kind")


def due(actor: Actor, day: date) -> list[calls.Call]:
    return [_call(row) for row in _scoped(actor, day)[:MOST]]


def one(actor: Actor, item: str) -> calls.Call | None:
    row = _office(actor, item)
    return _call(row) if row else None


def _office(actor: Actor, item: str) -> Position | None:
    """Also one that somebody else has confirmed a moment ago: the tap is noted all the same."""
    rows = held_on(access.scoped(actor, Position, "people.edit"))
    rows = rows.select_related("person__subject", "unit__subject", "kind")
    return rows.filter(public_id=item).first()


def confirm(actor: Actor, item: str) -> None:
    """Reached means that the office still holds; what else came of it is changed on the page."""
    if row := _office(actor, item):
        actions.confirm_position(actor, position=row)


def _call(row: Position) -> calls.Call:
    person = row.person
    if row.confirmed_on:
        day = date_format(row.confirmed_on, "j. F Y")
        why = _("Nobody has confirmed since %(day)s that this is the club's contact.") % {
            "day": day
        }
    else:
        why = _("Nobody has confirmed that this is the club's contact.")
    return calls.Call(
        item=row.public_id,
        subject_id=person.pk,
        controller_id=person.controller_id or row.unit_id,
        who=person.name,
        who_href=reverse("people:person", args=[person.public_id]),
        about=row.unit.name,
        about_href=reverse("organisations:unit", args=[row.unit.public_id]),
        why=why,
        phone=person.mobile,
        other=(
            _("No longer the contact: end the position"),
            reverse("people:end_position", args=[row.public_id]),
        ),
    )


def register() -> None:
    calls.register(
        calls.Source(
            key=KEY,
            title=gettext_lazy("Is this still the contact?"),
            act="people.edit",
            due=due,
            one=one,
            reached=confirm,
            reached_label=gettext_lazy("Reached, still the contact"),
            order=10,
        )
    )
