"""The acts of an import: receive a file, map its columns, try it, carry it out, throw it away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.sources.sheets import VOCABULARY
from samlet.web.core import access, audit, changes, installation
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Conflict, Rejected
from samlet.web.core.guard import action
from samlet.web.core.jobs import Progress
from samlet.web.core.models import Placement, Subject
from samlet.web.people.actions import KIND, place
from samlet.web.people.importing.models import ImportBatch, ImportProfile
from samlet.web.people.importing.planning import NEW, SAME, SKIP, make_plan
from samlet.web.people.importing.reading import Read, keep
from samlet.web.people.models import Person, Position, PositionKind

KEPT = timedelta(hours=24)
LARGEST_STEP = 500
REFERENCES = {"home_municipality": "home_municipality_id", "works_at": "works_at_id"}


@action
def receive_file(actor: Actor, *, register: Subject, read: Read, filename: str) -> ImportBatch:
    """Keep what was read until it is carried out; columns are mapped as last time, or guessed."""
    _require(actor, register)
    profile = ImportProfile.objects.filter(controller=register).first()
    remembered: Mapping[str, str] = profile.fields if profile is not None else {}
    mapping = {
        str(n): remembered.get(one.column.heading, one.field) if one.outcome != "refused" else ""
        for n, one in enumerate(read.mapping.columns)
    }
    batch = ImportBatch.objects.create(
        controller=register,
        started_by=actor.trail,
        filename=filename[:200],
        sha256=read.sha256,
        sheet=read.sheet[:200],
        table=keep(read.table, read.mapping),
        mapping=_each_once(mapping),
    )
    audit.record(actor, "people.import_received", register, fields=["rows"])
    return batch


def _require(actor: Actor, register: Subject) -> None:
    """The actor imports into a register where a grant of theirs lets them."""
    if actor.is_trusted:
        return
    act = access.act_of("people.import")
    if not any(
        grant.controller_id == register.pk and act.allows(grant.role) for grant in actor.grants
    ):
        raise access.not_there()


def _each_once(mapping: dict[str, str]) -> dict[str, str]:
    """A field is one column: the first that says so."""
    taken: set[str] = set()
    for n in sorted(mapping, key=int):
        if mapping[n] in taken:
            mapping[n] = ""
        if mapping[n]:
            taken.add(mapping[n])
    return mapping


@action
def map_columns(actor: Actor, *, batch: ImportBatch, fields: Mapping[str, str]) -> ImportBatch:
    """Say what each column is. Raises Rejected for two of one field, and for none with a name."""
    batch = _open(actor, batch)
    known = {kind.key for kind in VOCABULARY.fields("people")}
    refused = {str(n) for n, one in enumerate(batch.table["columns"]) if one[2] == "refused"}
    mapping = {
        n: fields.get(n, "") if n not in refused and fields.get(n, "") in known else ""
        for n in batch.mapping
    }
    chosen = [field for field in mapping.values() if field]
    if len(chosen) != len(set(chosen)):
        raise Rejected(_("Two columns are mapped to the same field. Choose one of them."))
    if not {"name", "family_name"} & set(chosen):
        raise Rejected(_("Say which column holds the name."))
    batch.mapping, batch.plan, batch.choices, batch.ticked = mapping, None, {}, []
    batch.tried_at = None
    batch.save()
    headings = {one[1]: mapping[str(n)] for n, one in enumerate(batch.table["columns"]) if one[1]}
    ImportProfile.objects.update_or_create(
        controller=batch.controller, defaults={"fields": headings}
    )
    return batch


def _open(actor: Actor, batch: ImportBatch) -> ImportBatch:
    batch = (
        ImportBatch.objects.select_for_update(of=("self",))
        .select_related("controller")
        .get(pk=batch.pk)
    )
    _require(actor, batch.controller)
    if batch.done_at is not None:
        raise Conflict(_("This import has been carried out already."))
    if batch.emptied_at is not None:
        raise Conflict(_("This import has been thrown away. Send the file again."))
    return batch


@action
def try_out(actor: Actor, *, batch: ImportBatch, progress: Progress | None = None) -> ImportBatch:
    """Work out every row's fate, changing nothing else."""
    batch = _open(actor, batch)
    batch.plan = make_plan(actor, batch, progress)
    batch.tried_at = timezone.now()
    batch.save(update_fields=["plan", "tried_at"])
    return batch


@action
def choose(
    actor: Actor, *, batch: ImportBatch, choices: Mapping[str, str], ticked: Sequence[str]
) -> ImportBatch:
    """Say for doubtful rows whether it is the same person, and which warnings are noted."""
    batch = _open(actor, batch)
    plan = _plan(batch)
    doubtful = {str(row["number"]) for row in plan["rows"] if row["fate"] == "doubtful"}
    batch.choices = {
        number: choice
        for number, choice in choices.items()
        if number in doubtful and choice in (SAME, NEW, SKIP)
    }
    batch.ticked = [key for key, _count in plan["warnings"] if key in set(ticked)]
    batch.save(update_fields=["choices", "ticked"])
    if len(batch.ticked) < len(plan["warnings"]):
        raise Rejected(_("Tick each warning first, to say that you have seen it."))
    return batch


def _plan(batch: ImportBatch) -> dict[str, Any]:
    if batch.plan is None:
        raise Conflict(_("Try the import first."))
    plan: dict[str, Any] = batch.plan
    return plan


@action
def carry_out(actor: Actor, *, batch: ImportBatch, progress: Progress | None = None) -> ImportBatch:
    """Write what was tried: all of it or nothing, and all of it can be undone as one.

    It is worked out anew first. Raises Conflict when that gives another result than was shown.
    """
    batch = _open(actor, batch)
    shown = _plan(batch)
    now = make_plan(actor, batch)
    if [_essence(row) for row in now["rows"]] != [_essence(row) for row in shown["rows"]]:
        raise Conflict(
            _("Something has changed since it was tried. Try it again and look it over.")
        )
    rows = [row for row in now["rows"] if _wanted(row, batch.choices)]
    if progress is not None:
        progress.begin(len(rows))
    with changes.recording(
        actor, "people.import", act="people.edit", controller=batch.controller
    ) as recorder:
        people = _write_people(batch, rows, recorder)
        _write_offices(batch, rows, people, recorder)
        if progress is not None:
            progress.advance(len(rows))
    pks = set(people.values())
    place(pks)  # it brings the search index up to date as well
    batch.change_set = recorder.change_set
    batch.done_at = timezone.now()
    _empty(batch)
    batch.save()
    audit.record(actor, "people.imported", batch.controller, fields=["people", "positions"])
    return batch


def _essence(row: dict[str, Any]) -> tuple[Any, ...]:
    """What must be the same as when it was shown."""
    return (row["number"], row["fate"], row["person"], row["near"], row["values"], row["ends"])


def _wanted(row: dict[str, Any], choices: Mapping[str, str]) -> bool:
    if row["fate"] == "doubtful":
        return choices.get(str(row["number"]), SKIP) != SKIP
    return row["fate"] in ("new", "changed")


def _whom(row: dict[str, Any], choices: Mapping[str, str]) -> int | None:
    """Of whom the row is, or None for somebody new."""
    if row["fate"] == "doubtful":
        same = choices.get(str(row["number"])) == SAME
        return row["near"] if same else None
    person: int | None = row["person"]
    return person


def _write_people(
    batch: ImportBatch, rows: Sequence[dict[str, Any]], recorder: changes.Recorder
) -> dict[int, int]:
    """Row number → person, made or changed."""
    old = {row["number"]: pk for row in rows if (pk := _whom(row, batch.choices)) is not None}
    present = Person.objects.select_for_update(of=("self",)).in_bulk(list(set(old.values())))
    recorder.update_many(
        (present[old[row["number"]]], _columns(row["values"]))
        for row in rows
        if row["number"] in old and row["values"]
    )
    new = [row for row in rows if row["number"] not in old]
    synthetic = installation.is_demonstration()
    subjects = recorder.create_many(
        [
            Subject(
                kind=KIND,
                controller=batch.controller,
                synthetic=synthetic,
            )
            for _row in new
        ]
    )
    recorder.create_many(
        [
            Person(subject=subject, **_columns(row["whole"]))
            for row, subject in zip(new, subjects, strict=True)
        ]
    )
    Placement.objects.bulk_create(
        Placement(subject=subject, unit_id=row["unit"] or row["all_offices"][0][1])
        for row, subject in zip(new, subjects, strict=True)
    )
    made = {row["number"]: subject.pk for row, subject in zip(new, subjects, strict=True)}
    return old | made


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    return {REFERENCES.get(name, name): value for name, value in values.items()}


def _write_offices(
    batch: ImportBatch,
    rows: Sequence[dict[str, Any]],
    people: Mapping[int, int],
    recorder: changes.Recorder,
) -> None:
    kinds = {kind.key: kind for kind in PositionKind.objects.all()}
    today = timezone.localdate()
    recorder.create_many(
        [
            Position(
                person_id=people[row["number"]],
                unit_id=unit,
                kind=kinds.get(kind, kinds["other"]),
                from_day=_day(begun),
                to_day=_day(ended),
                confirmed_on=today,
            )
            for row in rows
            for kind, unit, begun, ended in _offices(row, batch.choices)
        ]
    )
    ends = {
        int(pk): _day(day)
        for row in rows
        if _whom(row, batch.choices) is not None
        for pk, day in row["ends"].items()
    }
    held = Position.objects.select_for_update(of=("self",)).in_bulk(list(ends))
    recorder.update_many((held[pk], {"to_day": day}) for pk, day in ends.items())


def _offices(row: dict[str, Any], choices: Mapping[str, str]) -> list[list[Any]]:
    """What is to be added: all of the row's for somebody new, what is missing for who is there."""
    missing = _whom(row, choices) is not None
    offices: list[list[Any]] = row["offices"] if missing else row["all_offices"]
    return offices


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@action
def throw_away(actor: Actor, *, batch: ImportBatch) -> None:
    """What was read is let go; nothing has been changed."""
    batch = _open(actor, batch)
    _empty(batch)
    batch.save()


def _empty(batch: ImportBatch) -> None:
    """Let go of what the batch holds of people; counts stay."""
    counts = (batch.plan or {}).get("counts", {})
    batch.table, batch.choices, batch.filename = {}, {}, ""
    batch.plan = {"counts": counts, "rows": [], "warnings": [], "missing": 0}
    batch.emptied_at = timezone.now()


@action
def empty_old(now: Any = None) -> int:
    """Let go of imports that were left lying for a day; how many."""
    before = (now or timezone.now()) - KEPT
    left = list(ImportBatch.objects.filter(emptied_at=None, created_at__lt=before))
    for batch in left:
        _empty(batch)
        batch.save()
    return len(left)


@action
def let_go_of_all() -> int:
    """Somebody is erased, and may stand in what lies waiting: it is let go whole; how many."""
    waiting = list(ImportBatch.objects.filter(emptied_at=None))
    for batch in waiting:
        _empty(batch)
        batch.save()
    return len(waiting)
