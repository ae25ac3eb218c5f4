"""List votes: ballots times seats, plus the cross-list votes (slengere) that came, less those lost.

Law: Election Act 2023 § 13-1(3) and § 6-10(2), the same in 2019 and 2023
(docs/method/settlement.md#list-votes).
"""

from __future__ import annotations

from typing import TypeGuard

from samlet.election.errors import InvalidCount

CROSS_VOTES_PART = 4  # "up to one quarter of the members to be elected", § 6-10(2)
CROSS_VOTES_FLOOR = 5  # "always at least five", § 6-10(2)
MOST_VOTES = 10**30 - 1  # more than any count; the arithmetic itself knows no limit
MOST_SEATS = 10_000  # no elected body is near it; it stops a slip from asking for a billion seats


def is_count(value: object) -> TypeGuard[int]:
    """Whether `value` is a whole number of votes; `whole` says why not."""
    return type(value) is int and 0 <= value <= MOST_VOTES


def whole(value: object, what: str, *, least: int = 0) -> int:
    """`value` as a whole number, `least` to MOST_VOTES; InvalidCount names `what` otherwise."""
    if isinstance(value, bool) or not isinstance(value, int):
        if value is None:
            raise InvalidCount("%(what)s: the number is missing.", what=what)
        raise InvalidCount(
            "%(what)s must be a whole number, not %(value).60r.", what=what, value=value
        )
    if abs(value) > MOST_VOTES:  # not said in full: it may have thousands of digits
        raise InvalidCount("%(what)s: the number has more than 30 digits.", what=what)
    if value < least:
        raise InvalidCount(
            "%(what)s must be at least %(least)s, not %(value)s.",
            what=what,
            least=least,
            value=value,
        )
    return value


def whole_seats(value: object, what: str = "Seats") -> int:
    """A number of seats, 1 to MOST_SEATS."""
    seats = whole(value, what, least=1)
    if seats > MOST_SEATS:
        raise InvalidCount(
            "%(what)s must be at most %(most)s, not %(value)s.",
            what=what,
            most=MOST_SEATS,
            value=value,
        )
    return seats


def list_votes(ballots: int, seats: int, received: int = 0, given: int = 0) -> int:
    """A municipal list's votes: ballots · seats + slengere received - slengere given (§ 13-1(3)).

    ballots: approved ballots for the list; seats: of the whole council; received, given: slengere
    from and to other lists' ballots. Raises InvalidCount for a negative or non-integer number, and
    when more slengere are given than the ballots hold.
    """
    whole(ballots, "Ballots")
    whole_seats(seats)
    whole(received, "Cross-list votes received")
    whole(given, "Cross-list votes given")
    votes = ballots * seats + received - given
    if votes < 0:
        raise InvalidCount(
            "Cross-list votes given (%(given)s) are more than the list has to give: %(ballots)s"
            " ballots of %(seats)s and %(received)s received.",
            given=given,
            ballots=ballots,
            seats=seats,
            received=received,
        )
    return votes


def max_slengere(seats: int) -> int:
    """The most slengere one ballot may hold: a quarter of the seats, at least five (§ 6-10(2)).

    A quarter that is not whole is rounded down: "inntil" (up to) leaves no room for more. No
    official statement on the rounding was found.
    """
    return max(CROSS_VOTES_FLOOR, whole_seats(seats) // CROSS_VOTES_PART)
