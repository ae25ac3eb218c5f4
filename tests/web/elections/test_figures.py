"""Figures and sources: what stands there, and files brought in through the browser."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from samlet import data
from samlet.web.elections import incoming
from samlet.web.elections.models import Contest, ResultImport
from tests.web import make

pytestmark = pytest.mark.django_db

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.1"}
CSV = "partifordeling_2025.csv"


def text_of(response: HttpResponse) -> str:
    body = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def send(client: Client, content: bytes, filename: str, name: str = "Kari") -> HttpResponse:
    """The first click: look at the file."""
    file = SimpleUploadedFile(filename, content)
    return client.post("/tall/inn/?lang=en", {"file": file, "name": name})


def bring_in(client: Client, content: bytes, filename: str) -> ResultImport:
    """Both clicks."""
    looked = send(client, content, filename)
    digest = re.search(r'name="digest" value="(\w+)"', looked.content.decode())
    assert digest is not None
    sent = {"digest": digest[1], "filename": filename, "name": "Kari"}
    response = client.post("/tall/inn/", sent)
    assert response.status_code == 303
    return ResultImport.objects.get()


def test_every_packaged_table_stands_with_source_and_checksum(client: Client) -> None:
    said = text_of(client.get("/tall/", {"lang": "en"}))

    for table in data.manifest().values():
        assert table.file in said
        assert table.publisher in said
        assert table.sha256[:12] in said
    assert f"Data version {data.version()}." in said
    assert "No file is brought in yet" in said
    assert "Public May be shared." in said


def test_sources_as_a_file(client: Client) -> None:
    body = client.get("/tall/kilder.csv", {"lang": "en"}).content.decode("utf-8-sig")

    assert data.manifest()["storting"].sha256 in body
    assert client.get("/tall/annet.csv").status_code == 404


def test_looking_at_a_file_changes_nothing(client: Client) -> None:
    response = send(client, make.sample(CSV), CSV)

    assert response.status_code == 200
    assert "38 results are new, 0 would change and 0 are as before." in text_of(response)
    assert not ResultImport.objects.exists()


def test_a_file_is_brought_in_confirmed_by_another_and_undone(client: Client) -> None:
    row = bring_in(client, make.sample(CSV), CSV)
    assert "Not yet confirmed by a second person." in text_of(client.get("/tall/", {"lang": "en"}))

    same = client.post(f"/tall/inn/{row.public_id}/bekreft/?lang=en", {"name": "kari"})
    assert same.status_code == 422
    assert "another person" in text_of(same)
    other = client.post(f"/tall/inn/{row.public_id}/bekreft/", {"name": "Ola"})
    assert other.status_code == 303
    assert "Confirmed by Ola" in text_of(client.get("/tall/", {"lang": "en"}))

    assert client.get(f"/tall/inn/{row.public_id}/angre/").status_code == 200
    assert Contest.objects.filter(stable_id="storting.04.2025-09-08").exists()
    assert client.post(f"/tall/inn/{row.public_id}/angre/").status_code == 303
    assert not Contest.objects.filter(stable_id="storting.04.2025-09-08").exists()
    assert client.post(f"/tall/inn/{row.public_id}/angre/").status_code == 409


def test_a_file_brought_in_already_is_said(client: Client) -> None:
    bring_in(client, make.sample(CSV), CSV)

    again = send(client, make.sample(CSV), CSV)

    assert "This very file is brought in already." in text_of(again)
    assert 'name="digest"' not in again.content.decode()


def test_rejected_lines_stand_with_number_and_reason(client: Client) -> None:
    bad = make.sample(CSV).decode().replace(";518708;70553;", ";518708;-5;", 1).encode()

    response = send(client, bad, CSV)

    assert response.status_code == 422
    said = text_of(response)
    assert "so nothing of the file is brought in." in said
    assert "is negative: -5." in said
    assert 'name="digest"' not in response.content.decode()


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (b"%PDF-1.7 not a result", "resultat.csv"),
        (b"PK\x03\x04 a zip", "resultat.json"),
        (b'{"id": ', "resultat.json"),
        (b"\xff\xfe\xfd" * 40, "resultat.csv"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_answers_400(
    client: Client, content: bytes, filename: str
) -> None:
    response = send(client, content, filename)

    assert response.status_code == 400
    assert filename in text_of(response)
    assert "Nothing was changed." in text_of(response)


def test_empty_file_or_no_name_keeps_the_form(client: Client) -> None:
    assert send(client, b"", "tom.csv").status_code == 422
    assert send(client, make.sample(CSV), CSV, name="").status_code == 422
    assert client.post("/tall/inn/", {}).status_code == 422


def test_too_large_is_told_before_it_is_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The announced length decides, and the token is not asked for: the body is thrown away."""
    monkeypatch.setattr(incoming, "LARGEST", 100_000)

    response = send(client, b"1" * 400_000, "stor.csv")

    assert response.status_code == 413
    assert "larger than 50 MB" in text_of(response)


def test_a_file_longer_than_the_limit_stops_on_the_way(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "LARGEST", 100_000)

    response = send(client, b"1" * 150_000, "lang.csv")

    assert response.status_code == 413


def test_a_digest_that_is_no_digest_reads_no_file(client: Client) -> None:
    sent = {"digest": "../secret_key", "filename": "x.csv", "name": "Kari"}

    response = client.post("/tall/inn/?lang=en", sent)

    assert response.status_code == 400
    assert "Choose it again." in text_of(response)


def test_changes_tell_which_council_moved(client: Client) -> None:
    lists = make.official("3216")
    name, ballots, seats = lists["A"]
    lists["A"] = (name, ballots + 3, seats + 1)
    name, ballots, seats = lists["H"]
    lists["H"] = (name, ballots, seats - 1)
    bring_in(client, make.result_file("3216", lists, name="Vestby", seats=27), "vestby.json")

    said = text_of(client.get("/tall/endringer/", {"lang": "en"}))

    assert "Vestby 2023: Red-greens now has the majority, and had not." in said
    assert "Red-greens: 13 → 14 seats" in said


def test_nobody_from_elsewhere_brings_in_or_sees_the_forms(client: Client) -> None:
    row = bring_in(client, make.sample(CSV), CSV)

    for address in (
        "/tall/",
        "/tall/inn/",
        f"/tall/inn/{row.public_id}/bekreft/",
        f"/tall/inn/{row.public_id}/angre/",
    ):
        assert client.get(address, **ELSEWHERE)["Location"].startswith("/konto/inn/")
        assert client.post(address, **ELSEWHERE)["Location"].startswith("/konto/inn/")


def test_writes_need_the_token() -> None:
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/tall/inn/", {"file": BytesIO(b"x"), "name": "Kari"})

    assert response.status_code == 403


def test_unknown_import_answers_404(client: Client) -> None:
    assert client.get("/tall/inn/bcdfghjkmnpq/angre/").status_code == 404


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("address", ["/tall/", "/tall/metode/", "/tall/endringer/", "/tall/inn/"])
def test_pages_in_three_languages(client: Client, address: str, language: str) -> None:
    response = client.get(address, {"lang": language})

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


def test_method_is_public_and_says_what_is_not_known(client: Client) -> None:
    said = text_of(client.get("/tall/metode/", {"lang": "en"}))

    assert "Public May be shared." in said
    assert "What is not known" in said
    assert "docs/method/settlement.md" in said
