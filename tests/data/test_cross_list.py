"""The rule for "within reach of personal votes" and the measurement behind it."""

from math import ceil
from pathlib import Path

import pytest

from samlet.data.cross_list import (
    REACH_HUNDREDTHS,
    closeness_2019,
    closeness_2023,
    percentile,
    report,
    shifts,
    usual_reach,
    within_reach,
)

PAGE = Path(__file__).parents[2] / "docs" / "method" / "cross-list-votes.md"


def test_the_constant_is_the_95th_percentile_of_the_protocols_of_2019():
    measured = percentile((shift.scaled for shift in shifts()), 0.95)

    assert ceil(100 * measured) == REACH_HUNDREDTHS


def test_reach_grows_with_the_square_root_of_the_ballots():
    assert usual_reach(0) == 0
    assert usual_reach(10_000) == 18
    assert usual_reach(40_000) == 36


def test_a_margin_is_within_reach_up_to_and_with_the_usual_reach():
    assert within_reach(18, 10_000)
    assert not within_reach(19, 10_000)
    assert within_reach(0, 0)


def test_a_negative_margin_is_refused():
    with pytest.raises(ValueError, match="negative"):
        within_reach(-1, 100)
    with pytest.raises(ValueError, match=r"nonnegative|negative"):
        within_reach(1, -100)


def test_every_council_that_personal_votes_turned_in_2019_was_within_reach():
    turned = [one for one in closeness_2019() if one.overturned]

    assert {one.number for one in turned} == {"1111", "1511", "3428", "5442"}
    assert all(within_reach(one.margin, one.ballots) for one in turned)


def test_the_rule_marks_28_of_the_31_councils_turned_in_2023():
    councils = closeness_2023()
    turned = [one for one in councils if one.overturned]
    marked = [one for one in councils if within_reach(one.margin, one.ballots)]

    assert (len(councils), len(turned), len(marked)) == (327, 31, 128)
    assert sum(one.overturned for one in marked) == 28


def test_the_documented_tables_are_those_the_command_makes():
    text = PAGE.read_text(encoding="utf-8")

    for line in report().splitlines():
        assert line in text
