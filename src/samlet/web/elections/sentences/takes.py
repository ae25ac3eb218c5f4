"""What a majority takes, for one bloc: the fewest votes, the other ways, and why none is told."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlet.data.cross_list import usual_reach
from samlet.election import Majority
from samlet.web.elections.counting import Basis, Standing
from samlet.web.elections.sentences.amounts import amount, interval, is_about
from samlet.web.elections.sentences.council import name_of
from samlet.web.ui import formats


def takes(at: Standing, plan: Majority | None) -> str:
    """The distance of one bloc in a sentence; the table below it says how it is shared."""
    if not at.codes:
        return _("None of these parties had a list of its own here.")
    if at.distance is None or plan is None:
        return takes_unknown(at)
    view = at.council
    said = {
        "has": formats.number(at.has),
        "needs": formats.number(at.needs),
        "missing": formats.number(at.missing),
        "excess": formats.number(-at.missing),
        "amount": amount(view, plan.fewest or 0),
        "share": formats.percent(at.distance.share),
        "interval": interval(at.distance),
    }
    if view.basis == Basis.SHARES:
        return _takes_points(at, said)
    if at.has_majority:
        return _held(at) % said
    if not is_about(view):
        return (
            ngettext(
                "%(missing)s seat is missing. The fewest more votes that give it are %(amount)s "
                "(%(share)s of the ballots), shared like this:",
                "%(missing)s seats are missing. The fewest more votes that give them are "
                "%(amount)s (%(share)s of the ballots), shared like this:",
                at.missing,
            )
            % said
        )
    return (
        ngettext(
            "%(missing)s seat is missing. The fewest more votes that give it are about %(amount)s "
            "(%(share)s of the ballots), shared like this:",
            "%(missing)s seats are missing. The fewest more votes that give them are about "
            "%(amount)s (%(share)s of the ballots), shared like this:",
            at.missing,
        )
        % said
    )


def _held(at: Standing) -> str:
    """A majority that is held: by how many seats and votes."""
    if at.missing == 0:
        if is_about(at.council):
            return _(
                "Has the majority with no seat to spare. It goes to the others if their lists get "
                "about %(amount)s more (%(share)s of the ballots), shared like this:"
            )
        return _(
            "Has the majority with no seat to spare. It goes to the others if their lists get "
            "%(amount)s more (%(share)s of the ballots), shared like this:"
        )
    if is_about(at.council):
        return ngettext(
            "Has the majority with %(excess)s seat to spare. It goes to the others if their lists "
            "get about %(amount)s more (%(share)s of the ballots), shared like this:",
            "Has the majority with %(excess)s seats to spare. It goes to the others if their lists "
            "get about %(amount)s more (%(share)s of the ballots), shared like this:",
            -at.missing,
        )
    return ngettext(
        "Has the majority with %(excess)s seat to spare. It goes to the others if their lists "
        "get %(amount)s more (%(share)s of the ballots), shared like this:",
        "Has the majority with %(excess)s seats to spare. It goes to the others if their lists "
        "get %(amount)s more (%(share)s of the ballots), shared like this:",
        -at.missing,
    )


def _takes_points(at: Standing, said: dict[str, str]) -> str:
    if not at.has_majority:
        return (
            ngettext(
                "%(missing)s seat is missing. The least that gives it is about %(amount)s "
                "(%(interval)s, since the shares are rounded), shared like this:",
                "%(missing)s seats are missing. The least that gives them is about %(amount)s "
                "(%(interval)s, since the shares are rounded), shared like this:",
                at.missing,
            )
            % said
        )
    if at.missing == 0:
        return (
            _(
                "Has the majority with no seat to spare. It goes to the others if their lists get "
                "about %(amount)s more (%(interval)s, since the shares are rounded), "
                "shared like this:"
            )
            % said
        )
    return (
        ngettext(
            "Has the majority with %(excess)s seat to spare. It goes to the others if their lists "
            "get about %(amount)s more (%(interval)s, since the shares are rounded), "
            "shared like this:",
            "Has the majority with %(excess)s seats to spare. It goes to the others if their lists "
            "get about %(amount)s more (%(interval)s, since the shares are rounded), "
            "shared like this:",
            -at.missing,
        )
        % said
    )


def takes_unknown(at: Standing) -> str:
    """Why no distance is told."""
    if at.council.basis == Basis.DIFFERS:
        return _(
            "Not known: cross-list votes decided a seat here, and they are not published. "
            "A number worked out from the ballots alone would be wrong."
        )
    if at.council.basis == Basis.LOT:
        return _("Not told while a lot decides the last seat.")
    if at.council.settlement is None:
        return _("Not known: too little is published to settle this council.")
    return _("No number of votes gives it: the lists have too few seats to win here.")


def takes_more(at: Standing, plan: Majority) -> list[str]:
    """The two other ways: all to one list, or moved from the other side; and how sure it is."""
    view = at.council
    said = []
    if plan.single:
        said.append(
            _("All to one list: %(amount)s more to %(list)s.")
            % {
                "amount": amount(view, plan.single.votes),
                "list": name_of(view, plan.single.to),
            }
        )
    if plan.moved:
        said.append(
            _("Moved from one side to the other: %(amount)s, since each counts twice.")
            % {"amount": amount(view, plan.moved)}
        )
    if at.distance and at.distance.within_reach:
        said.append(
            _(
                "Within reach of personal votes: in councils of this size, cross-list votes "
                "usually move up to %(votes)s, and those of this election are not published."
            )
            % {"votes": formats.votes(usual_reach(view.total_ballots))}
        )
    return said
