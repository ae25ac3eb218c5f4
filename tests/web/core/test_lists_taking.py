"""A list taken along as a file: what is shown, for who may, logged, and never a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from samlet.web.core.actor import Actor
from samlet.web.core.models import AuditEntry, AuditPayload
from samlet.web.ui.downloads import Sheet, sheet_response
from tests.web.core.list_room import Register, person, register

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.core.list_urls")]

Take = Callable[..., Any]


@pytest.fixture
def north() -> Register:
    return register("Nord")


@pytest.fixture
def take(client: Client, monkeypatch: pytest.MonkeyPatch) -> Take:
    def post(actor: Actor, kind: str = "csv", query: str = "") -> Any:
        monkeypatch.setattr("samlet.web.core.middleware.actor_of", lambda request: actor)
        return client.post(f"/prove/personer/fil/{kind}/?{query}&lang=en")

    return post


def text(response: Any) -> str:
    return b"".join(response.streaming_content).decode("utf-8-sig")


def rows(response: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text(response))))


def test_the_file_holds_the_columns_filters_and_order_that_are_shown(
    take: Take, north: Register
) -> None:
    person("Berg", north.clubs[0], language="nn")
    person("Dal", north.clubs[0], language="nn", email="dal@example.org")
    person("Fjell", north.clubs[0])

    response = take(north.admin, query="spraak=nn&sort=-navn&kolonner=navn,epost")

    assert rows(response) == [
        ["Name", "E-mail"],
        ["Syn Dal", "dal@example.org"],
        ["Syn Berg", ""],
    ]
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Disposition"].startswith('attachment; filename="people-')


def test_the_audit_line_names_fields_and_count_and_whom_but_no_values(
    take: Take, north: Register
) -> None:
    one = person("Berg", north.clubs[0], email="berg@example.org")

    text(take(north.admin, query="kolonner=navn,epost"))

    lines = list(AuditEntry.objects.filter(act="proof-people.exported").order_by("pk"))
    assert lines[0].fields == ["navn", "epost", "rows:1"]
    assert lines[0].subject_id == north.top.public_id
    assert "berg" not in str([line.__dict__ for line in lines]).casefold()
    assert AuditPayload.objects.filter(subject=one.pk).count() == 1


def test_who_may_see_but_not_export_gets_nothing(take: Take, north: Register) -> None:
    person("Berg", north.clubs[0])

    assert take(north.leader).status_code == 403
    assert not AuditEntry.objects.filter(act="proof-people.exported").exists()


def test_a_wrong_filter_takes_nothing_along(take: Take, north: Register) -> None:
    assert take(north.admin, query="i_verv=31.02.2024").status_code == 400


def test_a_get_takes_nothing_along(
    client: Client, north: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samlet.web.core.middleware.actor_of", lambda request: north.admin)

    assert client.get("/prove/personer/fil/csv/").status_code == 405
    assert client.post("/prove/personer/fil/exe/").status_code == 404


def test_excel_holds_the_same_as_the_page(take: Take, north: Register) -> None:
    person("=SUM(A1)", north.clubs[0], given="", mobile="+4740000000")

    response = take(north.admin, "xlsx")

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(response.getvalue()))
    page = sheet.get_sheet_by_index(0)
    assert page.to_python() == [["Name", "E-mail", "Mobile"], ["=SUM(A1)", "", "+4740000000"]]
    assert page.to_python()[1][0].__class__ is str


def test_more_rows_than_excel_is_made_of_are_told_in_words(
    take: Take, north: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samlet.web.core.lists.taking.MOST_IN_EXCEL", 1)
    person("Berg", north.clubs[0])
    person("Dal", north.clubs[0])

    response = take(north.admin, "xlsx")

    assert response.status_code == 400
    assert "2 people is more than one Excel file is made of" in response.content.decode()


def test_a_file_is_read_in_pieces_without_a_query_per_row(
    take: Take, north: Register, django_assert_max_num_queries: Any
) -> None:
    for n in range(60):
        person("Berg", north.clubs[0], given=f"{n}")

    with django_assert_max_num_queries(20):
        assert text(take(north.admin, query="kolonner=navn,bor")).count("Berg") == 60


STARTS = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", " =", "'=", "＝", ""])
CELLS = st.builds(
    str.__add__, STARTS, st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
)


@given(CELLS)
def test_no_cell_of_a_csv_starts_with_what_calculates(cell: str) -> None:
    sheet = Sheet("t", "T", ["A"], [[cell]], [cell])

    content = sheet_response(sheet, "csv").content.decode("utf-8-sig")

    for row in csv.reader(io.StringIO(content, newline=""), delimiter=";"):
        for value in row:
            assert not value.lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))


def test_no_cell_of_an_excel_file_is_a_formula() -> None:
    cells = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://example.org"]
    sheet = Sheet("t", "T", ["A"], [[cell] for cell in cells], ["=NOTE()"])

    content = sheet_response(sheet, "xlsx").content

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert [row[0] for row in book.get_sheet_by_index(0).to_python()][1:7] == cells
    assert b"<f>" not in _xml(content)


def _xml(content: bytes) -> bytes:
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")
