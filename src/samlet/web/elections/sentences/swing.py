"""What one swing everywhere comes to, in sentences, and what it assumes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlet.web.elections.counting import Basis, CouncilView
from samlet.web.elections.sentences.council import listed
from samlet.web.elections.swing import Swept, Swing
from samlet.web.parties.queries import BlocInfo
from samlet.web.ui import formats


def headline(bloc: BlocInfo, municipal: Swept, changed: bool) -> str:
    """In how many councils the bloc would have the majority, and how many more or fewer that is."""
    said = {
        "bloc": bloc.name,
        "after": formats.number(municipal.after),
        "total": formats.number(len(municipal.swings)),
    }
    if not changed:
        return (
            _("%(bloc)s: a majority in %(after)s of %(total)s councils. Nothing is changed yet.")
            % said
        )
    change = municipal.after - municipal.before
    if change == 0:
        return _("%(bloc)s: a majority in %(after)s of %(total)s councils, as many as now.") % said
    said["count"] = formats.number(abs(change))
    if change > 0:
        return _("%(bloc)s: a majority in %(after)s of %(total)s councils, %(count)s more.") % said
    return _("%(bloc)s: a majority in %(after)s of %(total)s councils, %(count)s fewer.") % said


def county_line(county: Swept) -> str:
    """The same for county councils."""
    if not county.swings:
        return ""
    return _("In county councils: %(after)s of %(total)s, against %(before)s now.") % {
        "after": formats.number(county.after),
        "total": formats.number(len(county.swings)),
        "before": formats.number(county.before),
    }


def assumes(swept: Sequence[Swept], swings: Mapping[str, Decimal]) -> list[str]:
    """What the reader must know, one sentence each."""
    notes = [
        _(
            "The same percentage points are added to a party in every council where it stood, "
            "and to nobody where it did not. No election moves like that: this shows what a swing "
            "would mean, not what will happen."
        ),
        _(
            "Local and joint lists keep their votes, small lists known only as a group keep their "
            "seats, and no share falls below zero."
        ),
    ]
    total = sum(swings.values(), Decimal(0))
    if total:
        notes.append(
            _(
                "The points add up to %(points)s, so the lists together no longer make 100 per "
                "cent. Only how they stand to each other counts."
            )
            % {"points": formats.signed(total, 1)}
        )
    made = [swing for item in swept for swing in item.swings]
    differs = sum(swing.council.basis == Basis.DIFFERS for swing in made)
    if differs:
        notes.append(
            ngettext(
                "In %(count)s council the ballots alone do not give the official seats. There the "
                "bloc's official seats are moved by as many as the ballots' settlement moves.",
                "In %(count)s councils the ballots alone do not give the official seats. There the "
                "bloc's official seats are moved by as many as the ballots' settlement moves.",
                differs,
            )
            % {"count": formats.number(differs)}
        )
    lots = sum(swing.lot for swing in made)
    if lots:
        notes.append(
            ngettext(
                "In %(count)s council a seat would be drawn by lot; it is counted for nobody.",
                "In %(count)s councils a seat would be drawn by lot; it is counted for nobody.",
                lots,
            )
            % {"count": formats.number(lots)}
        )
    left_out = [view for item in swept for view in item.left_out]
    if left_out:
        notes.append(left_out_sentence(left_out))
    return notes


def left_out_sentence(left_out: Sequence[CouncilView]) -> str:
    """Councils that could not be settled: how many, and which when they are few."""
    if len(left_out) > 5:
        return _("%(count)s councils cannot be settled and are left out.") % {
            "count": formats.number(len(left_out))
        }
    return _("These councils cannot be settled and are left out: %(names)s.") % {
        "names": listed([view.name for view in left_out])
    }


def outcome(swing: Swing) -> str:
    """What happens to the majority in one council."""
    if swing.changes_hands:
        return _("Majority won") if swing.would_have_majority else _("Majority lost")
    return _("Majority kept") if swing.had_majority else _("No majority")


def remark(swing: Swing) -> str:
    """What is special about how one council was counted."""
    if swing.lot:
        return _("a seat would be drawn by lot")
    if swing.council.basis == Basis.DIFFERS:
        return _("moved from the official seats")
    if swing.council.basis == Basis.ABOUT:
        return _("small lists held fixed")
    return ""
