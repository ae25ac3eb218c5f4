"""Occasions as iCalendar (RFC 5545): one, or all that a person is invited to.

There are no attendees in it: nobody's calendar tells who else is invited. The UID is the
occasion's own id and stays; what is newer is told by SEQUENCE; what is cancelled stays for a while
as CANCELLED, so that calendars take it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.timezone import localtime
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from samlet.web.events.models import Invitation, Occasion

OSLO = "Europe/Oslo"
TYPE = "text/calendar; charset=utf-8"


def one(occasion: Occasion) -> bytes:
    """The occasion alone, as a file to open."""
    return _calendar([_event(occasion, "CONFIRMED")], name=occasion.title)


def feed(invitations: Iterable[Invitation], *, name: str) -> bytes:
    """What a person is invited to and has not declined; unanswered and perhaps are tentative."""
    events = [
        _event(
            invitation.occasion,
            "CONFIRMED" if invitation.reply == Invitation.Reply.ACCEPTED else "TENTATIVE",
        )
        for invitation in invitations
        if invitation.reply != Invitation.Reply.DECLINED
    ]
    return _calendar(events, name=name)


def _calendar(events: list[Event], *, name: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Samlet//Samlet//NO")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", OSLO)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", timedelta(hours=1))
    calendar.add_component(_oslo())
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(occasion: Occasion, status: str) -> Event:
    event = Event()
    event.add("uid", f"{occasion.public_id}@samlet")
    event.add("dtstamp", occasion.changed_at)
    event.add("last-modified", occasion.changed_at)
    event.add("created", occasion.created_at)
    event.add("sequence", occasion.sequence)
    event.add("status", "CANCELLED" if occasion.cancelled_at else status)
    event.add("summary", occasion.title)
    event.add("dtstart", localtime(occasion.starts_at))
    event.add("dtend", localtime(occasion.ends_at))
    event.add("class", "PRIVATE")
    if occasion.place:
        event.add("location", occasion.place)
    return event


def _oslo() -> Timezone:
    """The rule in force in Norway since 1996, as other calendars write it."""
    zone = Timezone()
    zone.add("tzid", OSLO)
    summer, winter = timedelta(hours=2), timedelta(hours=1)
    for part, name, first, before, after, month in (
        (TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), winter, summer, 3),
        (TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), summer, winter, 10),
    ):
        part.add("tzname", name)
        part.add("dtstart", first)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("rrule", vRecur(freq="YEARLY", bymonth=month, byday="-1SU"))
        zone.add_component(part)
    return zone
