"""Settling: ours in bulk and one by one, beside votelib, apportionment and biprop.

The peers come with the development set. Where one is not installed its row says so, and nothing
is compared; a peer whose seats differ from ours is counted, since speed without the right answer
is no speed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from time import perf_counter
from typing import Any

import numpy as np

from samlet.cli.bench import Section
from samlet.election import (
    Contest,
    IntArray,
    ListEntry,
    fewest_votes,
    margins,
    settle,
    settle_contest,
)
from samlet.election.answer import answer

COUNCILS, LISTS, SEATS = 100_000, 12, 41
PEER_COUNCILS = 300
ANSWERS = 10_000
REPEATS = 5
Peer = Callable[[list[int], int], list[int]]


def sections() -> Iterator[Section]:
    votes = _votes(COUNCILS)
    ours, won = _bulk(votes)
    yield Section(
        "Settling in bulk",
        f"`settle` on {COUNCILS:,} councils of {LISTS} lists and {SEATS} seats, one process, best "
        f"of {REPEATS}; the others on the first {PEER_COUNCILS} of them, one call each. Ratio: our "
        "councils a second over theirs.",
        ("who", "councils a second", "ratio", "seats otherwise than ours"),
        [("Samlet, settle", round(ours), "1", 0), *_others(votes, won, ours)],
    )
    yield Section(
        "One contest at a time",
        "Exact whole numbers throughout, with the order of award.",
        ("what", "a second", "10 000 take, s"),
        list(_single(votes)),
    )


def _votes(councils: int) -> IntArray:
    """Councils that look like councils: a few large lists, many small. The same ones every run."""
    random = np.random.default_rng(2023)
    sizes = random.lognormal(mean=0.0, sigma=1.1, size=(councils, LISTS))
    return np.asarray(sizes * 2_000 * SEATS + 1, dtype=np.int64)


def _bulk(votes: IntArray) -> tuple[float, IntArray]:
    seats = np.full(len(votes), SEATS)
    best, settled = _best(lambda: settle(votes, seats))
    return len(votes) / best, settled.seats


def _best(work: Callable[[], Any]) -> tuple[float, Any]:
    """(the shortest of REPEATS runs in seconds, what the last one answered)."""
    seconds = []
    for _ in range(REPEATS):
        start = perf_counter()
        answered = work()
        seconds.append(perf_counter() - start)
    return min(seconds), answered


def _others(
    votes: IntArray, won: IntArray, ours: float
) -> Iterator[tuple[str, int | None, str, int | None]]:
    few = [[int(count) for count in row] for row in votes[:PEER_COUNCILS]]
    peers: dict[str, Callable[[], Peer]] = {
        "Samlet, settle_contest": lambda: _exact,
        "votelib, HighestAverages": _votelib,
        "apportionment, modified_saintelague": _apportionment,
        "biprop, upper_apportionment": _biprop,
    }
    for name, load in peers.items():
        try:
            peer = load()
        except ModuleNotFoundError:
            yield name, None, "not installed (script/setup dev)", None
            continue
        start = perf_counter()
        answers = [peer(row, SEATS) for row in few]
        speed = len(few) / (perf_counter() - start)
        other = sum(answer != mine for answer, mine in zip(answers, won.tolist(), strict=False))
        yield name, round(speed), f"{ours / speed:,.0f}".replace(",", " "), other


def _contest(row: list[int], seats: int) -> Contest:
    lists = tuple(ListEntry(f"L{place}", votes) for place, votes in enumerate(row))
    return Contest(seats=seats, lists=lists)


def _exact(row: list[int], seats: int) -> list[int]:
    return list(settle_contest(_contest(row, seats)).seats.values())


def _votelib() -> Peer:
    evaluate: Any = import_module("votelib.evaluate.proportional")
    divisor: Any = import_module("votelib.component.divisor")
    divisors = divisor.modified_first_coef(divisor.sainte_lague, 1.4)
    evaluator = evaluate.HighestAverages(divisors)

    def settle_one(row: list[int], seats: int) -> list[int]:
        won = evaluator.evaluate(dict(enumerate(row)), seats)
        return [won.get(place, 0) for place in range(len(row))]

    return settle_one


def _apportionment() -> Peer:
    methods: Any = import_module("apportionment.methods")
    return lambda row, seats: list(methods.compute("modified_saintelague", row, seats))


def _biprop() -> Peer:
    biprop: Any = import_module("biprop")

    def rounded(x: Any) -> Any:
        # Modified Sainte-Lague as biprop takes it: a first seat from 0.7, others rounded.
        return np.where(x < 0.7, 0, np.maximum(1, np.round(x)))

    def settle_one(row: list[int], seats: int) -> list[int]:
        election = biprop.Election([[votes] for votes in row])
        won = election.upper_apportionment(total_seats=seats, rounding_method=rounded)
        return [int(seats) for seats in won]

    return settle_one


def _single(votes: IntArray) -> Iterator[tuple[str, int, str]]:
    few = [[int(count) for count in row] for row in votes[:1_000]]
    contests = [_contest(row, SEATS) for row in few]
    settled = [settle_contest(contest) for contest in contests]
    bloc = ["L0", "L1", "L2"]
    data = [_as_data(few[number % len(few)]) for number in range(ANSWERS)]
    works: dict[str, tuple[int, Callable[[], Any]]] = {
        "settle_contest": (len(few), lambda: [settle_contest(c).sequence for c in contests]),
        "margins": (len(few), lambda: [margins(one) for one in settled]),
        "fewest_votes": (len(few), lambda: [fewest_votes(one, bloc) for one in settled]),
        "answer (as samlet settle)": (ANSWERS, lambda: [answer(one) for one in data]),
    }
    for name, (count, work) in works.items():
        start = perf_counter()
        work()
        seconds = perf_counter() - start
        yield name, round(count / seconds), f"{seconds / count * 10_000:.1f}"


def _as_data(row: list[int]) -> dict[str, object]:
    lists = [{"code": f"L{place}", "list_votes": votes} for place, votes in enumerate(row)]
    return {"id": "x", "seats": SEATS, "bloc": ["L0", "L1", "L2"], "lists": lists}
