"""Earlier elections on today's borders: shares per list, election by election."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samlet.charts import Share, share_bars
from samlet.web.elections.counting import CouncilView
from samlet.web.elections.queries import EarlierResult
from samlet.web.elections.sentences import council as sentences
from samlet.web.elections.tables.council import NONE, badge, in_order, notes, share_of
from samlet.web.elections.tables.majorities import list_letters
from samlet.web.parties.queries import PartyInfo, list_info, party_infos
from samlet.web.ui import formats
from samlet.web.ui.downloads import Sheet, Value
from samlet.web.ui.tables import Cell, Column, Download, Row, Table

WORTH_A_ROW = Decimal("0.04")  # a list this large in some election stands by itself
LAST_ORDER = 900  # local lists come after every registered party
MOST_BARS = 12


def title(result: EarlierResult) -> str:
    """“council election 2019” in a line of text."""
    said = {"year": result.year}
    if result.kind == "storting":
        return _("Storting election %(year)s") % said
    if result.kind == "county":
        return _("county election %(year)s") % said
    return _("council election %(year)s") % said


def infos_of(view: CouncilView, results: Sequence[EarlierResult]) -> dict[str, PartyInfo]:
    """Every list of today or earlier by code: a party, or a local list by its name or code."""
    parties = party_infos(view.year)
    found = {row.code: row.party for row in view.counted}
    for result in results:
        for code in result.shares:
            found.setdefault(code, list_info(code, code, parties))
    return found


def rows_of(view: CouncilView, results: Sequence[EarlierResult]) -> list[PartyInfo]:
    """The lists that get a row of their own, in the neutral order."""
    infos = infos_of(view, results)
    today = {row.code for row in view.counted if row.settled}
    large = {
        code
        for result in results
        for code, share in result.shares.items()
        if share >= WORTH_A_ROW and result.kind != "storting"
    }
    registered = {
        code
        for result in results
        for code, share in result.shares.items()
        if share >= WORTH_A_ROW and infos[code].order < LAST_ORDER
    }
    groups = {row.code for row in view.counted if not row.settled} | {"ANDRE"}
    wanted = (today | large | registered) - groups
    return sorted((infos[code] for code in wanted), key=lambda info: (info.order, info.name))


def earlier_table(
    view: CouncilView, results: Sequence[EarlierResult], downloads: Sequence[Download] = ()
) -> Table:
    """A row per list, a column per election, newest first."""
    infos = rows_of(view, results)
    shown = {info.code for info in infos}
    by_code = view.by_code
    rows = [
        Row(
            [
                Cell(info.name, before=badge(by_code[info.code]))
                if info.code in by_code
                else Cell(info.name),
                *[_share(result.shares.get(info.code)) for result in results],
            ]
        )
        for info in infos
    ]
    rest = [
        sum((s for code, s in result.shares.items() if code not in shown), Decimal(0))
        for result in results
    ]
    rows.append(Row([_("Other lists"), *[_share(share or None) for share in rest]]))
    return Table(
        id="earlier",
        caption=_("Shares in earlier elections in %(place)s") % {"place": view.name},
        columns=[Column(_("List"))]
        + [Column(str(result.year), "end", hint=_kind(result)) for result in results],
        rows=rows,
        downloads=downloads,
        source=_source(view),
    )


def _source(view: CouncilView) -> str:
    said = {"day": formats.day(view.source_day)}
    if view.kind == "county":
        return _("county and Storting elections, official figures read %(day)s") % said
    return _("council and Storting elections, official figures read %(day)s") % said


def _kind(result: EarlierResult) -> str:
    if result.kind == "storting":
        return pgettext("kind of election, in a table's heading", "Storting")
    if result.kind == "county":
        return pgettext("kind of election, in a table's heading", "county")
    return pgettext("kind of election, in a table's heading", "council")


def _share(share: Decimal | None) -> str:
    return NONE if share is None else formats.percent(share)


def earlier_sheet(view: CouncilView, results: Sequence[EarlierResult]) -> Sheet:
    """A row per election and list, every list."""
    infos = infos_of(view, results)
    rows: list[list[Value]] = [
        [
            result.year,
            title(result),
            ", ".join(result.places),
            code,
            infos[code].name,
            share,
            result.seats.get(code),
        ]
        for result in results
        for code, share in result.shares.items()
    ]
    return Sheet(
        name=f"{view.stable_id}-tidligere",
        title=_("Shares in earlier elections in %(place)s") % {"place": view.name},
        columns=[
            _("Year"),
            _("Election"),
            _("Municipalities then"),
            _("Code"),
            _("List"),
            _("Share"),
            _("Seats"),
        ],
        rows=rows,
        notes=[*notes(view), *what_is_missing(results)],
        shares=frozenset({5}),
    )


def shares_drawn(
    view: CouncilView, results: Sequence[EarlierResult], codes: frozenset[str], *, id: str
) -> str:
    """The newest shares as bars, with a tick where the list stood at the election before."""
    before = previous(view, results)
    rows = [(row, share_of(row, view)) for row in in_order(view)]
    known = [(row, share) for row, share in rows if share is not None]
    if not known:
        return ""
    return share_bars(
        [
            Share(
                list_letters(row),
                row.party.colour,
                float(share),
                formats.percent(share),
                row.code in codes,
                float(before.shares[row.code]) if before and row.code in before.shares else None,
            )
            for row, share in known[:MOST_BARS]
        ],
        id=id,
        title=_("Shares in %(place)s in %(year)s") % {"place": view.name, "year": view.year},
        desc=sentences.listed(
            [f"{row.party.name} {formats.percent(share)}" for row, share in known[:MOST_BARS]]
        ),
    )


def shares_sentence(view: CouncilView, results: Sequence[EarlierResult]) -> str:
    """What the bars show, and the ticks where there are any."""
    before = previous(view, results)
    if before and any(row.code in before.shares for row in view.counted):
        return _("Shares in %(year)s. The tick shows where the list stood in %(before)s.") % {
            "year": view.year,
            "before": before.year,
        }
    return _("Shares in %(year)s.") % {"year": view.year}


def previous(view: CouncilView, results: Sequence[EarlierResult]) -> EarlierResult | None:
    """The election of the same kind before this one."""
    return next(
        (r for r in results if r.kind == view.kind and r.year < view.year and r.shares), None
    )


def what_is_missing(results: Sequence[EarlierResult]) -> list[str]:
    """Predecessors by name, and the years that are shown as shares only."""
    said = []
    merged = next((result for result in results if len(result.places) > 1), None)
    if merged:
        last = max(result.year for result in results if len(result.places) > 1)
        said.append(
            _(
                "In elections up to and including %(year)s this was %(places)s. "
                "Their ballots are added together."
            )
            % {"year": last, "places": sentences.listed(merged.places)}
        )
    if any(result.kind == "county" for result in results):
        said.append(
            _(
                "For Storting elections the ballots of the municipalities that are the county's "
                "today are added together."
            )
        )
    unsettled = sorted(
        {result.year for result in results if result.kind == "municipal" and not result.complete}
    )
    if unsettled:
        said.append(
            _(
                "The council elections of %(years)s are shown as shares only: not every list is "
                "known, so they are not settled."
            )
            % {"years": sentences.listed([str(year) for year in unsettled])}
        )
    return said
