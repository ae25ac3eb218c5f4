"""The pages of jobs: a bar while they work, then what came of it; only for who may see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.accounts.models import User
from samlet.web.core import actor as actors
from samlet.web.core.actor import Actor, Held
from samlet.web.core.jobs import job, registry
from samlet.web.core.models import Job

pytestmark = pytest.mark.django_db
EN = {"lang": "en"}


@pytest.fixture(autouse=True)
def kind() -> Iterator[None]:
    registry.discover()
    declare = job(
        "test.import",
        title=_("Test work"),
        messages={"reading": "Reading the file."},
        result_href=lambda done: f"/blokker/?{done.result['count']}",
    )
    declare(lambda progress: {"count": 3})
    yield
    del registry._kinds["test.import"]


@pytest.fixture
def kari() -> User:
    return User.objects.create_user("kari@example.org", name="Kari Prøve")


@pytest.fixture
def signed_in(client: Client, kari: User) -> Client:
    client.force_login(kari)
    return client


def mine(kari: User, **state: object) -> Job:
    key = f"user:{kari.public_id}"
    return Job.objects.create(
        kind="test.import", started_by=key, starter_kind="user", starter_id=kari.pk, **state
    )


def text_of(response: HttpResponse) -> str:
    body = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def test_a_running_job_shows_a_bar_that_asks_again_and_a_way_to_stop(
    signed_in: Client, kari: User
) -> None:
    found = mine(kari, run="r", done=30, total=120, message="reading")

    response = signed_in.get(f"/jobber/{found.public_id}/", EN)

    said, html = text_of(response), response.content.decode()
    assert "30 of 120 done. Reading the file." in said
    assert re.search(r'<progress [^>]*max="100" value="25"', html)
    assert 'hx-trigger="every 1s"' in html
    assert "Stop it" in said
    assert response.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_a_finished_job_asks_no_more_and_links_to_its_result(signed_in: Client, kari: User) -> None:
    found = mine(kari, finished_at=timezone.now(), result={"count": 3})

    response = signed_in.get(f"/jobber/{found.public_id}/", EN)

    html = response.content.decode()
    assert "It is done." in text_of(response)
    assert 'href="/blokker/?3"' in html
    assert "every 1s" not in html
    assert "Stop it" not in html


def test_a_failed_job_says_why_with_its_counts(signed_in: Client, kari: User) -> None:
    found = mine(
        kari, failed_at=timezone.now(), failure="There are %(rows)s rows.", result={"rows": 7}
    )

    said = text_of(signed_in.get(f"/jobber/{found.public_id}/", EN))

    assert "There are 7 rows." in said
    assert "Start it again" in said


def test_stop_and_start_again_by_form(signed_in: Client, kari: User) -> None:
    found = mine(kari)
    address = f"/jobber/{found.public_id}/"

    assert signed_in.post(f"{address}stopp/").status_code == 303
    found.refresh_from_db()
    assert found.cancelled_at
    assert signed_in.post(f"{address}start/").status_code == 303
    found.refresh_from_db()
    assert found.finished_at
    assert signed_in.post(f"{address}start/").status_code == 409


def test_opening_an_address_that_stops_does_nothing(signed_in: Client, kari: User) -> None:
    found = mine(kari)

    assert signed_in.get(f"/jobber/{found.public_id}/stopp/").status_code == 405

    found.refresh_from_db()
    assert not found.cancel_asked_at


def test_the_job_of_another_answers_as_one_that_is_not_there(client: Client, kari: User) -> None:
    found = mine(kari)
    client.force_login(User.objects.create_user("ola@example.org"))

    hidden = client.get(f"/jobber/{found.public_id}/", EN)
    absent = client.get("/jobber/zzzzzzzzzzzz/", EN)

    assert hidden.status_code == absent.status_code == 404
    assert text_of(hidden) == text_of(absent)
    assert client.post(f"/jobber/{found.public_id}/stopp/").status_code == 404
    assert "Test work" not in text_of(client.get("/jobber/", EN))


def test_the_list_is_empty_in_words_then_shows_ones_own(signed_in: Client, kari: User) -> None:
    assert "There is none now" in text_of(signed_in.get("/jobber/", EN))

    mine(kari, run="r", done=1, total=2)

    said = text_of(signed_in.get("/jobber/", EN))
    assert "Test work" in said
    assert "1 of 2 done." in said


def test_who_may_see_others_work_sees_the_daily_work_too(
    signed_in: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Each day" not in text_of(signed_in.get("/jobber/", EN))

    held = Held("operator", 0, True, 0)
    operator = Actor("Per", "user", key="user:per", user_id=3, grants=(held,))
    monkeypatch.setattr(actors, "_resolvers", [lambda request: operator])
    said = text_of(signed_in.get("/jobber/", EN))

    assert "Each day" in said
    assert "Remove old background work from the list At 03:50. Not started yet." in said
