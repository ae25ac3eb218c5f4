"""The acts of an import: receive a file, map its columns, try it, carry it out, throw it away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.sources.sheets import VOCABULARY, fold
from samlet.web.core import access, audit, changes
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Conflict, Rejected
from samlet.web.core.guard import action
from samlet.web.core.importing.kinds import NEW, SAME, SKIP, ImportKind, Writing, kind_of
from samlet.web.core.importing.planning import make_plan
from samlet.web.core.importing.reading import Read, keep
from samlet.web.core.jobs import Progress
from samlet.web.core.models import ImportBatch, ImportProfile, Subject

KEPT = timedelta(hours=24)


@action
def receive_file(
    actor: Actor, *, kind: ImportKind, register: Subject, read: Read, filename: str
) -> ImportBatch:
    """Keep what was read until it is carried out; columns are mapped as last time, or guessed."""
    _require(actor, kind, register)
    batch = ImportBatch.objects.create(
        kind=kind.key,
        controller=register,
        started_by=actor.trail,
        filename=filename[:200],
        sha256=read.sha256,
        sheet=read.sheet[:200],
        table=keep(read),
    )
    batch.mapping = _guessed(batch)
    batch.save(update_fields=["mapping"])
    audit.record(actor, f"{kind.key}.import_received", register, fields=["rows"])
    return batch


def _require(actor: Actor, kind: ImportKind, register: Subject) -> None:
    """The actor imports into a register where a grant of theirs lets them."""
    if actor.is_trusted:
        return
    act = access.act_of(kind.act)
    if not any(
        grant.controller_id == register.pk and act.allows(grant.role) for grant in actor.grants
    ):
        raise access.not_there()


def _guessed(batch: ImportBatch) -> dict[str, str]:
    """Column → field: as it was said last time for a heading, else as it was recognised."""
    profile = ImportProfile.objects.filter(kind=batch.kind, controller=batch.controller).first()
    remembered: Mapping[str, str] = profile.fields if profile is not None else {}
    columns = zip(batch.table["columns"], batch.table["fields"], strict=True)
    return _each_once(
        {
            str(n): "" if outcome == "refused" else remembered.get(heading, field)
            for n, ((_index, heading, outcome, *_why), field) in enumerate(columns)
        }
    )


@action
def choose_sheet(actor: Actor, *, batch: ImportBatch, sheet: str) -> ImportBatch:
    """Read another sheet of the file. Raises Rejected when there is none of that name."""
    batch = _open(actor, batch)
    others = batch.table["others"]
    if sheet not in others:
        raise Rejected(_("The file has no such sheet. Choose one of those named here."))
    chosen = others.pop(sheet)
    before = {**batch.table, "others": {}}
    chosen["others"] = {**others, batch.sheet: before}
    batch.table, batch.sheet, batch.plan, batch.options = chosen, sheet, None, {}
    batch.mapping = _guessed(batch)
    batch.save()
    return batch


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
def map_columns(
    actor: Actor,
    *,
    batch: ImportBatch,
    fields: Mapping[str, str],
    options: Mapping[str, str] | None = None,
) -> ImportBatch:
    """Say what each column is. Raises Rejected for two of one field, and when they make no row."""
    batch = _open(actor, batch)
    kind = kind_of(batch.kind)
    refused = {str(n) for n, one in enumerate(batch.table["columns"]) if one[2] == "refused"}
    mapping = {
        n: fields.get(n, "") if n not in refused and fields.get(n, "") in kind.fields else ""
        for n in batch.mapping
    }
    chosen = [field for field in mapping.values() if field]
    if len(chosen) != len(set(chosen)):
        raise Rejected(_("Two columns are mapped to the same field. Choose one of them."))
    kind.check_columns(set(chosen), options or {})
    batch.mapping, batch.options = mapping, dict(options or {})
    batch.table["others"] = {}  # it is this sheet, so the others are let go
    batch.plan, batch.choices, batch.ticked, batch.tried_at = None, {}, [], None
    batch.save()
    headings = {
        one[1]: mapping[str(n)]
        for n, one in enumerate(batch.table["columns"])
        if fold(one[1]) in VOCABULARY.by_heading or mapping[str(n)]
    }
    headings.pop("", None)
    ImportProfile.objects.update_or_create(
        kind=batch.kind, controller=batch.controller, defaults={"fields": headings}
    )
    return batch


def _open(actor: Actor, batch: ImportBatch) -> ImportBatch:
    batch = (
        ImportBatch.objects.select_for_update(of=("self",))
        .select_related("controller")
        .get(pk=batch.pk)
    )
    _require(actor, kind_of(batch.kind), batch.controller)
    if batch.done_at is not None:
        raise Conflict(_("This import has been carried out already."))
    if batch.emptied_at is not None:
        raise Conflict(_("This import has been thrown away. Send the file again."))
    return batch


@action
def try_out(actor: Actor, *, batch: ImportBatch, progress: Progress | None = None) -> ImportBatch:
    """Work out every row's fate, changing nothing else."""
    batch = _open(actor, batch)
    if progress is not None:
        progress.begin(len(batch.table["rows"]))
    batch.plan = make_plan(actor, batch, progress)
    batch.tried_at = timezone.now()
    batch.save(update_fields=["plan", "tried_at"])
    return batch


@action
def choose(
    actor: Actor,
    *,
    batch: ImportBatch,
    choices: Mapping[str, str],
    ticked: Sequence[str],
    ready: bool = True,
) -> ImportBatch:
    """Say for doubtful rows whether it is the same one, and which warnings are noted.

    Rows of other pages keep what was chosen for them. ready: it is to be carried out, so all
    warnings must be noted. Raises Rejected when they are not.
    """
    batch = _open(actor, batch)
    plan = _plan(batch)
    doubtful = {str(row["number"]) for row in plan["rows"] if row["fate"] == "doubtful"}
    batch.choices |= {
        number: choice
        for number, choice in choices.items()
        if number in doubtful and choice in (SAME, NEW, SKIP)
    }
    batch.ticked = [key for key, _count in plan["warnings"] if key in set(ticked)]
    batch.save(update_fields=["choices", "ticked"])
    if ready and len(batch.ticked) < len(plan["warnings"]):
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
    kind = kind_of(batch.kind)
    shown = _plan(batch)
    if progress is not None:
        wanted = sum(_wanted(row, batch.choices) for row in shown["rows"])
        progress.begin(len(shown["rows"]) + wanted)
    now = make_plan(actor, batch, progress)
    if [_essence(row) for row in now["rows"]] != [_essence(row) for row in shown["rows"]]:
        raise Conflict(
            _("Something has changed since it was tried. Try it again and look it over.")
        )
    rows = [row for row in now["rows"] if _wanted(row, batch.choices)]
    with changes.recording(
        actor, f"{kind.key}.import", act=kind.writes, controller=batch.controller
    ) as recorder:
        kind.write(Writing(actor, batch, rows, recorder, progress))
    batch.change_set = recorder.change_set
    batch.done_at = timezone.now()
    batch.plan = {**shown, "counts": _counted(kind, shown, batch.choices)}
    _empty(batch)
    batch.save()
    audit.record(actor, f"{kind.key}.imported", batch.controller, fields=["rows"])
    return batch


def _essence(row: dict[str, Any]) -> dict[str, Any]:
    """What must be the same as when it was shown: all but the sentences."""
    return {name: value for name, value in row.items() if name not in ("notes", "old", "told")}


def _wanted(row: dict[str, Any], choices: Mapping[str, str]) -> bool:
    if row["fate"] == "doubtful":
        return choices.get(str(row["number"]), SKIP) != SKIP
    return row["fate"] in ("new", "changed")


def _counted(
    kind: ImportKind, plan: Mapping[str, Any], choices: Mapping[str, str]
) -> dict[str, int]:
    """What became of the rows: one in doubt is what somebody chose that it is."""
    counts: dict[str, int] = {**plan["counts"], "doubtful": 0}
    for row in plan["rows"]:
        if row["fate"] == "doubtful":
            known = "changed" if any(row[name] for name in kind.changing) else "same"
            became = {SAME: known, NEW: "new", SKIP: "rejected"}
            counts[became[choices.get(str(row["number"]), SKIP)]] += 1
    return counts


@action
def throw_away(actor: Actor, *, batch: ImportBatch) -> None:
    """What was read is let go; nothing has been changed."""
    batch = _open(actor, batch)
    _empty(batch)
    batch.save()


def _empty(batch: ImportBatch) -> None:
    """Let go of what the batch holds of people; counts stay."""
    counts = (batch.plan or {}).get("counts", {})
    batch.table, batch.choices, batch.filename, batch.sheet = {}, {}, "", ""
    batch.plan = {"counts": counts, "rows": [], "warnings": [], "missing": 0}
    batch.emptied_at = timezone.now()


def left_lying(at: datetime) -> Q:
    """Imports that nobody went on with for a day."""
    return Q(emptied_at=None, created_at__lt=at - KEPT)


@action
def empty_old(now: Any = None) -> int:
    """Let go of imports that were left lying for a day; how many."""
    left = list(ImportBatch.objects.filter(left_lying(now or timezone.now())))
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
