"""What is said of one council: the heading, the last seat, what it takes, how it was counted.

Whole sentences with named placeholders. No heading names a party: it tells where a majority is,
never whom to vote for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlet.data.cross_list import usual_reach
from samlet.web.elections.counting import Basis, CouncilView, Distance, ListView, Standing
from samlet.web.elections.sentences.amounts import interval, is_about
from samlet.web.elections.sentences.law import seats_law
from samlet.web.parties.queries import BlocInfo, PartyInfo, in_neutral_order
from samlet.web.ui import formats

# A quotient within one hundredth of the last winner's is told as "just behind".
CLOSE = 100
OWN_LIST = 900  # local and joint lists come after every registered party


def listed(names: Sequence[str]) -> str:
    """“A, B and C”."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def name_of(view: CouncilView, code: str) -> str:
    """A list's name as it stood in that election; a registered party in the reader's language."""
    row = view.by_code[code]
    return row.party.name


def short_of(view: CouncilView, code: str) -> str:
    """A party's short name, or a local list's whole one."""
    row = view.by_code[code]
    return row.name if is_own_list(row) else row.party.short


def is_own_list(row: ListView) -> bool:
    """Whether a list is no registered party: a joint or a local one."""
    return row.party.order >= OWN_LIST


# --- the heading ---------------------------------------------------------------------------------


def headline(at: Standing) -> str:
    """Place, seats, and what is missing to the majority or how safely it is held."""
    view = at.council
    said = {
        "place": view.name,
        "has": formats.number(at.has),
        "seats": formats.number(view.seats),
        "missing": formats.number(at.missing),
        "year": view.year,
    }
    if not at.codes:
        return (
            _(
                "%(place)s: 0 of %(seats)s seats. None of the parties counted here had a list of "
                "its own in %(year)s."
            )
            % said
        )
    if at.distance is None:
        return _headline_unknown(at, said)
    if view.basis == Basis.SHARES:
        return _headline_points(at, at.distance, said)
    return _headline_votes(at, at.distance, said)


def _headline_votes(at: Standing, distance: Distance, said: dict[str, object]) -> str:
    said |= {
        "votes": formats.votes(distance.votes or 0),
        "share": formats.percent(distance.share),
    }
    if at.has_majority:
        if distance.within_reach:
            return (
                _(
                    "%(place)s: %(has)s of %(seats)s seats. The majority is held by about "
                    "%(votes)s, within reach of personal votes."
                )
                % said
            )
        if not is_about(at.council):
            return (
                _(
                    "%(place)s: %(has)s of %(seats)s seats. "
                    "The majority is held by %(votes)s (%(share)s)."
                )
                % said
            )
        return (
            _(
                "%(place)s: %(has)s of %(seats)s seats. "
                "The majority is held by about %(votes)s (%(share)s)."
            )
            % said
        )
    if distance.within_reach:
        text = ngettext(
            "%(place)s: %(has)s of %(seats)s seats. %(missing)s seat is missing, about %(votes)s, "
            "within reach of personal votes.",
            "%(place)s: %(has)s of %(seats)s seats. %(missing)s seats are missing, about "
            "%(votes)s, within reach of personal votes.",
            at.missing,
        )
    elif is_about(at.council):
        text = ngettext(
            "%(place)s: %(has)s of %(seats)s seats. "
            "%(missing)s seat is missing, about %(votes)s (%(share)s).",
            "%(place)s: %(has)s of %(seats)s seats. "
            "%(missing)s seats are missing, about %(votes)s (%(share)s).",
            at.missing,
        )
    else:
        text = ngettext(
            "%(place)s: %(has)s of %(seats)s seats. "
            "%(missing)s seat is missing, %(votes)s (%(share)s).",
            "%(place)s: %(has)s of %(seats)s seats. "
            "%(missing)s seats are missing, %(votes)s (%(share)s).",
            at.missing,
        )
    return text % said


def _headline_points(at: Standing, distance: Distance, said: dict[str, object]) -> str:
    said |= {
        "points": formats.number(distance.share * 100, 1),
        "interval": interval(distance),
    }
    if at.has_majority:
        return (
            _(
                "%(place)s: %(has)s of %(seats)s seats. "
                "The majority is held by about %(points)s percentage points (%(interval)s)."
            )
            % said
        )
    return (
        ngettext(
            "%(place)s: %(has)s of %(seats)s seats. %(missing)s seat is missing, "
            "about %(points)s percentage points (%(interval)s).",
            "%(place)s: %(has)s of %(seats)s seats. %(missing)s seats are missing, "
            "about %(points)s percentage points (%(interval)s).",
            at.missing,
        )
        % said
    )


def _headline_unknown(at: Standing, said: dict[str, object]) -> str:
    if at.council.basis == Basis.LOT and not at.council.lot_winners:
        if at.has_majority:
            return (
                _(
                    "%(place)s: %(has)s of %(seats)s seats, a majority. "
                    "The last seat is decided by lot."
                )
                % said
            )
        return (
            ngettext(
                "%(place)s: %(has)s of %(seats)s seats. "
                "%(missing)s seat is missing, and the last seat is decided by lot.",
                "%(place)s: %(has)s of %(seats)s seats. "
                "%(missing)s seats are missing, and the last seat is decided by lot.",
                at.missing,
            )
            % said
        )
    if at.has_majority:
        return (
            _("%(place)s: %(has)s of %(seats)s seats, a majority. By how many votes is not known.")
            % said
        )
    return (
        ngettext(
            "%(place)s: %(has)s of %(seats)s seats. "
            "%(missing)s seat is missing; how many votes is not known.",
            "%(place)s: %(has)s of %(seats)s seats. "
            "%(missing)s seats are missing; how many votes is not known.",
            at.missing,
        )
        % said
    )


def meta(view: CouncilView) -> str:
    """The line under the heading: place and number, size, day, turnout, the contest's stable id."""
    kind = (
        _("County council of %(place)s (%(number)s)")
        if view.kind == "county"
        else _("Municipality of %(place)s (%(number)s)")
    )
    parts = [
        kind % {"place": view.name, "number": view.number},
        _("%(seats)s seats, a majority is %(majority)s")
        % {"seats": formats.number(view.seats), "majority": formats.number(view.majority)},
        _("election %(day)s") % {"day": formats.day(view.day)},
    ]
    if view.turnout is not None:
        parts.append(_("turnout %(share)s") % {"share": formats.percent(view.turnout)})
    return " · ".join(parts)


def bloc_line(bloc: BlocInfo, parties: Mapping[str, PartyInfo]) -> str:
    """Who is counted together, and who decided that."""
    names = listed(
        [info.short for info in in_neutral_order(parties[code] for code in bloc.counted)]
    )
    said = {"bloc": bloc.name, "parties": names, "decided": bloc.decided}
    if bloc.is_proposal:
        return _("%(bloc)s here means %(parties)s: a proposal, until a body has decided it.") % said
    return _("%(bloc)s here means %(parties)s, decided by %(decided)s.") % said


# --- the last seat -------------------------------------------------------------------------------


def last_seat(view: CouncilView) -> str:
    """Who took the last seat, and who was first outside it."""
    settlement = view.settlement
    if settlement is None or not settlement.sequence:
        return ""
    if settlement.tie == "lot":
        return lot(view)
    if view.rounding_decides:
        return rounded_away(view)
    last, first = settlement.sequence[-1], next(iter(settlement.runners_up), None)
    if first is None:
        text = _("%(winner)s took the last seat.")
    elif settlement.tie == "votes":
        text = _(
            "%(winner)s took the last seat. %(loser)s had the same quotient, but fewer votes "
            "(%(law)s)."
        )
    elif last.code == first.code:
        text = _("%(winner)s took the last seat, and would have taken the next one too.")
    elif (last.quotient - first.quotient) * CLOSE < last.quotient:
        text = _("%(winner)s took the last seat, just ahead of %(loser)s.")
    else:
        text = _("%(winner)s took the last seat, ahead of %(loser)s.")
    return text % {
        "winner": name_of(view, last.code),
        "loser": name_of(view, first.code) if first else "",
        "law": seats_law(view),
    }


def rounded_away(view: CouncilView) -> str:
    """That rounded shares do not tell who took the last seat, with the lists that stand alike."""
    settlement = view.settlement
    ends = [*settlement.sequence[-1:], *settlement.runners_up[:1]] if settlement else []
    rows = [view.by_code[award.code] for award in ends]
    shares = {row.share for row in rows if row.share is not None}
    if len(rows) == 2 and len(shares) == 1:
        return _(
            "Rounded shares cannot tell who took the last seat: %(lists)s both have %(share)s. "
            "The official seats stand."
        ) % {
            "lists": listed([name_of(view, award.code) for award in ends]),
            "share": formats.percent(shares.pop()),
        }
    return _("Rounded shares cannot tell who took the last seat. The official seats stand.")


def lot(view: CouncilView) -> str:
    """A lot: between whom, and who won it where that is recorded."""
    settlement = view.settlement
    if settlement is None:
        return ""
    names = listed([name_of(view, code) for code in settlement.lot])
    if view.lot_winners:
        return _("Decided by lot between %(lists)s: %(winner)s took the last seat.") % {
            "lists": names,
            "winner": listed([name_of(view, code) for code in view.lot_winners]),
        }
    return ngettext(
        "%(lists)s have the same quotient and as many votes: the last seat is decided by lot "
        "(%(law)s).",
        "%(lists)s have the same quotient and as many votes: the last %(count)s seats are "
        "decided by lot (%(law)s).",
        settlement.lot_seats,
    ) % {"lists": names, "count": settlement.lot_seats, "law": seats_law(view)}


def no_margins(view: CouncilView) -> str:
    """Why no margin of a list is told."""
    if view.basis == Basis.DIFFERS:
        return _(
            "Not shown: cross-list votes decided a seat here and are not published, so margins "
            "worked out from the ballots would not be true."
        )
    if view.basis == Basis.LOT:
        return _("Not shown while a lot decides the last seat.")
    return _("Not shown: too little is published to settle this council.")


def reach_note(view: CouncilView) -> str:
    """What “within reach” means in this council, "" where it is not said."""
    if view.kind != "municipal" or view.basis in (Basis.LIST_VOTES, Basis.SHARES):
        return ""
    return _(
        "“Within reach” of personal votes: up to %(votes)s, which is what cross-list votes usually "
        "move in a council of this size. They are not published for this election."
    ) % {"votes": formats.votes(usual_reach(view.total_ballots))}
