"""What is said of a coalition: its seats, what is missing or in excess, and how it could govern."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlet.web.elections.counting import CouncilView
from samlet.web.elections.scenario import Coalition
from samlet.web.ui import formats


def headline(view: CouncilView, built: Coalition) -> str:
    """Seats in government and in support, and whether they are a majority. No list is named."""
    said = {
        "place": view.name,
        "seats": formats.number(view.seats),
        "majority": formats.number(view.majority),
        "government": formats.number(built.government_seats),
        "together": formats.number(built.government_seats + built.support_seats),
    }
    if built.form == "none":
        return _("%(place)s: who could govern together? A majority is %(majority)s seats.") % said
    if not built.support:
        return _with_balance(
            _("%(place)s: %(government)s of %(seats)s seats in government. %(balance)s"),
            said,
            built.missing,
        )
    return _with_balance(
        _(
            "%(place)s: %(government)s of %(seats)s seats in government, %(together)s with "
            "support. %(balance)s"
        ),
        said,
        built.missing,
    )


def _with_balance(text: str, said: dict[str, str], missing: int) -> str:
    return text % (said | {"balance": balance_sentence(missing)})


def balance_sentence(missing: int) -> str:
    """“3 seats are missing.”, “A majority, with 2 seats to spare.”"""
    if missing > 0:
        return ngettext("%(count)s seat is missing.", "%(count)s seats are missing.", missing) % {
            "count": formats.number(missing)
        }
    if missing == 0:
        return _("A majority, with no seat to spare.")
    return ngettext(
        "A majority, with %(count)s seat to spare.",
        "A majority, with %(count)s seats to spare.",
        -missing,
    ) % {"count": formats.number(-missing)}


def balance(missing: int) -> str:
    """“3 missing” or “2 in excess”, for a table and an option."""
    if missing > 0:
        return _("%(count)s missing") % {"count": formats.number(missing)}
    if missing == 0:
        return _("just a majority")
    return _("%(count)s in excess") % {"count": formats.number(-missing)}


def short(view: CouncilView, built: Coalition) -> str:
    """The heading in few words, for a line that stays in view on a phone."""
    return _("%(together)s of %(seats)s seats. %(balance)s") % {
        "together": formats.number(built.government_seats + built.support_seats),
        "seats": formats.number(view.seats),
        "balance": balance_sentence(built.missing),
    }


def form(built: Coalition) -> str:
    """What kind of government the seats would make."""
    if built.form == "majority":
        return _("A majority government: it needs no other list.")
    if built.form == "supported":
        return _("A minority government with support: together they are a majority.")
    if built.form == "minority":
        return _("A minority government: it must find votes outside, case by case.")
    return _("Choose at least one list for the government.")


def elected(view: CouncilView, parliamentary: str) -> list[str]:
    """How the leadership is chosen here (Local Government Act §§ 6-2, 7-8, ch. 10)."""
    enough = _(
        "A majority of seats is enough, not necessary: some may vote for it or stay blank without "
        "being part of it."
    )
    if view.kind == "county" and parliamentary:
        return [
            _(
                "%(place)s has parliamentary government: a county government leads (Local "
                "Government Act ch. 10). Either the county council elects it by more than half of "
                "the votes cast (§ 10-4), or its leader is appointed and sits as long as no "
                "majority votes against (§§ 10-5, 10-7). The county decides which."
            )
            % {"place": view.name},
            _("Source for parliamentary government: %(source)s.") % {"source": parliamentary},
            enough,
        ]
    if view.kind == "county":
        return [
            _(
                "The county council elects the county mayor and the deputy: more than half of the "
                "votes cast, else a second vote where the most votes win, then a lot (Local "
                "Government Act §§ 6-2, 7-8)."
            ),
            enough,
        ]
    return [
        _(
            "The council elects the mayor and the deputy mayor: more than half of the votes cast, "
            "else a second vote where the most votes win, then a lot (Local Government Act §§ 6-2, "
            "7-8). A municipality with parliamentary government elects or appoints a municipal "
            "government instead (ch. 10)."
        ),
        enough,
    ]


def board_lead(view: CouncilView, size: int, alone: int, together: int) -> str:
    """What a joint list gives on the executive board (formannskap, in a county fylkesutvalg)."""
    numbers = {
        "size": formats.number(size),
        "alone": formats.number(alone),
        "together": formats.number(together),
    }
    if view.kind == "county":
        return (
            _(
                "With %(size)s seats on the county executive board, the lists chosen get %(alone)s "
                "when each stands alone, and %(together)s with a joint list (Local Government Act "
                "§§ 5-6, 7-6: divided by 1, 2, 3 and so on)."
            )
            % numbers
        )
    return (
        _(
            "With %(size)s seats on the executive board, the lists chosen get %(alone)s when each "
            "stands alone, and %(together)s with a joint list (Local Government Act §§ 5-6, 7-6: "
            "divided by 1, 2, 3 and so on)."
        )
        % numbers
    )


def board_lot() -> str:
    """A lot on the board."""
    return _("The last seat would be decided by lot; it is not counted here.")
