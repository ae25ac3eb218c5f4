"""A password, which nobody needs and some want."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from samlet.web.accounts.models import User
from tests.web.accounts.conftest import PASSWORD, english, give_app, is_signed_in

pytestmark = pytest.mark.django_db
NEW = "lang tur i regnvær"


def sign_in(client: Client, password: str = PASSWORD, email: str = "kari@eksempel.no") -> object:
    return client.post("/konto/inn/passord/", {"login": email, "password": password})


def test_password_signs_in(client: Client, with_password: User) -> None:
    answer = sign_in(client)

    assert answer["Location"] == "/"
    assert is_signed_in(client)


def test_password_and_code_sign_in_together(client: Client, with_password: User) -> None:
    code = give_app(with_password)

    assert sign_in(client)["Location"] == "/konto/inn/kode/"
    assert not is_signed_in(client)
    client.post("/konto/inn/kode/", {"code": code()})

    assert is_signed_in(client)


def test_wrong_password_and_unknown_address_are_answered_alike(
    client: Client, with_password: User
) -> None:
    english(client)
    answers = [sign_in(client, "feil"), sign_in(client, "feil", "ukjent@eksempel.no")]

    texts = {re.sub(r"\w+@eksempel.no|value=\"[\w]{64}\"", "", a.content.decode()) for a in answers}
    assert [answer.status_code for answer in answers] == [422, 422]
    assert len(texts) == 1
    assert "do not belong together" in texts.pop()


def test_user_without_a_password_cannot_guess_it(client: Client, user: User) -> None:
    for guess in ("", "!", "None"):
        sign_in(client, guess)

    assert not is_signed_in(client)


def test_sixth_wrong_password_is_refused_and_so_is_the_right_one(
    client: Client, with_password: User
) -> None:
    for _time in range(5):
        sign_in(english(client), "feil")

    answer = sign_in(english(Client(REMOTE_ADDR="10.0.0.9")))

    assert answer.status_code == 422
    assert "too many attempts" in answer.content.decode()


def test_closed_user_is_told_so_only_with_the_right_password(
    client: Client, with_password: User
) -> None:
    with_password.is_active = False
    with_password.save()

    assert sign_in(client, "feil").status_code == 422
    assert sign_in(client)["Location"] == "/konto/lukket/"
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("kort", "too short"),
        ("123456789012345", "entirely numeric"),
        ("kari@eksempel.no", "too similar"),
        ("qwerty123456", "too common"),
    ],
)
def test_weak_passwords_are_refused(client: Client, user: User, password: str, why: str) -> None:
    client.force_login(user)

    answer = english(client).post(
        "/konto/passord/velg/", {"password1": password, "password2": password}
    )

    user.refresh_from_db()
    assert not user.has_usable_password()
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_password_is_chosen_and_its_user_told(client: Client, user: User) -> None:
    client.force_login(user)

    client.post("/konto/passord/velg/", {"password1": NEW, "password2": NEW})

    user.refresh_from_db()
    assert user.check_password(NEW)
    assert mail.outbox[-1].to == ["kari@eksempel.no"]
    assert is_signed_in(client)


def test_changing_the_password_asks_for_the_old_and_ends_other_sessions(
    client: Client, with_password: User
) -> None:
    other = Client()
    sign_in(client)
    sign_in(other)
    wrong = client.post(
        "/konto/passord/", {"oldpassword": "feil", "password1": NEW, "password2": NEW}
    )
    assert wrong.status_code == 422

    client.post("/konto/passord/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_forgotten_password_is_replaced_by_a_link(client: Client, with_password: User) -> None:
    client.post("/konto/passord/glemt/", {"email": "kari@eksempel.no"})
    found = re.search(r"/konto/passord/nytt/\S+", str(mail.outbox[-1].body))
    assert found is not None

    form = client.get(found.group(), follow=True)
    where = form.redirect_chain[-1][0]
    assert found.group() != where  # the address of the form does not have the key
    client.post(where, {"password1": NEW, "password2": NEW})

    with_password.refresh_from_db()
    assert with_password.check_password(NEW)
    assert not is_signed_in(client)
    dead = english(Client()).get(found.group())
    assert "The link does not work" in dead.content.decode()


def test_forgotten_password_tells_nothing_of_who_is_a_user(client: Client, user: User) -> None:
    answers = [
        client.post("/konto/passord/glemt/", {"email": email})["Location"]
        for email in ("kari@eksempel.no", "ukjent@eksempel.no")
    ]

    assert len(set(answers)) == 1
    assert [letter.to[0] for letter in mail.outbox] == ["kari@eksempel.no", "ukjent@eksempel.no"]


def test_a_new_password_does_not_pass_the_second_factor(
    client: Client, with_password: User
) -> None:
    give_app(with_password)
    client.post("/konto/passord/glemt/", {"email": "kari@eksempel.no"})
    found = re.search(r"/konto/passord/nytt/\S+", str(mail.outbox[-1].body))
    assert found is not None
    where = client.get(found.group(), follow=True).redirect_chain[-1][0]
    client.post(where, {"password1": NEW, "password2": NEW})

    sign_in(client, NEW)

    assert not is_signed_in(client)


@pytest.mark.parametrize("path", ["/konto/registrer/", "/accounts/signup/", "/konto/signup/"])
def test_nobody_makes_their_own_user(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_signing_out_needs_a_button(client: Client, with_password: User) -> None:
    sign_in(client)

    assert client.get("/konto/ut/").status_code == 200
    assert is_signed_in(client)
    client.post("/konto/ut/")

    assert not is_signed_in(client)
