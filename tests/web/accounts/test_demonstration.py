"""Looking as a role: on this machine, in a demonstration, and nowhere else. And what is seen when
one has no role."""

from __future__ import annotations

import pytest
from django.test import Client

from samlet.web.accounts.demonstration.users import make_users
from samlet.web.accounts.grants.holding import LOOK_AS, SCOPE
from samlet.web.accounts.models import User
from samlet.web.core import installation, stamps
from samlet.web.core.access import ROLES
from samlet.web.core.actor import SYSTEM
from samlet.web.core.errors import Conflict, Forbidden
from tests.web import world as worlds
from tests.web.world import World

pytestmark = pytest.mark.django_db
ELSEWHERE = {"REMOTE_ADDR": "192.0.2.1"}
FORWARDED = {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}


@pytest.fixture
def shown(db: None) -> World:
    """The world as a demonstration, with a user to look as for each role."""
    made = worlds.build()
    User.objects.all().delete()
    stamps.put(installation.KEY, "demonstration")
    units = {role: made.unit_of(role) for role in ROLES}
    made.users = dict(zip(ROLES, make_users(SYSTEM, units), strict=True))
    return made


def english() -> Client:
    client = Client()
    client.cookies["samlet_language"] = "en"
    return client


def test_users_are_made_once_and_are_invented(shown: World) -> None:
    again = make_users(SYSTEM, {role: shown.unit_of(role) for role in ROLES})

    assert [user.pk for user in again] == [user.pk for user in shown.users.values()]
    assert all(user.is_synthetic and not user.has_usable_password() for user in again)
    assert User.objects.count() == len(ROLES)


def test_users_to_look_as_are_for_the_demonstration_alone(shown: World) -> None:
    stamps.put(installation.KEY, "real")

    with pytest.raises(Conflict):
        make_users(SYSTEM, {"region_admin": shown.region})
    with pytest.raises(Forbidden):
        make_users(shown.actor("region_admin"), {"region_admin": shown.region})


def test_on_this_machine_the_front_page_works_without_signing_in(shown: World) -> None:
    page = english().get("/", follow=True).content.decode()

    assert "Demonstration" in page
    assert "People, clubs and workplaces are invented." in page
    for role in ROLES.values():
        assert str(role.title) in page
    assert "/post/" in page


@pytest.mark.parametrize("role", ROLES)
def test_one_click_looks_as_a_role_and_says_which(shown: World, role: str) -> None:
    client = english()
    answer = client.post(
        "/demonstrasjon/se-som/", {"som": shown.users[role].public_id, "next": "/tilgang/min/"}
    )

    assert answer["Location"] == "/tilgang/min/"
    page = client.get("/tilgang/min/").content.decode()
    assert page.count('aria-pressed="true"') == 1
    assert shown.unit_of(role).name in page
    sees = role in {"region_admin", "club_leader"}
    if sees:
        assert worlds.OWN in client.get("/personer/").content.decode()


def test_looking_as_the_club_leader_one_may_no_more_than_she(shown: World) -> None:
    client = english()
    client.post("/demonstrasjon/se-som/", {"som": shown.users["club_leader"].public_id})

    assert client.get("/blokker/ny/").status_code == 403
    assert client.get(f"/person/{shown.other.public_id}/").status_code == 404


@pytest.mark.parametrize("meta", [ELSEWHERE, FORWARDED])
def test_from_elsewhere_a_demonstration_lets_nobody_in(shown: World, meta: dict) -> None:
    client = english()
    user = shown.users["region_admin"].public_id

    assert client.post("/demonstrasjon/se-som/", {"som": user}, **meta).status_code == 404
    assert client.get("/personer/", **meta)["Location"].startswith("/konto/inn/")
    assert "Look as" not in client.get("/", **meta).content.decode()


def test_in_real_use_there_is_no_looking_as_not_even_by_a_session_made_by_hand(
    shown: World,
) -> None:
    stamps.put(installation.KEY, "real")
    client = english()
    session = client.session
    session[LOOK_AS] = shown.users["region_admin"].public_id
    session.save()

    assert client.get("/personer/")["Location"].startswith("/konto/inn/")
    front = client.get("/").content.decode()
    assert "Look as" not in front
    assert "invented" not in front
    user = shown.users["region_admin"].public_id
    assert client.post("/demonstrasjon/se-som/", {"som": user}).status_code == 404


def test_a_real_user_cannot_be_looked_as(shown: World) -> None:
    real = User.objects.create_user("kari@example.org")
    worlds.grant(real, "region_admin", shown.region, shown.region.subject)

    answer = english().post("/demonstrasjon/se-som/", {"som": real.public_id})

    assert answer.status_code == 404


def test_a_scope_put_into_the_session_by_hand_opens_nothing_more(shown: World) -> None:
    stamps.put(installation.KEY, "real")
    made = User.objects.create_user("kari@example.org")
    worlds.grant(made, "club_leader", shown.club, shown.region.subject)
    client = worlds.client_for(made)
    session = client.session
    session[SCOPE] = shown.users["region_admin"].grants.get().pk
    session.save()

    assert client.get("/blokker/ny/").status_code == 403


def test_one_click_changes_whose_data_is_shown(shown: World) -> None:
    stamps.put(installation.KEY, "real")
    both = User.objects.create_user("kari@example.org")
    club = worlds.grant(both, "club_leader", shown.club, shown.region.subject)
    worlds.grant(both, "branch_leader", shown.union, shown.union.subject)
    client = worlds.client_for(both)
    whole = client.get("/personer/").content.decode()
    assert worlds.OWN in whole
    assert worlds.OTHER in whole
    assert "You act in all your 2 roles" in whole

    answer = client.post("/tilgang/omrade/", {"omrade": club.public_id, "next": "/personer/"})

    assert answer["Location"] == "/personer/"
    part = client.get("/personer/").content.decode()
    assert worlds.OWN in part
    assert worlds.OTHER not in part
    assert "<strong>Prøveklubben</strong>" in part
    client.post("/tilgang/omrade/", {"omrade": "", "next": "/personer/"})
    assert worlds.OTHER in client.get("/personer/").content.decode()


def test_another_s_grant_is_no_scope_of_ones_own(shown: World) -> None:
    made = User.objects.create_user("kari@example.org")
    worlds.grant(made, "club_leader", shown.club, shown.region.subject)
    other = shown.users["region_admin"].grants.get()

    answer = worlds.client_for(made).post("/tilgang/omrade/", {"omrade": other.public_id})

    assert answer.status_code == 404


@pytest.mark.parametrize("wish", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_changing_scope_leads_to_no_other_site(shown: World, wish: str) -> None:
    client = english()

    answer = client.post(
        "/demonstrasjon/se-som/", {"som": shown.users["auditor"].public_id, "next": wish}
    )

    assert answer["Location"] == "/"


def test_in_real_use_nobody_gets_a_way_to_sign_in_and_what_is_open(shown: World) -> None:
    stamps.put(installation.KEY, "real")
    page = english().get("/").content.decode()

    assert "/konto/inn/" in page
    assert "/tall/metode/" in page


def test_who_has_no_role_is_told_what_to_do(shown: World) -> None:
    stamps.put(installation.KEY, "real")
    client = worlds.client_for(User.objects.create_user("kari@example.org"))

    page = client.get("/").content.decode()

    assert "You are signed in, but have no role yet" in page
    assert "Ask the leader of your club" in page
