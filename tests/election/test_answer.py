"""`answer`: the exact form, every figure from an independent settlement, and bad input."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from samlet.election import answer
from tests.election.oracle import settle_by_fractions, settle_slowly
from tests.election.tables import grouped

Json = dict[str, Any]
KEYS = [
    "id", "list_votes", "seats", "sequence", "tie", "lot", "lot_seats", "margins", "majority",
    "elected", "deputies",
]  # fmt: skip


def _contest(votes: Json, seats: int = 11, key: str = "ballots", **more: object) -> Json:
    lists = [{"code": code, key: count} for code, count in votes.items()]
    return {"id": "x", "seats": seats, "lists": lists, **more}


def _say(contest: object) -> Json:
    """The answer, as it comes through JSON."""
    answered: Json = json.loads(json.dumps(answer(contest)))  # type: ignore[arg-type]
    return answered


def test_the_whole_answer_of_a_small_contest() -> None:
    contest = {
        "id": "x", "kind": "municipal", "year": 2023, "seats": 3, "bloc": ["B", "C"], "lists": [
            {"code": "A", "ballots": 60, "received": 2, "given": 3, "candidates": [
                {"place": 1, "bonus": True, "personal": 4, "cross": 1},
                {"place": 2, "personal": 30},
                {"place": 3, "personal": 30, "eligible": False},
                {"place": 4},
            ]},
            {"code": "B", "ballots": 30, "received": 1, "given": 0},
            {"code": "C", "ballots": 9},
        ],
    }  # fmt: skip

    assert _say(contest) == {
        "id": "x",
        "list_votes": {"A": 179, "B": 91, "C": 27},
        "seats": {"A": 2, "B": 1, "C": 0},
        "sequence": [
            {"seat": 1, "list": "A", "quotient": "895/7"},
            {"seat": 2, "list": "B", "quotient": "65"},
            {"seat": 3, "list": "A", "quotient": "179/3"},
        ],
        "tie": None,
        "lot": [],
        "lot_seats": 0,
        # A ballot is 3 list votes. B's 91/1.4 must fall below A's next, 179/5: to 50 votes.
        "margins": {
            "A": {"next": 49, "last": 30},
            "B": {"next": 30, "last": 14},
            "C": {"next": 19, "last": None},
        },
        "majority": {
            "needs": 2,
            "has": 1,
            "fewest": 19,
            "shares": {"C": 19},
            "single": {"votes": 19, "to": "C"},
        },
        "elected": {"A": [2, 1]},
        "deputies": {"A": [4]},
    }


@pytest.mark.parametrize("kind", ["municipal", "county"])
@pytest.mark.parametrize("key", ["ballots", "list_votes"])
def test_random_contests_are_answered_as_by_the_exact_settlement(kind: str, key: str) -> None:
    rng = np.random.default_rng(len(kind) + len(key))
    ties = set()
    for _ in range(300):
        seats = int(rng.integers(1, 40))
        counts = rng.integers(0, [60, 5_000][rng.integers(2)], int(rng.integers(2, 9))).tolist()
        counts[0] += 1
        contest = _contest({f"L{i}": n for i, n in enumerate(counts)}, seats, key, kind=kind)
        times = seats if (kind, key) == ("municipal", "ballots") else 1
        votes = [count * times for count in counts]
        held, lot_seats, lot = settle_slowly(votes, seats)
        best = settle_by_fractions(votes, seats)[: sum(held)]

        found = _say(contest)

        assert list(found) == KEYS
        assert list(found["list_votes"].values()) == votes
        assert list(found["seats"].values()) == held
        assert found["lot"] == [f"L{i}" for i in sorted(lot)]
        assert found["lot_seats"] == lot_seats
        assert found["sequence"] == [
            {"seat": seat, "list": f"L{place}", "quotient": str(quotient)}
            for seat, (quotient, _, place) in enumerate(best, 1)
        ]
        assert (found["tie"] == "lot") == (lot_seats > 0)
        assert (found["margins"] is None) == (lot_seats > 0)
        ties.add(found["tie"])
    assert {None, "lot"} <= ties


def test_nittedal_2023_in_ballots() -> None:
    rows = grouped("akershus_2023", "municipality")["Nittedal",]
    votes = {row["code"]: int(row["ballots"]) for row in rows}
    seats = int(rows[0]["council"])
    bloc = ["A", "SV", "RØDT", "SP", "MDG"]

    found = _say(_contest(votes, seats, bloc=bloc))["majority"]

    assert (found["needs"], found["fewest"]) == (seats // 2 + 1, 840)
    assert sum(found["shares"].values()) == 840
    assert found["single"] == {"votes": 1446, "to": "SP"}


def test_margins_are_in_list_votes_when_list_votes_were_given() -> None:
    in_ballots = _say(_contest({"A": 500, "B": 300, "C": 200}, bloc=["B", "C"]))
    in_votes = _say(
        _contest({"A": 5_500, "B": 3_300, "C": 2_200}, key="list_votes", bloc=["B", "C"])
    )

    assert in_ballots["list_votes"] == in_votes["list_votes"]
    for code, margin in in_votes["margins"].items():
        for end in ("next", "last"):
            assert in_ballots["margins"][code][end] == -(-margin[end] // 11)
    assert in_ballots["majority"]["fewest"] == -(-in_votes["majority"]["fewest"] // 11)


def test_a_tie_that_votes_decide_is_said() -> None:
    found = _say(_contest({"A": 15, "B": 1}))

    assert found["tie"] == "votes"
    assert (found["lot"], found["lot_seats"]) == ([], 0)
    assert found["margins"]["B"] == {"next": 1, "last": None}


def test_after_a_lot_only_what_is_certain_is_said() -> None:
    contest = _contest({"A": 100, "B": 100}, bloc=["A"])
    contest["lists"][0]["candidates"] = [{"place": place} for place in range(1, 18)]

    found = _say(contest)

    assert found["seats"] == {"A": 5, "B": 5}
    assert len(found["sequence"]) == 10
    assert (found["tie"], found["lot"], found["lot_seats"]) == ("lot", ["A", "B"], 1)
    assert (found["margins"], found["majority"]) == (None, None)
    assert found["elected"] == {"A": [1, 2, 3, 4, 5]}
    assert found["deputies"] == {"A": [6, 7, 8, 9, 10, 11, 12, 13]}


@pytest.mark.parametrize("bloc", [None, []])
def test_without_a_bloc_there_is_no_majority(bloc: object) -> None:
    assert _say(_contest({"A": 60, "B": 40}, bloc=bloc))["majority"] is None
    assert _say(_contest({"A": 60, "B": 40}))["majority"] is None


def test_a_bloc_with_the_majority_needs_nothing() -> None:
    assert _say(_contest({"A": 60, "B": 40}, bloc=["A", "X"]))["majority"] == {
        "needs": 6, "has": 7, "fewest": 0, "shares": {}, "single": None,
    }  # fmt: skip


def test_a_majority_that_no_votes_can_give() -> None:
    contest = _contest({"A": 60, "B": 40}, bloc=["B"])
    contest["lists"][1]["eligible"] = 5

    assert _say(contest)["majority"] == {
        "needs": 6, "has": 4, "fewest": None, "shares": {}, "single": None,
    }  # fmt: skip


def test_candidates_cap_their_list_unless_eligible_says_more() -> None:
    names = [{"place": place} for place in range(1, 4)] + [{"place": 4, "eligible": False}]
    contest = _contest({"A": 90, "B": 10})
    contest["lists"][0]["candidates"] = names

    assert _say(contest)["seats"] == {"A": 3, "B": 8}
    contest["lists"][0]["eligible"] = 20
    assert "List A: The list has 10 seats but only 3" in _say(contest)["error"]
    contest["lists"][0]["eligible"] = 2
    assert _say(contest)["elected"] == {"A": [1, 2]}


def test_a_list_without_a_seat_has_neither_elected_nor_deputies() -> None:
    contest = _contest({"A": 990, "B": 1})
    contest["lists"][1]["candidates"] = [{"place": 1}, {"place": 2}]

    found = _say(contest)

    assert (found["elected"], found["deputies"]) == ({"B": []}, {"B": []})


def test_county_candidates_follow_the_eight_per_cent_rule() -> None:
    contest = _contest({"A": 1_000, "B": 900}, 3, kind="county")
    contest["lists"][0]["candidates"] = [
        {"place": 1, "personal": 79}, {"place": 2}, {"place": 3, "personal": 80}, {"place": 4},
    ]  # fmt: skip

    found = _say(contest)

    assert found["list_votes"] == {"A": 1_000, "B": 900}
    assert (found["elected"], found["deputies"]) == ({"A": [3, 1]}, {"A": [2, 4]})


def test_keys_that_are_not_known_and_optional_ones_that_are_null_are_passed_over() -> None:
    plain = _contest({"A": 60, "B": 40})
    adorned = _contest({"A": 60, "B": 40}, kind=None, year=None, bloc=None, source="protocol")
    adorned["lists"][0] |= {"name": "Arbeiderpartiet", "received": None, "eligible": None}

    assert _say(adorned) == _say(plain)


@pytest.mark.parametrize("identity", ["x", 7, None, ["a"]])
def test_the_id_is_handed_back_as_it_came(identity: object) -> None:
    assert _say({**_contest({"A": 60, "B": 40}), "id": identity})["id"] == identity
    assert _say({"id": identity, "seats": 0})["id"] == identity


def test_votes_of_10_to_the_12th_are_exact() -> None:
    votes = {"A": 10**12, "B": 10**12 - 1, "C": 3 * 10**11 + 1}

    found = _say(_contest(votes, 99, key="list_votes"))

    assert list(found["seats"].values()) == settle_slowly(list(votes.values()), 99)[0]
    assert [Fraction(won["quotient"]) for won in found["sequence"][:2]] == [
        Fraction(10**12 * 5, 7), Fraction((10**12 - 1) * 5, 7),
    ]  # fmt: skip


LISTS = [{"code": "A", "ballots": 60}, {"code": "B", "ballots": 40}]


def _with(**more: object) -> Json:
    return {"id": "x", "seats": 11, "lists": [LISTS[0], {**LISTS[1], **more}]}


@pytest.mark.parametrize(
    ("contest", "why"),
    [
        ({"id": "x"}, "Seats: the number is missing"),
        ({"id": "x", "seats": 0, "lists": LISTS}, "Seats must be at least 1, not 0"),
        ({"id": "x", "seats": "11", "lists": LISTS}, "Seats must be a whole number, not '11'"),
        ({"id": "x", "seats": 11.0, "lists": LISTS}, "Seats must be a whole number, not 11.0"),
        ({"id": "x", "seats": 11}, "Lists must be a list of objects"),
        ({"id": "x", "seats": 11, "lists": {}}, "Lists must be a list of objects"),
        ({"id": "x", "seats": 11, "lists": []}, "majority election"),
        ({"id": "x", "seats": 11, "lists": LISTS[:1]}, "majority election"),
        ({"id": "x", "seats": 11, "lists": [LISTS[0], 5]}, "List number 2 must be an object"),
        ({"id": "x", "seats": 11, "lists": LISTS, "kind": "storting"}, "Kind must be"),
        ({"id": "x", "seats": 11, "lists": LISTS, "year": 1967}, "No rules are known"),
        ({"id": "x", "seats": 11, "lists": LISTS, "year": "2023"}, "The year must be a whole"),
        ({"id": "x", "seats": 11, "lists": LISTS, "bloc": "A"}, "Bloc must be a list"),
        ({"id": "x", "seats": 11, "lists": LISTS, "bloc": [1]}, "Bloc must be a list"),
        (_with(ballots=-1), "List B: ballots must be at least 0, not -1"),
        (_with(ballots=1.5), "List B: ballots must be a whole number, not 1.5"),
        (_with(ballots=40.0), "List B: ballots must be a whole number, not 40.0"),
        (_with(ballots=10**5000), "List B: ballots: the number has more than 30 digits"),
        (_with(ballots=-(10**5000)), "List B: ballots: the number has more than 30 digits"),
        (_with(ballots="40"), "List B: ballots must be a whole number, not '40'"),
        (_with(ballots=True), "List B: ballots must be a whole number, not True"),
        (_with(ballots=float("nan")), "List B: ballots must be a whole number, not nan"),
        (_with(ballots=None), "List B: ballots .or list_votes. are missing"),
        (_with(code="A"), "Two lists have the same code: A"),
        (_with(code=None), "List number 2: code must be a text, not None"),
        (_with(code=""), "List number 2: code must be a text"),
        (_with(code=7), "List number 2: code must be a text, not 7"),
        (_with(received=-1), "List B: received must be at least 0"),
        (_with(given="1"), "List B: given must be a whole number"),
        (_with(given=441), "List B: Cross-list votes given .441. are more than"),
        (_with(list_votes=441), "List B: list_votes is 441, but the ballots make 440"),
        (_with(ballots=None, list_votes=440), "Some lists give ballots and some list_votes"),
        (_with(eligible=-1), "List B: eligible must be at least 0"),
        (_with(eligible=2.0), "List B: eligible must be a whole number"),
        (_with(candidates={}), "List B: candidates must be a list"),
        (_with(candidates=[5]), "List B: a candidate must be an object"),
        (_with(candidates=[{}]), "List B: a candidate's place: the number is missing"),
        (_with(candidates=[{"place": 1, "personal": -1}]), "List B, candidate 1: personal must"),
        (_with(candidates=[{"place": 1, "cross": 0.5}]), "List B, candidate 1: cross must be"),
        (_with(candidates=[{"place": 1, "bonus": 1}]), "List B, candidate 1: bonus must be true"),
        (_with(candidates=[{"place": 1, "eligible": "no"}]), "candidate 1: eligible must be true"),
        (_with(candidates=[{"place": 1}, {"place": 1}]), "List B: Two candidates have place 1"),
        (
            _with(candidates=[{"place": 1}, {"place": 2, "bonus": True}]),
            "List B: The bonus belongs to the candidates at the top",
        ),
        ([1], "A contest must be a JSON object"),
        ("text", "A contest must be a JSON object"),
        (None, "A contest must be a JSON object"),
    ],
)
def test_a_contest_that_cannot_be_settled_is_answered_with_the_reason(
    contest: object, why: str
) -> None:
    found = _say(contest)

    assert set(found) == {"id", "error"}
    assert found["id"] == ("x" if isinstance(contest, dict) else None)
    with pytest.raises(ValueError, match=why):
        raise ValueError(found["error"])


def test_list_votes_hold_the_cross_list_votes_already_and_know_no_ballots() -> None:
    crossed = _contest({"A": 60, "B": 40}, key="list_votes")
    bold = _contest({"A": 60, "B": 40}, key="list_votes")
    crossed["lists"][0]["received"] = 1
    bold["lists"][0]["candidates"] = [{"place": 1, "bonus": True}, {"place": 2}]

    assert "received and given belong with ballots" in _say(crossed)["error"]
    assert "ballots must be given" in _say(bold)["error"]


def test_list_votes_that_agree_with_the_ballots_may_stand_beside_them() -> None:
    contest = _contest({"A": 60, "B": 40})
    contest["lists"][0] |= {"received": 3, "given": 1, "list_votes": 662}

    assert _say(contest)["list_votes"] == {"A": 662, "B": 440}


def test_cross_list_votes_have_no_effect_in_a_county() -> None:
    contest = _contest({"A": 60, "B": 40}, kind="county")
    contest["lists"][0] |= {"received": 3, "given": 1}

    assert _say(contest)["list_votes"] == {"A": 60, "B": 40}
