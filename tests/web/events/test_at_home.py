"""What comes next on the page of a club's contact."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from samlet.web.accounts.home import lasting
from samlet.web.accounts.models import User
from samlet.web.core.actor import SYSTEM
from samlet.web.events import actions
from samlet.web.events.models import Invitation, Occasion
from samlet.web.organisations.models import Unit
from samlet.web.people.models import Position
from tests.web import world as made
from tests.web.world import World

pytestmark = pytest.mark.django_db
NOTHING = "Nothing is planned for your club right now."


@pytest.fixture
def world(built: World) -> World:
    cache.clear()
    return built


@pytest.fixture
def office(world: World) -> Position:
    person = made.person("Kontaktsen", world.club, world.region.subject, kind="club_leader")
    return made.office_of(person)


def planned(unit: Unit, title: str, *, days: int) -> Occasion:
    begins = timezone.now() + timedelta(days=days)
    return actions.plan_occasion(
        SYSTEM,
        subject=unit.subject,
        title=title,
        starts_at=begins,
        ends_at=begins + timedelta(hours=1),
        place="Resepsjonen",
    )


def opened(office: Position, user: User | None = None) -> Client:
    client = made.client_for(user)
    client.get(lasting.link_for(SYSTEM, office), follow=True)
    return client


def test_the_nearest_occasion_of_the_club_is_the_heading_and_goes_into_a_calendar(
    world: World, office: Position
) -> None:
    client = opened(office)
    assert NOTHING in client.get("/hjem/min/").text
    assert client.get("/hjem/min/innkalling.ics").status_code == 404
    planned(world.club, "Besøk om en måned", days=30)
    planned(world.club, "Besøk om en uke", days=7)
    planned(world.union_club, "Andres besøk", days=1)

    page = client.get("/hjem/min/").text

    assert ": Besøk om en uke</h1>" in page
    assert "Where: Resepsjonen" in page
    assert "Andres" not in page
    assert "Besøk om en uke" in client.get("/hjem/min/innkalling.ics").content.decode()


def test_what_is_over_cancelled_or_declined_does_not_come_next(
    world: World, office: Position
) -> None:
    planned(world.club, "Over", days=-2)
    actions.cancel_occasion(SYSTEM, occasion=planned(world.club, "Avlyst", days=2))
    elsewhere = planned(world.local, "Kurs", days=3)
    invitation = actions.invite(SYSTEM, occasion=elsewhere, person=office.person.subject)
    client = opened(office)
    assert ": Kurs</h1>" in client.get("/hjem/min/").text

    actions.answer(SYSTEM, invitation=invitation, reply=Invitation.Reply.DECLINED)

    assert NOTHING in client.get("/hjem/min/").text


def test_a_page_by_link_shows_neither_menu_nor_search_nor_somebodys_role(
    world: World, office: Position
) -> None:
    page = opened(office, world.users["region_admin"]).get("/hjem/min/").text

    assert "I am still the contact" in page
    for part in ("Main menu", 'role="search"', "s-scope-now", "region secretary"):
        assert part not in page
    assert "Nynorsk" in page
