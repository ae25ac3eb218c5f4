"""Acts on many rows: chosen, shown, confirmed, done within the scope, and undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client

from samlet.web.core import changes
from samlet.web.core.actor import Actor
from samlet.web.core.guard import action
from samlet.web.core.models import ChangeSet
from samlet.web.people.models import Person
from tests.web.core.list_room import Register, actor, person, register

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.core.list_urls")]

Post = Callable[..., Any]


@pytest.fixture
def north() -> Register:
    return register("Nord")


@pytest.fixture
def post(client: Client, monkeypatch: pytest.MonkeyPatch) -> Post:
    def send(who: Actor, data: dict[str, Any], query: str = "", path: str = "velg/") -> Any:
        monkeypatch.setattr("samlet.web.core.middleware.actor_of", lambda request: who)
        client.cookies["samlet_language"] = "en"
        where = path if path.startswith("/") else f"/prove/personer/{path}"
        return client.post(f"{where}?{query}", data)

    return send


def languages() -> dict[str, str]:
    return dict(Person._base_manager.values_list("family_name", "language"))


def test_the_page_that_asks_says_how_many_and_whom(post: Post, north: Register) -> None:
    chosen = [person(f"Berg{n}", north.clubs[0]) for n in range(12)]

    response = post(north.admin, {"act": "maalform", "row": [one.public_id for one in chosen]})

    page = response.content.decode()
    assert "Set the language: 12 people" in page
    assert "Syn Berg0" in page
    assert "And 2 more." in page
    assert set(languages().values()) == {"nb"}


def test_what_is_confirmed_is_done_and_can_be_undone(
    post: Post, north: Register, client: Client
) -> None:
    one = person("Berg", north.clubs[0])
    person("Dal", north.clubs[0])
    data = {"act": "maalform", "row": [one.public_id], "language": "nn"}

    response = post(north.admin, {**data, "confirmed": "1", "count": "1"}, query="sort=-navn")

    assert response.status_code == 303
    assert response["Location"] == "/prove/personer/?sort=-navn"
    assert languages() == {"Berg": "nn", "Dal": "nb"}
    change_set = ChangeSet.objects.get()
    page = client.get(response["Location"]).content.decode()
    assert f'action="/endringer/{change_set.public_id}/angre/"' in page
    undone = post(north.admin, {}, path=f"/endringer/{change_set.public_id}/angre/")
    assert undone.status_code == 303
    assert languages() == {"Berg": "nb", "Dal": "nb"}


def test_all_that_match_are_found_again_by_the_same_filters(post: Post, north: Register) -> None:
    for n in range(60):
        person(f"Dal{n}", north.clubs[0])
    person("Berg", north.clubs[0])

    post(
        north.admin,
        {"act": "maalform", "alle": "1", "language": "nn", "confirmed": "1", "count": "60"},
        query="finn=dal",
    )

    assert languages()["Berg"] == "nb"
    assert list(languages().values()).count("nn") == 60


def test_a_number_that_has_changed_is_asked_about_again(post: Post, north: Register) -> None:
    person("Berg", north.clubs[0])

    response = post(
        north.admin,
        {"act": "maalform", "alle": "1", "language": "nn", "confirmed": "1", "count": "7"},
    )

    assert "The number has changed since you chose" in response.content.decode()
    assert languages() == {"Berg": "nb"}


def test_ids_of_another_register_are_not_found(post: Post, north: Register) -> None:
    south = register("Sør")
    theirs = person("Fjell", south.clubs[0])

    response = post(
        north.admin,
        {
            "act": "maalform",
            "row": [theirs.public_id, "tull"],
            "language": "nn",
            "confirmed": "1",
            "count": "1",
        },
    )

    assert response.status_code == 303
    assert languages() == {"Fjell": "nb"}


def test_who_may_see_but_not_change_is_refused(post: Post, north: Register) -> None:
    one = person("Berg", north.clubs[0])

    response = post(north.leader, {"act": "maalform", "row": [one.public_id]})

    assert response.status_code == 403
    assert post(north.admin, {"act": "tull", "row": [one.public_id]}).status_code == 404


def test_rows_that_may_be_seen_and_not_changed_are_left_and_counted(
    post: Post, north: Register
) -> None:
    mixed = actor("Nord-mixed", "club_leader", north.clubs[1].subject, north.top)
    edits = actor("x", "local_leader", north.clubs[0].subject, north.top).grants
    mixed = mixed.within((*mixed.grants, *edits))
    own, other = person("Berg", north.clubs[0]), person("Dal", north.clubs[1])

    response = post(mixed, {"act": "maalform", "row": [own.public_id, other.public_id]})

    page = response.content.decode()
    assert "Set the language: 1 people" in page
    assert "Left as they are, since your role does not include doing this" in page
    assert "Syn Dal" not in page


def test_a_form_with_an_error_changes_nothing(post: Post, north: Register) -> None:
    one = person("Berg", north.clubs[0])

    response = post(
        north.admin,
        {
            "act": "maalform",
            "row": [one.public_id],
            "language": "klingon",
            "confirmed": "1",
            "count": "1",
        },
    )

    assert response.status_code == 422
    assert languages() == {"Berg": "nb"}


def test_an_undo_that_is_in_the_way_shows_what(post: Post, north: Register) -> None:
    one = person("Berg", north.clubs[0])
    change_set = set_language(north.admin, Person._base_manager.all(), language="nn")
    Person._base_manager.filter(pk=one.pk).update(language="en")

    response = post(north.admin, {}, path=f"/endringer/{change_set.public_id}/angre/")

    page = response.content.decode()
    assert response.status_code == 409
    assert "Nothing was undone" in page
    for word in ("Syn Berg", "Language", ">nb<", ">nn<", ">en<"):
        assert word in page


def test_another_register_cannot_see_or_undo_it(post: Post, north: Register) -> None:
    south = register("Sør")
    person("Berg", north.clubs[0])
    change_set = set_language(north.admin, Person._base_manager.all(), language="nn")

    path = f"/endringer/{change_set.public_id}/angre/"
    assert post(south.admin, {}, path=path).status_code == 404
    assert languages() == {"Berg": "nn"}


@action
def set_language(who: Actor, rows: QuerySet[Person], *, language: str) -> ChangeSet:
    with changes.recording(who, "proof.language", act="proof.edit") as recorder:
        recorder.update_all(rows, language=language)
    return recorder.change_set
