"""Letting go: looked at, marked, capped, agreed to by a second, waited for, and then done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from samlet.web.accounts.models import AccessLink, Grant, User
from samlet.web.core import personal
from samlet.web.core.actor import Actor, Held
from samlet.web.core.errors import Conflict, NotFound
from samlet.web.core.guard import unscoped
from samlet.web.core.models import (
    AuditEntry,
    CallOutcome,
    Erasure,
    Job,
    Placement,
    PurposeSetting,
    Reach,
    Subject,
)
from samlet.web.core.personal import erasure, retention
from samlet.web.core.personal.ground import OFFICES
from samlet.web.organisations.models import Unit, UnitKind
from samlet.web.people.models import Consent, ConsentText, Person, Position, PositionKind
from tests.web.core.planting import Planter

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def today(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.DATA_DIR = tmp_path
    # Files are written anew in a test of its own, which needs no transaction around it.
    monkeypatch.setattr(erasure, "scrub", lambda: None)
    with time_machine.travel("2026-11-24T12:00:00+01:00", tick=False):
        yield


def register() -> Unit:
    subject = Subject.objects.create(kind="organisations.unit", synthetic=True)
    Subject.objects.filter(pk=subject.pk).update(controller=subject)
    subject.refresh_from_db()
    Reach.objects.create(ancestor=subject, descendant=subject)
    Placement.objects.create(subject=subject, unit=subject)
    made = Unit(subject=subject, kind=UnitKind.objects.first(), name="Prøve")
    made.save_base(force_insert=True)
    return made


def person(at: Unit, *, ended: date | None = None, office: bool = True) -> Person:
    subject = Subject.objects.create(
        kind="people.person",
        controller=at.subject,
        synthetic=True,
        created_at=timezone.now() - timedelta(days=100),
    )
    made = Person(subject=subject, family_name="Prøve")
    made.save_base(force_insert=True)
    if office:
        kind = PositionKind.objects.filter(political=False).first()
        Position(person=made, unit=at, kind=kind, to_day=ended).save_base(force_insert=True)
    return made


def keeper(at: Unit, name: str = "one") -> Actor:
    held = Held("region_admin", at.pk, True, at.pk)
    return Actor(name, "user", key=f"user:{name}", grants=(held,))


def due(at: Unit) -> set[int]:
    return {one.subject_id for one in retention.all_due(at.subject)}


def test_who_left_the_last_office_over_a_year_ago_is_due() -> None:
    at = register()
    long_ago = person(at, ended=date(2025, 11, 20))
    lately = person(at, ended=date(2025, 11, 30))
    today = person(at)

    assert due(at) == {long_ago.pk}
    assert lately.pk not in due(at)
    assert today.pk not in due(at)


def test_who_never_had_an_office_is_due_after_a_month_unless_a_consent_stands() -> None:
    at = register()
    mistake, agreed = person(at, office=False), person(at, office=False)
    text = ConsentText.objects.create(
        purpose="candidacy", version=1, text_nb="Ja.", text_nn="Ja.", text_en="Yes."
    )
    consent = Consent(person=agreed, text=text, how="written", given_at=timezone.now())
    consent.save_base(force_insert=True)

    assert due(at) == {mistake.pk}


def test_a_controller_can_keep_shorter_and_never_longer() -> None:
    at = register()
    lately = person(at, ended=date(2026, 6, 1))
    setting = PurposeSetting.objects.create(controller=at.subject, purpose=OFFICES, keep_days=90)
    shorter = due(at)
    setting.keep_days = 9000
    setting.save()

    assert shorter == {lately.pk}
    assert retention.days_kept(at.subject, OFFICES) == 365


def test_looking_does_nothing() -> None:
    at = register()
    person(at, ended=date(2020, 1, 1))

    found = retention.look(keeper(at), controller=at.subject)

    assert len(found.due) == 1
    assert not Erasure.objects.exists()


def test_another_register_cannot_be_looked_at() -> None:
    at, other = register(), register()

    with pytest.raises(NotFound):
        retention.look(keeper(other), controller=at.subject)


def test_a_run_takes_no_more_than_the_cap_the_longest_first(settings) -> None:
    settings.RETENTION_CAP = 2
    at = register()
    people = [person(at, ended=date(2020 + n, 1, 1)) for n in range(4)]

    run = retention.mark(keeper(at), controller=at.subject)

    assert run is not None
    assert (run.marked, run.left_over) == (2, 2)
    marked = set(Erasure.objects.values_list("subject", flat=True))
    assert marked == {people[0].pk, people[1].pk}
    entry = AuditEntry.objects.get(act="retention.marked")
    assert (entry.actor, entry.controller) == ("user:one", at.subject.public_id)


def test_marked_people_wait_fourteen_days_and_are_then_erased() -> None:
    at = register()
    someone = person(at, ended=date(2020, 1, 1))
    retention.mark(keeper(at), controller=at.subject)

    before = retention.erase_due()
    with time_machine.travel("2026-12-09T12:00:00+01:00", tick=False):
        after = retention.erase_due()

    assert (before, after) == (0, 1)
    assert not Subject.objects.filter(pk=someone.pk).exists()
    assert Erasure.objects.get().done_at is not None


def test_a_large_run_waits_for_a_second_person_who_is_another(settings) -> None:
    settings.RETENTION_SECOND = 1
    at = register()
    for _unused in range(2):
        person(at, ended=date(2020, 1, 1))
    run = retention.mark(keeper(at), controller=at.subject)
    assert run is not None

    with time_machine.travel("2026-12-09T12:00:00+01:00", tick=False):
        alone = retention.erase_due()
        with pytest.raises(Conflict):
            retention.agree(keeper(at), run=run)
        retention.agree(keeper(at, "two"), run=run)
        together = retention.erase_due()

    assert (alone, together) == (0, 2)


def test_who_gets_a_new_office_meanwhile_is_kept_by_itself() -> None:
    at = register()
    someone = person(at, ended=date(2020, 1, 1))
    retention.mark(keeper(at), controller=at.subject)
    kind = PositionKind.objects.filter(political=False).first()
    Position(person=someone, unit=at, kind=kind).save_base(force_insert=True)

    with time_machine.travel("2026-12-09T12:00:00+01:00", tick=False):
        gone = retention.erase_due()

    assert gone == 0
    assert Erasure.objects.get().cancelled_by == "system"


def test_one_or_all_of_the_marked_can_be_kept() -> None:
    at = register()
    for _unused in range(2):
        person(at, ended=date(2020, 1, 1))
    run = retention.mark(keeper(at), controller=at.subject)
    assert run is not None
    first = Erasure.objects.order_by("pk")[0]

    retention.keep_one(keeper(at), marked=first)
    retention.cancel_run(keeper(at, "two"), run=run)
    with time_machine.travel("2026-12-09T12:00:00+01:00", tick=False):
        gone = retention.erase_due()

    assert gone == 0
    assert set(Erasure.objects.values_list("cancelled_by", flat=True)) == {"user:one", "user:two"}


def test_the_daily_work_marks_as_the_program_and_never_two_runs_at_once() -> None:
    at = register()
    person(at, ended=date(2020, 1, 1))

    first, second = retention.sweep(), retention.sweep()

    assert (first["marked"], second["marked"]) == (1, 0)
    assert Erasure.objects.get().asked_by == "system"
    with pytest.raises(Conflict):
        retention.mark(keeper(at), controller=at.subject)


def account(at: Unit, *, ended: date | None) -> User:
    user = User.objects.create_user(f"{at.public_id}-{User.objects.count()}@example.org")
    User.objects.filter(pk=user.pk).update(created_at=timezone.now() - timedelta(days=400))
    Grant.objects.create(
        user=user,
        role="club_leader",
        unit=at.subject,
        controller=at.subject,
        from_day=date(2026, 1, 1),
        to_day=ended,
        given_by="test",
    )
    return user


def accounts_due(at: Unit) -> set[int]:
    return {one.account_id for one in retention.all_due(at.subject) if one.account_id}


def test_an_account_goes_ninety_days_after_its_last_access_in_the_register_that_gave_it() -> None:
    at, other = register(), register()
    long_ago = account(at, ended=date(2026, 8, 20))
    lately = account(at, ended=date(2026, 9, 1))
    in_use = account(at, ended=None)

    assert accounts_due(at) == {long_ago.pk}
    assert accounts_due(other) == set()
    retention.mark(keeper(at), controller=at.subject)
    with time_machine.travel("2026-12-09T12:00:00+01:00", tick=False):
        assert Erasure.objects.get().account == long_ago
        gone = retention.erase_due()
    assert gone == 1
    assert set(User.objects.values_list("pk", flat=True)) == {lately.pk, in_use.pk}
    assert Erasure.objects.get().done_at is not None


def test_an_account_that_is_given_access_meanwhile_is_kept_by_itself() -> None:
    at = register()
    user = account(at, ended=date(2026, 8, 20))
    retention.mark(keeper(at), controller=at.subject)
    Grant.objects.filter(user=user).update(to_day=None)

    with time_machine.travel("2026-12-09T12:00:00+01:00", tick=False):
        gone = retention.erase_due()

    assert gone == 0
    assert User.objects.filter(pk=user.pk).exists()


def test_every_declaration_says_how_long_its_rows_are_kept() -> None:
    for declared in personal.all_declarations():
        assert declared.retention is not None, declared.model
        assert str(declared.retention.said).strip(), declared.model
    due = {one.model for one in personal.all_declarations() if one.retention and one.retention.due}
    assert due == {"people.Person", "accounts.User"}


def test_rows_of_every_model_with_a_time_of_its_own_go_when_it_is_over() -> None:
    with unscoped("a test plants rows"):
        Planter().plant()
    timed = [one for one in personal.all_declarations() if one.retention and one.retention.over]
    assert {one.model for one in timed} >= {
        "accounts.AccessLink",
        "account.EmailConfirmation",
        "core.CallOutcome",
        "core.Change",
        "core.Job",
        "events.Invitation",
        "outgoing.Letter",
        "core.ImportBatch",
        "usersessions.UserSession",
    }
    AccessLink.objects.update(expires_at=timezone.now())
    Job.objects.update(finished_at=timezone.now())
    with time_machine.travel("2029-11-24T12:00:00+01:00", tick=False):
        over = {declared.model for declared, _rows in retention.rows_over()}
        before = retention.rows_over()
        gone = retention.let_go_of_rows()
        after = retention.rows_over()
    assert over == {one.model for one in timed}
    assert all(rows for _declared, rows in before)
    assert set(gone) == over
    assert after == []
    assert retention.let_go_of_rows(timezone.now()) == {}


def test_a_night_lets_go_of_no_more_rows_than_the_cap(settings) -> None:
    settings.RETENTION_ROWS = 2
    at = register()
    someone = person(at)
    for _unused in range(3):
        CallOutcome.objects.create(
            subject=someone.subject,
            controller=at.subject,
            source="test",
            item="x",
            outcome=CallOutcome.Outcome.REACHED,
        )
    with time_machine.travel("2028-11-24T12:00:00+01:00", tick=False):
        first, second = retention.let_go_of_rows(), retention.let_go_of_rows()
    assert (first["core.CallOutcome"], second["core.CallOutcome"]) == (2, 1)
