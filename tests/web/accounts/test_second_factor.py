"""Who must show more than an address or a password."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.test import Client

from samlet.web.accounts import second_factor
from samlet.web.accounts.models import User
from tests.web.accounts.conftest import (
    ask_for_link,
    english,
    give_app,
    is_signed_in,
    open_and_press,
)

pytestmark = pytest.mark.django_db
SECURITY = "/konto/sikkerhet/"


def page_of(client: Client, path: str) -> str:
    return english(client).get(path).content.decode()


def sign_in(client: Client) -> None:
    open_and_press(client, ask_for_link(client))


def set_up_app(client: Client) -> None:
    """Set the app up as its user would, with the code that the page's secret gives."""
    from allauth.mfa.totp.internal import auth  # noqa: PLC0415  beside its use

    client.get(f"{SECURITY}app/")
    secret = client.session[auth.SECRET_SESSION_KEY]
    code = auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time()))
    client.post(f"{SECURITY}app/", {"code": auth.format_hotp_value(code)})


@pytest.mark.usefixtures("must_have_second_factor")
@pytest.mark.parametrize("path", ["/konto/okter/", "/flertall/32/", "/api/v1/openapi.json"])
def test_who_must_have_one_comes_no_further_without(client: Client, user: User, path: str) -> None:
    sign_in(client)

    for answer in (client.get(path), client.post(path)):
        assert (answer.status_code, answer["Location"]) == (302, SECURITY)
    assert "Set up a second factor to go on." in page_of(client, SECURITY)


@pytest.mark.usefixtures("must_have_second_factor")
def test_setting_one_up_lets_on(client: Client, user: User) -> None:
    sign_in(client)

    set_up_app(client)

    assert client.get("/konto/okter/").status_code == 200
    assert "Set up a second factor" not in page_of(client, SECURITY)


@pytest.mark.usefixtures("must_have_second_factor")
def test_leaving_is_always_possible(client: Client, user: User) -> None:
    sign_in(client)

    client.post("/konto/ut/")

    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("must_have_second_factor")
def test_passkey_counts(client: Client, user: User) -> None:
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "T"})
    client.force_login(user)

    assert client.get("/konto/okter/").status_code == 200


@pytest.mark.usefixtures("must_have_second_factor")
def test_recovery_codes_alone_do_not_count(client: Client, user: User) -> None:
    RecoveryCodes.activate(user)

    assert not second_factor.has_second_factor(user)


def test_who_need_not_is_not_asked(client: Client, user: User) -> None:
    sign_in(client)

    assert client.get("/konto/okter/").status_code == 200


@pytest.mark.usefixtures("must_have_second_factor")
def test_public_pages_stay_open_to_visitors(client: Client) -> None:
    assert client.get("/flertall/32/").status_code == 200


@pytest.mark.usefixtures("must_have_second_factor")
def test_last_one_cannot_be_removed_where_one_is_needed(client: Client, user: User) -> None:
    sign_in(client)
    set_up_app(client)

    client.post(f"{SECURITY}app/fjern/")

    assert "Add another one before" in page_of(client, f"{SECURITY}app/fjern/")
    assert second_factor.has_second_factor(user)


@pytest.mark.usefixtures("must_have_second_factor")
def test_last_passkey_cannot_be_removed_where_one_is_needed(client: Client, user: User) -> None:
    key = Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "T"}
    )
    client.force_login(user)

    answer = english(client).post(f"{SECURITY}nokler/{key.pk}/fjern/", follow=True)

    assert "Add another one before" in answer.content.decode()
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_another_users_passkey_is_as_none(client: Client, user: User) -> None:
    ola = User.objects.create_user("ola@eksempel.no")
    key = Authenticator.objects.create(
        user=ola, type=Authenticator.Type.WEBAUTHN, data={"name": "T"}
    )
    sign_in(client)

    assert client.post(f"{SECURITY}nokler/{key.pk}/fjern/").status_code == 404
    assert client.get(f"{SECURITY}nokler/{key.pk}/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_app_is_told_of_by_letter_and_comes_with_recovery_codes(
    client: Client, user: User, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(english(client))

    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)

    assert "An app for codes was added" in str(mail.outbox[-1].body)
    assert page_of(client, f"{SECURITY}koder/").count("<code>") == 10


def test_recovery_code_signs_in_once(client: Client, user: User) -> None:
    give_app(user)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    sign_in(client)
    client.post("/konto/inn/kode/", {"code": code})
    assert is_signed_in(client)
    client.post("/konto/ut/")

    sign_in(client)
    again = client.post("/konto/inn/kode/", {"code": code})

    assert again.status_code == 422
    assert not is_signed_in(client)


def test_code_is_used_once(client: Client, user: User) -> None:
    code = give_app(user)()
    sign_in(client)
    client.post("/konto/inn/kode/", {"code": code})
    other = Client()
    sign_in(other)

    other.post("/konto/inn/kode/", {"code": code})

    assert not is_signed_in(other)


def test_sixth_wrong_code_is_refused_and_so_is_the_right_one(client: Client, user: User) -> None:
    code = give_app(user)
    sign_in(client)
    for _time in range(5):
        client.post("/konto/inn/kode/", {"code": "000000"})

    answer = english(client).post("/konto/inn/kode/", {"code": code()})

    assert "too many attempts" in answer.content.decode()
    assert not is_signed_in(client)


def test_secrets_are_encrypted(user: User) -> None:
    give_app(user)
    RecoveryCodes.activate(user)

    for row in Authenticator.objects.filter(user=user):
        stored = row.data.get("secret") or row.data.get("seed")
        assert stored.startswith("gAAAA")


def test_secret_of_another_key_refuses_codes_without_an_error(client: Client, user: User) -> None:
    code = give_app(user)
    sign_in(client)
    shown = code()
    Authenticator.objects.filter(user=user).update(data={"secret": "gAAAAAB-not-ours"})

    answer = client.post("/konto/inn/kode/", {"code": shown})

    assert answer.status_code == 422
    assert not is_signed_in(client)


def test_what_decides_who_can_sign_in_is_confirmed_later_on(client: Client, user: User) -> None:
    give_app(user)
    client.force_login(user)

    answer = client.get(f"{SECURITY}app/fjern/")

    assert answer["Location"].startswith("/konto/bekreft/kode/")
    assert client.get(f"{SECURITY}koder/").status_code in (302, 404)


@pytest.mark.parametrize(
    "path",
    [
        SECURITY,
        f"{SECURITY}app/",
        f"{SECURITY}app/fjern/",
        f"{SECURITY}koder/",
        f"{SECURITY}koder/nye/",
        f"{SECURITY}koder/fil/",
        f"{SECURITY}nokler/",
        f"{SECURITY}nokler/ny/",
        f"{SECURITY}nokler/1/",
        f"{SECURITY}nokler/1/fjern/",
        "/konto/okter/",
        "/konto/passord/",
        "/konto/passord/velg/",
        "/konto/bekreft/",
        "/konto/bekreft/kode/",
        "/konto/bekreft/nokkel/",
    ],
)
def test_strangers_are_sent_to_sign_in(client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/konto/inn/?next=")


def test_second_step_without_the_first_leads_back(client: Client) -> None:
    assert client.get("/konto/inn/kode/")["Location"] == "/konto/inn/"
