"""Asking for erasure, calling it off, and what is left of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone, translation

from samlet.web.core import audit
from samlet.web.core.actor import COMMAND, Actor, Held
from samlet.web.core.errors import Conflict, Forbidden, NotFound
from samlet.web.core.models import AuditEntry, Erasure, ErasureCount, Placement, Reach, Subject
from samlet.web.core.personal import erasing, erasure, identify, ledger
from samlet.web.people.models import Person

pytestmark = pytest.mark.django_db
NO_BASIS = Erasure.Reason.NO_BASIS


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def register() -> Subject:
    made = Subject.objects.create(kind="organisations.unit", synthetic=True)
    Subject.objects.filter(pk=made.pk).update(controller=made)
    Reach.objects.create(ancestor=made, descendant=made)
    return made


def person(controller: Subject, family_name: str = "Prøve") -> Person:
    subject = Subject.objects.create(kind="people.person", controller=controller, synthetic=True)
    Placement.objects.create(subject=subject, unit=controller)
    made = Person(subject=subject, family_name=family_name, email=f"{subject.public_id}@a.example")
    made.save_base(force_insert=True)
    return made


def holder(role: str, unit: Subject) -> Actor:
    return Actor(role, "user", key=f"user:{role}", grants=(Held(role, unit.pk, True, unit.pk),))


def by_link(someone: Person) -> Actor:
    return Actor("", "link", key="link:bcdfghjkmnpq", subject_id=someone.pk)


def test_ones_own_request_is_done_at_once() -> None:
    someone = person(register())

    asked = erasure.ask(by_link(someone), subject=someone.subject, reason=NO_BASIS)

    assert asked.due_at <= timezone.now()
    assert asked.reason == Erasure.Reason.OWN


def test_ones_own_request_waits_when_one_chooses_that() -> None:
    someone = person(register())

    asked = erasure.ask(by_link(someone), subject=someone.subject, reason=NO_BASIS, later=True)

    assert asked.due_at > timezone.now() + timedelta(days=6)


def test_what_others_ask_for_waits_seven_days_and_can_be_called_off() -> None:
    union = register()
    someone, admin = person(union), holder("region_admin", union)

    asked = erasure.ask(admin, subject=someone.subject, reason=NO_BASIS)
    erasure.execute_rows([asked.pk])
    erasure.cancel(admin, erasure=asked)
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        gone = erasure.execute_rows([asked.pk])

    assert gone == 0
    assert Subject.objects.filter(pk=someone.pk).exists()


def test_who_may_see_but_not_erase_is_refused() -> None:
    union = register()
    someone = person(union)

    with pytest.raises(Forbidden):
        erasure.ask(holder("club_leader", union), subject=someone.subject, reason=NO_BASIS)


def test_somebody_elses_link_and_another_register_see_nothing() -> None:
    someone, other = person(register()), register()

    for stranger in (by_link(person(other)), holder("region_admin", other)):
        with pytest.raises(NotFound):
            erasure.ask(stranger, subject=someone.subject, reason=NO_BASIS)


def test_a_unit_is_not_erased_in_this_way() -> None:
    union = register()

    with pytest.raises(NotFound):
        erasure.ask(holder("region_admin", union), subject=union, reason=NO_BASIS)
    with pytest.raises(Conflict):
        erasing.erase_rows(identify(union))


def test_it_is_asked_once() -> None:
    union = register()
    someone = person(union)
    erasure.ask(holder("region_admin", union), subject=someone.subject, reason=NO_BASIS)

    with pytest.raises(Conflict):
        erasure.ask(holder("region_admin", union), subject=someone.subject, reason=NO_BASIS)


def test_afterwards_only_counts_are_left_and_the_trail_holds() -> None:
    union = register()
    someone = person(union, "Zabcdef")
    asked = erasure.ask(holder("region_admin", union), subject=someone.subject, reason=NO_BASIS)

    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        gone = erasure.execute_rows([asked.pk])

    asked.refresh_from_db()
    count = ErasureCount.objects.get()
    assert gone == 1
    assert (asked.subject, asked.controller) == (None, union)
    assert (count.people, count.reason, count.controller) == (1, NO_BASIS, union)
    assert count.rows == asked.rows > 0
    assert not Person._base_manager.filter(pk=someone.pk).exists()
    assert AuditEntry.objects.filter(act="erasure.done").count() == 1
    assert audit.verify().holds


def test_others_in_the_register_are_untouched() -> None:
    union = register()
    someone, neighbour = person(union), person(union)
    asked = erasure.ask(COMMAND, subject=someone.subject, reason=NO_BASIS)

    erasure.execute_rows([asked.pk])

    assert Person._base_manager.filter(pk=neighbour.pk).exists()


def test_the_preview_says_what_goes_and_what_stays_by_which_law() -> None:
    union = register()
    someone = person(union)
    audit.record(COMMAND, "people.tried", someone)

    lines = erasure.preview(by_link(someone), subject=someone.subject)

    assert {line.fate for line in lines} == {"delete"}
    with translation.override("en"):
        assert any(line.rows == 1 and "Name" in str(line.title) for line in lines)


def test_the_ledger_holds_no_id_and_erases_again_what_a_backup_brings_back(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    union = register()
    someone, neighbour = person(union), person(union)
    ledger.append([someone.public_id])
    scrubbed = []
    monkeypatch.setattr(ledger, "scrub", lambda: scrubbed.append(True))

    gone = ledger.replay()

    assert gone == 1
    assert scrubbed
    assert someone.public_id not in (data_folder / ledger.LEDGER).read_text()
    assert not Subject.objects.filter(pk=someone.pk).exists()
    assert Subject.objects.filter(pk=neighbour.pk).exists()


def test_a_ledger_without_its_key_is_not_taken_for_an_empty_one(data_folder: Path) -> None:
    someone = person(register())
    ledger.append([someone.public_id])
    (data_folder / ledger.KEY).unlink()

    with pytest.raises(Conflict):
        ledger.replay()
