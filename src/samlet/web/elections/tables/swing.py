"""One swing everywhere as tables: which councils change hands, and seats in every council."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from samlet.web.elections.sentences.swing import outcome, remark
from samlet.web.elections.swing import Swept, Swing, scenario_query
from samlet.web.parties.queries import PartyInfo
from samlet.web.ui import formats
from samlet.web.ui.downloads import TABLE_FORMATS, Sheet, Value, links
from samlet.web.ui.tables import Cell, Column, Row, Table


def councils_table(
    id_: str, caption: str, swings: Sequence[Swing], *, tail: str, files: str = "", query: str = ""
) -> Table:
    """Councils with the bloc's seats before and after. `tail`: query kept by every link."""
    return Table(
        id=id_,
        caption=caption,
        columns=[
            Column(_("Council")),
            Column(_("County")),
            Column(_("Council's seats"), "end"),
            Column(_("Bloc's seats"), "end"),
            Column(_("To a majority"), "end", hint=_("seats, + is to spare")),
            Column(_("What happens")),
        ],
        rows=[_row(swing, tail) for swing in swings],
        downloads=links("", files, TABLE_FORMATS, query) if files else (),
        source=swings[0].council.source if swings else "",
        empty=_("No council changes hands."),
        live=False,
    )


def _row(swing: Swing, tail: str) -> Row:
    view = swing.council
    spare = swing.would_have - view.majority
    return Row(
        [
            Cell(
                view.name,
                href=scenario_address(swing, tail),
                note=_("county council") if view.kind == "county" else "",
            ),
            Cell(view.county_name),
            Cell(formats.number(view.seats)),
            Cell(_moved(swing)),
            Cell(formats.signed(spare)),
            Cell(outcome(swing), strong=swing.changes_hands, note=remark(swing)),
        ],
        marked=swing.changes_hands,
    )


def _moved(swing: Swing) -> str:
    after = formats.number(swing.would_have)
    return after if swing.has == swing.would_have else f"{formats.number(swing.has)} → {after}"


def scenario_address(swing: Swing, tail: str) -> str:
    """The same swing shown list by list, in the council's own scenario."""
    kind = "kommune" if swing.council.kind == "municipal" else "fylke"
    query = "&".join(filter(None, (scenario_query(swing), tail)))
    return f"/{kind}/{swing.council.number}/prov/{'?' if query else ''}{query}"


def councils_sheet(
    swept: Sequence[Swept], bloc: str, parties: Sequence[PartyInfo], notes: Sequence[str]
) -> Sheet:
    """Every council: the bloc's seats before and after, and each party's seats after."""
    swings = [swing for item in swept for swing in item.swings]
    return Sheet(
        name="prov",
        title=_("One swing everywhere"),
        columns=[
            _("Number"),
            _("Council"),
            _("County"),
            _("Council's seats"),
            _("Needed for a majority"),
            _("%(bloc)s now") % {"bloc": bloc},
            _("%(bloc)s after") % {"bloc": bloc},
            _("What happens"),
            _("Remark"),
            *(party.name for party in parties),
            _("Other lists"),
        ],
        rows=[_sheet_row(swing, parties) for swing in swings],
        notes=[
            _("A scenario, not a result or a forecast."),
            *notes,
            *sorted({swing.council.source for swing in swings}),
        ],
    )


def _sheet_row(swing: Swing, parties: Sequence[PartyInfo]) -> list[Value]:
    view, seats = swing.council, swing.seats
    cells: list[Value] = [
        view.number,
        view.name,
        view.county_name,
        view.seats,
        view.majority,
        swing.has,
        swing.would_have,
        outcome(swing),
        remark(swing),
    ]
    if seats is None:
        return [*cells, *(None for _party in parties), None]
    codes = {party.code for party in parties}
    own: list[Value] = [seats.get(party.code) for party in parties]
    return [*cells, *own, sum(won for code, won in seats.items() if code not in codes)]
