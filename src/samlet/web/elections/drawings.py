"""A council drawn: its seats with a bloc ringed, and the quotients round the last seat."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from samlet.charts import Rung, Seats, hemicycle, quotient_ladder
from samlet.election import Award
from samlet.web.elections.counting import CouncilView
from samlet.web.elections.sentences import council as sentences
from samlet.web.elections.tables.council import in_order
from samlet.web.elections.tables.majorities import list_letters, list_name
from samlet.web.parties.queries import OTHER_COLOUR
from samlet.web.ui import formats

LAST, FIRST = 6, 3  # winners and losers shown round the cut
MOST_DECIMALS = 6


def seats_of(view: CouncilView, codes: Collection[str]) -> list[Seats]:
    """The lists with their seats, in the neutral order; those of `codes` are ringed.

    Seats that a lot has yet to give stand last, with a question mark.
    """
    groups = [
        Seats(
            row.code,
            list_letters(row),
            row.party.colour,
            view.seats_by_code.get(row.code, 0),
            row.code in codes,
            list_name(row),
        )
        for row in in_order(view)
        if view.seats_by_code.get(row.code, 0)
    ]
    undecided = view.seats - sum(group.count for group in groups)
    if groups and undecided > 0:
        groups.append(Seats("", "?", OTHER_COLOUR, undecided, False, _("decided by lot")))
    return groups


@dataclass(frozen=True, slots=True)
class Badge:
    """A list's letters and its seats, to stand under the hemicycle."""

    label: str
    colour: str
    name: str
    seats: str


def seat_badges(view: CouncilView) -> list[Badge]:
    """One badge for each list with seats."""
    return [
        Badge(group.label, group.colour, group.name, formats.number(group.count))
        for group in seats_of(view, ())
    ]


def council_seats(view: CouncilView, codes: Collection[str], *, id: str, title: str) -> str:
    """The hemicycle; `codes` from the left with dark rings, the line after the majority's seat."""
    groups = seats_of(view, codes)
    total = sum(group.count for group in groups)
    has = sum(group.count for group in groups if group.in_bloc)
    if not total:
        return ""
    said = sentences.listed([f"{group.name} {group.count}" for group in groups])
    return hemicycle(
        groups,
        id=id,
        majority=view.majority,
        title=title,
        desc=_("%(has)s of %(seats)s seats are ringed; a majority is %(majority)s. %(lists)s.")
        % {
            "has": formats.number(has),
            "seats": formats.number(total),
            "majority": formats.number(view.majority),
            "lists": said,
        },
        majority_label=_("majority %(seats)s") % {"seats": view.majority},
    )


def ladder(view: CouncilView, *, id: str) -> str:
    """The last winners and the first losers with their quotients, "" where no order is known."""
    awards = round_the_cut(view)
    if not awards:
        return ""
    texts = quotient_texts([award.quotient for award, _won, _mark in awards], view)
    rungs = [
        Rung(
            str(award.seat) if won else "–",
            view.by_code[award.code].party.short,
            view.by_code[award.code].party.colour,
            float(award.quotient),
            text,
            won,
            mark,
        )
        for (award, won, mark), text in zip(awards, texts, strict=True)
    ]
    return quotient_ladder(
        rungs,
        id=id,
        title=_("Quotients round the last seat in %(place)s") % {"place": view.name},
        desc=sentences.last_seat(view),
    )


def round_the_cut(view: CouncilView) -> list[tuple[Award, bool, str]]:
    """(award, whether it won a seat, a word for the last in and the first out)."""
    settlement = view.settlement
    if settlement is None or not settlement.sequence:
        return []
    drawn = settlement.lot if settlement.tie == "lot" else ()
    last = settlement.sequence[-LAST:]
    found = [(award, True, "") for award in last]
    if not drawn:
        found[-1] = (last[-1], True, _("last seat"))
    for place, award in enumerate(settlement.runners_up[: max(FIRST, len(drawn))]):
        mark = _("draws lots") if award.code in drawn and place < len(drawn) else ""
        if not drawn and place == 0:
            mark = _("first outside")
        found.append((award, False, mark))
    return found


def quotient_texts(quotients: list[Fraction], view: CouncilView) -> list[str]:
    """Quotients with as few decimals as tell unequal neighbours apart.

    Where only shares are known a quotient is of per cent, with three decimals.
    """
    if not view.unit_is_votes:
        return [formats.number(quotient / 1000, 3) for quotient in quotients]
    for decimals in range(1, MOST_DECIMALS + 1):
        texts = [formats.number(quotient, decimals) for quotient in quotients]
        apart = all(
            (a == b) == (one == other)
            for a, b, one, other in zip(texts, texts[1:], quotients, quotients[1:], strict=False)
        )
        if apart:
            return texts
    return texts
