"""What a reader of a settlement must know of its figures: a stable code and a sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from samlet.web.elections.counting import Basis, CouncilView


def notes_of(view: CouncilView) -> list[dict[str, str]]:
    """The basis in words, then what is worked out from shares and what rounding leaves open."""
    notes = [{"code": view.basis.value, "text": _basis(view)}]
    if names := ", ".join(row.name for row in view.estimated if row.settled):
        text = _("Ballots of these lists are worked out from their share: %(lists)s.")
        notes.append({"code": "derived", "text": text % {"lists": names}})
    if view.rounding_decides:
        notes.append({"code": "rounding", "text": _rounding()})
    return notes


_BASIS = {
    Basis.LIST_VOTES: _lazy("Settled on the official list votes, cross-list votes included."),
    Basis.BALLOTS: _lazy(
        "Settled on ballots, since cross-list votes are not published. The official seats come "
        "out, but the quotients are not exactly those of the official protocol."
    ),
    Basis.DIFFERS: _lazy(
        "Settled on ballots alone, other seats come out than the official ones, which stand: "
        "cross-list votes decided, and they are not published. The order of award is therefore "
        "not given."
    ),
    Basis.SHARES: _lazy(
        "Only shares rounded to a tenth of a percentage point are published. They are settled to "
        "be compared with the official seats; the order of award is not given."
    ),
    Basis.COMPUTED: _lazy(
        "No official seats are known yet: these are the seats our settlement gives."
    ),
    Basis.LOT: _lazy(
        "The last quotients and the votes behind them are equal, so the law draws lots. Only the "
        "certain seats are given."
    ),
    Basis.NONE: _lazy(
        "Not settled: lists are missing, or too little is known of their votes. Shares are in the "
        "results."
    ),
}


def _basis(view: CouncilView) -> str:
    return _about(view.held) if view.basis == Basis.ABOUT else str(_BASIS[view.basis])


def _about(held: int) -> str:
    return ngettext(
        "Some small lists are known only together. Their %(seats)d official seat is kept fixed, "
        "and the others are settled among the known lists.",
        "Some small lists are known only together. Their %(seats)d official seats are kept fixed, "
        "and the others are settled among the known lists.",
        held,
    ) % {"seats": held}


def _rounding() -> str:
    return _(
        "Rounding decides a seat here: the published shares do not tell which list won it, and "
        "the official seats do."
    )
