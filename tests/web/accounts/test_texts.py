"""What sign-in says is ours, in three languages."""

from __future__ import annotations

from importlib import resources

import pytest
import time_machine
from allauth.account import app_settings as account_settings
from allauth.mfa import app_settings as mfa_settings
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.module_loading import import_string

from samlet.web.accounts import borrowed_texts, forms, texts
from samlet.web.accounts.models import User
from tests.web.accounts.conftest import ask_for_link, open_and_press

LANGUAGES = ["nb", "nn", "en"]
OPEN = [
    "/konto/inn/",
    "/konto/inn/sendt/",
    "/konto/inn/passord/",
    "/konto/ny/",
    "/konto/lukket/",
    "/konto/inn/avbrutt/",
    "/konto/passord/glemt/",
    "/konto/passord/glemt/sendt/",
    "/konto/passord/nytt/",
    "/konto/passord/nytt/1-feil/",
    "/konto/ut/",
]
OWN = [
    "/konto/sikkerhet/",
    "/konto/sikkerhet/app/",
    "/konto/sikkerhet/nokler/ny/",
    "/konto/okter/",
    "/konto/passord/velg/",
]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_comes_in_every_language(user: User, language: str) -> None:
    client = Client()
    client.cookies["samlet_language"] = language
    pages = [client.get(path) for path in OPEN]
    open_and_press(client, ask_for_link(client))
    pages += [client.get(path) for path in OWN]

    for page in pages:
        assert page.status_code in (200, 302), page.request["PATH_INFO"]
        assert page["Content-Language"] == language
        if page.status_code == 200:
            assert f'<html lang="{language}"' in page.content.decode()
            assert page.content.decode().count("<h1") == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "day"),
    [("nb", "5. oktober 2026"), ("nn", "5. oktober 2026"), ("en", "Oct. 5, 2026")],
)
def test_letters_come_in_the_language_of_the_page(user: User, language: str, day: str) -> None:
    client = Client()
    with time_machine.travel("2026-10-05T12:00:00+02:00"):
        client.force_login(user)
        client.cookies["samlet_language"] = language
        new = "lang tur i regnvær"
        client.post("/konto/passord/velg/", {"password1": new, "password2": new})

    assert day in str(mail.outbox[-1].body)


@pytest.mark.django_db
def test_letters_are_text_with_nothing_to_fetch(client: Client, user: User) -> None:
    ask_for_link(client)

    letter = mail.outbox[-1]
    assert not getattr(letter, "alternatives", None)
    assert "<" not in str(letter.body)
    assert "\n" not in letter.subject


def test_every_form_of_allauths_is_replaced_by_one_in_our_words() -> None:
    named = {**account_settings.FORMS, **mfa_settings.FORMS}

    for path in named.values():
        form = import_string(path)
        assert issubclass(form, forms.InOurWords)
        assert form.words


def test_every_letter_and_message_of_allauths_has_our_words() -> None:
    templates = resources.files("allauth") / "templates"
    for prefix in texts.NOTICES:
        assert (templates / f"{prefix}_message.txt").is_file(), prefix
    for name in texts.DONE:
        assert (templates / name).is_file(), name


@pytest.mark.parametrize("text", borrowed_texts.ALLAUTH)
def test_borrowed_texts_of_allauth_are_still_its(text: str) -> None:
    source = (resources.files("allauth.account") / "forms.py").read_text(encoding="utf-8")

    assert f'"{text}"' in source


@pytest.mark.parametrize("text", borrowed_texts.DJANGO)
def test_borrowed_texts_of_django_are_still_its(text: str) -> None:
    source = (resources.files("django.core") / "validators.py").read_text(encoding="utf-8")

    assert f'"{text}"' in source


def test_borrowed_rule_of_length_is_still_djangos() -> None:
    with pytest.raises(ValidationError) as refused:
        MinimumLengthValidator(12).validate("kort")

    assert refused.value.messages == [borrowed_texts.too_short(12) % 12]
