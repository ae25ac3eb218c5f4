"""Numbers as people write them, in three languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from samlet.web.ui import formats


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nb", ("1\u202f888", "0,4\u00a0%", "−12", "+3", "1\u202f234\u202f567,9")),
        ("nn", ("1\u202f888", "0,4\u00a0%", "−12", "+3", "1\u202f234\u202f567,9")),
        ("en", ("1,888", "0.4%", "−12", "+3", "1,234,567.9")),
    ],
)
def test_separators_follow_the_language(language: str, expected: tuple[str, ...]) -> None:
    with translation.override(language):
        shown = (
            formats.number(1888),
            formats.percent(0.004),
            formats.number(-12),
            formats.signed(3),
            formats.number(Decimal("1234567.85"), 1),
        )

    assert shown == expected


def test_halves_are_rounded_away_from_zero_as_people_do() -> None:
    with translation.override("en"):
        assert formats.number(0.5) == "1"
        assert formats.number(Fraction(1, 3), 3) == "0.333"
        assert formats.number(2.675, 2) == "2.68"
        assert formats.signed(0) == "0"
        assert formats.signed(-0.04, 1) == "0.0"


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "less than 1 of 10"),
        (0.2, "2 of 10"),
        (0.55, "6 of 10"),
        (0.949, "9 of 10"),
        (1.0, "more than 9 of 10"),
    ],
)
def test_chance_is_told_in_tenths_and_never_as_certain(share: float, words: str) -> None:
    with translation.override("en"):
        assert formats.of_ten(share) == words


def test_counts_have_their_words() -> None:
    with translation.override("en"):
        assert formats.seats(1) == "1 seat"
        assert formats.votes(840) == "840 votes"
        assert formats.of_total(20, 51) == "20 of 51"
        assert formats.points(0.012) == "+1.2 points"


@pytest.mark.parametrize(
    ("language", "words"), [("nb", "24. november 2026"), ("en", "24 November 2026")]
)
def test_day_is_written_out(language: str, words: str) -> None:
    with translation.override(language):
        assert formats.day(date(2026, 11, 24)) == words
