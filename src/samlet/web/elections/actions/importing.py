"""An official result file comes in, all of it or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from samlet.sources import ContestRows, Kind, ListRow, ResultFile, read_results
from samlet.sources import Rejected as RejectedLine
from samlet.web.core import access, audit, stamps
from samlet.web.core.actor import Actor
from samlet.web.elections.models import (
    Contest,
    Election,
    ListResult,
    ResultChange,
    ResultImport,
    Source,
)
from samlet.web.elections.moved import Moved, moved_by
from samlet.web.elections.packaged import DAYS, stable_id
from samlet.web.elections.which_place import Places, Where

# What a later file may correct; a list's name stays the one we have.
FACTS = ("ballots", "basis", "share", "seats", "received", "given", "list_votes")


@dataclass
class ImportReport:
    """What an import did, or why it did nothing. `rejected` lines stop the whole file.

    new, changed, same: lists. ignored: groups in the file whose lists we hold one by one.
    notices: lines left out without harm. moved: contests before and after, also of a dry run.
    """

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
    notices: Sequence[RejectedLine] = ()
    moved: Sequence[Moved] = ()
    result_import: ResultImport | None = None


class _Back(Exception):
    """Rolls everything back: a dry run, or a contest that does not add up once brought in."""

    def __init__(self, rejected: Sequence[RejectedLine] = ()) -> None:
        super().__init__()
        self.rejected = rejected


def import_results(
    actor: Actor,
    *,
    content: bytes,
    filename: str,
    dry_run: bool = False,
    kind: Kind | None = None,
    year: int | None = None,
) -> ImportReport:
    """Bring one official result file in, all of it or nothing.

    kind, year: the election, for a file that tells it neither inside nor by its name.

    A file with a rejected line changes nothing: every rejected line is in the report with its
    number and reason. The same file twice changes nothing. Raises UnreadableSource when the file
    is not what it says.
    """
    access.require(actor, "figures.import")
    digest = hashlib.sha256(content).hexdigest()
    earlier = ResultImport.objects.filter(source__sha256=digest, undone_at=None).first()
    if earlier:
        return ImportReport(filename, already=True, result_import=earlier, format=earlier.format)
    parsed = read_results(content, filename, kind=kind, year=year)
    report = ImportReport(
        filename, parsed.format, parsed.kind, parsed.year, len(parsed.contests), dry_run=dry_run
    )
    places = Places()
    found = [(rows, places.find(rows, parsed.year)) for rows in parsed.contests]
    report.notices = parsed.notes
    report.rejected = [
        *parsed.rejected,
        *(where for _rows, where in found if isinstance(where, RejectedLine)),
    ]
    if report.rejected:
        return report
    known = [(rows, where) for rows, where in found if isinstance(where, Where)]
    try:
        with transaction.atomic():
            _bring_in(actor, parsed, known, digest, report)
            if dry_run:
                raise _Back
    except _Back as back:
        report.result_import, report.rejected = None, back.rejected
    return report


def _bring_in(
    actor: Actor,
    parsed: ResultFile,
    found: Sequence[tuple[ContestRows, Where]],
    digest: str,
    report: ImportReport,
) -> None:
    source = Source.objects.create(
        key=f"import:{digest[:16]}:{timezone.now():%Y%m%d%H%M%S%f}",
        publisher=parsed.format[:200],
        title=report.filename[:300],
        day=timezone.localdate(),
        sha256=digest,
    )
    result_import = ResultImport.objects.create(
        source=source, format=parsed.format[:60], imported_by=actor.name
    )
    changes: list[ResultChange] = []
    refused: list[RejectedLine] = []
    for rows, where in found:
        contest, made = _contest(parsed.year, rows, where, source)
        moved = _bring_in_lists(contest, rows, made, report)
        changes += moved + _contest_changes(contest, rows, source, made, bool(moved))
        refused += _does_not_hold(contest, rows) if moved or made else []
    if refused:
        raise _Back(refused)
    report.moved = moved_by(changes)
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


def _contest(year: int, rows: ContestRows, where: Where, source: Source) -> tuple[Contest, bool]:
    election, _made = Election.objects.get_or_create(
        kind=rows.kind, year=year, defaults={"day": election_day(rows.kind, year)}
    )
    return Contest.objects.get_or_create(
        stable_id=stable_id(rows.kind, where.number, election.day),
        defaults={
            "election": election,
            "municipality": where.municipality,
            "county": where.county,
            "area": where.area,
            "seats": rows.council_seats or _seats_known(rows.kind, where),
            "electorate": rows.electorate,
            "complete": rows.complete,
            "source": source,
        },
    )


def election_day(kind: str, year: int) -> date:
    """Election day: as packaged, or the second Monday of September (Election Act § 2-2)."""
    if (kind, year) in DAYS:
        return DAYS[kind, year]
    first = date(year, 9, 1)
    return date(year, 9, 1 + (-first.weekday()) % 7 + 7)


def _seats_known(kind: str, where: Where) -> int | None:
    """The council's size when the file is silent: the one of its last election, until told."""
    if kind == "storting" or where.area:
        return None
    return (
        Contest.objects.filter(
            election__kind=kind,
            seats__isnull=False,
            municipality=where.municipality,
            county=where.county,
        )
        .order_by("-election__year")
        .values_list("seats", flat=True)
        .first()
    )


def _bring_in_lists(
    contest: Contest, rows: ContestRows, made: bool, report: ImportReport
) -> list[ResultChange]:
    existing = {} if made else {row.code: row for row in contest.lists.all()}
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
        moved = _moved(before, row, values)
        if not moved:
            report.same += 1
            continue
        old = {name: getattr(before, name) for name in moved}
        for name, value in moved.items():
            setattr(before, name, value)
        before.save(update_fields=list(moved))
        changes.append(_change(contest, row.code, old, moved))
        report.changed += 1
    return changes


def _moved(before: ListResult, row: ListRow, values: dict[str, Any]) -> dict[str, Any]:
    """The facts a file tells otherwise than we have them; what it is silent about stays.

    Where ballots are known a share is no news, nor is one with fewer decimals than ours.
    """
    moved = {
        name: values[name]
        for name in FACTS
        if values[name] is not None and values[name] != getattr(before, name)
    }
    if "share" in moved and (before.ballots is not None or _same_share(before, row, moved)):
        del moved["share"]
    if values["ballots"] is None and before.ballots is not None:
        moved.pop("basis", None)
    return moved if set(moved) - {"basis"} else {}


def _same_share(before: ListResult, row: ListRow, moved: dict[str, Any]) -> bool:
    """Whether two shares differ by no more than the file's rounding."""
    if before.share is None:
        return False
    # Per cent with two decimals is a share with four; no file has more than seven we can trust.
    decimals = min(7, 8 if row.share_decimals is None else row.share_decimals + 2)
    return bool(abs(moved["share"] - before.share) <= Decimal(1).scaleb(-decimals) / 2)


def _values(row: ListRow) -> dict[str, Any]:
    return {
        "name": (row.name or row.code)[:120],
        "row_kind": row.row_kind,
        "ballots": row.ballots,
        "basis": "share" if row.ballots is None else "count",
        "share": None if row.share is None else round(Decimal(str(row.share)), 8),
        "seats": row.seats,
        "received": row.received,
        "given": row.given,
        "list_votes": row.list_votes,
    }


def _change(
    contest: Contest, code: str, before: dict[str, Any], after: dict[str, Any]
) -> ResultChange:
    return ResultChange(
        contest_id_text=contest.stable_id,
        code=code,
        before=_jsonable(before),
        after=_jsonable(after),
    )


def _jsonable(values: dict[str, Any]) -> dict[str, Any]:
    return {k: str(v) if isinstance(v, Decimal) else v for k, v in values.items()}


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


def _does_not_hold(contest: Contest, rows: ContestRows) -> list[RejectedLine]:
    """What must be true of a council once file and database are one."""
    if rows.kind == "storting" or not contest.complete or contest.seats is None:
        return []
    if contest.seats % 2 == 0:
        # A council has an odd number of members (Local Government Act § 5-5).
        return [RejectedLine(rows.line, "even_council", {"seats": contest.seats})]
    counted = contest.lists.exclude(row_kind=ListResult.RowKind.MEMBER)
    won = list(counted.values_list("seats", flat=True))
    total = sum(seats or 0 for seats in won)
    said = {"found": total, "seats": contest.seats}
    if None not in won and total != contest.seats:
        return [RejectedLine(rows.line, "seats_do_not_add_up", said)]
    if total > contest.seats:
        return [RejectedLine(rows.line, "too_many_seats", said)]
    return []
