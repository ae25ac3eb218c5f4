"""What every form that writes refuses, whatever room it is in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samlet.sources.sheets import is_national_id
from samlet.web.core.models import Note
from samlet.web.people.models import Person
from tests.web import world as made

pytestmark = pytest.mark.django_db
REFUSED = "Samlet never stores one"


@pytest.fixture(scope="module")
def number() -> str:
    """One of the series for invented people, whose months are told by 80 more."""
    return next(n for n in (f"018190{i:05}" for i in range(100_000)) if is_national_id(n))


def test_a_national_identity_number_is_refused_wherever_it_is_written(number: str) -> None:
    world = made.build()
    client = made.client_for(world.users["region_admin"])
    address = reverse("attached:note", args=[world.club.public_id])

    answer = client.post(address, {"text": f"Ring henne ({number[:6]} {number[6:]}) i dag"})

    assert REFUSED in answer.text
    assert not Note.objects.exists()


def test_a_name_with_a_national_identity_number_is_refused(number: str) -> None:
    world = made.build()
    client = made.client_for(world.users["region_admin"])
    address = reverse("people:edit", args=[world.own.public_id])
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}

    answer = client.post(address, sent | {"family_name": f"Nordmann {number}"})

    assert REFUSED in answer.text
    assert Person._base_manager.get(pk=world.own.pk).family_name == made.OWN


def test_a_phone_number_or_an_account_is_none(number: str) -> None:
    world = made.build()
    client = made.client_for(world.users["region_admin"])
    address = reverse("attached:note", args=[world.club.public_id])

    client.post(address, {"text": f"Saksnummer {number}1, telefon 22 33 44 55"}, follow=True)

    assert Note.objects.get().text.startswith("Saksnummer")
