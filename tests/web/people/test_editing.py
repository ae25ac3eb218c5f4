"""Two people change the same person or organisation: the second is shown the difference."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from samlet.web.core.guard import unscoped
from samlet.web.organisations import actions as organisations
from samlet.web.people import actions
from samlet.web.people.models import Person
from tests.web import world as made

pytestmark = pytest.mark.django_db
ROLE = "region_admin"


@pytest.fixture
def world() -> made.World:
    return made.build()


def fields_of(client: Client, address: str) -> dict[str, str]:
    """What the form holds as it is shown."""
    form = client.get(address).context["form"]
    return {bound.html_name: str(bound.value() or "") for bound in form}


def test_second_editor_of_a_person_is_shown_the_difference(world: made.World) -> None:
    client = made.client_for(world.users[ROLE])
    address = reverse("people:edit", args=[world.own.public_id])
    opened = fields_of(client, address)
    actions.edit_person(world.actor(ROLE), person=world.own, given_name="Først")

    answer = client.post(address, {**opened, "given_name": "Sist"})

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Somebody else has changed this while you were writing" in text
    assert "Let it stand as it is now: Først" in text
    assert "Use mine: Sist" in text
    with unscoped("test"):
        assert Person.objects.get(pk=world.own.pk).given_name == "Først"


def test_who_changes_something_else_is_not_stopped(world: made.World) -> None:
    client = made.client_for(world.users[ROLE])
    address = reverse("people:edit", args=[world.own.public_id])
    opened = fields_of(client, address)
    actions.edit_person(world.actor(ROLE), person=world.own, given_name="Først")

    answer = client.post(address, {**opened, "given_name": "Først", "email": "ny@samlet.example"})

    assert answer.status_code == 303
    with unscoped("test"):
        person = Person.objects.get(pk=world.own.pk)
    assert (person.given_name, person.email) == ("Først", "ny@samlet.example")


def test_second_editor_of_an_organisation_is_shown_the_difference(world: made.World) -> None:
    client = made.client_for(world.users[ROLE])
    unit = world.unit_of(ROLE)
    address = reverse("organisations:edit", args=[unit.public_id])
    opened = fields_of(client, address)
    organisations.edit_unit(world.actor(ROLE), unit=unit, short_name="Først")

    answer = client.post(address, {**opened, "short_name": "Sist"})

    assert answer.status_code == 422
    assert "Use mine: Sist" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("mobile", "tolv", "no phone number"),
        ("mobile", "12", "too few"),
        ("email", "ikke en adresse", "valid email"),
        ("family_name", "", "required"),
        ("family_name", "x" * 101, "100"),
        ("works_at", "Ingen slik arbeidsplass", "No organisation you can choose"),
    ],
)
def test_what_cannot_be_used_is_told_and_what_was_written_stays(
    world: made.World, field: str, value: str, said: str
) -> None:
    client = made.client_for(world.users[ROLE])
    address = reverse("people:edit", args=[world.own.public_id])

    answer = client.post(address, {**fields_of(client, address), field: value})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert answer.context["form"][field].value() == value


def test_scripts_in_a_name_are_text(world: made.World) -> None:
    client = made.client_for(world.users[ROLE])
    address = reverse("people:edit", args=[world.own.public_id])
    name = "<script>alert(1)</script> 🌹"

    client.post(address, {**fields_of(client, address), "family_name": name})

    page = client.get(reverse("people:person", args=[world.own.public_id])).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 🌹" in page


def test_day_that_does_not_exist_is_told(world: made.World) -> None:
    client = made.client_for(world.users[ROLE])
    office = made.office_of(world.own)
    address = reverse("people:end_position", args=[office.public_id])

    answer = client.post(address, {"day": "31.02.2026"})

    assert answer.status_code == 422
    assert "Enter a valid date" in answer.content.decode()
