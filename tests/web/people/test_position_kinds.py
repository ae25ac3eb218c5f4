"""Names of positions are data that the region edits."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samlet.web.core import search
from samlet.web.people.models import PositionKind
from tests.web import world as made

pytestmark = pytest.mark.django_db


def test_region_names_a_position_and_people_are_found_by_the_new_word() -> None:
    world = made.build()
    client = made.client_for(world.users["region_admin"])
    names = {"name_nb": "tillitsperson", "name_nn": "tillitsperson", "name_en": "workers' voice"}

    page = client.get(reverse("people:kinds"))
    answer = client.post(reverse("people:kind", args=["shop_steward"]), names)

    assert "shop steward" in page.content.decode()
    assert answer.status_code == 303
    assert PositionKind.objects.get(key="shop_steward").name_en == "workers' voice"
    found = search.find(world.actor("region_admin"), made.OWN)
    assert "workers' voice" in found.hits[0].subtitle


def test_others_do_not_name_positions_and_a_name_is_needed() -> None:
    world = made.build()
    address = reverse("people:kind", args=["shop_steward"])

    assert made.client_for(world.users["club_leader"]).post(address).status_code == 403
    admin = made.client_for(world.users["region_admin"])
    assert admin.post(address, {"name_nb": ""}).status_code == 422
    assert admin.get(reverse("people:kind", args=["tull"])).status_code == 404
