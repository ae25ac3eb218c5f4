"""The demonstration is taken away whole, and never anybody real with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from samlet.web import server
from samlet.web.accounts.beginning.actions import begin_real_use
from samlet.web.accounts.demonstration.starting import begin_demonstration
from samlet.web.accounts.models import User
from samlet.web.core import audit, installation, personal, stamps, wholes
from samlet.web.core.actor import COMMAND
from samlet.web.core.errors import Conflict, Forbidden
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Subject
from samlet.web.core.wholes import removing
from samlet.web.elections.models import Contest
from samlet.web.people.models import Person
from tests.web.core.test_wholes_all import Filler
from tests.web.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def read_by_the_test(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    settings.DATA_DIR = tmp_path
    # Files are written anew in a test of its own, which needs no transaction around it.
    monkeypatch.setattr(removing, "scrub", lambda: None)
    with unscoped("tests look at what they made"):
        yield


@pytest.fixture
def shown() -> World:
    made = build()
    filler = Filler(made)
    for part in wholes.all_parts():
        filler.fill(part)
    Subject.objects.filter(kind=installation.PERSON).update(synthetic=True)
    stamps.put(installation.KEY, "demonstration")
    return made


def test_nothing_invented_is_left_and_real_use_can_begin(shown: World) -> None:
    contests = Contest.objects.count()

    gone = wholes.remove_demonstration(COMMAND)

    assert gone > 0
    for declaration in personal.all_declarations():
        if declaration.erasure == "delete" and declaration.model != "core.Subject":
            assert not declaration.model_class._base_manager.exists(), declaration.model
    for part in wholes.all_parts():
        assert part.shared or not part.model_class._base_manager.exists(), part.key
    assert not Subject.objects.exclude(kind__startswith="places.").exists()
    assert Contest.objects.count() == contests
    assert audit.verify().holds
    begun = begin_real_use(COMMAND, name="Prøve", email="leder@example.org", ground=False)
    assert User.objects.get() == begun.user
    assert installation.mode() == "real"


def test_where_somebody_real_is_nothing_is_removed(shown: World) -> None:
    Subject.objects.filter(pk=shown.own.pk).update(synthetic=False)
    people = Person.objects.count()

    with pytest.raises(Conflict):
        wholes.remove_demonstration(COMMAND)

    assert Person.objects.count() == people


def test_real_use_is_never_removed_and_it_is_asked_on_the_machine(shown: World) -> None:
    with pytest.raises(Forbidden):
        wholes.remove_demonstration(shown.actor("region_admin"))
    stamps.put(installation.KEY, "real")
    with pytest.raises(Conflict):
        wholes.remove_demonstration(COMMAND)


def test_no_demonstration_begins_where_there_is_somebody_real() -> None:
    build()
    stamps.drop(installation.KEY)

    with pytest.raises(Conflict):
        begin_demonstration(COMMAND)
    assert installation.mode() == ""


def test_a_demonstration_is_served_to_this_machine_only(shown: World) -> None:
    assert server.LOOPBACK
    for host in server.LOOPBACK:
        server._demonstrate(host, begin=True)
    for host in ("0.0.0.0", "192.0.2.1", "::"):
        with pytest.raises(server.CannotStart):
            server._demonstrate(host, begin=False)
