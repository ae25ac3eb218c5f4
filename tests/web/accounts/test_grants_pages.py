"""The pages of access: who has it, giving it by a form, ending it, one's own."""

from __future__ import annotations

import pytest
from django.core import mail
from django.utils import timezone

from samlet.web.accounts.models import Grant, User
from tests.web import world as worlds
from tests.web.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(built: World) -> World:
    return built


def sent(role: str = "board_member", **more: str) -> dict[str, str]:
    return {
        "email": "ny@example.org",
        "name": "Ny Prøve",
        "role": role,
        "from_day": timezone.localdate().isoformat(),
        "to_day": "",
        **more,
    }


def test_the_list_shows_ones_own_register_below_oneself(made: World) -> None:
    region = worlds.client_for(made.users["region_admin"]).get("/tilgang/").content.decode()
    local = worlds.client_for(made.users["local_leader"]).get("/tilgang/").content.decode()

    assert "Bruker club_leader" in region
    assert "Bruker region_admin" in region
    assert worlds.OTHER_USER not in region
    assert "Bruker club_leader" in local
    assert "Bruker region_admin" not in local.replace("Bruker local_leader", "")


def test_the_list_is_narrowed_by_words_and_role(made: World) -> None:
    client = worlds.client_for(made.users["region_admin"])

    found = client.get("/tilgang/", {"finn": "Prøveklubben", "rolle": "club_leader"})

    page = found.content.decode()
    assert "Bruker club_leader" in page
    assert "Bruker board_member" not in page
    assert "1 person’s access" in page or "1 person&#x27;s access" in page


def test_access_is_given_by_the_form_and_told_by_e_mail_without_names(made: World) -> None:
    client = worlds.client_for(made.users["local_leader"])

    where = client.get("/tilgang/ny/", {"enhet": made.club.name})
    assert where["Location"] == f"/tilgang/ny/{made.club.public_id}/"
    answer = client.post(f"/tilgang/ny/{made.club.public_id}/", sent())

    assert answer.status_code == 303
    grant = Grant.objects.get(user__email="ny@example.org")
    assert (grant.unit_id, grant.controller_id) == (made.club.pk, made.region.pk)
    if mail.outbox:
        assert worlds.OWN not in mail.outbox[0].body


def test_the_office_s_own_address_is_used_when_none_is_written(made: World) -> None:
    office = worlds.office_of(made.own)
    client = worlds.client_for(made.users["branch_leader"])

    client.post(
        f"/tilgang/ny/{made.club.public_id}/",
        sent("club_leader", email="", name="", office=str(office.pk)),
    )

    assert Grant.objects.get(office=office).user.email == "ahornsen@example.org"


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "not an address"},
        {"email": ""},
        {"role": "region_admin"},
        {"role": "emperor"},
        {"to_day": "2001-01-01"},
        {"from_day": "31.02.2026"},
        {"office": "999999"},
        {"office": "x"},
    ],
)
def test_a_wrong_form_is_told_and_gives_nothing(made: World, wrong: dict[str, str]) -> None:
    client = worlds.client_for(made.users["local_leader"])

    answer = client.post(f"/tilgang/ny/{made.club.public_id}/", sent(**wrong))

    assert answer.status_code == 422
    assert 'id="error-summary"' in answer.content.decode()
    assert not User.objects.filter(email="ny@example.org").exists()


def test_a_register_that_is_not_ones_own_is_no_choice_in_the_form(made: World) -> None:
    client = worlds.client_for(made.users["local_leader"])

    client.post(f"/tilgang/ny/{made.club.public_id}/", sent(register=str(made.union.pk)))

    assert Grant.objects.get(user__email="ny@example.org").controller_id == made.region.pk


def test_ending_asks_first_and_then_ends(made: World) -> None:
    grant = made.users["club_leader"].grants.get()
    client = worlds.client_for(made.users["branch_leader"])

    assert (
        "End the access of" in client.get(f"/tilgang/{grant.public_id}/avslutt/").content.decode()
    )
    client.post(f"/tilgang/{grant.public_id}/avslutt/")

    grant.refresh_from_db()
    assert grant.ended_at is not None
    assert "Bruker club_leader" in client.get("/tilgang/", {"vis": "avsluttet"}).content.decode()


def test_one_s_own_page_says_what_the_role_may_do(made: World) -> None:
    page = worlds.client_for(made.users["club_leader"]).get("/tilgang/min/").content.decode()

    assert "Prøveklubben: club leader" in page
    assert "see people" in page


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("address", ["/tilgang/", "/tilgang/min/", "/tilgang/ny/", "/drift/okter/"])
def test_pages_in_three_languages(made: World, address: str, language: str) -> None:
    client = worlds.client_for(made.users["region_admin"])

    answer = client.get(address, {"lang": language})

    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()
    assert answer.content.decode().count("<h1") == 1
