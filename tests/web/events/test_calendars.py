"""iCalendar: a calendar library reads back the same moment, version and state, and no names."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from icalendar import Calendar, Event

from samlet.web.accounts.models import User
from samlet.web.core.actor import SYSTEM
from samlet.web.core.errors import NotFound
from samlet.web.events import actions, calendars
from samlet.web.events.feeds import make_feed
from samlet.web.events.models import Occasion
from samlet.web.events.queries import occasion_for
from samlet.web.people.models import Person
from tests.web.world import World

People = Callable[..., Person]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_use")]


def events_of(content: bytes) -> list[Event]:
    return [part for part in Calendar.from_ical(content).walk("VEVENT") if isinstance(part, Event)]


def only(content: bytes) -> Event:
    (event,) = events_of(content)
    return event


def test_an_occasion_reads_back_as_it_is(occasion: Occasion) -> None:
    content = calendars.one(occasion)

    event = only(content)
    assert event["uid"] == f"{occasion.public_id}@samlet"
    assert event["summary"] == "Besøk på Prøvesykehuset"
    assert event["location"] == "Inngang B, Prøveveien 1; ring på"
    assert occasion.starts_at == event.DTSTART
    assert occasion.ends_at == event.DTEND
    assert (event["sequence"], event["status"]) == (0, "CONFIRMED")
    assert b"DTSTART;TZID=Europe/Oslo:20270112T100000" in content
    assert b"BEGIN:VTIMEZONE\r\nTZID:Europe/Oslo" in content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


@pytest.mark.parametrize(
    ("moment", "local"),
    [
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), b"20270328T013000"),
        (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), b"20270328T033000"),
        (datetime(2027, 7, 1, 10, 0, tzinfo=UTC), b"20270701T120000"),
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), b"20271031T023000"),
    ],
)
def test_the_clock_is_that_of_oslo_also_when_it_is_moved(
    occasion: Occasion, moment: datetime, local: bytes
) -> None:
    occasion.starts_at, occasion.ends_at = moment, moment + timedelta(hours=2)

    assert b"DTSTART;TZID=Europe/Oslo:" + local in calendars.one(occasion)


def test_a_change_and_a_cancellation_keep_the_uid_and_raise_the_sequence(
    occasion: Occasion,
) -> None:
    uid = only(calendars.one(occasion))["uid"]
    with time_machine.travel(datetime(2026, 11, 25, tzinfo=UTC), tick=False):
        cancelled = actions.cancel_occasion(SYSTEM, occasion=occasion)

    event = only(calendars.one(cancelled))
    assert event["uid"] == uid
    assert (event["sequence"], event["status"]) == (1, "CANCELLED")
    assert datetime(2026, 11, 25, tzinfo=UTC) == event.DTSTAMP


def test_a_feed_has_ones_own_invitations_and_nobody_elses_name(
    client: Client, occasion: Occasion, person: People
) -> None:
    kari, ola = person(), person(family_name="Hemmelig")
    first = actions.invite(SYSTEM, occasion=occasion, person=kari.subject)
    actions.invite(SYSTEM, occasion=occasion, person=ola.subject)
    actions.answer(SYSTEM, invitation=first, reply="accepted")
    other = actions.plan_occasion(
        SYSTEM,
        subject=occasion.subject,
        title="Møte uten Kari",
        starts_at=occasion.starts_at,
        ends_at=occasion.ends_at,
    )
    actions.invite(SYSTEM, occasion=other, person=ola.subject)

    response = client.get(make_feed(SYSTEM, person=kari.subject))

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in response.headers["Cache-Control"]
    event = only(response.content)
    assert (event["uid"], event["status"]) == (f"{occasion.public_id}@samlet", "CONFIRMED")
    for hidden in (b"ATTENDEE", b"ORGANIZER", b"Hemmelig", b"example.org", b"uten Kari"):
        assert hidden not in response.content


def test_a_feed_leaves_out_what_is_declined_and_marks_what_is_not_answered(
    client: Client, occasion: Occasion, person: People
) -> None:
    kari = person()
    invitation = actions.invite(SYSTEM, occasion=occasion, person=kari.subject)
    address = make_feed(SYSTEM, person=kari.subject)

    assert only(client.get(address).content)["status"] == "TENTATIVE"
    actions.answer(SYSTEM, invitation=invitation, reply="declined")
    assert events_of(client.get(address).content) == []


def test_a_cancelled_occasion_stays_in_the_feed_as_cancelled(
    client: Client, occasion: Occasion, person: People
) -> None:
    kari = person()
    actions.invite(SYSTEM, occasion=occasion, person=kari.subject)
    address = make_feed(SYSTEM, person=kari.subject)

    actions.cancel_occasion(SYSTEM, occasion=occasion)

    assert only(client.get(address).content)["status"] == "CANCELLED"


def test_a_new_address_ends_the_former_one(client: Client, person: People) -> None:
    kari = person()
    old = make_feed(SYSTEM, person=kari.subject)
    new = make_feed(SYSTEM, person=kari.subject)

    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200


def test_the_link_of_an_invitation_is_no_calendar_and_the_other_way(
    client: Client, occasion: Occasion, person: People
) -> None:
    kari = person()
    actions.invite(SYSTEM, occasion=occasion, person=kari.subject)
    token = re.findall(r"/lenke/([^/\s]+)/", str(mail.outbox[0].body))[0]
    feed = re.findall(r"/kalender/(.+)\.ics", make_feed(SYSTEM, person=kari.subject))[0]

    assert client.get(f"/kalender/{token}.ics").status_code == 404
    assert client.get(f"/kalender/{feed[:-1]}x.ics").status_code == 404
    assert client.post(f"/kalender/{feed}.ics").status_code == 405


def test_who_is_invited_gets_the_file_and_their_calendars_address_once(
    client: Client, occasion: Occasion, person: People
) -> None:
    actions.invite(SYSTEM, occasion=occasion, person=person().subject)
    client.get(re.findall(r"/lenke/\S+", str(mail.outbox[0].body))[0], follow=True)

    file = client.get("/invitasjon/innkalling.ics")
    shown = client.post("/invitasjon/kalender/").content.decode()

    assert only(file.content)["summary"] == occasion.title
    assert file.headers["Content-Disposition"] == 'attachment; filename="innkalling.ics"'
    (address,) = re.findall(r"http://127\.0\.0\.1:8000(/kalender/\S+\.ics)", shown)
    assert len(events_of(client.get(address).content)) == 1


def test_what_a_unit_closed_upwards_plans_is_not_seen_from_above(built: World) -> None:
    begins = datetime.now(UTC) + timedelta(days=3)
    at = {"starts_at": begins, "ends_at": begins + timedelta(hours=1), "title": "Møte"}
    hidden = Occasion.objects.create(subject=built.closed.subject, **at)
    shown = Occasion.objects.create(subject=built.club.subject, **at)
    actor = built.actor("region_admin")

    assert occasion_for(actor, shown.public_id) == shown
    with pytest.raises(NotFound):
        occasion_for(actor, hidden.public_id)


def test_an_occasion_of_what_one_may_not_see_is_not_there(
    client: Client, occasion: Occasion, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(User.objects.create_user("ola@example.org"))

    hidden = client.get(f"/innkalling/{occasion.public_id}.ics")
    absent = client.get("/innkalling/zzzzzzzzzzzz.ics")

    assert hidden.status_code == absent.status_code == 404
    assert occasion_for(SYSTEM, occasion.public_id) == occasion
    with pytest.raises(NotFound):
        occasion_for(SYSTEM, "zzzzzzzzzzzz")
