"""No door out of the house gives a spreadsheet something to calculate: cells, headings or notes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from django.utils.translation import _trans

import samlet.web
from samlet.web.core.guard import unscoped
from samlet.web.organisations.models import Unit
from samlet.web.people.models import Person
from tests.web import routes, world
from tests.web.routes import Route
from tests.web.world import World

pytestmark = pytest.mark.django_db
WRITERS = {"core/lists/taking.py", "ui/downloads.py"}  # both through safe_cell and write_text
NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?( ?%)?")
STARTS = ("=", "+", "-", "@", "\t", "\r")
NO_SHEETS = {"parties:blocs_file"}  # TOML
DOORS = [
    one
    for one in routes.routes()
    if one.name.endswith(("-take", "file", "export")) and one.name not in NO_SHEETS
]


def test_spreadsheets_are_written_in_two_places_only() -> None:
    web = Path(samlet.web.__file__).parent
    found = {
        path.relative_to(web).as_posix()
        for path in web.rglob("*.py")
        if re.search(r"csv\.(writer|DictWriter)|import (xlsxwriter|openpyxl)", path.read_text())
    }

    assert found == WRITERS


@pytest.fixture
def hostile(built: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Everything that is said, and every name there is, would calculate."""
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        said = getattr(_trans, name)
        monkeypatch.setattr(_trans, name, lambda *args, said=said: f"=1+{said(*args)}")
    with unscoped("the test spoils every name"):
        Unit.objects.update(name="@SUM(A1)", short_name="-1+1", number="+1+1", org_number="=1")
        Person.objects.update(family_name="=cmd|' /C calc'!A0", given_name="\t=1", email="@a.no")
    return built


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_door_gives_a_formula(hostile: World, door: Route, kind: str) -> None:
    role = "auditor" if door.name.startswith("audit:") else "region_admin"
    role = "party_county_admin" if door.name.startswith("promises:") else role
    args = door.maker().own(hostile, role)
    args |= {name: kind for name in ("kind", "ending") if name in args}
    client = world.client_for(hostile.users[role])
    method = "POST" if door.name.endswith("-take") else "GET"

    answer = client.generic(method, door.address(args))

    assert answer.status_code == 200
    content = b"".join(answer) if answer.streaming else answer.content
    if answer["Content-Type"].startswith("text/csv"):
        check_csv(content.decode("utf-8-sig"))
    else:
        check_excel(content)


def check_csv(text: str) -> None:
    delimiter = max(",;", key=text.splitlines()[0].count)
    cells = [
        cell
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for cell in row
    ]

    assert [one for one in cells if one.startswith(STARTS) and not NUMBER.fullmatch(one)] == []
    assert any(one.startswith("'=1+") for one in cells)


def check_excel(content: bytes) -> None:
    """Text, and marked as text also for whoever edits the cell."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()

    assert "<f>" not in sheet
    assert 'quotePrefix="1"' in styles
    first = re.search(r'<c r="A1"[^>]*s="(\d+)"', sheet)
    assert first is not None
    formats = re.findall(r"<xf [^>]*>", styles.split("<cellXfs")[1])
    assert "quotePrefix" in formats[int(first[1])]
