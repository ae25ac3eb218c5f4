"""Saved views: whose they are, who sees them, and that they open nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from samlet.web.accounts.models import User
from samlet.web.core import kinds
from samlet.web.core.actor import Actor
from samlet.web.core.models import DefaultView, SavedView
from tests.web.core.list_room import Register, person, register

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.core.list_urls")]

Go = Callable[..., Any]
BASE = "/prove/personer/"


@pytest.fixture
def north(monkeypatch: pytest.MonkeyPatch) -> Register:
    one, other = (User.objects.create_user(f"syn{n}@example.org") for n in (1, 2))
    made = register("Nord", user_id=one.pk)
    unit = kinds.SubjectKind(
        "organisations.unit", "unit", "proof.view", "x", lambda ids: dict.fromkeys(ids, "Nord")
    )
    monkeypatch.setitem(kinds._kinds, "organisations.unit", unit)
    return replace(made, leader=replace(made.leader, user_id=other.pk))


@pytest.fixture
def go(client: Client, monkeypatch: pytest.MonkeyPatch) -> Go:
    def ask(actor: Actor, path: str = "", data: dict[str, Any] | None = None) -> Any:
        monkeypatch.setattr("samlet.web.core.middleware.actor_of", lambda request: actor)
        client.cookies["samlet_language"] = "en"
        if data is None:
            return client.get(BASE + path)
        return client.post(BASE + path, data)

    return ask


def save(go: Go, actor: Actor, query: str = "spraak=nn", **data: Any) -> SavedView:
    response = go(actor, f"visning/?{query}", {"name": "Vårlista", **data})
    assert response.status_code == 303
    return SavedView.objects.latest("pk")


def test_a_view_keeps_filters_columns_and_order_and_no_words_typed(go: Go, north: Register) -> None:
    query = "finn=Kari&etternavn=Nordmann&spraak=nn&kolonner=navn,bor&sort=-navn&side=3"

    view = save(go, north.admin, query)

    assert view.query == "spraak=nn&kolonner=navn,bor&sort=-navn"
    page = go(north.admin, f"?{view.query}").content.decode()
    assert 'aria-current="page">Vårlista' in page


def test_a_view_is_ones_own_until_it_is_shared_in_the_register(go: Go, north: Register) -> None:
    south = register("Sør")
    view = save(go, north.admin)
    assert "Vårlista" not in go(north.leader).content.decode()

    go(
        north.admin,
        f"visning/{view.public_id}/",
        {"name": "Vårlista", "share_in": north.top.public_id},
    )

    assert "Vårlista" in go(north.leader).content.decode()
    assert "Vårlista" not in go(replace(south.admin, user_id=None)).content.decode()
    stranger = replace(south.leader, user_id=None)
    assert go(stranger, f"visning/{view.public_id}/").status_code == 404


def test_a_shared_view_opens_nothing_that_the_reader_could_not_see(go: Go, north: Register) -> None:
    person("Berg", north.clubs[0], language="nn", mobile="+4740000001")
    person("Dal", north.clubs[1], language="nn", mobile="+4740000002")
    save(go, north.admin, "spraak=nn&kolonner=navn,mobil", share_in=north.top.public_id)

    page = go(north.leader, "?spraak=nn&kolonner=navn,mobil").content.decode()

    assert "Berg" in page
    assert "Dal" not in page
    assert "+474" not in page


def test_only_the_owner_and_who_keeps_order_change_a_view(go: Go, north: Register) -> None:
    view = save(go, north.leader, share_in=north.top.public_id)
    stranger = replace(north.leader, user_id=None)

    response = go(stranger, f"visning/{view.public_id}/", {"remove": "1"})
    assert response.status_code == 403
    go(north.admin, f"visning/{view.public_id}/", {"name": "Målform", "share_in": _same(view)})
    view.refresh_from_db()
    assert view.name == "Målform"
    go(north.admin, f"visning/{view.public_id}/", {"remove": "1"})
    assert not SavedView.objects.exists()


def _same(view: SavedView) -> str:
    assert view.unit is not None
    return view.unit.public_id


def test_a_view_cannot_be_shared_in_another_register(go: Go, north: Register) -> None:
    south = register("Sør")

    response = go(north.admin, "visning/?spraak=nn", {"name": "N", "share_in": south.top.public_id})

    assert response.status_code == 422
    assert not SavedView.objects.exists()


def test_the_view_met_first_opens_when_the_address_says_nothing(go: Go, north: Register) -> None:
    view = save(go, north.admin, first="on")

    assert go(north.admin)["Location"] == f"{BASE}?spraak=nn"
    assert go(north.admin, "?visning=alle").status_code == 200
    assert go(north.leader).status_code == 200
    go(north.admin, f"visning/{view.public_id}/", {"name": "Vårlista"})
    assert not DefaultView.objects.exists()


def test_two_views_of_one_owner_do_not_have_the_same_name(go: Go, north: Register) -> None:
    save(go, north.admin)

    response = go(north.admin, "visning/?spraak=nb", {"name": "Vårlista"})

    assert response.status_code == 422
    assert "You have a view of that name already" in response.content.decode()


def test_who_is_no_user_is_not_offered_to_save(go: Go, north: Register) -> None:
    person("Berg", north.clubs[0])
    nobody = replace(north.admin, user_id=None)

    assert "Save view" not in go(nobody).content.decode()
    assert go(nobody, "visning/?spraak=nn", {"name": "N"}).status_code == 422
