"""Every model says what it holds about people; erasure leaves nothing of it anywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.utils import translation

from samlet.web.core import access, personal
from samlet.web.core.guard import Guarded
from tests.conftest import CHECKOUT, environment_of_its_own


def all_models() -> list[type[models.Model]]:
    return list(apps.get_models())


def test_every_model_says_what_it_holds_about_people_or_why_it_holds_nothing() -> None:
    declared = {found.model.lower() for found in personal.all_declarations()}
    exempt = set(personal.exemptions())

    silent = {model._meta.label for model in all_models()} - {
        model._meta.label for model in all_models() if model._meta.label_lower in declared | exempt
    }

    assert not silent, f"say it in the room's personal.py: {', '.join(sorted(silent))}"
    assert not declared & exempt


@pytest.mark.parametrize("found", personal.all_declarations(), ids=lambda found: found.model)
def test_a_declaration_lists_every_field_and_gives_a_reason(
    found: personal.Declaration,
) -> None:
    fields = {field.name for field in found.model_class._meta.concrete_fields}

    assert {*found.fields, *found.keys, *found.secret} == fields
    assert all(str(why).strip() for why in found.fields.values())
    assert found.title
    personal.purpose_of(found.purpose)


@pytest.mark.parametrize("found", personal.all_declarations(), ids=lambda found: found.model)
def test_a_declaration_says_whom_a_row_is_about_and_what_erasure_does(
    found: personal.Declaration,
) -> None:
    ways = [found.person_path, found.user_path, found.find]

    assert any(ways)
    assert found.rows(personal.Identity((1,), (1,), (1,), ("x",), ("x",), ("x",), ("x",))).query
    if found.erasure == "blank":
        assert found.blanks or found.erase
    if found.erasure == "count":
        assert str(found.kept).strip(), "name the law that keeps it"


def test_nothing_that_points_at_a_person_is_said_to_be_about_nobody() -> None:
    people = {
        found.model_class
        for found in personal.all_declarations()
        if found.model in ("people.Person", "accounts.User")
        or found.person_path.startswith("person")
    }
    pointing = {
        model._meta.label_lower
        for model in all_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in people
    }

    assert not pointing & set(personal.exemptions())


def test_every_guarded_model_says_where_its_subject_is() -> None:
    without = [
        model._meta.label
        for model in all_models()
        if isinstance(model._default_manager, Guarded) and not hasattr(model, "scope_path")
    ]

    assert not without


def test_every_declared_person_model_of_ours_is_guarded() -> None:
    by_person = {"people.Person", "people.Position", "people.Consent", "people.Disclosure"}

    for found in personal.all_declarations():
        if found.model in by_person:
            assert isinstance(found.model_class._default_manager, Guarded), found.model


@pytest.mark.parametrize("purpose", personal.all_purposes(), ids=lambda purpose: purpose.key)
def test_a_purpose_says_its_basis_and_who_can_see_it(purpose: personal.Purpose) -> None:
    known = {act.key for act in access.all_acts()}

    with translation.override("en"):
        assert "Art. 6" in str(purpose.basis)
        assert "Art. 9" in str(purpose.special)
    assert set(purpose.seen_by) <= known
    assert purpose.keeping.after


@pytest.fixture
def own_database(tmp_path: Path) -> dict[str, str]:
    """An environment with an empty database of its own, of the kind these tests run on."""
    environment = environment_of_its_own(tmp_path)
    environment["DJANGO_SETTINGS_MODULE"] = "samlet.web.config.settings"
    environment["PYTHONPATH"] = os.pathsep.join([str(CHECKOUT / "src"), str(CHECKOUT)])
    if connection.vendor == "postgresql":
        name = f"planted_{os.getpid()}"
        settings = connection.settings_dict
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        environment["SAMLET_DATABASE"] = (
            f"postgres://{settings['USER']}@/{name}?host={settings['HOST']}"
        )
        environment["PGDATABASE"] = name
    return environment


def planted(environment: dict[str, str], folder: Path) -> dict[str, Any]:
    run = subprocess.run(
        [sys.executable, "-m", "tests.web.core.planting", str(folder)],
        env=environment,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


@pytest.mark.django_db
def test_an_erased_person_is_nowhere_in_the_database_nor_in_its_files(
    own_database: dict[str, str], tmp_path: Path
) -> None:
    found = planted(own_database, tmp_path)

    assert found["failure"] == ""
    assert found["done"]
    assert set(found["declared"]) - {"core_subject"} <= set(found["planted"])
    assert {"core_importbatch", "elections_resultimport"} <= set(found["planted"])
    folders = {Path(name).parts[0] for name in found["planted_files"]}
    assert {"documents", "mail", "wholes"} <= folders
    assert found["tables"] == []
    assert found["files"] == []
    assert found["sessions"] == 0
    assert found["counted"] == [1]
    assert found["trail_holds"]
    if connection.vendor == "postgresql":
        assert_not_in_dump(own_database)


def assert_not_in_dump(environment: dict[str, str]) -> None:
    """pg_dump is what a backup is made of."""
    from script.lib.with_postgres import programs  # noqa: PLC0415

    from tests.web.core.planting import MARK  # noqa: PLC0415

    place = programs()
    assert place is not None
    settings = connection.settings_dict
    dump = subprocess.run(
        [str(place / "pg_dump"), "-h", settings["HOST"], "-U", settings["USER"]],
        env=environment,
        capture_output=True,
        check=True,
    )
    assert b"core_subject" in dump.stdout
    assert MARK.encode() not in dump.stdout
