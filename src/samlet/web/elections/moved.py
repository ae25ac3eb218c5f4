"""Which councils an import moved: seats, ballots and majorities, before and after.

What an import did is kept list by list (ResultChange). The state after it is that of today with
every later import taken back; the state before is that with the import itself taken back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samlet.web.elections.counting import CouncilView
from samlet.web.elections.models import Contest, ListResult, ResultChange, ResultImport
from samlet.web.elections.queries import Names, bloc_seats, names_of, seat_majority, view_of
from samlet.web.parties.queries import BlocInfo

LIST_FIELDS = (
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


@dataclass(frozen=True, slots=True)
class MovedList:
    """One list that an import changed; None where it was not known."""

    code: str
    name: str
    ballots: tuple[int | None, int | None]
    seats: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Moved:
    """One contest that an import changed. Views are None where no council can be shown.

    electorate: before and after, None where the import did not touch it.
    """

    stable_id: str
    kind: str
    year: int
    name: str
    lists: tuple[MovedList, ...]
    before: CouncilView | None
    after: CouncilView | None
    electorate: tuple[int | None, int | None] | None

    @property
    def is_new(self) -> bool:
        return self.before is None and all(item.ballots[0] is None for item in self.lists)


@dataclass(frozen=True, slots=True)
class Flip:
    """A bloc that won or lost a council's majority by an import."""

    council: CouncilView
    bloc: BlocInfo
    won: bool


def moved_by(
    changes: Sequence[ResultChange], later: Iterable[ResultChange] = ()
) -> tuple[Moved, ...]:
    """The contests that `changes` moved. `later`: changes of later imports, newest first."""
    by_contest = _grouped(changes)
    taken_back = _grouped(later)
    contests = (
        Contest.objects.filter(stable_id__in=by_contest)
        .select_related("election", "municipality__county", "county", "source")
        .prefetch_related("lists", "lots")
    )
    names: dict[int, Names] = {}
    made = []
    for contest in contests:
        year = contest.election.year
        names.setdefault(year, names_of(year))
        own = by_contest[contest.stable_id]
        made.append(_moved(contest, own, taken_back[contest.stable_id], names[year]))
    return tuple(sorted(made, key=lambda item: (item.kind, item.name, item.stable_id)))


def moved_by_import(result_import: ResultImport) -> tuple[Moved, ...]:
    """The contests one import moved; none when it was undone."""
    if result_import.undone_at:
        return ()
    changes = list(result_import.changes.all())
    later = ResultChange.objects.filter(
        result_import__pk__gt=result_import.pk,
        result_import__undone_at=None,
        contest_id_text__in={change.contest_id_text for change in changes},
    ).order_by("-pk")
    return moved_by(changes, later)


def seats_moved(item: Moved, bloc: BlocInfo) -> tuple[int, int] | None:
    """A bloc's seats before and after, None where they are the same or not known."""
    if item.before is None or item.after is None:
        return None
    before, after = bloc_seats(item.before, bloc), bloc_seats(item.after, bloc)
    return None if before == after else (before, after)


def flips(moved: Iterable[Moved], blocs: Iterable[BlocInfo]) -> list[Flip]:
    """Every bloc's majorities that an import gave or took."""
    chosen = tuple(blocs)
    return [
        Flip(item.after, bloc, won=seat_majority(item.after, bloc))
        for item in moved
        if item.before and item.after
        for bloc in chosen
        if seat_majority(item.before, bloc) != seat_majority(item.after, bloc)
    ]


def _grouped(changes: Iterable[ResultChange]) -> dict[str, list[ResultChange]]:
    groups: dict[str, list[ResultChange]] = defaultdict(list)
    for change in changes:
        groups[change.contest_id_text].append(change)
    return groups


Rows = dict[str, dict[str, Any]]


def _moved(
    contest: Contest, own: list[ResultChange], later: list[ResultChange], names: Names
) -> Moved:
    rows: Rows = {
        row.code: {name: getattr(row, name) for name in LIST_FIELDS} for row in contest.lists.all()
    }
    fields: dict[str, Any] = {"seats": contest.seats, "electorate": contest.electorate}
    after_rows, after = _taken_back(rows, fields, later)
    before_rows, before = _taken_back(after_rows, after, list(reversed(own)))
    had = bool(before_rows)
    electorate = (before["electorate"], after["electorate"])
    return Moved(
        contest.stable_id,
        contest.election.kind,
        contest.election.year,
        contest.area or contest.place.name,
        tuple(
            _moved_list(change.code, before_rows, after_rows, names)
            for change in own
            if change.code
        ),
        _view(contest, before_rows, before, names) if had else None,
        _view(contest, after_rows, after, names),
        electorate if had and electorate[0] != electorate[1] else None,
    )


def _taken_back(
    rows: Rows, fields: Mapping[str, Any], changes: Iterable[ResultChange]
) -> tuple[Rows, dict[str, Any]]:
    """The lists and the contest's own fields without some changes, the last first."""
    rows = {code: dict(row) for code, row in rows.items()}
    fields = dict(fields)
    for change in changes:
        if not change.code:
            fields |= {name: value for name, value in change.before.items() if name in fields}
        elif change.before:
            rows[change.code] |= change.before
        else:
            rows.pop(change.code, None)
    return rows, fields


def _moved_list(code: str, before: Rows, after: Rows, names: Names) -> MovedList:
    was, now = before.get(code, {}), after.get(code, {})
    party = names.parties.get(code)
    name = party.name if party else (now or was).get("name", code)
    return MovedList(
        code,
        name,
        (was.get("ballots"), now.get("ballots")),
        (was.get("seats"), now.get("seats")),
    )


def _view(
    contest: Contest, rows: Rows, fields: Mapping[str, Any], names: Names
) -> CouncilView | None:
    """The council of these rows; None for Storting votes and areas that are no place of today."""
    if contest.area or contest.election.kind == "storting":
        return None
    lists = [_list(code, row) for code, row in rows.items()]
    was = contest.seats
    contest.seats = fields["seats"]
    try:
        return view_of(contest, lists, names)
    finally:
        contest.seats = was


def _list(code: str, row: Mapping[str, Any]) -> ListResult:
    """A list that is never saved; a share that was kept as text becomes a number again."""
    made = ListResult(code=code, **row)
    if isinstance(made.share, str):
        made.share = ListResult._meta.get_field("share").to_python(made.share)
    return made
