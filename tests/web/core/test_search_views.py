"""The search box and its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from samlet.web.core.actor import ANONYMOUS, Actor
from samlet.web.core.models import AuditEntry, AuditPayload
from tests.web.core.search_room import Ground, ground, own_kinds, person

__all__ = ["own_kinds"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_kinds")]

Go = Callable[..., Any]


@pytest.fixture
def here() -> Ground:
    return ground()


@pytest.fixture
def go(client: Client, monkeypatch: pytest.MonkeyPatch) -> Go:
    def ask(actor: Actor, path: str = "/sok/", **query: str) -> Any:
        monkeypatch.setattr("samlet.web.core.middleware.actor_of", lambda request: actor)
        return client.get(path, {"lang": "en", **query})

    return ask


def test_who_is_not_signed_in_is_asked_to_and_sees_no_box(go: Go) -> None:
    response = go(ANONYMOUS, q="kari")

    assert response.status_code == 302
    assert 'id="search-q"' not in go(ANONYMOUS, "/flertall/").content.decode()


def test_hits_are_shown_with_kind_and_what_answered(go: Go, here: Ground) -> None:
    person("Kari Prøvesen", here.clubs[0], subtitle="leader, Prøveklubb")

    shown = go(here.admin, q="prøvesen").content.decode()

    assert "1 hit for “prøvesen”" in shown
    assert "Kari <mark>Prøvesen</mark>" in shown
    assert "leader, Prøveklubb" in shown
    assert 'value="prøvesen"' in shown


def test_a_misspelt_question_is_answered_and_told(go: Go, here: Ground) -> None:
    person("Kari Hansen", here.clubs[0])

    shown = go(here.admin, q="hansne").content.decode()

    assert "Nothing matches “hansne” exactly" in shown
    assert "?q=Hansen" in shown


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("", "What are you looking for?"),
        ("a", "Type a little more"),
        ("zzzzzz", "Nothing found for “zzzzzz”"),
    ],
)
def test_what_is_empty_says_what_to_do(go: Go, here: Ground, asked: str, said: str) -> None:
    assert said in go(here.admin, q=asked).content.decode()


def test_pages_of_hits_are_walked(go: Go, here: Ground) -> None:
    for number in range(25):
        person(f"Prøve {number:02}", here.clubs[0])

    first, second, beyond = (
        go(here.admin, q="prøve", side=side).content.decode() for side in ("1", "2", "9")
    )

    assert "1 to 20 of 25" in first
    assert "side=2" in first
    assert "21 to 25 of 25" in second
    assert "There are no more hits" in beyond


@pytest.mark.parametrize("side", ["0", "-1", "x", "99999999999", "²"])
def test_a_page_that_is_no_number_is_the_first(go: Go, here: Ground, side: str) -> None:
    assert go(here.admin, q="prøve", side=side).status_code == 200


def test_an_unknown_kind_is_all_kinds(go: Go, here: Ground) -> None:
    person("Kari Prøvesen", here.clubs[0])

    assert "1 hit" in go(here.admin, q="kari", slag="<script>").content.decode()
    assert "Nothing found" in go(here.admin, q="kari", slag="organisations.unit").content.decode()


def test_names_and_questions_are_escaped(go: Go, here: Ground) -> None:
    person("<b>Kari</b> Prøvesen", here.clubs[0])

    shown = go(here.admin, q="<b>kari").content.decode()

    assert "<b>" not in shown


def test_suggestions_are_a_part_of_a_page(go: Go, here: Ground) -> None:
    for number in range(8):
        person(f"Prøve {number}", here.clubs[0])

    shown = go(here.admin, "/sok/forslag/", q="prø").content.decode()

    assert "<html" not in shown
    assert shown.count("/person/") == 6
    assert "See all 8 hits" in shown


def test_a_search_that_names_people_is_logged_once_with_whom(go: Go, here: Ground) -> None:
    found = person("Kari Prøvesen", here.clubs[0])
    person("Ola Annen", here.clubs[0])

    go(here.admin, q="prøvesen")
    go(here.admin, q="zzzzzz")

    (entry,) = AuditEntry.objects.filter(act="search.people")
    assert entry.actor == here.admin.key
    assert list(AuditPayload.objects.values_list("subject_id", flat=True)) == [found.pk]


def test_the_page_asks_the_database_the_same_for_few_and_many(
    go: Go, here: Ground, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        person(f"Prøve {number:02}", here.clubs[0])

    with django_assert_max_num_queries(25):
        go(here.admin, q="prøve")


def test_of_very_many_it_is_said_that_there_are_more(
    go: Go, here: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samlet.web.core.search.queries.COUNTED", 7)
    for number in range(9):
        person(f"Prøve {number}", here.clubs[0])

    assert "More than 7 hits for “prøve”" in go(here.admin, q="prøve").content.decode()
    assert (
        "See the first hits of many" in go(here.admin, "/sok/forslag/", q="prøve").content.decode()
    )
