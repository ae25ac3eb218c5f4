"""The ground: who acts, which policy and language, ids, errors, stamps and the audit trail."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client, RequestFactory

from samlet.web.accounts.models import User
from samlet.web.core import access, audit, stamps
from samlet.web.core.actor import ANONYMOUS, SYSTEM, Actor, is_local
from samlet.web.core.errors import Conflict, Forbidden, NotFound, Rejected, SamletError, TooLarge
from samlet.web.core.models import AuditEntry, new_public_id
from samlet.web.parties.models import Bloc


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_browser_on_this_machine_is_local(address: str) -> None:
    assert is_local(RequestFactory().get("/", REMOTE_ADDR=address))


@pytest.mark.parametrize(
    "meta",
    [
        {"REMOTE_ADDR": "192.0.2.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=127.0.0.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_VIA": "1.1 proxy"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_REAL_IP": "127.0.0.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_HOST": "example.org"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "127.0.0.1.example.org"},
    ],
)
def test_forwarded_and_foreign_requests_are_not_local(meta: dict[str, str]) -> None:
    assert not is_local(RequestFactory().get("/", **meta))


def test_nobody_has_no_act() -> None:
    with pytest.raises(Forbidden):
        access.require(ANONYMOUS, "blocs.edit")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"), [("nb", "ingenting ble endret"), ("nn", "ingenting vart endra")]
)
def test_a_form_from_another_site_is_refused_in_the_readers_language(language, words) -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post(f"/tall/inn/?lang={language}", HTTP_ORIGIN="https://example.org")

    assert answer.status_code == 403
    assert words in answer.content.decode()


def test_program_and_people_may_write() -> None:
    access.require(SYSTEM, "blocs.edit")
    access.require(Actor("Kari", "command"), "blocs.edit")


@pytest.mark.django_db
def test_policy_allows_our_own_files_and_nothing_inline(client: Client) -> None:
    policy = client.get("/blokker/")["Content-Security-Policy"]

    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    assert parts["default-src"] == "'self'"
    assert parts["img-src"] == "'self' data:"
    assert parts["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "query", "cookie", "language"),
    [
        ("", "", "", "nb"),
        ("en-GB,en;q=0.9", "", "", "nb"),
        ("nn-NO,nb;q=0.8", "", "", "nn"),
        ("nb-NO", "en", "", "en"),
        ("", "", "nn", "nn"),
        ("", "en", "nn", "en"),
        ("", "klingon", "xx", "nb"),
    ],
)
def test_language_is_bokmaal_unless_chosen(
    client: Client, header: str, query: str, cookie: str, language: str
) -> None:
    if cookie:
        client.cookies["samlet_language"] = cookie

    response = client.get("/blokker/", {"lang": query}, HTTP_ACCEPT_LANGUAGE=header)

    assert response["Content-Language"] == language
    assert f'<html lang="{language}"' in response.content.decode()


def test_public_ids_are_unlike_each_other_and_spell_no_word() -> None:
    made = {new_public_id() for _unused in range(2000)}

    assert len(made) == 2000
    assert all(len(item) == 12 for item in made)
    assert not set("".join(made)) & set("aeiouyl01")


def test_errors_fill_in_their_message() -> None:
    error = Rejected("%(name)s is wrong.", name="A % sign")

    assert error.message == str(error) == "A % sign is wrong."
    assert Rejected("100 % is too much").message == "100 % is too much"
    assert [kind.status for kind in (Rejected, Forbidden, NotFound, Conflict, TooLarge)] == [
        400,
        403,
        404,
        409,
        413,
    ]
    assert issubclass(TooLarge, SamletError)


@pytest.mark.django_db
def test_errors_answer_with_their_status_and_page(client: Client) -> None:
    missing = client.get("/blokker/bcdfghjkmnpq/", {"lang": "en"})
    client.force_login(User.objects.create_user("kari@example.org"))
    forbidden = client.get("/blokker/ny/", {"lang": "en"})

    assert forbidden.status_code == 403
    assert "You cannot do this here" in forbidden.content.decode()
    assert "Your role does not include this" in forbidden.content.decode()
    assert missing.status_code == 404
    assert "it may have been removed" in missing.content.decode()


@pytest.mark.django_db
def test_audit_line_names_fields_never_values() -> None:
    bloc = Bloc.objects.get(key="rodgronn")

    audit.record(Actor("Kari", "command", key="kari"), "bloc.tried", bloc, fields=["name"])

    line = AuditEntry.objects.get(act="bloc.tried")
    assert (line.actor, line.actor_kind, line.subject_kind) == ("kari", "command", "parties.bloc")
    assert (line.subject_id, line.fields) == (bloc.public_id, ["name"])


@pytest.mark.django_db
def test_audit_line_goes_with_the_act_when_it_is_rolled_back() -> None:
    bloc = Bloc.objects.get(key="rodgronn")

    with transaction.atomic():
        audit.record(SYSTEM, "bloc.tried", bloc)
        transaction.set_rollback(True)

    assert not AuditEntry.objects.filter(act="bloc.tried").exists()


@pytest.mark.django_db
def test_stamp_is_new_at_every_touch() -> None:
    first, second = stamps.touch(), stamps.touch()

    assert first != second
    assert stamps.stamp() == second
    stamps.put("release", "1")
    assert stamps.stamp("release") == "1"
    assert stamps.stamp("unknown") == ""
