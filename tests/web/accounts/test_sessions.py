"""Where a user is signed in, and ending it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from samlet.web.accounts import sessions
from samlet.web.accounts.models import User
from tests.web.accounts.conftest import ask_for_link, english, is_signed_in, open_and_press

pytestmark = pytest.mark.django_db
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)
WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"
)


def signed_in(agent: str, address: str = "84.212.30.77") -> Client:
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    open_and_press(client, ask_for_link(client))
    return english(client)


def test_list_shows_devices_and_which_is_this(user: User) -> None:
    phone = signed_in(IPHONE)
    signed_in(WINDOWS)

    text = phone.get("/konto/okter/").content.decode()

    assert "Safari, iPhone" in text
    assert "Edge, Windows" in text
    assert text.count("This one") == 1
    assert "84.212.30.0" in text


def test_whole_addresses_and_browser_lines_are_not_stored(user: User) -> None:
    signed_in(WINDOWS)

    row = UserSession.objects.get()
    assert (row.ip, row.user_agent) == ("84.212.30.0", "Edge, Windows")


@pytest.mark.parametrize(
    ("address", "network"),
    [("84.212.30.77", "84.212.30.0"), ("2a01:799:1b2c:d3e4::7", "2a01:799:1b2c::")],
)
def test_network_is_the_address_without_its_last_part(address: str, network: str) -> None:
    assert sessions.network_of(address) == network


@pytest.mark.parametrize("agent", ["", "curl/8", "\x00", "x" * 5000])
def test_unknown_devices_have_no_name(agent: str) -> None:
    assert sessions.device_of(agent) == ""


def test_ended_session_is_out_at_once(user: User) -> None:
    phone, desk = signed_in(IPHONE), signed_in(WINDOWS)
    row = UserSession.objects.get(user_agent="Safari, iPhone")

    desk.post(f"/konto/okter/{row.pk}/")

    assert not is_signed_in(phone)
    assert is_signed_in(desk)


def test_all_others_are_ended_by_one_button(user: User) -> None:
    others = [signed_in(IPHONE), signed_in(IPHONE)]
    desk = signed_in(WINDOWS)

    answer = desk.post("/konto/okter/andre/", follow=True)

    assert "2 other devices are signed out." in answer.content.decode()
    assert [is_signed_in(client) for client in (*others, desk)] == [False, False, True]


def test_ending_this_one_signs_out(user: User) -> None:
    desk = signed_in(WINDOWS)
    row = UserSession.objects.get()

    desk.post(f"/konto/okter/{row.pk}/")

    assert not is_signed_in(desk)


def test_another_users_session_is_as_none(user: User) -> None:
    desk = signed_in(WINDOWS)
    row = UserSession.objects.get()
    User.objects.create_user("ola@eksempel.no")
    ola = Client()
    open_and_press(ola, ask_for_link(ola, "ola@eksempel.no"))

    answers = [ola.post(f"/konto/okter/{pk}/").status_code for pk in (row.pk, 10**9)]

    assert answers == [404, 404]
    assert is_signed_in(desk)


def test_getting_the_address_ends_nothing(user: User) -> None:
    desk = signed_in(WINDOWS)
    row = UserSession.objects.get()

    assert desk.get(f"/konto/okter/{row.pk}/").status_code == 405
    assert desk.get("/konto/okter/andre/").status_code == 405
    assert is_signed_in(desk)


def test_closing_a_user_ends_every_session(user: User) -> None:
    clients = [signed_in(IPHONE), signed_in(WINDOWS)]

    assert sessions.end_sessions(user) == 2

    assert not any(is_signed_in(client) for client in clients)
    assert not UserSession.objects.exists()


def test_closed_user_is_out_even_before_sessions_are_ended(user: User) -> None:
    desk = signed_in(WINDOWS)

    User.objects.filter(pk=user.pk).update(is_active=False)

    assert not is_signed_in(desk)


def test_last_use_is_noted_now_and_then(user: User) -> None:
    desk = signed_in(WINDOWS)
    first = UserSession.objects.get().last_seen_at
    desk.get("/konto/okter/")
    assert UserSession.objects.get().last_seen_at == first

    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        desk.get("/konto/okter/")

    assert UserSession.objects.get().last_seen_at - first > timedelta(minutes=10)


def test_new_key_of_a_session_keeps_one_row(user: User) -> None:
    desk = signed_in(WINDOWS)

    desk.post(
        "/konto/passord/velg/",
        {"password1": "lang tur i regnvær", "password2": "lang tur i regnvær"},
    )
    desk.get("/konto/okter/")

    assert UserSession.objects.get().session_key == desk.session.session_key
    assert is_signed_in(desk)
