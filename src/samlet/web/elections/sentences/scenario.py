"""What a scenario comes to, in sentences: seats, majority, distance, lots, and what it rests on."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlet.web.elections.counting import SHOWS_MARGINS, Basis, CouncilView, Standing
from samlet.web.elections.scenario import Scenario
from samlet.web.elections.sentences.amounts import is_about
from samlet.web.elections.sentences.law import seats_law
from samlet.web.ui import formats

# Shares with two decimals for a dozen lists may miss the whole by this much and mean nothing.
SHARE_SLACK = Decimal("0.002")


def seats_sentence(made: Scenario, start: Standing, then: Standing) -> str:
    """What the bloc would have, and how many seats more or fewer that is."""
    words = {
        "bloc": then.bloc.name,
        "has": formats.number(then.has),
        "total": formats.number(made.base.seats),
    }
    if not made.changed:
        return _("%(bloc)s: %(has)s of %(total)s seats. Nothing is changed yet.") % words
    change = then.has - start.has
    if change == 0:
        return _("%(bloc)s: %(has)s of %(total)s seats, as many as before.") % words
    words["count"] = formats.number(abs(change))
    if change > 0:
        text = ngettext(
            "%(bloc)s: %(has)s of %(total)s seats, %(count)s more.",
            "%(bloc)s: %(has)s of %(total)s seats, %(count)s more.",
            change,
        )
    else:
        text = ngettext(
            "%(bloc)s: %(has)s of %(total)s seats, %(count)s fewer.",
            "%(bloc)s: %(has)s of %(total)s seats, %(count)s fewer.",
            -change,
        )
    return text % words


def majority_sentence(then: Standing) -> str:
    """Whether that is a majority, and how many seats to spare or short."""
    if then.council.basis == Basis.LOT:
        return ""
    if then.missing == 0:
        return _("A majority, with no seat to spare.")
    if then.has_majority:
        return ngettext(
            "A majority, with %(count)s seat to spare.",
            "A majority, with %(count)s seats to spare.",
            -then.missing,
        ) % {"count": formats.number(-then.missing)}
    return ngettext(
        "%(count)s seat short of a majority.",
        "%(count)s seats short of a majority.",
        then.missing,
    ) % {"count": formats.number(then.missing)}


def lot_sentence(view: CouncilView) -> str:
    """Equal quotients for the last seat: decided by more votes, or by lot among whom."""
    settlement = view.settlement
    if settlement is None or settlement.tie is None:
        return ""
    if settlement.tie == "votes":
        return _(
            "Equal quotients for the last seat: the list with more votes has it (%(law)s)."
        ) % {"law": seats_law(view)}
    names = ", ".join(view.by_code[code].party.name for code in settlement.lot)
    return ngettext(
        "Equal quotients and equal votes: %(count)s seat would be drawn by lot among %(lists)s, "
        "and is counted for nobody here.",
        "Equal quotients and equal votes: %(count)s seats would be drawn by lot among %(lists)s, "
        "and are counted for nobody here.",
        settlement.lot_seats,
    ) % {"count": formats.number(settlement.lot_seats), "lists": names}


def distance_text(made: Scenario, at: Standing) -> str:
    """Votes or percentage points to the majority, or to losing it; "" where none may be told."""
    if made.base.basis == Basis.DIFFERS or at.distance is None:
        return ""
    distance = at.distance
    if distance.votes is None:
        template = (
            _("%(points)s points to losing it (%(low)s–%(high)s)")
            if at.has_majority
            else _("%(points)s points to a majority (%(low)s–%(high)s)")
        )
        return template % {
            "points": formats.number(distance.share * 100, 1),
            "low": formats.number(distance.low * 100, 1),
            "high": formats.number(distance.high * 100, 1),
        }
    if at.has_majority:
        template = (
            _("about %(votes)s to losing it (%(share)s)")
            if is_about(made.base)
            else _("%(votes)s to losing it (%(share)s)")
        )
    else:
        template = (
            _("about %(votes)s to a majority (%(share)s)")
            if is_about(made.base)
            else _("%(votes)s to a majority (%(share)s)")
        )
    said = template % {
        "votes": formats.votes(distance.votes),
        "share": formats.percent(distance.share),
    }
    if distance.within_reach:
        return _("%(distance)s: within reach of personal votes") % {"distance": said}
    return said


def shows_margins(made: Scenario) -> bool:
    """Margins are told unless the ballots are known not to settle this council."""
    return made.base.basis != Basis.DIFFERS and made.view.basis in SHOWS_MARGINS


def rests_on(made: Scenario) -> list[str]:
    """What the reader must know of this scenario, one sentence each."""
    base, notes = made.base, []
    if base.basis == Basis.DIFFERS:
        notes.append(_differs(base))
    if base.held:
        notes.append(
            ngettext(
                "%(count)s seat belongs to small lists known only as a group. It is held fixed, "
                "so every figure is about right, not exact.",
                "%(count)s seats belong to small lists known only as a group. They are held fixed, "
                "so every figure is about right, not exact.",
                base.held,
            )
            % {"count": formats.number(base.held)}
        )
    if base.estimated:
        names = ", ".join(row.party.name for row in base.estimated)
        notes.append(
            _("The ballots of %(lists)s are worked out from a published share.") % {"lists": names}
        )
    if base.basis == Basis.SHARES:
        notes.append(
            _(
                "Only shares with one decimal are published here, no votes. "
                "Margins are percentage points, with the interval that rounding leaves."
            )
        )
    elif base.kind == "municipal" and base.basis not in (Basis.DIFFERS, Basis.LIST_VOTES):
        notes.append(
            _(
                "Seats are worked out from ballots. Cross-list votes are not known, and may move "
                "the last seat when it is close."
            )
        )
    if made.share_sum is not None and abs(made.share_sum - 1) > SHARE_SLACK:
        notes.append(
            _(
                "The shares add up to %(sum)s. Only how they stand to each other counts, "
                "so the seats are right all the same."
            )
            % {"sum": formats.percent(made.share_sum)}
        )
    return notes


def _differs(base: CouncilView) -> str:
    differences = "; ".join(
        _("%(list)s: official %(official)s, from the ballots %(computed)s")
        % {
            "list": row.party.name,
            "official": formats.number(official),
            "computed": formats.number(computed),
        }
        for row, official, computed in base.differences
    )
    return _(
        "The ballots alone give other seats here than the official ones (%(differences)s), since "
        "cross-list votes are not known. The scenario starts from the ballots, compares with what "
        "they give, and tells no margins."
    ) % {"differences": differences}


def mixed_sentences(at: Standing) -> list[str]:
    """How joint lists that join only some of the bloc's parties are counted."""
    return [
        _("%(list)s joins parties inside and outside the bloc, and is not counted with it.")
        % {"list": row.party.name}
        for row in at.mixed
    ]
