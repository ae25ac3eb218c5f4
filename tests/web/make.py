"""Builders for web tests: valid by default, through actions where there is one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from samlet import data
from samlet.web.core.actor import SYSTEM, Actor
from samlet.web.elections.actions import ImportReport, import_results
from samlet.web.parties import actions
from samlet.web.parties.models import Bloc, Party, Statement
from samlet.web.people.models import Consent, ConsentText, Person
from samlet.web.people.privacy import consenting

SAMPLES = Path(__file__).resolve().parents[1] / "sources" / "samples"
KARI = Actor("Kari", "command", key="kari")
OLA = Actor("Ola", "command", key="ola")


def bloc(*, key: str = "sentrum", parties: Sequence[str] = ("SP", "KRF", "V"), **more: Any) -> Bloc:
    """A bloc that is a proposal."""
    given = {"name": "Sentrum", "adjective": "sentrums", "colour": "#117c7c", **more}
    return actions.add_bloc(KARI, key=key, parties=parties, **given)


def statement(*, party: str = "SP", about: str = "FRP", **more: Any) -> Statement:
    """A statement. The words are the test's own and say so: nobody's view is invented."""
    parties = {row.code: row for row in Party.objects.all()}
    given = {
        "kind": Statement.Kind.EXCLUDES,
        "quote": "Ord til prøve.",
        "source": "Prøve",
        "day": date(2026, 9, 1),
        **more,
    }
    return actions.record_statement(KARI, party=parties[party], about=parties[about], **given)


def consent(person: Person, *, purpose: str = "political_office", **more: Any) -> Consent:
    """A yes on paper to the text that comes with Samlet."""
    text = ConsentText.objects.filter(purpose=purpose, register=None)[0]
    how = more.pop("how", Consent.How.WRITTEN)
    return consenting.give_consent(SYSTEM, person=person, text=text, how=how, **more)


def sample(name: str) -> bytes:
    """One of the official files in tests/sources/samples."""
    return (SAMPLES / name).read_bytes()


def official(number: str, year: int = 2023) -> dict[str, tuple[str, int, int]]:
    """Real lists of a municipality: code → (name, ballots, seats)."""
    return {
        row["code"]: (row["name"], int(row["ballots"]), int(row["seats"]))
        for row in data.table("results_municipal")
        if row["number"] == number and row["year"] == str(year) and row["row_kind"] == "list"
    }


def result_file(
    number: str,
    lists: Mapping[str, tuple[str, int, int | None]],
    *,
    name: str = "Gjerdrum",
    year: int = 2023,
    kind: str = "KO",
    seats: int | None = 25,
) -> bytes:
    """The result site's JSON for one contest, with the votes given."""
    cast = sum(ballots for _name, ballots, _seats in lists.values())
    parties = []
    for code, (party, ballots, won) in lists.items():
        result = {"prosent": round(100 * ballots / cast, 5), "antall": {"total": ballots}}
        row: dict[str, Any] = {
            "id": {"partikategori": 1, "partikode": code, "navn": party},
            "stemmer": {"resultat": result},
        }
        if won is not None:
            row["mandater"] = {"resultat": {"antall": won}}
        parties.append(row)
    place = {"valgaar": str(year), "valgtype": kind, "nivaa": "kommune", "navn": name, "nr": number}
    root = {
        "id": place,
        "antallsb": None,
        "mandater": {"antall": seats},
        "stemmer": {"total": cast},
        "opptalt": {},
        "partier": parties,
    }
    return json.dumps(root, ensure_ascii=False).encode()


def imported(content: bytes, filename: str = "resultat.json", actor: Actor = KARI) -> ImportReport:
    """A file brought in."""
    return import_results(actor, content=content, filename=filename)
