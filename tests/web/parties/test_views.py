"""Pages of blocs and statements."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from samlet.web.parties.config import read_blocs
from samlet.web.parties.models import Bloc, BlocList, Statement
from samlet.web.places.models import Municipality
from tests.web import make

pytestmark = pytest.mark.django_db

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.1"}
SENT = {"name": "Sentrum", "adjective": "", "colour": "#117c7c", "parties": ["SP", "V"]}
SAID = {
    "party": "SP",
    "about": "FRP",
    "kind": "excludes",
    "place": "3230",
    "quote": "Ord til prøve.",
    "source": "Prøve",
    "source_url": "https://example.org/sak",
    "day": "2026-09-01",
}


def text_of(response: HttpResponse) -> str:
    body = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def test_blocs_stand_as_proposals_with_links_without_each_party(client: Client) -> None:
    response = client.get("/blokker/", {"lang": "en"})

    said = text_of(response)
    assert said.count("A proposal, not decided.") == 2
    assert "/flertall/32/?blokk=rodgronn&amp;uten=R%C3%98DT" in response.content.decode()


def test_bloc_is_added_changed_with_a_decision_and_removed(client: Client) -> None:
    assert client.post("/blokker/ny/", SENT).status_code == 303
    bloc = Bloc.objects.get(key="sentrum")
    address = f"/blokker/{bloc.public_id}/"

    decided = {"decided_by": "Styret", "decided_on": "2026-11-01", "decision": "Sak 1/26"}
    assert client.post(address, {**SENT, **decided}).status_code == 303
    said = text_of(client.get("/blokker/", {"lang": "en"}))
    assert "Decided by Styret on 1. November 2026: Sak 1/26" in said

    assert client.get(f"{address}fjern/").status_code == 200
    assert Bloc.objects.filter(key="sentrum").exists()
    assert client.post(f"{address}fjern/").status_code == 303
    assert not Bloc.objects.filter(key="sentrum").exists()
    assert client.get(address).status_code == 404


def test_two_blocs_of_one_name_get_keys_of_their_own(client: Client) -> None:
    client.post("/blokker/ny/", {**SENT, "name": "Ærlig Øst"})
    client.post("/blokker/ny/", {**SENT, "name": "Ærlig Øst"})

    keys = Bloc.objects.order_by("order").values_list("key", flat=True)
    assert list(keys)[2:] == ["erlig-ost", "erlig-ost-2"]


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"parties": []}, {"colour": "rød"}, {"parties": ["XX"]}]
)
def test_wrong_bloc_answers_422_and_keeps_what_was_typed(
    client: Client, wrong: dict[str, object]
) -> None:
    response = client.post("/blokker/ny/", {**SENT, "adjective": "sentrums", **wrong})

    assert response.status_code == 422
    assert 'value="sentrums"' in response.content.decode()
    assert 'id="error-summary"' in response.content.decode()
    assert Bloc.objects.count() == 2


def test_half_a_decision_is_told_in_the_form(client: Client) -> None:
    bloc = Bloc.objects.get(key="rodgronn")
    sent = {**SENT, "decided_by": "Styret"}

    response = client.post(f"/blokker/{bloc.public_id}/?lang=en", sent)

    assert response.status_code == 422
    assert "enter all three or none" in text_of(response)


def test_blocs_go_out_as_a_file_and_come_back(client: Client) -> None:
    text = client.get("/blokker/blokker.toml").content
    assert [bloc.key for bloc in read_blocs(text.decode())] == ["rodgronn", "borgerlig"]
    make.bloc()

    sent = {"file": SimpleUploadedFile("blokker.toml", text), "agreed": "on"}
    response = client.post("/blokker/fil/", sent)

    assert response.status_code == 303
    assert list(Bloc.objects.values_list("key", flat=True)) == ["rodgronn", "borgerlig"]


@pytest.mark.parametrize(
    ("content", "agreed", "said"),
    [
        (b"[[bloc]]", "on", "“key” is missing"),
        (b"\xff\xfe", "on", "not text in UTF-8"),
        (b"x" * 70_000, "on", "larger than 64 kB"),
        (b"[[bloc]]", "", "Tick the box"),
        (
            b'[[bloc]]\nkey="x"\nname="X"\ncolour="#aabbcc"\nparties=["QQ"]\n',
            "on",
            "No party has the code QQ.",
        ),
    ],
)
def test_wrong_file_of_blocs_changes_nothing(
    client: Client, content: bytes, agreed: str, said: str
) -> None:
    sent = {"file": SimpleUploadedFile("b.toml", content), "agreed": agreed}

    response = client.post("/blokker/fil/?lang=en", sent)

    assert response.status_code == 422
    assert said in text_of(response)
    assert Bloc.objects.count() == 2


def test_list_counted_with_a_bloc_stands_there_and_can_be_stopped(client: Client) -> None:
    extra = BlocList.objects.create(
        bloc=Bloc.objects.get(key="rodgronn"),
        municipality=Municipality.objects.get(number="3230"),
        year=2023,
        code="BYGDELISTA",
        reason="Styret, sak 2/26",
    )
    address = f"/blokker/lister/{extra.public_id}/fjern/"
    assert "Styret, sak 2/26" in text_of(client.get("/blokker/"))

    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 303

    assert not BlocList.objects.exists()
    assert client.post(address).status_code == 404


def test_statements_begin_empty_with_the_one_button(client: Client) -> None:
    said = text_of(client.get("/utsagn/", {"lang": "en"}))

    assert "No statement is recorded yet" in said
    assert "Record the first statement" in said


def test_statement_is_recorded_shown_with_source_and_removed(client: Client) -> None:
    assert client.post("/utsagn/nytt/", SAID).status_code == 303
    statement = Statement.objects.get()
    assert statement.municipality is not None

    response = client.get("/utsagn/", {"lang": "en"})
    assert "Sp rules out FrP · Gjerdrum" in text_of(response)
    assert 'href="https://example.org/sak"' in response.content.decode()

    address = f"/utsagn/{statement.public_id}/fjern/"
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 303
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"quote": ""},
        {"source": ""},
        {"about": "SP"},
        {"day": "i går"},
        {"kind": "loves"},
        {"place": "9999"},
        {"party": "XX"},
        {"source_url": "javascript:alert(1)"},
    ],
)
def test_wrong_statement_answers_422_and_keeps_what_was_typed(
    client: Client, wrong: dict[str, str]
) -> None:
    response = client.post("/utsagn/nytt/", {**SAID, "source": "Avisa", **wrong})

    assert response.status_code == 422
    assert not Statement.objects.exists()
    if "source" not in wrong:
        assert 'value="Avisa"' in response.content.decode()


def test_nobody_from_elsewhere_sees_forms_or_writes(client: Client) -> None:
    bloc, said = Bloc.objects.get(key="rodgronn"), make.statement()
    for address in ("/blokker/", "/utsagn/"):
        assert client.get(address, **ELSEWHERE)["Location"].startswith("/konto/inn/")
    for address in (
        "/blokker/ny/",
        "/blokker/fil/",
        f"/blokker/{bloc.public_id}/",
        f"/blokker/{bloc.public_id}/fjern/",
        "/utsagn/nytt/",
        f"/utsagn/{said.public_id}/fjern/",
    ):
        for answer in (
            client.get(address, **ELSEWHERE),
            client.post(address, SAID, **ELSEWHERE),
        ):
            assert answer["Location"].startswith("/konto/inn/"), address
    assert Bloc.objects.filter(pk=bloc.pk).exists()
    assert list(Statement.objects.all()) == [said]


def test_last_bloc_cannot_be_removed_by_the_page(client: Client) -> None:
    blue, red = Bloc.objects.get(key="borgerlig"), Bloc.objects.get(key="rodgronn")
    client.post(f"/blokker/{blue.public_id}/fjern/")

    assert client.post(f"/blokker/{red.public_id}/fjern/").status_code == 400
    assert Bloc.objects.count() == 1


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    "address", ["/blokker/", "/blokker/ny/", "/blokker/fil/", "/utsagn/", "/utsagn/nytt/"]
)
def test_pages_in_three_languages(client: Client, address: str, language: str) -> None:
    response = client.get(address, {"lang": language})

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()
