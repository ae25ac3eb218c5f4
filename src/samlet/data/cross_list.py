"""How far cross-list votes usually move a margin, measured on the protocols of 2019.

List votes are ballots times seats, plus cross-list votes (*slengere*) received, less those given
(Election Act 2023 § 13-1(3)). For 2023 only the ballots are known, so a margin in ballots may be
smaller than what the cross-list votes moved. `within_reach` says when that is to be expected.
Method and figures: docs/method/cross-list-votes.md; `python -m samlet.data.cross_list` makes the
tables there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, isqrt, sqrt

from samlet.data import table
from samlet.election import Contest, ListEntry, margins, settle_contest

# Hundredths of a ballot per square root of the ballots cast in the municipality: the 95th
# percentile of how far cross-list votes moved a margin in the 41 protocols of 2019 (0.177),
# rounded up. A test computes it again from `list_votes_2019`.
REACH_HUNDREDTHS = 18

Row = Mapping[str, str]


def usual_reach(total_ballots: int) -> int:
    """The largest margin, in ballots, that cross-list votes usually could have moved.

    total_ballots: ballots given to lists in the municipality, >= 0. Raises ValueError if negative.
    """
    return isqrt(REACH_HUNDREDTHS**2 * total_ballots) // 100


def within_reach(margin_ballots: int, total_ballots: int) -> bool:
    """True when a margin known in ballots only is within reach of personal votes.

    margin_ballots: the fewest ballots that would move a seat or a majority, >= 0.
    total_ballots: ballots given to lists in the municipality, >= 0.
    Raises ValueError for a negative number.
    """
    if margin_ballots < 0:
        raise ValueError(f"A margin cannot be negative: {margin_ballots}.")
    return margin_ballots <= usual_reach(total_ballots)


@dataclass(frozen=True, slots=True)
class Shift:
    """What cross-list votes did to one list's distance to the last seat of its council in 2019.

    need: ballots the list lacked, settled on ballots. moved: ballots the cross-list votes took off
    that (negative: added to it). ballots: given to lists in the municipality.
    """

    number: str
    code: str
    need: Fraction
    moved: Fraction
    ballots: int

    @property
    def scaled(self) -> float:
        """The size of the move for one square root of the ballots cast."""
        return float(abs(self.moved)) / sqrt(self.ballots)


@dataclass(frozen=True, slots=True)
class Closeness:
    """How close a council was, settled on ballots, and whether the official seats are others.

    margin: the fewest ballots that would have moved a seat; where the official seats differ, to a
    list that officially has more.
    """

    number: str
    margin: int
    ballots: int
    overturned: bool

    @property
    def scaled(self) -> float:
        return self.margin / sqrt(self.ballots)


def shifts() -> tuple[Shift, ...]:
    """Every list outside the last seat in the 41 councils of 2019, against the list that won it."""
    return tuple(shift for rows in _by_place("list_votes_2019") for shift in _shifts(rows))


def percentile(values: Iterable[float], part: float) -> float:
    """The smallest value that at least `part` (0 to 1) of the values do not exceed."""
    ranked = sorted(values)
    return ranked[max(0, ceil(part * len(ranked)) - 1)]


def closeness_2019() -> tuple[Closeness, ...]:
    """The 41 councils with protocols."""
    return tuple(
        _closeness(
            rows[0]["number"],
            int(rows[0]["seats"]),
            {row["code"]: int(row["ballots"]) for row in rows},
            {row["code"]: int(row["won"]) for row in rows},
        )
        for rows in _by_place("list_votes_2019")
    )


def closeness_2023() -> tuple[Closeness, ...]:
    """The 327 councils where every list is known; 20 lists without ballots by their share."""
    sizes = {row["number"]: int(row["seats_2023"]) for row in table("councils")}
    rows_2023 = [row for row in table("results_municipal") if row["year"] == "2023"]
    return tuple(
        _closeness(
            number,
            sizes[number],
            ballots_or_share(rows),
            {row["code"]: int(row["seats"]) for row in rows},
        )
        for number, rows in _grouped(rows_2023).items()
        if all(row["row_kind"] == "list" for row in rows)
    )


def ballots_or_share(rows: Sequence[Row]) -> dict[str, int]:
    """Ballots by code; a list that has only a share gets the nearest whole number for it."""
    known = [row for row in rows if row["ballots"]]
    cast = sum(int(row["ballots"]) for row in known)
    parts = sum(Fraction(row["share"]) for row in known)
    return {
        row["code"]: int(row["ballots"] or round(Fraction(row["share"]) / parts * cast))
        for row in rows
    }


def _shifts(rows: Sequence[Row]) -> list[Shift]:
    seats = int(rows[0]["seats"])
    on_ballots = {row["code"]: int(row["ballots"]) * seats for row in rows}
    cross = {row["code"]: int(row["received"]) - int(row["given"]) for row in rows}
    cast = sum(on_ballots.values()) // seats
    settled = settle_contest(_contest(seats, on_ballots, 2019))
    last = settled.sequence[-1]
    last_divisor = Fraction(on_ballots[last.code]) / last.quotient
    found = []
    for next_in_line in settled.runners_up:
        code = next_in_line.code
        if code == last.code:
            continue
        divisor = Fraction(on_ballots[code]) / next_in_line.quotient
        need = last.quotient * divisor - on_ballots[code]
        moved = cross[code] - cross[last.code] * divisor / last_divisor
        found.append(Shift(rows[0]["number"], code, need / seats, moved / seats, cast))
    return found


def _closeness(
    number: str, seats: int, ballots: Mapping[str, int], official: Mapping[str, int]
) -> Closeness:
    settled = settle_contest(
        _contest(seats, {code: count * seats for code, count in ballots.items()}, 2023)
    )
    more = {code for code in official if official[code] > settled.seats[code]}
    needs = [
        margin.next
        for code, margin in margins(settled).items()
        if margin.next is not None and (not more or code in more)
    ]
    return Closeness(number, min(needs), sum(ballots.values()), bool(more))


def _contest(seats: int, list_votes: Mapping[str, int], year: int) -> Contest:
    entries = tuple(
        ListEntry(code, votes, ballots=votes // seats) for code, votes in list_votes.items()
    )
    return Contest(seats, entries, year=year, ballot_weight=seats)


def _by_place(name: str) -> list[list[Row]]:
    return list(_grouped(table(name)).values())


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["number"]].append(row)
    return groups


def report() -> str:
    """The tables of docs/method/cross-list-votes.md as Markdown."""
    return "\n".join([*_moves_table(), "", *_overturned_table()])


def _moves_table() -> list[str]:
    sizes = [(0, 1500), (1500, 5000), (5000, 15000), (15000, 10**9)]
    lines = [
        "| ballots in the municipality | lists | median | 90 % | 95 % | 95 %, per √ballots |",
        "|---|---|---|---|---|---|",
    ]
    for low, high in [(0, 10**9), *sizes]:
        found = [shift for shift in shifts() if low <= shift.ballots < high]
        size = "all" if (low, high) == (0, 10**9) else f"{low:,} to {high - 1:,}"
        size = size.replace(" to 999,999,999", " or more")
        moved = [float(abs(shift.moved)) for shift in found]
        cells = [f"{percentile(moved, part):.1f}" for part in (0.5, 0.9, 0.95)]
        scaled = percentile((shift.scaled for shift in found), 0.95)
        lines.append(f"| {size} | {len(found)} | {' | '.join(cells)} | {scaled:.3f} |")
    return lines


def _overturned_table() -> list[str]:
    bands = [(0.0, 0.05), (0.05, 0.1), (0.1, REACH_HUNDREDTHS / 100), (REACH_HUNDREDTHS / 100, 9e9)]
    lines = [
        "| margin / √ballots | councils 2019 | overturned | councils 2023 | overturned |",
        "|---|---|---|---|---|",
    ]
    years = [closeness_2019(), closeness_2023()]
    for low, high in bands:
        name = f"over {low:.2f}" if high > 9 else f"{low:.2f} to {high:.2f}"
        cells = []
        for councils in years:
            inside = [one for one in councils if low < one.scaled <= high]
            cells += [str(len(inside)), str(sum(one.overturned for one in inside))]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


if __name__ == "__main__":
    print(report())
