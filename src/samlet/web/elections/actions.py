"""Every write to results: bringing files in, confirming, undoing, and lots that were drawn."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.sources import ContestRows, ResultFile, read_results
from samlet.sources import Rejected as RejectedLine
from samlet.web.core import audit, stamps
from samlet.web.core.actor import Actor, require_writer
from samlet.web.core.errors import Conflict, Rejected
from samlet.web.elections.models import (
    Contest,
    Election,
    ListResult,
    LotDrawn,
    ResultChange,
    ResultImport,
    Source,
)
from samlet.web.elections.packaged import DAYS, stable_id
from samlet.web.places.models import County, Municipality

FIELDS = (
    "name",
    "row_kind",
    "ballots",
    "basis",
    "share",
    "seats",
    "received",
    "given",
    "list_votes",
)
CONTEST_FIELDS = ("seats", "electorate", "turnout", "source_id")


@dataclass
class ImportReport:
    """What an import did, or why it did nothing. `rejected` lines stop the whole file."""

    filename: str
    format: str = ""
    kind: str = ""
    year: int = 0
    contests: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    ignored: int = 0
    already: bool = False
    dry_run: bool = False
    rejected: Sequence[RejectedLine] = ()
    notices: list[str] = field(default_factory=list)
    result_import: ResultImport | None = None


class _DryRun(Exception):
    """Rolls a dry run back."""


def import_results(
    actor: Actor, *, content: bytes, filename: str, dry_run: bool = False
) -> ImportReport:
    """Bring one official result file in, all of it or nothing.

    A file with a rejected line changes nothing: every rejected line is in the report with its
    number and reason. The same file twice changes nothing. Raises UnreadableSource when the file
    is not what it says.
    """
    require_writer(actor)
    digest = hashlib.sha256(content).hexdigest()
    earlier = ResultImport.objects.filter(source__sha256=digest, undone_at=None).first()
    if earlier:
        return ImportReport(filename, already=True, result_import=earlier, format=earlier.format)
    parsed = read_results(content, filename)
    report = ImportReport(
        filename, parsed.format, parsed.kind, parsed.year, len(parsed.contests), dry_run=dry_run
    )
    report.rejected = [*parsed.rejected, *_unknown_places(parsed)]
    if report.rejected:
        return report
    try:
        with transaction.atomic():
            _bring_in(actor, parsed, digest, report)
            if dry_run:
                raise _DryRun
    except _DryRun:
        report.result_import = None
    return report


def _unknown_places(parsed: ResultFile) -> list[RejectedLine]:
    municipalities = set(Municipality.objects.values_list("number", flat=True))
    counties = set(County.objects.values_list("number", flat=True))
    return [
        RejectedLine(contest.line, "unknown_place", {"number": contest.number or contest.name})
        for contest in parsed.contests
        if contest.number not in (counties if contest.kind == "county" else municipalities)
    ]


def _bring_in(actor: Actor, parsed: ResultFile, digest: str, report: ImportReport) -> None:
    source = Source.objects.create(
        key=f"import:{digest[:16]}:{timezone.now():%Y%m%d%H%M%S%f}",
        publisher=str(_("Imported file")),
        title=report.filename[:300],
        day=timezone.localdate(),
        sha256=digest,
    )
    result_import = ResultImport.objects.create(
        source=source, format=parsed.format, imported_by=actor.name
    )
    changes: list[ResultChange] = []
    for rows in parsed.contests:
        changes += _bring_in_contest(parsed, rows, source, report)
    if not changes:
        result_import.delete()
        source.delete()
        return
    for change in changes:
        change.result_import = result_import
    ResultChange.objects.bulk_create(changes, batch_size=500)
    report.result_import = result_import
    audit.record(actor, "results.imported", result_import, fields=["results"])
    stamps.touch()


def _bring_in_contest(
    parsed: ResultFile, rows: ContestRows, source: Source, report: ImportReport
) -> list[ResultChange]:
    contest, made = _contest(parsed.year, rows, source)
    existing = {row.code: row for row in contest.lists.all()} if not made else {}
    changes = []
    for row in rows.lists:
        if row.row_kind == "aggregate" and existing and row.code not in existing:
            report.ignored += 1  # we hold the lists that this file only knows as a group
            continue
        values = _values(row)
        before = existing.get(row.code)
        if before is None:
            ListResult.objects.create(contest=contest, code=row.code, **values)
            changes.append(_change(contest, row.code, {}, values))
            report.new += 1
            continue
        moved = {
            name: value
            for name, value in values.items()
            if value is not None
            and name in _FACTS
            and _plain(getattr(before, name)) != _plain(value)
        }
        if not moved or not _adds_something(before, moved):
            report.same += 1
            continue
        old = {name: getattr(before, name) for name in moved}
        for name, value in moved.items():
            setattr(before, name, value)
        before.save(update_fields=list(moved))
        changes.append(_change(contest, row.code, old, moved))
        report.changed += 1
    changes += _contest_changes(contest, rows, source, made, bool(changes))
    return changes


_FACTS = ("ballots", "basis", "share", "seats", "received", "given", "list_votes")


def _adds_something(before: ListResult, moved: dict[str, Any]) -> bool:
    """A share with fewer decimals than ours, or only another basis, is no news."""
    facts = set(moved) - {"basis"}
    if facts == {"share"} and before.share is not None:
        decimals = -moved["share"].normalize().as_tuple().exponent
        return bool(round(before.share, decimals) != moved["share"])
    return bool(facts)


def _values(row: Any) -> dict[str, Any]:
    return {
        "name": row.name or row.code,
        "row_kind": row.row_kind,
        "ballots": row.ballots,
        "basis": "share" if row.ballots is None else "count",
        "share": None if row.share is None else round(Decimal(str(row.share)), 8),
        "seats": row.seats,
        "received": row.received,
        "given": row.given,
        "list_votes": row.list_votes,
    }


def _plain(value: Any) -> Any:
    return (
        None if value is None else str(value.normalize()) if isinstance(value, Decimal) else value
    )


def _jsonable(values: dict[str, Any]) -> dict[str, Any]:
    return {k: str(v) if isinstance(v, Decimal) else v for k, v in values.items()}


def _change(
    contest: Contest, code: str, before: dict[str, Any], after: dict[str, Any]
) -> ResultChange:
    return ResultChange(
        contest_id_text=contest.stable_id,
        code=code,
        before=_jsonable(before),
        after=_jsonable(after),
    )


def _contest(year: int, rows: ContestRows, source: Source) -> tuple[Contest, bool]:
    election, _made = Election.objects.get_or_create(
        kind=rows.kind, year=year, defaults={"day": _day(rows.kind, year)}
    )
    place: dict[str, Any] = (
        {"county": County.objects.get(number=rows.number)}
        if rows.kind == "county"
        else {"municipality": Municipality.objects.get(number=rows.number)}
    )
    return Contest.objects.get_or_create(
        stable_id=stable_id(rows.kind, rows.number, election.day),
        defaults={
            "election": election,
            **place,
            "seats": rows.council_seats or _seats_known(rows),
            "electorate": rows.electorate,
            "complete": rows.complete,
            "source": source,
        },
    )


def _day(kind: str, year: int) -> date:
    """Election day: as packaged, or the second Monday of September, which the law keeps to."""
    if (kind, year) in DAYS:
        return DAYS[kind, year]
    first = date(year, 9, 1)
    return date(year, 9, 1 + (-first.weekday()) % 7 + 7)


def _seats_known(rows: ContestRows) -> int | None:
    """The council's size when the file is silent: the one of its last election, until told."""
    if rows.kind == "storting":
        return None
    where = {"county__number" if rows.kind == "county" else "municipality__number": rows.number}
    return (
        Contest.objects.filter(election__kind=rows.kind, seats__isnull=False, **where)
        .order_by("-election__year")
        .values_list("seats", flat=True)
        .first()
    )


def _contest_changes(
    contest: Contest, rows: ContestRows, source: Source, made: bool, lists_changed: bool
) -> list[ResultChange]:
    if made:
        return [_change(contest, "", {}, {"seats": contest.seats, "source_id": source.pk})]
    wanted = {"electorate": rows.electorate, "seats": rows.council_seats}
    moved: dict[str, Any] = {
        name: value
        for name, value in wanted.items()
        if value is not None and value != getattr(contest, name)
    }
    if not moved and not lists_changed:
        return []
    moved["source_id"] = source.pk
    old = {name: getattr(contest, name) for name in moved}
    for name, value in moved.items():
        setattr(contest, name, value)
    contest.save(update_fields=[name.removesuffix("_id") for name in moved])
    return [_change(contest, "", old, moved)]


@transaction.atomic
def confirm_import(actor: Actor, *, result_import: ResultImport) -> ResultImport:
    """A second person has compared the import with the official page and says it is right."""
    require_writer(actor)
    row = ResultImport.objects.select_for_update().get(pk=result_import.pk)
    if row.undone_at:
        raise Conflict(_("The import was undone and cannot be confirmed."))
    if row.confirmed_at:
        raise Conflict(_("The import is already confirmed by %(name)s."), name=row.confirmed_by)
    if actor.name == row.imported_by:
        raise Rejected(_("An import is confirmed by another person than the one who made it."))
    row.confirmed_by, row.confirmed_at = actor.name, timezone.now()
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    audit.record(actor, "results.confirmed", row, fields=["confirmed_by"])
    return row


@transaction.atomic
def undo_import(actor: Actor, *, result_import: ResultImport) -> ResultImport:
    """Put every list and contest back as it was before an import.

    Refused when a later import changed the same contests: undo that one first.
    """
    require_writer(actor)
    row = ResultImport.objects.select_for_update().get(pk=result_import.pk)
    if row.undone_at:
        raise Conflict(_("The import is already undone."))
    changes = list(row.changes.all())
    touched = {change.contest_id_text for change in changes}
    later = ResultImport.objects.filter(
        pk__gt=row.pk, undone_at=None, changes__contest_id_text__in=touched
    ).first()
    if later:
        raise Conflict(
            _("A later import changed the same results. Undo “%(title)s” first."), title=str(later)
        )
    contests = {c.stable_id: c for c in Contest.objects.filter(stable_id__in=touched)}
    for change in reversed(changes):
        _undo(contests, change)
    row.undone_by, row.undone_at = actor.name, timezone.now()
    row.save(update_fields=["undone_by", "undone_at"])
    audit.record(actor, "results.undone", row, fields=["undone_at"])
    stamps.touch()
    return row


def _undo(contests: dict[str, Contest], change: ResultChange) -> None:
    contest = contests[change.contest_id_text]
    if not change.code:
        if not change.before:
            contest.delete()
            return
        Contest.objects.filter(pk=contest.pk).update(**change.before)
        return
    rows = ListResult.objects.filter(contest=contest, code=change.code)
    if change.before:
        rows.update(**change.before)
    else:
        rows.delete()


@transaction.atomic
def record_lot(actor: Actor, *, contest: Contest, winner: str, source: str, day: date) -> LotDrawn:
    """Record that the election authority drew lots for the last seat, and where it says so."""
    require_writer(actor)
    lot = LotDrawn(contest=contest, winner=winner, source=source, day=day)
    if not contest.lists.filter(code=winner).exists():
        raise Rejected(_("No list here has the code “%(code)s”."), code=winner)
    try:
        lot.full_clean()
    except ValidationError as error:
        raise Rejected(" ".join(error.messages).replace("%", "%%")) from error
    lot.save()
    audit.record(actor, "lot.recorded", lot, fields=["winner", "source"])
    stamps.touch()
    return lot


@transaction.atomic
def remove_lot(actor: Actor, *, lot: LotDrawn) -> None:
    """Take a recorded lot away again."""
    require_writer(actor)
    audit.record(actor, "lot.removed", lot)
    lot.delete()
    stamps.touch()
