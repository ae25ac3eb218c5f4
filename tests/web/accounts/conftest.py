"""A user to sign in as, and the ways there. All people are invented."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client

from samlet.web.accounts import mailing, second_factor
from samlet.web.accounts.models import User
from tests.web.english import messages_in_english  # noqa: F401  for every test

ENGLISH = {"headers": {"accept-language": "en"}}
PASSWORD = "kald frokost uten smør"


@pytest.fixture(autouse=True)
def letters_leave_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past the outbox, which has tests of its own."""
    monkeypatch.setattr(mailing, "_sender", mailing._at_once)


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_user("kari@eksempel.no", name="Kari Prøve")


@pytest.fixture
def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def must_have_second_factor() -> Iterator[None]:
    """For this test, everyone must have a second factor."""

    def rule(user: User) -> bool:
        return True

    second_factor.requires(rule)
    yield
    second_factor._rules.remove(rule)


def english(client: Client) -> Client:
    client.cookies["samlet_language"] = "en"
    return client


def sent_address() -> str:
    """The path of the link in the last letter."""
    found = re.search(r"https?://[^/\s]+(/\S+)", str(mail.outbox[-1].body))
    assert found is not None, mail.outbox[-1].body
    return found.group(1)


def ask_for_link(client: Client, email: str = "kari@eksempel.no", **more: str) -> str:
    """Ask for a link as its user would; the path in the letter."""
    client.post("/konto/inn/", {"email": email, **more})
    return sent_address()


def open_and_press(client: Client, path: str) -> object:
    """Open the link and press its button."""
    client.get(path, follow=True)
    wish = path.partition("?")[2]
    return client.post(f"/lenke/{'?' + wish if wish else ''}")


def is_signed_in(client: Client) -> bool:
    return client.get("/konto/sikkerhet/").status_code == 200


def give_app(user: User) -> Callable[[], str]:
    """Give the user an app for codes; what the app shows now."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)

    def shows() -> str:
        code = totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))
        return totp.format_hotp_value(code)

    return shows
