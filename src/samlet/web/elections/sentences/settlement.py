"""What is said of a settlement seat by seat. Public: no distance and no bloc."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlet.web.elections.counting import Basis, CouncilView
from samlet.web.elections.models import LotDrawn
from samlet.web.elections.sentences import counted
from samlet.web.elections.sentences.council import listed, lot, name_of, rounded_away
from samlet.web.elections.sentences.law import seats_law, seats_law_ahead
from samlet.web.ui import formats


def headline(view: CouncilView) -> str:
    """The council and its year."""
    said = {"place": view.name, "seats": formats.number(view.seats), "year": view.year}
    if view.basis == Basis.DIFFERS:
        return (
            _("%(place)s %(year)s: %(seats)s seats, and what the ballots alone do not tell") % said
        )
    if view.rounding_decides:
        return _("%(place)s %(year)s: %(seats)s seats, and what rounded shares do not tell") % said
    if view.basis == Basis.NONE:
        return _("%(place)s %(year)s: %(seats)s seats") % said
    return _("%(place)s %(year)s: how the %(seats)s seats were won, one by one") % said


def lead(view: CouncilView) -> str:
    """Who took the last seat, who was next in line; or why no order is shown."""
    settlement = view.settlement
    if view.basis == Basis.DIFFERS:
        return counted.differs(view)
    if settlement is None or not settlement.sequence:
        return _("Too little is published to settle this council. The official seats are shown.")
    if settlement.tie == "lot":
        return lot(view)
    if view.rounding_decides:
        return rounded_away(view)
    last = settlement.sequence[-1]
    said = {"seat": last.seat, "winner": name_of(view, last.code)}
    if not settlement.runners_up:
        return _("Seat number %(seat)s, the last one, went to %(winner)s.") % said
    said["loser"] = name_of(view, settlement.runners_up[0].code)
    return (
        _("Seat number %(seat)s, the last one, went to %(winner)s. Next in line was %(loser)s.")
        % said
    )


def votes_step(view: CouncilView) -> list[str]:
    """Where the votes come from."""
    if view.basis == Basis.SHARES:
        said = {"year": view.year, "law": seats_law(view)}
        if view.rounding_decides:
            return [
                _(
                    "A county ballot is one vote (%(law)s). Only shares with one decimal are "
                    "published for %(year)s, so no order of seats is shown."
                )
                % said
            ]
        return [
            _(
                "A county ballot is one vote (%(law)s). Only shares with one decimal are "
                "published for %(year)s, so the order below is computed from rounded shares."
            )
            % said
        ]
    if view.kind == "county":
        return [_("A county ballot is one vote for its list (%(law)s).") % {"law": seats_law(view)}]
    steps = [
        _(
            "Each ballot gives its list as many list votes as the council has seats, here "
            "%(seats)s (%(law)s)."
        )
        % {"seats": formats.number(view.seats), "law": seats_law(view)}
    ]
    if view.basis == Basis.LIST_VOTES:
        steps.append(
            _(
                "A vote for a candidate on another list moves one list vote there. Those received "
                "and given are counted in."
            )
        )
    else:
        steps.append(
            _(
                "A vote for a candidate on another list moves one list vote there. Those are not "
                "published for %(year)s, so they are left out."
            )
            % {"year": view.year}
        )
    if view.held:
        steps += [counted.held(view), *[text for text in [counted.members(view)] if text]]
    if view.estimated:
        steps.append(counted.estimated(view.estimated))
    return steps


def divide_step(view: CouncilView) -> list[str]:
    """The divisors and the rule of award, in the act of that year and of the next election."""
    rule = _(
        "Each list's votes are divided by 1.4, then by 3, 5, 7 and so on. The largest quotient "
        "takes the next seat, until every seat is given (%(law)s)."
    ) % {"law": seats_law(view)}
    return [rule, *[text for text in [seats_law_ahead(view)] if text]]


def tie_step(view: CouncilView) -> str:
    """What decided the last seat when quotients were equal, "" when they were not."""
    settlement = view.settlement
    if settlement is None or settlement.tie is None:
        return ""
    if settlement.tie == "lot":
        return lot(view)
    last, first = settlement.sequence[-1], settlement.runners_up[0]
    return _(
        "The last quotient was equal for %(lists)s. Then the list with more votes takes the seat: "
        "%(winner)s (%(law)s)."
    ) % {
        "lists": listed([name_of(view, code) for code in (last.code, first.code)]),
        "winner": name_of(view, last.code),
        "law": seats_law(view),
    }


def lot_source(view: CouncilView, lot_drawn: LotDrawn) -> str:
    """Where it stands who won the lot."""
    return _("Decided by lot: %(winner)s. Source: %(source)s, %(day)s.") % {
        "winner": name_of(view, lot_drawn.winner),
        "source": lot_drawn.source,
        "day": formats.day(lot_drawn.day),
    }


def candidates(view: CouncilView) -> str:
    """That the persons elected are not known here."""
    return _(
        "Who was elected on each list is not shown: the candidates and their personal votes in "
        "%(year)s are not among the figures we hold."
    ) % {"year": view.year}


def seats_total(view: CouncilView) -> str:
    """How many seats were handed out among the lists settled."""
    settled = view.seats - view.held
    return ngettext(
        "%(count)s seat in order, and below the line each list's best quotient without a seat.",
        "%(count)s seats in order, and below the line each list's best quotient without a seat.",
        settled,
    ) % {"count": formats.number(settled)}
