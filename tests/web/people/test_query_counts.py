"""A page asks the database the same number of questions for few rows and for many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samlet.web.core.actor import SYSTEM
from samlet.web.people import actions as people
from samlet.web.people.models import PositionKind
from tests.web import make, world
from tests.web.accounts.test_my_page import opened
from tests.web.world import World

pytestmark = pytest.mark.django_db
Look = Callable[[World], tuple[Client, str]]


def staff(made: World) -> Client:
    return world.client_for(made.users["region_admin"])


def the_list(made: World) -> tuple[Client, str]:
    return staff(made), reverse("people:people")


def the_person(made: World) -> tuple[Client, str]:
    return staff(made), reverse("people:person", args=[made.own.public_id])


def the_unit(made: World) -> tuple[Client, str]:
    return staff(made), reverse("organisations:unit", args=[made.club.public_id])


def my_page(made: World) -> tuple[Client, str]:
    return opened(made.own), reverse("my_page:page")


def fill(made: World, number: int) -> None:
    """So many people in the club, offices of the one looked at, and consents of hers."""
    kind = PositionKind.objects.get(key="board_member")
    for one in range(number):
        world.person(f"Mengde{number}-{one}", made.club, made.region.subject)
        people.add_position(
            SYSTEM,
            person=made.own,
            unit=made.club,
            kind=kind,
            title=f"Verv {number}-{one}",
            from_day=date(2020, 1, 1),
            to_day=date(2021, 1, 1) if one % 2 else None,
        )
        recipient = world.unit(f"Mottaker {number}-{one}", "union")
        make.consent(made.own, purpose="handing_over", recipient=recipient.subject)


# A person's and a unit's page are put together of panels, each of which asks for itself what the
# reader may do there; My page reads each kind of thing that may be held about one.
@pytest.mark.parametrize(
    ("look", "most"), [(the_list, 20), (the_person, 48), (the_unit, 40), (my_page, 53)]
)
def test_as_many_questions_for_three_rows_as_for_thirty(look: Look, most: int, db: None) -> None:
    made = world.build()
    fill(made, 3)
    client, address = look(made)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert client.get(address).status_code == 200

    fill(made, 27)
    with CaptureQueriesContext(connection) as many:
        assert client.get(address).status_code == 200

    assert len(many) == len(few)
    assert len(many) <= most
