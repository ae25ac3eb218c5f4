"""A contest while it is being read, and the checks it must pass before it is handed on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from samlet.sources.codes import GROUP, LARGEST_PARTIES
from samlet.sources.rows import ContestRows, Kind, ListRow, Rejected
from samlet.sources.values import LONGEST_NAME, InvalidValue, shown

Read = TypeVar("Read")

SLACK = 0.0001  # of all ballots: room for the rounding of a published percentage


@dataclass
class Draft:
    """One contest as far as it is read, with what was wrong on the way.

    total: approved ballots the file states, blank ones included. seats_are_official: False where
    seats are not those of one council (Storting, or a register without local lists).
    """

    kind: Kind
    number: str
    name: str
    line: int
    where: str = ""
    county: str = ""
    lists: list[ListRow] = field(default_factory=list)
    electorate: int | None = None
    total: int | None = None
    blank: int | None = None
    council_seats: int | None = None
    complete: bool = True
    sequence: tuple[str, ...] = ()
    problems: list[Rejected] = field(default_factory=list)
    seats_are_official: bool = True

    def reject(
        self,
        code: str,
        params: Mapping[str, object] | None = None,
        *,
        line: int | None = None,
        where: str | None = None,
    ) -> None:
        """Note why the contest, or one line of it, cannot be used."""
        self.problems.append(
            Rejected(
                self.line if line is None else line,
                code,
                dict(params or {}),
                self.where if where is None else where,
            )
        )

    def value(
        self, read: Callable[[], Read], *, line: int | None = None, where: str | None = None
    ) -> Read | None:
        """What `read` gives, or None after the reason it could not be read has been noted."""
        try:
            return read()
        except InvalidValue as error:
            self.reject(error.code, error.params, line=line, where=where)
            return None

    @property
    def counted(self) -> list[ListRow]:
        """The lists that add up to the whole."""
        return [row for row in self.lists if row.row_kind != "member"]


def finish(drafts: Iterable[Draft]) -> tuple[tuple[ContestRows, ...], tuple[Rejected, ...]]:
    """The contests that pass every check, and the reasons for those that do not."""
    contests: list[ContestRows] = []
    rejected: list[Rejected] = []
    listed = list(drafts)
    places = Counter((draft.kind, draft.number or draft.name) for draft in listed)
    for draft in listed:
        if places[draft.kind, draft.number or draft.name] > 1:
            draft.reject("same_place_twice", {"number": draft.number or draft.name})
        if not draft.problems:
            draft.problems.extend(examine(draft))
        if draft.problems:
            rejected.extend(draft.problems)
        else:
            contests.append(_contest(draft))
    rejected.sort(key=lambda one: one.line)
    return tuple(contests), tuple(rejected)


def group_small_lists(draft: Draft) -> None:
    """Sort out the group of small lists that official files give beside, or instead of, the lists.

    The group repeats the lists outside the largest parties. When those are all there it is dropped;
    when some are missing it stays as the aggregate and those that are there become its members.
    """
    groups = [row for row in draft.lists if row.code == GROUP]
    small = [row for row in draft.lists if row.code not in (*LARGEST_PARTIES, GROUP)]
    if not groups:
        return
    group = max(groups, key=lambda row: row.ballots or 0)
    others = [row for row in draft.lists if row.code != GROUP]
    if group.ballots is None or any(row.ballots is None for row in small):
        listed = small and _covers(small, group)
    else:
        together = sum(row.ballots or 0 for row in small)
        listed = together == group.ballots
        if together > group.ballots:
            params = {"found": together, "total": group.ballots}
            draft.reject("group_differs", params, line=group.line)
    if listed or (group.ballots == 0 and not group.seats):
        draft.lists = others
        return
    members = {row.code for row in small}
    draft.lists = [
        replace(row, row_kind="member") if row.code in members else row for row in others
    ]
    draft.lists.append(replace(group, row_kind="aggregate"))


def _covers(small: list[ListRow], group: ListRow) -> bool:
    shares = [row.share for row in small]
    if group.share is None or None in shares:
        return False
    return abs(sum(share for share in shares if share is not None) - group.share) <= SLACK


def examine(draft: Draft) -> Iterator[Rejected]:
    """Everything about a contest that cannot be right, one reason each."""
    checks = (_lists, _council_size, _seats, _ballots, _shares, _list_votes)
    for check in checks:
        for line, code, params in check(draft):
            yield Rejected(line, code, params, draft.where)


Finding = tuple[int, str, dict[str, object]]


def _lists(draft: Draft) -> Iterator[Finding]:
    if not draft.lists:
        yield draft.line, "no_lists", {}
    seen: dict[Literal["code", "name"], set[str]] = defaultdict(set)
    for row in draft.lists:
        if not row.code:
            yield row.line, "no_name", {}
        elif len(row.name) > LONGEST_NAME or len(row.code) > LONGEST_NAME:
            yield row.line, "wrong_type", {"field": "name"}
        elif row.code in seen["code"] or row.name.casefold() in seen["name"]:
            yield row.line, "same_list_twice", {"name": shown(row.name or row.code)}
        seen["code"].add(row.code)
        if row.name:
            seen["name"].add(row.name.casefold())


def _council_size(draft: Draft) -> Iterator[Finding]:
    if not draft.seats_are_official or draft.council_seats is None:
        return
    if draft.council_seats == 0:
        yield draft.line, "no_seats", {}
    elif draft.council_seats % 2 == 0:
        yield draft.line, "even_council", {"seats": draft.council_seats}


def _seats(draft: Draft) -> Iterator[Finding]:
    if not draft.seats_are_official or not draft.council_seats:
        return
    seats = [row.seats for row in draft.counted]
    found = sum(count for count in seats if count is not None)
    params: dict[str, object] = {"found": found, "seats": draft.council_seats}
    if found > draft.council_seats:
        yield draft.line, "too_many_seats", params
    elif found < draft.council_seats and None not in seats:
        yield draft.line, "seats_do_not_add_up", params


def _ballots(draft: Draft) -> Iterator[Finding]:
    ballots = [row.ballots for row in draft.counted]
    found = sum(count for count in ballots if count is not None)
    if None in ballots or not ballots:
        return
    if found == 0:
        yield draft.line, "no_votes", {}
    if draft.complete and draft.total is not None and draft.blank is not None:
        found += draft.blank
        if found != draft.total:
            params: dict[str, object] = {"found": found, "total": draft.total}
            yield draft.line, "ballots_do_not_add_up", params
    if draft.electorate is not None and found > draft.electorate:
        yield draft.line, "too_many_voters", {"found": found, "total": draft.electorate}


def missing_share(draft: Draft) -> str | None:
    """The per cent that the shares add up to when lists are missing; None when they add up."""
    rows = [row for row in draft.counted if row.share is not None]
    total = sum(row.share or 0.0 for row in rows)
    slack = SLACK + sum(_rounding(row) for row in rows)
    if not rows or len(rows) < len(draft.counted) or total >= 1 - slack:
        return None
    return f"{total * 100:.2f}"


def _shares(draft: Draft) -> Iterator[Finding]:
    rows = [row for row in draft.counted if row.share is not None]
    if not rows:
        return
    total = sum(row.share or 0.0 for row in rows)
    slack = SLACK + sum(_rounding(row) for row in rows)
    if total > 1 + slack or (draft.complete and missing_share(draft)):
        yield draft.line, "shares_do_not_add_up", {"found": f"{total * 100:.2f}"}
        return  # a list is missing, and every share would differ from its ballots
    # With every list there, or a list that is large enough, ballots tell what the shares must be.
    cast = _cast(draft, rows)
    for row in draft.lists:
        if not cast or row.share is None or row.ballots is None:
            continue
        made = row.ballots / cast
        if abs(made - row.share) > SLACK + 2 * _rounding(row):
            yield (
                row.line,
                "share_differs",
                {
                    "name": shown(row.name or row.code),
                    "share": f"{row.share * 100:.2f}",
                    "found": f"{made * 100:.2f}",
                },
            )


def _cast(draft: Draft, rows: list[ListRow]) -> float:
    """Ballots given to lists: their sum when all are there, else by the largest list's share."""
    if draft.complete and all(row.ballots is not None for row in draft.counted):
        return float(sum(row.ballots or 0 for row in draft.counted))
    largest = max(rows, key=lambda row: row.ballots or 0)
    return (largest.ballots or 0) / largest.share if largest.share else 0.0


def _rounding(row: ListRow) -> float:
    return 0.5 * 10.0 ** -((row.share_decimals or 0) + 2)


def _list_votes(draft: Draft) -> Iterator[Finding]:
    rows = [row for row in draft.lists if row.received is not None and row.given is not None]
    for row in rows:
        if row.ballots is None or row.list_votes is None or not draft.council_seats:
            continue
        made = row.ballots * draft.council_seats + (row.received or 0) - (row.given or 0)
        if made != row.list_votes:
            params: dict[str, object] = {"name": shown(row.name), "found": made}
            yield row.line, "list_votes_do_not_add_up", {**params, "total": row.list_votes}
    received, given = sum(row.received or 0 for row in rows), sum(row.given or 0 for row in rows)
    if rows and len(rows) == len(draft.lists) and received != given:
        params = {"received": received, "given": given}
        yield draft.line, "cross_votes_do_not_balance", params


def _contest(draft: Draft) -> ContestRows:
    return ContestRows(
        number=draft.number,
        name=draft.name,
        lists=tuple(draft.lists),
        electorate=draft.electorate,
        approved=draft.total,
        blank=draft.blank,
        council_seats=draft.council_seats,
        line=draft.line,
        kind=draft.kind,
        complete=draft.complete,
        sequence=draft.sequence,
        county=draft.county,
    )
