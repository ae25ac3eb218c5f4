"""Where a walk through the pages shows no leak, since a second rule holds there as well, or since
only one in many rows would tell: the place itself is asked.

Each probe answers with what leaked, "" while the rule stands.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.test import RequestFactory
from django.utils import timezone

from samlet.web.accounts.home import showing as home
from samlet.web.accounts.home import views as home_views
from samlet.web.core import audit
from samlet.web.core.actor import SYSTEM, Actor
from samlet.web.core.attached import queries as attached
from samlet.web.core.audit import reading
from samlet.web.core.errors import NotFound
from samlet.web.core.guard import unscoped
from samlet.web.core.models import AuditEntry, Link, Promise, Target
from samlet.web.core.promises import actions as promises
from samlet.web.core.promises.queries import promises_for
from samlet.web.core.targets.showing import targets_for
from samlet.web.organisations import views as unit_views
from samlet.web.organisations.importing.known import KnownUnits
from samlet.web.organisations.models import Unit
from samlet.web.organisations.reach import rebuild
from samlet.web.people import bulk, calls, indicators, weekly
from samlet.web.people import views as person_views
from samlet.web.people.importing.planning import Known
from samlet.web.people.models import Person, Position, PositionKind
from tests.web import world as worlds
from tests.web.world import CLOSED, OTHER, World

ROLE = "region_admin"


def _found(look: Callable[[], Any]) -> str:
    """What was found where the answer should be that there is no such thing."""
    try:
        return f"found {look()}"
    except NotFound:
        return ""


def _request(made: World) -> Any:
    request: Any = RequestFactory().get("/")
    request.actor = made.actor(ROLE)
    return request


def _contacts() -> None:
    """Whoever is a shop steward is the club's contact, as in some unions."""
    PositionKind.objects.filter(key="shop_steward").update(contact=True)


def _unconfirmed(*some: Person) -> None:
    with unscoped("a test sets positions back"):
        Position.objects.filter(person__in=some).update(confirmed_on=None)


def _office_in_closed_club(made: World) -> Position:
    """What somebody the region sees is in a club that is closed to it."""
    _contacts()
    return worlds.people.add_position(
        SYSTEM,
        person=made.own,
        unit=made.closed,
        kind=PositionKind.objects.get(key="shop_steward"),
        from_day=date(2024, 1, 1),
    )


def _people(*some: Person) -> QuerySet[Person]:
    with unscoped("a test hands over people that the actor may not see"):
        return Person.objects.filter(pk__in=[one.pk for one in some])


def _person(made: World) -> str:
    return _found(lambda: person_views._seen(_request(made), made.other.public_id))


def _unit(made: World) -> str:
    return _found(lambda: unit_views._seen(_request(made), made.union_club.public_id))


def _links_of_contact(made: World) -> str:
    office = _office_in_closed_club(made)
    panel = home.panel(made.actor(ROLE), made.own.subject)
    shown = [row for row, _link in panel["offices"]] if panel else []
    return "the closed club's contact" if office in shown else ""


def _contact(made: World) -> str:
    office = _office_in_closed_club(made)
    return _found(lambda: home_views._contact_position(_request(made), office.public_id))


def _attached(made: World) -> str:
    """In one's own register, about what one may not see any more."""
    row = {"subject": made.union_club.subject, "controller": made.region.subject}
    Link.objects.create(title="Prøve", url="https://example.org/", **row)
    return "a link" if attached.about(made.actor(ROLE), Link).exists() else ""


def _promises(made: World) -> str:
    row = {"subject": made.union_club.subject, "controller": made.region.subject}
    Promise.objects.create(text="Prøve", source="Prøve", day=date(2026, 1, 1), **row)
    return "a promise" if promises_for(made.actor(ROLE)).exists() else ""


def _targets(made: World) -> str:
    row = {"subject": made.union_club.subject, "controller": made.region.subject}
    days = {"due": date(2027, 1, 1), "decided_on": date(2026, 1, 1)}
    Target.objects.create(indicator="people.stewards", value=1, decided_by="Prøve", **days, **row)
    return "a target" if targets_for(made.actor(ROLE)).exists() else ""


def _new_promise(made: World) -> str:
    def record() -> Promise:
        return promises.record_promise(
            made.actor(ROLE),
            subject=made.union_club.subject,
            text="Prøve",
            source="Prøve",
            day=date(2026, 1, 1),
        )

    return _found(record)


def _trail(made: World) -> str:
    with unscoped("a test looks up somebody in a closed club"):
        hidden = Person.objects.get(family_name=CLOSED)
    audit.record(SYSTEM, "person.edited", hidden)
    lines = reading.lines(made.actor("auditor"), list(AuditEntry.objects.all()))
    return CLOSED if any(CLOSED in line.about for line in lines) else ""


def _bulk_offices(made: World) -> str:
    _unconfirmed(made.other)
    bulk.confirm(made.actor(ROLE), _people(made.other), day=timezone.localdate())
    return "confirmed" if worlds.office_of(made.other).confirmed_on else ""


def _bulk_language(made: World) -> str:
    bulk.set_language(made.actor(ROLE), _people(made.other), language="nn")
    return "written" if _people(made.other).filter(language="nn").exists() else ""


def _calls(made: World) -> str:
    _contacts()
    _unconfirmed(made.other)
    due = calls.due(made.actor(ROLE), timezone.localdate())
    return OTHER if any(OTHER in call.who for call in due) else ""


def _weekly(made: World) -> str:
    _contacts()
    _unconfirmed(made.other)
    return weekly.stale_contacts(made.actor(ROLE), timezone.now())


def _import(made: World) -> str:
    office = _office_in_closed_club(made)
    known = Known(made.actor(ROLE), made.region.subject)
    if any(CLOSED in person.name for person in known.by_pk.values()):
        return CLOSED
    ever: list[Position] = getattr(known.by_pk[made.own.pk], "ever", [])
    return "an office in the closed club" if office in ever else ""


def _import_of_units(made: World) -> str:
    """What is seen and not one's own, such as the branch of another register that a club is in."""
    known = KnownUnits(made.actor(ROLE), ())
    return made.union_branch.name if made.union_branch.pk in known.editable else ""


def _indicator(made: World) -> str:
    """Another register's club in a municipality counts among nobody's own."""
    Unit.objects.filter(pk=made.union_club.pk).update(municipality=made.place)
    rebuild()
    actor: Actor = made.actor(ROLE)
    return str(indicators.clubs_with_contact(actor, timezone.localdate()) or "")


PROBES: dict[str, Callable[[World], str]] = {
    "accounts/home/showing.py:panel:scoped": _links_of_contact,
    "accounts/home/views.py:_contact_position:scoped": _contact,
    "core/attached/queries.py:about:seen_subjects": _attached,
    "core/audit/reading.py:_titles:visible": _trail,
    "core/promises/actions.py:_register:seen_subjects": _new_promise,
    "core/promises/queries.py:promises_for:seen_subjects": _promises,
    "core/targets/showing.py:targets_for:seen_subjects": _targets,
    "organisations/views.py:_seen:get_visible": _unit,
    "organisations/importing/known.py:__init__:scoped": _import_of_units,
    "people/bulk.py:_held_on:scoped": _bulk_offices,
    "people/bulk.py:set_language:scoped": _bulk_language,
    "people/calls.py:_scoped:scoped": _calls,
    "people/importing/planning.py:__init__:scoped": _import,
    "people/indicators.py:_clubs:scoped": _indicator,
    "people/views.py:_seen:get_visible": _person,
    "people/weekly.py:stale_contacts:scoped": _weekly,
}
