"""The page of outgoing mail: letters in a demonstration, else only how they fare."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from samlet.web.accounts.models import User
from samlet.web.core import actor as actors
from samlet.web.core import installation, stamps
from samlet.web.core.actor import SYSTEM, Actor, Held
from samlet.web.core.errors import NotFound
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Subject
from samlet.web.messages import queries
from samlet.web.messages.models import Letter
from samlet.web.messages.outbox import READY, queue_letter
from samlet.web.messages.wording import state_of

pytestmark = pytest.mark.django_db
EN = {"lang": "en"}
LATER = datetime(2099, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_use() -> None:
    stamps.put(installation.KEY, "real")


def text_of(response: HttpResponse) -> str:
    body = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def sign_in_as(monkeypatch: pytest.MonkeyPatch, *held: Held) -> None:
    """Whoever comes has these grants."""
    somebody = Actor("Per", "user", key="user:per", user_id=3, grants=held, all_grants=held)

    def always(request: HttpRequest) -> Actor:
        return somebody

    monkeypatch.setattr(actors, "_resolvers", [always])


def unit() -> Subject:
    made = Subject.objects.create(kind="organisations.unit")
    Subject.objects.filter(pk=made.pk).update(controller=made)
    return made


def letter(**more: object) -> Letter:
    return queue_letter(
        SYSTEM,
        template=READY,
        to="kari@example.org",
        language="nb",
        context={"subject": "Hemmelig emne", "text": "Åpne http://127.0.0.1:8000/lenke/x/"},
        send_after=LATER,
        **more,
    )


def test_in_real_use_states_are_shown_and_neither_address_nor_contents(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = unit()
    sign_in_as(monkeypatch, Held("region_admin", home.pk, True, home.pk))
    letter()

    said = text_of(client.get("/post/", EN))

    assert "Letter about signing in" in said
    assert "It waits to be sent" in said
    assert "Waiting: 1. Sent: 0. Not sent: 0." in said
    assert "kari" not in said.lower()
    assert "Hemmelig" not in said


def test_who_may_not_see_the_mail_is_refused(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = unit()
    sign_in_as(monkeypatch, Held("club_leader", home.pk, True, home.pk))

    assert client.get("/post/", EN).status_code == 403


def test_the_letters_of_another_unit_are_not_counted(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, other = unit(), unit()
    sign_in_as(monkeypatch, Held("region_admin", home.pk, True, home.pk))
    letter(sender=other)

    assert "Waiting: 0." in text_of(client.get("/post/", EN))


def test_a_demonstration_shows_the_letters_and_their_links(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in_as(monkeypatch)
    stamps.put(installation.KEY, "demonstration")
    letter()

    response = client.get("/post/", EN)

    assert "Hemmelig emne" in text_of(response)
    assert 'href="http://127.0.0.1:8000/lenke/x/"' in response.content.decode()


def test_an_empty_page_says_what_belongs_there(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = unit()
    sign_in_as(monkeypatch, Held("operator", home.pk, True, home.pk))

    assert "No letters yet" in text_of(client.get("/post/", EN))


def test_the_contents_cannot_be_asked_for_in_real_use() -> None:
    with pytest.raises(NotFound):
        queries.demonstrated()


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ({"sent_at": LATER}, "Handed to the mail server"),
        ({"given_up_at": LATER, "failure": "refused"}, "does not take it"),
        ({"given_up_at": LATER, "failure": "unreachable"}, "for a day"),
        ({"given_up_at": LATER, "failure": "uncertain"}, "may have arrived"),
        ({"given_up_at": LATER, "failure": "unreadable"}, "another secret key"),
        ({"given_up_at": LATER, "failure": "too_late"}, "no longer held"),
        ({"next_try_at": LATER}, "Tried again on"),
        ({"taken_at": LATER}, "being handed"),
        ({"channel": Letter.Channel.SMS}, "own phone"),
        ({}, "waits to be sent after"),
    ],
)
def test_every_state_is_a_sentence(state: dict[str, object], sentence: str) -> None:
    with unscoped("a letter that is not in the database"):
        assert sentence in state_of(Letter(send_after=LATER, **state))


def test_a_user_is_no_reader_of_mail_by_being_signed_in(client: Client) -> None:
    client.force_login(User.objects.create_user("ola@example.org"))

    assert client.get("/post/", EN).status_code == 403
