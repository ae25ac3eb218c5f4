"""Lists: everything stands in the address, and nothing outside the scope is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from samlet.web.core import lists
from samlet.web.core.actor import Actor
from samlet.web.places.models import Municipality
from tests.web.core.list_room import PEOPLE, Register, person, register

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.core.list_urls")]

Ask = Callable[..., Any]


@pytest.fixture
def north() -> Register:
    return register("Nord")


@pytest.fixture
def ask(client: Client, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """The list as an actor gets it."""

    def get(actor: Actor, query: str = "", path: str = "/prove/personer/", **more: Any) -> Any:
        monkeypatch.setattr("samlet.web.core.middleware.actor_of", lambda request: actor)
        return client.get(f"{path}?{query}&lang=en", **more)

    return get


def names(response: Any) -> list[str]:
    return [row.family_name for row in response.context["list"].rows]


def test_a_list_shows_only_what_the_grant_opens(ask: Ask, north: Register) -> None:
    south = register("Sør")
    person("Berg", north.clubs[0])
    person("Dal", north.clubs[1])
    person("Fjell", south.clubs[0])

    assert names(ask(north.admin)) == ["Berg", "Dal"]
    assert names(ask(north.leader)) == ["Berg"]
    assert names(ask(south.admin)) == ["Fjell"]


def test_filters_words_columns_and_order_stand_in_the_address(ask: Ask, north: Register) -> None:
    for family, language in (("Berg", "nn"), ("Dal", "nn"), ("Dalen", "nn"), ("Dall", "nb")):
        person(family, north.clubs[0], language=language)

    response = ask(north.admin, "finn=dal&spraak=nn&sort=-navn&kolonner=navn,spraak")

    assert names(response) == ["Dalen", "Dal"]
    assert response.context["list"].asked.query() == (
        "finn=dal&spraak=nn&kolonner=navn,spraak&sort=-navn"
    )
    page = response.content.decode()
    assert "2 people" in page
    assert 'aria-sort="descending"' in page
    assert "E-mail</a>" not in page


def test_a_wrong_filter_answers_400_and_says_what_is_wrong(ask: Ask, north: Register) -> None:
    person("Berg", north.clubs[0])

    for query, told in (
        ("i_verv=31.02.2024", "Write a day that exists"),
        ("spraak=klingon", "is not among the choices"),
        ("bor=9999", "is not among the choices"),
        ("enhet=finnesikke00", "does not exist, or is not open to you"),
    ):
        response = ask(north.admin, query)

        assert response.status_code == 400
        assert told in response.content.decode()
        assert "Berg" not in response.content.decode()


def test_unknown_columns_orders_pages_and_words_are_left_out(ask: Ask, north: Register) -> None:
    person("Berg", north.clubs[0])

    for query in ("kolonner=tull", "sort=-tull", "side=abc", "side=-1", "side=99999", "utm=x"):
        response = ask(north.admin, query)

        assert response.status_code == 200
        assert names(response) == ["Berg"]


def test_a_column_one_may_not_see_is_not_shown_sorted_or_filtered_by(
    ask: Ask, north: Register
) -> None:
    person("Berg", north.clubs[0], mobile="+4740000002")
    person("Dal", north.clubs[0], mobile="+4740000001")

    page = ask(north.leader, "kolonner=navn,mobil&sort=mobil")

    assert names(page) == ["Berg", "Dal"]
    assert "+474" not in page.content.decode()
    refused = ask(north.leader, "har_mobil=ja")
    assert refused.status_code == 400
    assert "Your role does not include filtering by this: Has a mobile." in refused.content.decode()
    assert names(ask(north.admin, "sort=mobil")) == ["Dal", "Berg"]


def test_another_registers_unit_and_one_that_is_not_there_are_refused_alike(
    ask: Ask, north: Register
) -> None:
    south = register("Sør")

    hidden = ask(north.admin, f"enhet={south.clubs[0].public_id}")
    missing = ask(north.admin, "enhet=23456789bcdf")

    assert hidden.status_code == missing.status_code == 400
    assert south.clubs[0].name not in hidden.content.decode()


def test_pages_follow_each_other_without_gaps(ask: Ask, north: Register) -> None:
    for n in range(120):
        person("Berg", north.clubs[0], given=f"{n:03}")

    seen = [row.pk for n in (1, 2, 3) for row in ask(north.admin, f"side={n}").context["list"].rows]

    assert len(seen) == len(set(seen)) == 120
    assert "120 people, number 51 to 100 are shown" in ask(north.admin, "side=2").content.decode()
    assert len(ask(north.admin, "side=50").context["list"].rows) == 20


def test_the_number_of_queries_does_not_grow_with_the_rows(
    north: Register, django_assert_num_queries: Any
) -> None:
    for n in range(30):
        person("Berg", north.clubs[0], given=f"{n:03}")
    asked = lists.asked_of(PEOPLE, north.admin, QueryDict("kolonner=navn,epost,bor"))

    with django_assert_num_queries(3):  # count, ids, rows
        shown = lists.show(asked)
        assert shown.body.count("<tr") == 30


def test_a_list_without_rows_tells_whether_it_is_empty_or_nothing_matches(
    ask: Ask, north: Register
) -> None:
    assert "There is nothing here yet" in ask(north.admin).content.decode()

    person("Berg", north.clubs[0])
    response = ask(north.admin, "finn=zzz&sort=-navn")

    assert "Nothing matches" in response.content.decode()
    assert 'href="?sort=-navn"' in response.content.decode()


def test_names_with_markup_are_text(ask: Ask, north: Register) -> None:
    person("<script>alert(1)</script>", north.clubs[0])

    page = ask(north.admin).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_names_follow_the_norwegian_alphabet(ask: Ask, north: Register) -> None:
    for family in ("Åsen", "Ødegård", "Zahl", "Aasen", "Ærlig", "Ås", "Berg", "Øye"):
        person(family, north.clubs[0])

    found = names(ask(north.admin))

    assert found[:5] == ["Berg", "Zahl", "Ærlig", "Ødegård", "Øye"]
    assert set(found[5:]) == {"Ås", "Åsen", "Aasen"}
    assert found[5] == "Ås"
    assert names(ask(north.admin, "sort=-navn"))[-1] == "Berg"


def test_what_is_missing_stands_last_both_ways(ask: Ask, north: Register) -> None:
    home = Municipality.objects.filter(name="Asker").first()
    person("Berg", north.clubs[0])
    person("Dal", north.clubs[0], home_municipality=home)

    assert names(ask(north.admin, "sort=bor")) == ["Dal", "Berg"]
    assert names(ask(north.admin, "sort=-bor")) == ["Dal", "Berg"]
