"""The way in that everyone has: a link in an e-mail."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samlet.web.accounts.models import AccessLink, User
from tests.web.accounts.conftest import (
    ask_for_link,
    english,
    give_app,
    is_signed_in,
    open_and_press,
    sent_address,
)

pytestmark = pytest.mark.django_db


def test_link_signs_in_when_its_button_is_pressed(client: Client, user: User) -> None:
    path = ask_for_link(client)

    answer = open_and_press(client, path)

    assert answer.status_code == 302
    assert answer["Location"] == "/"
    assert is_signed_in(client)


def test_opening_the_link_signs_nobody_in(client: Client, user: User) -> None:
    path = ask_for_link(client)

    for _time in range(3):
        assert client.get(path, follow=True).status_code == 200

    assert not is_signed_in(client)
    assert AccessLink.objects.get().used_at is None


def test_link_works_in_another_browser_than_the_one_that_asked(client: Client, user: User) -> None:
    path = ask_for_link(client)
    phone = Client()

    open_and_press(phone, path)

    assert is_signed_in(phone)
    assert not is_signed_in(client)


def test_link_is_used_once(client: Client, user: User) -> None:
    path = ask_for_link(client)
    open_and_press(client, path)
    other = english(Client())

    answer = other.get(path)

    assert answer.status_code == 404
    assert "The link does not work" in answer.content.decode()
    assert open_and_press(other, path).status_code == 404
    assert not is_signed_in(other)


def test_link_runs_out_after_a_quarter_of_an_hour(client: Client, user: User) -> None:
    path = ask_for_link(client)
    client.get(path)

    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)):
        pressed = client.post("/lenke/")
        again = client.get(path)

    assert (pressed.status_code, again.status_code) == (404, 404)
    assert not is_signed_in(client)


def test_signing_in_ends_the_other_links_that_were_asked_for(client: Client, user: User) -> None:
    first = ask_for_link(client)
    second = ask_for_link(client)

    open_and_press(client, second)

    assert Client().get(first).status_code == 404


def test_link_leads_on_to_the_page_one_came_for(client: Client, user: User) -> None:
    path = ask_for_link(client, next="/konto/okter/")

    answer = open_and_press(client, path)

    assert answer["Location"] == "/konto/okter/"


def test_link_leads_to_no_other_site(client: Client, user: User) -> None:
    path = ask_for_link(client, next="https://eksempel.com/")

    answer = open_and_press(client, path)

    assert "next" not in path
    assert answer["Location"] == "/"


def test_link_does_not_pass_the_second_factor(client: Client, user: User) -> None:
    code = give_app(user)
    path = ask_for_link(client)

    answer = open_and_press(client, path)

    assert answer["Location"] == "/konto/inn/kode/"
    assert not is_signed_in(client)
    client.post("/konto/inn/kode/", {"code": code()})
    assert is_signed_in(client)


def test_link_signs_out_whoever_was_signed_in(client: Client, user: User) -> None:
    ola = User.objects.create_user("ola@eksempel.no")
    path = ask_for_link(client)
    client.force_login(ola)

    open_and_press(client, path)

    assert client.session["_auth_user_id"] == str(user.pk)


def test_closed_user_is_sent_no_link_and_a_sent_one_dies(client: Client, user: User) -> None:
    path = ask_for_link(client)
    user.is_active = False
    user.save()

    assert client.get(path).status_code == 404
    client.post("/konto/inn/", {"email": user.email})
    assert "/lenke/" not in str(mail.outbox[-1].body)


def test_address_is_known_however_it_is_written(client: Client, user: User) -> None:
    client.post("/konto/inn/", {"email": " Kari@Eksempel.NO "})

    assert mail.outbox[-1].to == ["kari@eksempel.no"]
    assert sent_address().startswith("/lenke/")


def test_known_and_unknown_addresses_are_answered_alike(client: Client, user: User) -> None:
    answers = [
        client.post("/konto/inn/", {"email": email})
        for email in ("kari@eksempel.no", "ukjent@eksempel.no")
    ]
    pages = [english(Client()).get(answer["Location"]).content for answer in answers]

    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, "/konto/inn/sendt/")
    }
    assert [letter.to for letter in mail.outbox] == [["kari@eksempel.no"], ["ukjent@eksempel.no"]]
    assert "/lenke/" not in str(mail.outbox[1].body)
    assert len({page.count(b"<p") for page in pages}) == 1


def test_unknown_address_leaves_no_row(client: Client) -> None:
    client.post("/konto/inn/", {"email": "ukjent@eksempel.no"})

    assert not AccessLink.objects.exists()


def test_something_that_is_no_address_is_told_so(client: Client) -> None:
    answer = english(client).post("/konto/inn/", {"email": "kari"})

    assert answer.status_code == 422
    assert "Is the @ there?" in answer.content.decode()
    assert not mail.outbox


def test_too_many_requests_for_one_address_are_refused_known_or_not(
    client: Client, user: User
) -> None:
    for email in ("kari@eksempel.no", "ukjent@eksempel.no"):
        statuses = [client.post("/konto/inn/", {"email": email}).status_code for _ in range(4)]
        assert statuses == [302, 302, 302, 429]

    assert len(mail.outbox) == 6


def test_known_and_unknown_addresses_cost_the_same_work(client: Client, user: User) -> None:
    """Not the clock, which a busy machine moves, but what takes time: queries and letters."""
    client.post("/konto/inn/", {"email": "forst@eksempel.no"})  # begins the count for the network
    counts = []
    for email in ("kari@eksempel.no", "ukjent@eksempel.no"):
        with CaptureQueriesContext(connection) as asked:
            client.post("/konto/inn/", {"email": email})
        counts.append([query["sql"].split(" ")[0] for query in asked.captured_queries])

    difference = {word: counts[0].count(word) - counts[1].count(word) for word in set(counts[0])}
    assert difference["INSERT"] == 0
    assert abs(len(counts[0]) - len(counts[1])) <= 1  # releasing a savepoint or rolling it back
