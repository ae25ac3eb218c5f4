"""Two people change the same person or organisation: the second is shown the difference."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samlet.web.core import changes
from samlet.web.core.errors import Forbidden, NotFound
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Change, ChangeSet, Placement
from samlet.web.organisations import actions as organisations
from samlet.web.people import actions
from samlet.web.people.forms import NameField
from samlet.web.people.models import Person
from tests.web import world as made

pytestmark = pytest.mark.django_db
ROLE = "region_admin"
TODAY = timezone.localdate()


@pytest.fixture
def world(built: made.World) -> made.World:
    return built


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


def test_an_edit_is_undone_and_what_stood_before_is_found_again(world: made.World) -> None:
    client = made.client_for(world.users[ROLE])
    address = reverse("people:edit", args=[world.own.public_id])

    client.post(address, {**fields_of(client, address), "family_name": "Omdøpt"})
    [change_set] = ChangeSet.objects.filter(what="person.edited")
    client.post(reverse("changes:undo", args=[change_set.public_id]))

    with unscoped("test"):
        assert Person.objects.get(pk=world.own.pk).family_name == made.OWN
    assert made.OWN in client.get(f"/sok/?q={made.OWN}").content.decode()
    assert "Prøve Omdøpt" not in client.get("/sok/?q=Omdøpt").content.decode()


def test_an_ended_and_a_removed_position_come_back(world: made.World) -> None:
    office = made.office_of(world.own)
    ended = actions.end_position(world.actor(ROLE), position=office, day=TODAY)
    changes.undo(world.actor(ROLE), ended)
    removed = actions.remove_position(world.actor(ROLE), position=made.office_of(world.own))
    changes.undo(world.actor(ROLE), removed)

    back = made.office_of(world.own)
    assert (back.public_id, back.to_day) == (office.public_id, None)
    with unscoped("test"):
        assert Placement.objects.filter(subject=world.own.subject, unit=world.club.subject).exists()


def test_who_may_not_edit_the_person_cannot_undo_the_edit(world: made.World) -> None:
    change_set = actions.edit_person(world.actor(ROLE), person=world.own, given_name="Ny")
    assert change_set is not None

    for role in ("other", "course_organiser", "party_county_admin"):
        with pytest.raises((Forbidden, NotFound)):
            changes.undo(world.actor(role), change_set)


def test_what_stood_before_an_edit_goes_with_the_person(world: made.World) -> None:
    actions.edit_person(world.actor(ROLE), person=world.own, given_name="Etterpå")

    with unscoped("test"):
        changes.forget([world.own.pk])
        left = list(Change.objects.exclude(before=None, after=None))

    assert not any("Etterpå" in f"{one.before}{one.after}" for one in left)


@pytest.mark.parametrize("of_whom", ["own", "new"])
def test_a_unit_of_others_is_the_same_error_as_one_that_is_not_there(
    world: made.World, of_whom: str
) -> None:
    client = made.client_for(world.users["club_leader"])
    if of_whom == "own":
        address = reverse("people:add_position", args=[world.own.public_id])
    else:
        address = reverse("people:add")
    sent = {"family_name": "Ny", "kind": "shop_steward", "from_day": "2026-01-01", "language": "nb"}
    told = []
    for name in (world.branch.name, world.branch.public_id, world.union_club.name, "Finnes ikke"):
        answer = client.post(address, {**sent, "unit": name})
        assert answer.status_code == 422
        [error] = answer.context["form"].errors["unit"]
        told.append(error.replace(name, "X"))

    assert len(set(told)) == 1
    with unscoped("test"):
        assert not Person.objects.filter(family_name="Ny").exists()


def test_a_name_is_one_line_of_signs_that_can_be_seen() -> None:
    field = NameField()

    assert field.clean(" A\u200bhorn\u202e\r\nsen ") == "Ahorn sen"
    with pytest.raises(ValidationError):
        field.clean("\u200b")


def test_a_page_about_somebody_stays_in_no_browser(world) -> None:
    client = made.client_for(world.users["region_admin"])

    for address in (f"/person/{world.own.public_id}/", "/personer/"):
        assert "no-store" in client.get(address)["Cache-Control"]
