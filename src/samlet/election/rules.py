"""Which act an election was held under, and the numbers that act sets.

Sources: Election Act of 28 June 2002 no. 57 (elections of 2003 to 2023) and Election Act of 16 June
2023 no. 62 (in force 1 May 2024, read as published 20 June 2026). The arithmetic is the same in
both; only the section numbers differ (docs/method/settlement.md#rules).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from samlet.election.errors import InvalidCount

FIRST_YEAR = 2003  # the first local elections under the 2002 Act
FIRST_YEAR_2023_ACT = 2024  # in force 1 May 2024; the first ordinary local elections are in 2027
LAST_YEAR = 2099  # beyond this a year is a slip of the finger


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of one election year.

    sections: what is decided → where in `act` it stands.
    first_divisor: 1.4 as an exact fraction; the next are 3, 5, 7 …
    bonus_share: the part of a list's ballots each candidate in bold type gets (stemmetillegg).
    bonus_limits: (largest council, most candidates with that bonus), smallest first.
    county_percent: personal votes from this many per cent of the list's voters count.
    extra_deputies: a list gets this many deputies beyond its seats.
    cross_votes_part, cross_votes_floor: slengere per ballot, 1/part of the seats, never fewer.
    """

    year: int
    act: str
    sections: dict[str, str]
    first_divisor: Fraction = Fraction(7, 5)
    bonus_share: Fraction = Fraction(1, 4)
    bonus_limits: tuple[tuple[int, int], ...] = ((24, 4), (54, 6))
    bonus_limit_largest: int = 10
    county_percent: int = 8
    extra_deputies: int = 3
    cross_votes_part: int = 4
    cross_votes_floor: int = 5

    def most_bonus_candidates(self, council_seats: int) -> int:
        """4 in councils of 11 to 23, 6 in 25 to 53, 10 in 55 or more (2023 Act § 5-3(3))."""
        for largest, most in self.bonus_limits:
            if council_seats <= largest:
                return most
        return self.bonus_limit_largest


_2002 = "Election Act of 28 June 2002 no. 57"
_2002_SECTIONS = {
    "municipal seats": "§ 11-12(1), § 11-4(3)",
    "municipal candidates": "§ 11-12(2)",
    "too few candidates": "§ 11-12(4)",
    "personal vote bonus": "§ 6-2(3)",
    "personal and cross-list votes": "§ 7-2(2), (3)",
}
_2023 = "Election Act of 16 June 2023 no. 62"
_2023_SECTIONS = {
    "municipal seats": "§ 13-1, § 11-4",
    "municipal candidates": "§ 13-2",
    "too few candidates": "§ 13-2(4), § 12-2(4)",
    "personal vote bonus": "§ 5-3",
    "personal and cross-list votes": "§ 6-10",
    "county seats": "§ 12-1",
    "county candidates": "§ 12-2",
    "majority election": "§ 14-1",
}


def rules_for(year: int) -> RuleSet:
    """The rules an election in `year` is settled by.

    2003 to 2023: the 2002 Act. From 2024: the 2023 Act (a re-run between the ordinary elections
    follows the act then in force). Raises InvalidCount for other years, and for what is no year.
    """
    if isinstance(year, bool) or not isinstance(year, int):
        raise InvalidCount("The year must be a whole number, not %(year)r.", year=year)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidCount(
            "No rules are known for an election in %(year)s: the acts here cover %(first)s to"
            " %(last)s.",
            year=year,
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    if year < FIRST_YEAR_2023_ACT:
        return RuleSet(year, _2002, dict(_2002_SECTIONS))
    return RuleSet(year, _2023, dict(_2023_SECTIONS))
