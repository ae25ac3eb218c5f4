"""What people send by mistake, through the page: a clear word, nothing kept, nothing half done."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samlet.web.core.guard import unscoped
from samlet.web.core.importing import actions
from samlet.web.core.models import ImportBatch
from samlet.web.people.models import Person, Position
from tests.sources.sheets.workbooks import archive, compound, ods, xls, xlsx
from tests.web import world as worlds
from tests.web.world import CLUB, World

pytestmark = pytest.mark.django_db
HEAD = ["Navn", "Klubb", "Verv", "E-post", "Mobil"]
SIRI = ["Siri Eksempeldal", CLUB, "klubbleder", "siri@samlet.example", "42 00 00 01"]
ROWS = [HEAD, SIRI]
ROOMS = ("people", "organisations")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
FNR = "01010750160"


@pytest.fixture
def made() -> World:
    return worlds.build()


@pytest.fixture
def client(made: World) -> Client:
    return worlds.client_for(made.users["region_admin"])


def send(client: Client, content: bytes, name: str = "liste.xlsx", room: str = "people") -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(reverse(f"{room}:import_send"), {"file": file}, follow=True)


def kept() -> int:
    return ImportBatch._base_manager.count()


def text(answer: Any) -> str:
    return str(answer.content.decode())


def separated(rows: list[list[Any]], separator: str = ";") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def zip_bomb() -> bytes:
    zeros = bytes(30_000_000)
    return archive(("[Content_Types].xml", "<x/>"), ("xl/workbook.xml", zeros))


def million_rows() -> bytes:
    """An Excel file whose last row is the millionth: the look through it meets the number."""
    packed = io.BytesIO(xlsx(ROWS))
    with zipfile.ZipFile(packed) as before:
        parts = {one: before.read(one) for one in before.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    row = b'<row r="1000000"><c r="A1000000" t="n"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"</sheetData>", row)
    return archive(*parts.items())


REFUSED = {
    "a PDF": ("liste.pdf", lambda: b"%PDF-1.7\n" + bytes(200), "not a spreadsheet"),
    "a PDF called xlsx": ("liste.xlsx", lambda: b"%PDF-1.7\n" + bytes(200), "not a spreadsheet"),
    "a program called xlsx": ("liste.xlsx", lambda: b"MZ" + bytes(500), "not a spreadsheet"),
    "a picture": ("bilde.png", lambda: PNG, "not a spreadsheet"),
    "a Word document": (
        "liste.docx",
        lambda: archive(("word/document.xml", "<x/>"), ("[Content_Types].xml", "<x/>")),
        "not a spreadsheet",
    ),
    "a zip bomb": ("liste.xlsx", zip_bomb, "unpacks to far more"),
    "a million rows, Excel": ("liste.xlsx", million_rows, "more than 200000 rows"),
    "a million rows, CSV": (
        "liste.csv",
        lambda: b"Navn;Klubb;Verv\r\n" + b"a;b;c\r\n" * 1_000_000,
        "more than 200000 rows",
    ),
    "a password, Excel": (
        "liste.xlsx",
        lambda: compound({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}),
        "protected by a password",
    ),
    "a password, Excel 97": ("liste.xls", lambda: xls(ROWS, password=True), "by a password"),
    "a password, OpenDocument": ("liste.ods", lambda: ods(ROWS, encrypted=True), "by a password"),
    "nothing at all": ("liste.csv", lambda: b"", "is empty"),
    "empty cells": ("liste.xlsx", lambda: xlsx([[]]), "no cells"),
    "headings only": ("liste.xlsx", lambda: xlsx([HEAD]), "No table with headings and rows"),
    "half a file": ("liste.xlsx", lambda: xlsx(ROWS)[:800], "damaged or cut off"),
    "members: a fee": (
        "liste.xlsx",
        lambda: xlsx([[*HEAD, "Kontingent"], [*SIRI, "100"]]),
        "looks like a member register",
    ),
    "members: a number": (
        "liste.csv",
        lambda: separated([["Medlemsnummer", *HEAD], ["1", *SIRI]]).encode(),
        "looks like a member register",
    ),
    "members: the file's name": ("medlemsliste.xlsx", lambda: xlsx(ROWS), "member register"),
    "members: above the table": (
        "liste.xlsx",
        lambda: xlsx([["Medlemsregister pr. 1.1."], [], *ROWS]),
        "looks like a member register",
    ),
}


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("what", REFUSED)
def test_file_is_refused_with_why_and_nothing_is_kept(client: Client, what: str, room: str) -> None:
    name, content, why = REFUSED[what]

    answer = send(client, content(), name, room)

    assert answer.status_code in (200, 422), text(answer)
    assert why in text(answer)
    assert kept() == 0


READ = {
    "Excel": ("liste.xlsx", lambda: xlsx(ROWS)),
    "Excel 97": ("liste.xls", lambda: xls(ROWS)),
    "OpenDocument": ("liste.ods", lambda: ods(ROWS)),
    "CSV with semicolons in Windows' letters": (
        "liste.csv",
        lambda: separated([HEAD, ["Åse Prøvedal", *SIRI[1:]]]).encode("cp1252"),
    ),
    "CSV with commas": ("liste.csv", lambda: separated(ROWS, ",").encode("utf-8-sig")),
    "tabs in UTF-16": ("liste.txt", lambda: separated(ROWS, "\t").encode("utf-16")),
    "tabs": ("liste.tsv", lambda: separated(ROWS, "\t").encode()),
    "headings in row 4 below a title": (
        "liste.xlsx",
        lambda: xlsx([["Tillitsvalgte i klubben"], ["Ajour per mars"], [], *ROWS]),
    ),
    "merged headings": (
        "liste.xlsx",
        lambda: xlsx(
            [["", "", "", "", ""], HEAD, SIRI],
            prepare=lambda book, pages: pages[0].merge_range(0, 3, 0, 4, "Kontakt"),
        ),
    ),
}


@pytest.mark.parametrize("what", READ)
def test_list_in_any_usual_form_leads_to_one_new_person(client: Client, what: str) -> None:
    name, content = READ[what]

    answer = send(client, content(), name)

    assert "1 row was read" in text(answer), text(answer)
    batch = ImportBatch._base_manager.get()
    fields = {value for value in batch.mapping.values() if value}
    assert {"name", "club", "position", "email", "mobile"} <= fields
    assert _tried(client, batch) == ["new"]


def _tried(client: Client, batch: ImportBatch) -> list[str]:
    columns = reverse("people:import_columns", args=[batch.public_id])
    client.post(columns, {f"c{place}": field for place, field in batch.mapping.items()})
    batch.refresh_from_db()
    return [row["fate"] for row in (batch.plan or {})["rows"]]


def test_other_sheet_is_chosen_by_its_name(client: Client) -> None:
    other = [HEAD, ["Ola Mønstervik", CLUB, "kasserer", "ola@samlet.example", ""]]

    answer = send(client, xlsx([HEAD, SIRI, SIRI, SIRI], other))
    batch = ImportBatch._base_manager.get()
    columns = reverse("people:import_columns", args=[batch.public_id])

    assert "Ark2" in text(answer)
    chosen = client.post(columns, {"sheet": "Ark2"}, follow=True)
    assert "Ola Mønstervik" in text(chosen)
    assert "Siri Eksempeldal" not in text(chosen)


def test_sheets_that_were_not_chosen_are_let_go(client: Client) -> None:
    other = [HEAD, ["Ola Mønstervik", CLUB, "kasserer", "ola@samlet.example", ""]]
    send(client, xlsx([HEAD, SIRI, SIRI], other))
    batch = ImportBatch._base_manager.get()

    _tried(client, batch)

    assert "Mønstervik" not in str(ImportBatch._base_manager.get().table)


def test_sheet_that_is_not_in_the_file_is_answered_plainly(client: Client) -> None:
    send(client, xlsx(ROWS))
    batch = ImportBatch._base_manager.get()

    answer = client.post(
        reverse("people:import_columns", args=[batch.public_id]), {"sheet": "<script>"}
    )

    assert answer.status_code == 400
    assert "no such sheet" in text(answer)


def test_sheet_with_members_is_not_kept_with_another(client: Client) -> None:
    members = [["Medlemsnummer", "Navn"], ["1", "Ola Mønstervik"]]

    send(client, xlsx([HEAD, SIRI, SIRI], members))

    assert "Mønstervik" not in str(ImportBatch._base_manager.get().table)


def test_identity_numbers_are_told_and_kept_nowhere(client: Client) -> None:
    answer = send(client, xlsx([[*HEAD, "Fødselsnummer"], [*SIRI, FNR]]))

    assert "National identity numbers are never stored" in text(answer)
    assert FNR not in text(answer)
    assert FNR not in str(ImportBatch._base_manager.values())


@pytest.mark.parametrize(
    ("heading", "cell", "said"),
    [
        ("Valgt fra", "31.02.2024", "There is no such day: 31.02.2024."),
        ("Merknad", "ring etter kl. 16", ""),
    ],
)
def test_cell_that_cannot_be_is_told_at_its_row(
    client: Client, heading: str, cell: str, said: str
) -> None:
    send(client, xlsx([[*HEAD, heading], [*SIRI, cell]]))
    batch = ImportBatch._base_manager.get()
    _tried(client, batch)

    shown = text(client.get(reverse("people:import_look", args=[batch.public_id])))

    assert said in shown
    assert "ring etter" not in str(batch.table)


@pytest.mark.parametrize(
    ("name", "fate"),
    [
        ("<script>alert(1)</script> Prøve", None),
        ("Siri 🎉 Eksempeldal", None),
        ("S" * 500, "rejected"),
        ("Siri " + "E" * 495, "rejected"),
        ("=1+1", None),
    ],
)
def test_odd_names_break_nothing(client: Client, name: str, fate: str | None) -> None:
    send(client, xlsx([HEAD, [name, *SIRI[1:]]]))
    batch = ImportBatch._base_manager.get()

    found = _tried(client, batch)
    shown = client.get(reverse("people:import_look", args=[batch.public_id]))

    assert shown.status_code == 200
    assert "<script>alert" not in text(shown)
    assert len(found) == 1
    assert fate is None or found == [fate]


def test_trying_and_throwing_away_leaves_nothing(client: Client) -> None:
    before = people()
    send(client, xlsx(ROWS))
    batch = ImportBatch._base_manager.get()
    _tried(client, batch)

    client.post(reverse("people:import_throw_away", args=[batch.public_id]))

    assert people() == before
    assert "Eksempeldal" not in str(ImportBatch._base_manager.values())
    assert "liste.xlsx" not in str(ImportBatch._base_manager.values())


def test_import_left_lying_is_let_go_after_a_day(client: Client) -> None:
    send(client, xlsx(ROWS))

    assert actions.empty_old(timezone.now() + timedelta(hours=23)) == 0
    assert actions.empty_old(timezone.now() + timedelta(hours=25)) == 1
    assert "Eksempeldal" not in str(ImportBatch._base_manager.values())


def test_two_columns_of_one_field_are_told_in_the_form(client: Client) -> None:
    send(client, xlsx(ROWS))
    batch = ImportBatch._base_manager.get()
    columns = reverse("people:import_columns", args=[batch.public_id])

    answer = client.post(columns, {"c0": "name", "c1": "name"})

    assert answer.status_code == 422
    assert "Two columns are mapped to the same field" in text(answer)
    assert ImportBatch._base_manager.get().plan is None


def people() -> tuple[int, int]:
    with unscoped("a test counts"):
        return Person.objects.count(), Position.objects.count()
