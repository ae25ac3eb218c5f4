"""An import costs as many questions of the database for a thousand rows as for two hundred."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samlet.web.core.actor import SYSTEM, Actor, Held
from samlet.web.core.importing import ImportKind, actions
from samlet.web.core.importing.reading import read_file
from samlet.web.organisations.actions import add_unit
from samlet.web.organisations.importing.kind import KIND as UNITS
from samlet.web.organisations.models import Unit, UnitKind
from samlet.web.people.importing.kind import KIND as PEOPLE

pytestmark = pytest.mark.django_db
FEW, MANY = 200, 1000
# Rows are written some at a time (SQLite takes a hundred of a table), and each such time has a
# question for every table and for the index. A question for each row would be one, or several.
ROWS_A_QUESTION = 6


@pytest.fixture
def top() -> Unit:
    kinds = {kind.key: kind for kind in UnitKind.objects.all()}
    made = add_unit(SYSTEM, kind=kinds["region"], name="LO Prøveregion")
    add_unit(
        SYSTEM,
        kind=kinds["club"],
        name="Prøveklubben",
        belongs_to=[made],
        register=made.subject,
    )
    return made


def sheet(kind: ImportKind, series: str, count: int) -> bytes:
    out = io.StringIO()
    out.writelines(_lines(kind, series, count))
    return out.getvalue().encode()


def _lines(kind: ImportKind, series: str, count: int) -> Iterator[str]:
    if kind is PEOPLE:
        yield "Fornavn;Etternavn;Klubb;Verv;E-post\n"
        for n in range(count):
            name, address = f"{word(series + str(n))}sen", f"{series}{n}@samlet.example"
            yield f"Prøve;{name};Prøveklubben;tillitsvalgt;{address}\n"
    else:
        yield "Navn;Slag;Hører til;Kommune\n"
        for n in range(count):
            yield f"{word(series + str(n))};Klubb;LO Prøveregion;Ås\n"


def word(text: str) -> str:
    """Words that are unlike one another, as names are."""
    digits = hashlib.sha256(text.encode()).hexdigest()[:12]
    return digits.translate(str.maketrans("0123456789", "ghijklmnop"))


def questions(top: Unit, kind: ImportKind, series: str, count: int) -> tuple[int, int]:
    """How many it takes to try, and to carry out."""
    held = Held("region_admin", top.pk, True, top.subject.pk)
    admin = Actor("x", "user", key="user:x", grants=(held,), all_grants=(held,))
    read = read_file(kind, sheet(kind, series, count), "liste.csv")
    batch = actions.receive_file(
        admin, kind=kind, register=top.subject, read=read, filename="liste.csv"
    )
    with CaptureQueriesContext(connection) as trying:
        batch = actions.try_out(admin, batch=batch)
    assert batch.plan["counts"]["new"] == count
    with CaptureQueriesContext(connection) as doing:
        actions.carry_out(admin, batch=batch)
    return len(trying), len(doing)


@pytest.mark.parametrize("kind", [PEOPLE, UNITS], ids=["people", "organisations"])
def test_no_row_costs_a_question_of_its_own(top: Unit, kind: ImportKind) -> None:
    few = questions(top, kind, "a", FEW)
    many = questions(top, kind, "b", MANY)

    assert many[0] <= few[0] + 2
    assert many[1] <= few[1] + (MANY - FEW) // ROWS_A_QUESTION
