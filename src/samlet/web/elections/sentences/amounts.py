"""How votes, seats and points are said: what is known in votes, and what only in shares.

A council's distance is told in votes (one ballot is one vote for a list); where only shares are
known it is told in percentage points, with the interval that their rounding leaves.
"""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from samlet.web.elections.counting import UNITS, Basis, CouncilView, Distance
from samlet.web.ui import formats


def is_about(view: CouncilView) -> bool:
    """Whether a number rests on something held fixed, worked out or rounded.

    Ballots are exact in themselves: what cross-list votes may have moved is said apart, where a
    number is within their reach.
    """
    return view.basis in (Basis.ABOUT, Basis.SHARES) or bool(view.estimated)


def amount(view: CouncilView, count: int) -> str:
    """“840 votes”, or “2.3 percentage points” where only shares are known."""
    if view.unit_is_votes:
        return formats.votes(count)
    return _("%(points)s percentage points") % {"points": points(count)}


def plain(view: CouncilView, count: int) -> str:
    """The number alone, for a table's cell."""
    return formats.number(count) if view.unit_is_votes else points(count)


def points(units: int | Decimal) -> str:
    """Units of a share as percentage points: one decimal, two where one would say nothing.

    What is smaller still is far within the rounding of the shares, and is told as 0.0.
    """
    value = Decimal(units) / UNITS * 100
    decimals = next((places for places in (1, 2) if round(value, places)), 1)
    return formats.number(value, decimals)


def interval(distance: Distance) -> str:
    """“19.5 to 20.6”: what rounded shares leave open, in percentage points."""
    return _("%(low)s to %(high)s") % {
        "low": formats.number(distance.low * 100, 1),
        "high": formats.number(distance.high * 100, 1),
    }
