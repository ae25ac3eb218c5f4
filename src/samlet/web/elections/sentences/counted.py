"""How a council was counted: what is known, what is assumed, and where each list was placed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlet.data.cross_list import usual_reach
from samlet.web.elections.counting import Basis, CouncilView, ListView, bloc_codes
from samlet.web.elections.sentences.council import is_own_list, listed, lot
from samlet.web.parties.queries import BlocInfo, PartyInfo, in_neutral_order
from samlet.web.ui import formats


def how_counted(
    view: CouncilView,
    bloc: BlocInfo,
    parties: Mapping[str, PartyInfo],
    placed: Collection[str],
) -> list[str]:
    """Everything a reader must know of how the figures came about. `placed`: lists somebody
    has said something about, which are told apart."""
    said = [basis(view)]
    if view.held:
        said += [held(view)] if view.basis != Basis.ABOUT else []
        said += [text for text in [members(view)] if text]
    if view.rounding_decides:
        said.append(rounding())
    if view.estimated:
        said.append(estimated(view.estimated))
    codes, _mixed = bloc_codes(view, bloc)
    own = [row for row in view.counted if row.settled and is_own_list(row)]
    for row in own:
        if row.code not in placed and row.members:
            said.append(joint(row, bloc, parties, counted=row.code in codes))
    local = [row.name for row in own if not row.members and row.code not in placed]
    if local:
        said.append(local_lists(local))
    return said


def basis(view: CouncilView) -> str:
    """What the figures let us settle, in a sentence."""
    telling = {
        Basis.LIST_VOTES: _list_votes,
        Basis.BALLOTS: _ballots,
        Basis.DIFFERS: differs,
        Basis.ABOUT: held,
        Basis.SHARES: _shares,
        Basis.COMPUTED: _computed,
        Basis.LOT: lot,
        Basis.NONE: _nothing,
    }
    return telling[view.basis](view)


def _list_votes(_view: CouncilView) -> str:
    return _("List votes are known, cross-list votes included, so the settlement is the law's own.")


def _shares(_view: CouncilView) -> str:
    return _(
        "Only shares with one decimal are published, no votes. Seats are the official ones; "
        "distances are told in percentage points with the interval that rounding leaves."
    )


def _computed(_view: CouncilView) -> str:
    return _("Official seats are not in yet. The seats shown are what the votes give.")


def _nothing(_view: CouncilView) -> str:
    return _("Too little is published to settle this council: seats are shown, no distances.")


def _ballots(view: CouncilView) -> str:
    return _(
        "Settled on the ballots, which gives the official seats. Cross-list votes are not "
        "published for this election: here they usually move up to %(votes)s, and a smaller number "
        "is marked as within reach of personal votes."
    ) % {"votes": formats.votes(usual_reach(view.total_ballots))}


def differs(_view: CouncilView) -> str:
    """Why our settlement gives other seats than the official ones."""
    return _(
        "The ballots alone give other seats than the official ones. Votes given to candidates on "
        "other lists (cross-list votes) moved a seat, and they are not published. The official "
        "seats stand; no order of seats and no distance is shown, since it would not be true."
    )


def held(view: CouncilView) -> str:
    """What is assumed where small lists are known only as a group."""
    group = [row for row in view.counted if not row.settled]
    said = {
        "seats": formats.seats(view.held),
        "share": formats.percent(sum((row.share or 0) for row in group)),
    }
    return (
        _(
            "%(seats)s went to small lists whose votes we know only together (%(share)s of the "
            "ballots). Those seats are held as they are and the other lists settled among "
            "themselves, so every number of votes is “about”."
        )
        % said
    )


def members(view: CouncilView) -> str:
    """The lists known by name inside the group, "" when none is."""
    names = [row.name for row in view.lists if row.row_kind == "member"]
    if not names:
        return ""
    return _("Among them: %(lists)s.") % {"lists": listed(names)}


def estimated(rows: Sequence[ListView]) -> str:
    """Lists whose ballots are worked out from their share."""
    return ngettext(
        "The ballots of %(lists)s are worked out from the published share: the count is missing.",
        "The ballots of %(lists)s are worked out from their published shares: "
        "the counts are missing.",
        len(rows),
    ) % {"lists": listed([row.name for row in rows])}


def rounding() -> str:
    """A county where rounded shares give another seat than the official result."""
    return _(
        "Rounding decides here: the shares, with one decimal, do not tell who took the last seat. "
        "The official seats do, and they lead."
    )


def joint(row: ListView, bloc: BlocInfo, parties: Mapping[str, PartyInfo], *, counted: bool) -> str:
    """A joint list: with the bloc, with only some of its parties in it, or outside it."""
    said = {"list": row.name, "parties": _members(row, parties), "bloc": bloc.name}
    if counted:
        return (
            _("%(list)s joins %(parties)s, all of them in %(bloc)s, so it is counted there.") % said
        )
    if (row.members or frozenset()) & bloc.counted:
        return (
            _(
                "%(list)s joins %(parties)s, not all of them in %(bloc)s. It is not counted there "
                "until somebody says so."
            )
            % said
        )
    return (
        _("%(list)s joins %(parties)s, none of them in %(bloc)s, and is not counted there.") % said
    )


def _members(row: ListView, parties: Mapping[str, PartyInfo]) -> str:
    infos = [parties[code] for code in row.members or () if code in parties]
    return listed([info.short for info in in_neutral_order(infos)])


def local_lists(names: Sequence[str]) -> str:
    """Lists that are no registered party: with no bloc until somebody says so."""
    return ngettext(
        "%(lists)s is a local list. It is counted with no bloc until somebody says so.",
        "%(lists)s are local lists. They are counted with no bloc until somebody says so.",
        len(names),
    ) % {"lists": listed(names)}


def by_hand(list_name: str, bloc_name: str, reason: str) -> str:
    """A list that somebody counts with a bloc."""
    return _("%(list)s is counted with %(bloc)s: %(reason)s") % {
        "list": list_name,
        "bloc": bloc_name,
        "reason": reason,
    }
