"""Small contests, and what is sure in them by trying every possibility with the slow settlement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from samlet.election import Contest, ListEntry
from tests.election.oracle import settle_slowly

Sure = tuple[list[int], list[int]]  # fewest and most seats each list can end with


def random_contest(rng: np.random.Generator, *, lists: int, most: int, seats: int) -> Contest:
    """A contest with few votes (so with ties), some lists without votes, some with a cap.

    Half of them are counted in ballots, a third hold seats for unknown lists.
    """
    held = int(rng.integers(1, 4)) if rng.random() < 0.3 else 0
    total = int(rng.integers(1, seats + 1)) + held
    weight = total if rng.random() < 0.5 else 1
    entries = []
    for place in range(lists):
        ballots = int(rng.integers(0, most + 1)) * int(rng.random() < 0.9)
        moved = int(rng.integers(-weight + 1, weight)) if weight > 1 else 0
        entries.append(
            ListEntry(
                f"L{place}",
                max(0, ballots * weight + moved),
                int(rng.integers(0, total)) if rng.random() < 0.2 else None,
                ballots if weight > 1 else None,
            )
        )
    contest = Contest(total, tuple(entries), ballot_weight=weight, held=held)
    return (
        contest
        if can_be_settled(contest)
        else random_contest(rng, lists=lists, most=most, seats=seats)
    )


def caps(contest: Contest) -> list[int]:
    free = contest.seats - contest.held
    return [
        free if entry.eligible is None else min(free, entry.eligible) for entry in contest.lists
    ]


def can_be_settled(contest: Contest) -> bool:
    free = contest.seats - contest.held
    room = sum(cap for cap, entry in zip(caps(contest), contest.lists, strict=True) if entry.votes)
    return room >= free


def sure(contest: Contest) -> Sure:
    """The fewest and the most seats of each list, whatever a lot says."""
    held, _, lot = settle_slowly(
        [entry.votes for entry in contest.lists], contest.seats - contest.held, caps(contest)
    )
    most = [seats + (i in lot) for i, seats in enumerate(held)]
    return held, most


def sure_of(contest: Contest, places: Sequence[int]) -> int:
    """The fewest seats some lists can end with together."""
    held, lot_seats, lot = settle_slowly(
        [entry.votes for entry in contest.lists], contest.seats - contest.held, caps(contest)
    )
    others = len(lot - set(places))
    return sum(held[i] for i in places) + max(0, lot_seats - others)


def changed(contest: Contest, by: Mapping[int, int]) -> Contest | None:
    """The contest with so many more (or fewer) ballots or votes; None where that cannot be."""
    entries = list(contest.lists)
    for place, count in by.items():
        entry = entries[place]
        votes = entry.votes + count * contest.ballot_weight
        ballots = None if entry.ballots is None else entry.ballots + count
        if (votes if ballots is None else ballots) < 0:
            return None
        votes = max(0, votes)  # the ballots lost take their cross-list votes with them
        entries[place] = replace(entry, votes=votes, ballots=ballots)
    return replace(contest, lists=tuple(entries))


def sharings(count: int, places: Sequence[int]) -> Iterator[dict[int, int]]:
    """Every way to share `count` among `places`."""
    if not places:
        if not count:
            yield {}
        return
    if len(places) == 1:
        yield {places[0]: count}
        return
    for first in range(count + 1):
        for rest in sharings(count - first, places[1:]):
            yield {places[0]: first, **rest}
