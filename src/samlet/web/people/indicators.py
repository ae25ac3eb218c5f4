"""The register's own figures: clubs with a contact, contacts nobody confirms, shop stewards."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, indicators
from samlet.web.core.actor import Actor
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Reach
from samlet.web.organisations.models import Unit
from samlet.web.organisations.queries import current
from samlet.web.people.calls import stale
from samlet.web.people.models import Position
from samlet.web.people.queries import held_on, positions_for
from samlet.web.places.models import Municipality

PLACE = "places.municipality"


def _clubs(actor: Actor, day: date) -> QuerySet[Unit]:
    """The clubs in one's scope, which is whose people one may see; those above are not counted."""
    rows = access.scoped(actor, Unit, "people.view").filter(kind__key="club")
    return current(rows, day)


def _by_place(clubs: QuerySet[Unit]) -> Counter[int]:
    """How many lie in each municipality, by its subject: their own, or their workplace's."""
    rows = Reach.objects.filter(ancestor__kind=PLACE, descendant__in=clubs.order_by().values("pk"))
    counts = rows.order_by().values_list("ancestor").annotate(count=Count("descendant"))
    return Counter(dict(counts))


def _values(whole: Counter[int], part: Counter[int], *, tell_of: bool) -> list[indicators.Value]:
    places = Municipality.objects.filter(subject__in=whole).order_by("name")
    return [
        indicators.Value(pk, name, part[pk], whole[pk] if tell_of else None)
        for pk, name in places.values_list("subject", "name")
        if pk is not None
    ]


def clubs_with_contact(actor: Actor, day: date) -> list[indicators.Value]:
    clubs = _clubs(actor, day)
    contacts = held_on(positions_for(actor), day).filter(kind__contact=True)
    whole = _by_place(clubs)
    return _values(whole, _by_place(clubs.filter(pk__in=contacts.values("unit"))), tell_of=True)


def stale_contacts(actor: Actor, day: date) -> list[indicators.Value]:
    """Clubs whose contacts are all unconfirmed for a year."""
    clubs = _clubs(actor, day)
    contacts = held_on(positions_for(actor), day).filter(kind__contact=True)
    old = stale(positions_for(actor), day)
    fresh = contacts.exclude(pk__in=old.order_by().values("pk"))
    reached = clubs.filter(pk__in=contacts.values("unit"))
    waiting = reached.exclude(pk__in=fresh.values("unit"))
    return _values(_by_place(reached), _by_place(waiting), tell_of=True)


def stewards(actor: Actor, day: date) -> list[indicators.Value]:
    """Of the whole register, in the places one sees: so two readers' figures cannot be subtracted.

    What is closed upwards is left out for all.
    """
    registers = {held.controller_id for held in actor.grants if held.unit_id}
    with unscoped("counts a register by place; small groups are hidden"):
        rows = held_on(Position.objects.all(), day).filter(
            kind__steward=True, person__merged_into=None, unit__kind__key="club"
        )
        if not actor.is_trusted:
            rows = rows.filter(person__subject__controller__in=registers)
        closed = Reach.objects.filter(closed=True).values("descendant")
        rows = rows.exclude(unit__in=closed).filter(unit__subject__reached_by__ancestor__kind=PLACE)
        counts = rows.order_by().values_list("unit__subject__reached_by__ancestor")
        found = dict(counts.annotate(count=Count("person", distinct=True)))
    return _values(_by_place(_clubs(actor, day)), Counter(found), tell_of=False)


_SOURCE = _("The register of organisations and people in this installation.")
_FRESH = _("Counted when the page is opened.")


def register() -> None:
    indicators.register(
        indicators.Indicator(
            key="people.clubs_with_contact",
            name=_("Clubs with a contact"),
            definition=_("Clubs where somebody holds an office that makes them the contact today."),
            unit=_("clubs"),
            direction="up",
            source=_SOURCE,
            fresh=_FRESH,
            act="people.view",
            values=clubs_with_contact,
            smallest=0,
            order=10,
        )
    )
    indicators.register(
        indicators.Indicator(
            key="people.stale_contacts",
            name=_("Clubs whose contact nobody has confirmed for a year"),
            definition=_("Clubs that have a contact, none of whom was confirmed in twelve months."),
            unit=_("clubs"),
            direction="down",
            source=_SOURCE,
            fresh=_FRESH,
            act="people.view",
            values=stale_contacts,
            smallest=0,
            order=20,
        )
    )
    indicators.register(
        indicators.Indicator(
            key="people.stewards",
            name=_("Shop stewards by municipality"),
            definition=_(
                "People in your register who are shop stewards in a club, by the municipality "
                "the club is in."
            ),
            unit=_("shop stewards"),
            direction="up",
            source=_SOURCE,
            fresh=_FRESH,
            act="people.view",
            values=stewards,
            order=30,
        )
    )
