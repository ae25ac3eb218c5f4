"""What is changed in one go is undone in one go, exactly, or not at all."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import models
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from samlet.web.core import changes
from samlet.web.core.changes.encoding import decode, encode, row_of
from samlet.web.core.errors import Conflict, Forbidden
from samlet.web.core.guard import unscoped
from samlet.web.core.models import AuditEntry, Change, ChangeSet, Placement, Subject
from samlet.web.organisations.models import Unit, UnitName
from samlet.web.people.models import Person, Position
from tests.web.core.list_room import Register, person, register

EXACT = [
    (models.CharField(max_length=80), st.text(alphabet=st.characters(exclude_categories=["Cs"]))),
    (models.BooleanField(), st.booleans()),
    (models.BigIntegerField(), st.integers(-(2**63), 2**63 - 1)),
    (models.FloatField(), st.floats(allow_nan=False)),
    (models.DateField(), st.dates()),
    (models.DateTimeField(), st.datetimes(timezones=st.just(UTC))),
    (models.TimeField(), st.times()),
    (models.DurationField(), st.timedeltas(timedelta(-9000), timedelta(9000))),
    (models.DecimalField(max_digits=30, decimal_places=6), st.decimals(-(10**9), 10**9, places=6)),
    (models.UUIDField(), st.uuids()),
    (models.BinaryField(), st.binary()),
    (
        models.JSONField(),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        ),
    ),
]


@given(st.data())
def test_every_kind_of_field_survives_the_way_to_json_and_back(data: st.DataObject) -> None:
    field, values = data.draw(st.sampled_from(EXACT))
    value = data.draw(values)

    assert decode(field, encode(field, value)) == value
    assert decode(field, encode(field, None)) is None


def test_a_foreign_key_is_kept_by_its_key() -> None:
    field = Person._meta.get_field("works_at")

    assert decode(field, encode(field, 12)) == 12


@pytest.fixture
def north(db: None) -> Register:
    return register("Nord")


def fresh(one: Any) -> Any:
    return type(one)._base_manager.filter(pk=one.pk).first()


def test_undo_puts_back_what_was_changed_made_and_removed(north: Register) -> None:
    kept, gone = person("Berg", north.clubs[0]), person("Dal", north.clubs[0])
    with unscoped("tests"):
        lost = gone.positions.get()
    before = [row_of(fresh(one)) for one in (kept, gone, lost)]

    with changes.recording(north.admin, "proof.mixed", act="proof.edit") as recorder:
        recorder.update(kept, email="berg@example.org", works_at=north.clubs[1])
        recorder.update(kept, mobile="+4740000000")
        recorder.delete(lost)
        recorder.delete(gone)
        made = recorder.create(UnitName(unit=north.clubs[0], name="Gamleklubben"))

    assert fresh(kept).works_at_id == north.clubs[1].pk
    assert fresh(gone) is None
    assert recorder.change_set.rows == 5
    changes.undo(north.admin, recorder.change_set)

    assert [row_of(fresh(one)) for one in (kept, gone, lost)] == before
    assert fresh(made) is None
    assert AuditEntry.objects.filter(act="changes.undone").exists()


def test_what_was_imported_goes_with_its_subject_when_undone(north: Register) -> None:
    with changes.recording(north.admin, "proof.import", act="proof.edit") as recorder:
        subject = Subject.objects.create(kind="people.person", controller=north.top)
        made = recorder.create(Person(subject=subject, family_name="Ny"))
        Placement.objects.create(subject=subject, unit=north.clubs[0].subject)
        recorder.create(
            Position(person=made, unit=north.clubs[0], kind=_kind(), from_day=date(2026, 1, 1))
        )

    changes.undo(north.admin, recorder.change_set)

    assert not Subject.objects.filter(pk=subject.pk).exists()
    assert fresh(made) is None


def _kind() -> Any:
    from samlet.web.people.models import PositionKind  # noqa: PLC0415

    return PositionKind.objects.get_or_create(key="steward", defaults={"name_nb": "tillitsvalgt"})[
        0
    ]


def test_undo_stops_at_a_row_that_has_changed_since_and_names_it(north: Register) -> None:
    one, other = person("Berg", north.clubs[0]), person("Dal", north.clubs[0])
    with changes.recording(north.admin, "proof.nn", act="proof.edit") as recorder:
        recorder.update_many([(one, {"language": "nn"}), (other, {"language": "nn"})])
    Person._base_manager.filter(pk=other.pk).update(language="en")

    with pytest.raises(changes.UndoConflict) as told:
        changes.undo(north.admin, recorder.change_set)

    assert fresh(one).language == "nn"
    (difference,) = told.value.differences
    assert (difference.row, difference.label) == ("Syn Dal", "Language")
    assert (difference.before, difference.yours, difference.theirs) == ("nb", "nn", "en")
    assert "Syn Dal, Language: was “nn”, is now “en”" in told.value.message


def test_undo_leaves_other_fields_of_the_row_alone(north: Register) -> None:
    one = person("Berg", north.clubs[0])
    with changes.recording(north.admin, "proof.nn") as recorder:
        recorder.update(one, language="nn")
    Person._base_manager.filter(pk=one.pk).update(email="ny@example.org")

    changes.undo(north.admin, recorder.change_set)

    assert (fresh(one).language, fresh(one).email) == ("nb", "ny@example.org")


def test_what_was_made_is_not_removed_when_something_has_come_to_hang_on_it(
    north: Register,
) -> None:
    with changes.recording(north.admin, "proof.import") as recorder:
        subject = Subject.objects.create(kind="people.person", controller=north.top)
        made = recorder.create(Person(subject=subject, family_name="Ny"))
    Position._base_manager.create(person=made, unit=north.clubs[0], kind=_kind())

    with pytest.raises(changes.UndoConflict, match="Ny: position has been added"):
        changes.undo(north.admin, recorder.change_set)
    assert fresh(made) is not None


def test_a_row_that_others_hang_on_is_not_removed(north: Register) -> None:
    one = person("Berg", north.clubs[0])

    with (
        pytest.raises(Conflict, match="position still belongs"),
        changes.recording(north.admin, "proof.remove") as recorder,
    ):
        recorder.delete(one)
    assert fresh(one) is not None
    assert not ChangeSet.objects.exists()


def test_nothing_is_undone_twice_or_after_thirty_days(north: Register) -> None:
    one = person("Berg", north.clubs[0])
    with changes.recording(north.admin, "proof.nn") as recorder:
        recorder.update(one, language="nn")
    late = ChangeSet.objects.get()
    late.at = timezone.now() - timedelta(days=31)
    late.save()

    with pytest.raises(Conflict, match="30 days"):
        changes.undo(north.admin, late)
    ChangeSet.objects.update(at=timezone.now())
    changes.undo(north.admin, late)
    with pytest.raises(Conflict, match="already undone"):
        changes.undo(north.admin, late)


def test_undo_is_for_who_did_it_and_who_keeps_the_register(north: Register) -> None:
    south = register("Sør")
    one = person("Berg", north.clubs[0])
    with changes.recording(
        north.admin, "proof.nn", act="proof.edit", controller=north.top
    ) as recorder:
        recorder.update(one, language="nn")

    assert not changes.may_undo(north.leader, recorder.change_set)
    assert not changes.may_undo(south.admin, recorder.change_set)
    with pytest.raises(Forbidden):
        changes.undo(south.admin, recorder.change_set)
    bare = north.admin.within(())
    assert not changes.may_undo(bare, recorder.change_set)
    assert changes.may_undo(north.admin, recorder.change_set)


def test_a_change_that_changes_nothing_is_not_kept(north: Register) -> None:
    one = person("Berg", north.clubs[0])

    with changes.recording(north.admin, "proof.nn") as recorder:
        changed = recorder.update(one, language="nb")

    assert not changed
    assert not Change.objects.exists()


def test_an_error_halfway_leaves_no_trace(north: Register) -> None:
    one = person("Berg", north.clubs[0])

    def fail() -> None:
        with changes.recording(north.admin, "proof.nn") as recorder:
            recorder.update(one, language="nn")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert fresh(one).language == "nb"
    assert not ChangeSet.objects.exists()


def test_changes_forget_a_person_and_the_rest_can_still_be_undone(north: Register) -> None:
    one, other = person("Berg", north.clubs[0]), person("Dal", north.clubs[0])
    with unscoped("tests"):
        position = one.positions.get()
    with changes.recording(north.admin, "proof.merge", act="proof.edit") as recorder:
        recorder.update(position, person=other)
        recorder.update(one, email="berg@example.org")
        recorder.update(other, language="nn")
    moved = Change.objects.get(model="people.position")
    assert (moved.subject_id, moved.former_subject_id) == (other.pk, one.pk)

    assert changes.forget([one.pk]) == 2
    assert "berg@example.org" not in str(list(Change.objects.values()))
    changes.undo(north.admin, recorder.change_set)

    assert fresh(other).language == "nb"


def test_old_changes_are_emptied_and_their_count_is_kept(north: Register) -> None:
    one = person("Berg", north.clubs[0])
    with changes.recording(north.admin, "proof.nn") as recorder:
        recorder.update(one, language="nn")

    assert changes.empty_old(timezone.now() + timedelta(days=31)) == 1
    left = ChangeSet.objects.get()
    assert (left.rows, left.changes.count()) == (1, 0)
    assert not changes.can_be_undone(left)
    assert recorder.count == 1


def test_a_bulk_of_the_same_values_is_one_set(north: Register) -> None:
    people = [person(f"B{n}", north.clubs[0]) for n in range(5)]
    with (
        unscoped("tests"),
        changes.recording(north.admin, "proof.end", act="proof.edit") as recorder,
    ):
        recorder.update_all(Position.objects.all(), to_day=date(2026, 11, 24))

    assert recorder.count == len(people)
    assert Change.objects.first().after == {"to_day": "2026-11-24"}  # type: ignore[union-attr]
    changes.undo(north.admin, recorder.change_set)
    assert not Position._base_manager.exclude(to_day=None).exists()


def test_the_room_is_told_what_was_restored(
    north: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samlet.web.core.changes.undoing._when_restored", {})
    told: list[Any] = []
    changes.when_restored("organisations.Unit", told.extend)
    with changes.recording(north.admin, "proof.name") as recorder:
        recorder.update(north.clubs[0], name="Ny klubb")

    changes.undo(north.admin, recorder.change_set)

    assert told == [north.clubs[0].pk]
    assert fresh(north.clubs[0]).name == "Nord klubb 0"
    assert Unit.objects.filter(name="Ny klubb").count() == 0


def test_times_compare_across_zones() -> None:
    field = models.DateTimeField()
    oslo = datetime(2026, 11, 24, 14, 30, tzinfo=timezone.get_default_timezone())

    assert encode(field, oslo) == encode(field, oslo.astimezone(UTC))
