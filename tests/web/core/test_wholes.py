"""A whole register goes out in a file and into an empty Samlet, identical; or nothing goes in."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from samlet.synthetic import Size, generate
from samlet.web.core import installation, personal, wholes
from samlet.web.core.actor import COMMAND, SYSTEM
from samlet.web.core.attached import files as attached
from samlet.web.core.errors import Conflict, NotFound, Rejected
from samlet.web.core.guard import unscoped
from samlet.web.core.models import AuditEntry, FollowUp, Job, Reach, SearchEntry, Stamp, Subject
from samlet.web.core.wholes import files, jobs
from samlet.web.organisations.models import Edge, Unit
from samlet.web.people.loading import load_register
from samlet.web.people.models import Person
from tests.web.world import CLOSED, OTHER, OWN, World, build, client_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def read_by_the_test() -> Iterator[None]:
    with unscoped("tests look at what they made"):
        yield


def emptied() -> None:
    """As before anything had begun."""
    for part in reversed(wholes.all_parts()):
        if not part.shared:
            part.model_class._base_manager.all().delete()
    Subject.objects.filter(kind__in=["people.person", "organisations.unit"]).update(controller=None)
    Subject.objects.filter(kind__in=["people.person", "organisations.unit"]).delete()
    Stamp.objects.filter(pk=installation.KEY).delete()
    for path in attached.folder().rglob("*"):
        if path.is_file():
            path.unlink()


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}


def written(register: Subject, path: Path, password: str = "") -> Path:
    wholes.write_whole(COMMAND, register=register, target=path, password=password)
    return path


def test_a_generated_register_comes_back_byte_for_byte(tmp_path: Path) -> None:
    loaded = load_register(SYSTEM, generate(3, Size.DEMO))
    kept = Subject.objects.filter(kind="people.person", controller__isnull=False)
    register = max(
        wholes.registers_for(SYSTEM).exclude(pk=loaded.units[""].pk),
        key=lambda one: kept.filter(controller=one).count(),
    )
    FollowUp.objects.create(
        subject=register, controller=register, what="Prøve æøå", kind="other", due=date(2027, 1, 1)
    )
    before = parts_of(written(register, tmp_path / "ut.zip", ""))
    people, public_id = kept.filter(controller=register).count(), register.public_id
    reached = Reach.objects.filter(ancestor=register, descendant__controller=register).count()
    emptied()
    done = wholes.load_whole(COMMAND, path=tmp_path / "ut.zip")
    assert done.register.public_id == public_id
    assert Person.objects.count() == people > 50
    assert SearchEntry.objects.filter(subject__kind="people.person").count() == people
    assert (
        Reach.objects.filter(ancestor=done.register, descendant__controller=done.register).count()
        == reached
    )
    after = parts_of(written(done.register, tmp_path / "igjen.zip"))
    assert after == before
    assert len(before["memberships.jsonl"].splitlines()) > 50
    assert b"Pr\xc3\xb8ve \xc3\xa6" in before["follow_ups.jsonl"]


def test_nothing_of_other_registers_goes_along(tmp_path: Path) -> None:
    world = build()
    parts = parts_of(written(world.region.subject, tmp_path / "ut.zip"))
    whole = b"".join(parts.values()).decode()
    assert OWN in whole
    assert CLOSED in whole
    assert OTHER not in whole
    others = [json.loads(line) for line in parts["others.jsonl"].splitlines()]
    assert {row["name"] for row in others} == {"Forbundsavdelingen"}
    assert AuditEntry.objects.filter(act="register.exported").exists()


def test_every_declared_field_is_in_the_file() -> None:
    parts = {part.model.lower(): part for part in wholes.all_parts()}
    for label in ("people.person", "people.position", "people.consent", "people.disclosure"):
        declaration = personal.declaration_of(parts[label].model_class)
        assert declaration is not None
        assert set(declaration.fields) <= set(parts[label].fields), label
    kept = {
        one.model.lower()
        for one in personal.all_declarations()
        if one.export and one.model.startswith("people.")
    }
    assert kept <= parts.keys()


def test_a_file_that_was_changed_or_is_none_loads_nothing(tmp_path: Path) -> None:
    world = build()
    path = written(world.region.subject, tmp_path / "ut.zip")
    emptied()
    contents = parts_of(path)
    with zipfile.ZipFile(path) as archive:
        manifest = archive.read("manifest.json")
    wrong = tmp_path / "galt.zip"
    with zipfile.ZipFile(wrong, "w") as archive:
        archive.writestr("manifest.json", manifest)
        for name, content in contents.items():
            archive.writestr(name, content.replace(b"Ahornsen", b"Ahornsan"))
    (tmp_path / "ikke.zip").write_bytes(b"no zip")
    for bad in (wrong, tmp_path / "ikke.zip"):
        with pytest.raises(Rejected):
            wholes.load_whole(COMMAND, path=bad)
    assert not Person.objects.exists()
    assert not Unit.objects.exists()
    assert installation.mode() == ""


def test_a_sealed_file_opens_with_its_password_alone(tmp_path: Path) -> None:
    world = build()
    path = written(world.region.subject, tmp_path / "ut.samlet", "et langt passord")
    assert OWN.encode() not in path.read_bytes()
    emptied()
    with pytest.raises(Rejected):
        wholes.load_whole(COMMAND, path=path, password="et annet passord")
    wholes.load_whole(COMMAND, path=path, password="et langt passord")
    assert Person.objects.filter(family_name=OWN).exists()
    assert Edge.objects.exists()


def test_a_register_is_loaded_into_an_empty_samlet_alone(tmp_path: Path) -> None:
    world = build()
    path = written(world.region.subject, tmp_path / "ut.zip")
    with pytest.raises(Conflict):
        wholes.load_whole(COMMAND, path=path)


@pytest.fixture
def world(built: World) -> World:
    return built


def test_only_who_answers_for_the_register_takes_it(world: World, tmp_path: Path) -> None:
    for role in ("branch_leader", "club_leader", "coordinator", "auditor"):
        with pytest.raises(NotFound):
            wholes.write_whole(
                world.actor(role), register=world.region.subject, target=tmp_path / "x"
            )
    with pytest.raises(NotFound):
        wholes.write_whole(
            world.actor("region_admin"), register=world.union.subject, target=tmp_path / "x"
        )


def test_the_file_is_fetched_once(world: World, settings: object, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    browser = client_for(world.users["region_admin"])
    assert "LO Prøveregionen" in browser.get("/register/ta-med/").content.decode()
    actor = world.actor("region_admin")
    job = Job.objects.create(
        kind=jobs.KIND,
        started_by=actor.trail,
        starter_kind="user",
        starter_id=actor.user_id,
        controller=world.region.subject,
        finished_at=timezone.now(),
    )
    wholes.write_whole(actor, register=world.region.subject, target=files.file_of(job))
    address = f"/register/ta-med/{job.public_id}/"
    other = client_for(world.users["party_county_admin"])
    assert other.post(address).status_code == 404
    answer = browser.post(address)
    assert "no-store" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    assert browser.post(address).status_code == 404
