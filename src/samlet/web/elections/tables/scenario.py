"""A scenario as rows: the form's numbers, list by list, bloc by bloc, and the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from samlet.charts import party_badge
from samlet.election import Margin
from samlet.web.elections.counting import UNITS, CouncilView, ListView, Standing
from samlet.web.elections.drawings import council_seats
from samlet.web.elections.scenario import Mode, Scenario, share_of, share_text
from samlet.web.elections.sentences.amounts import is_about
from samlet.web.elections.sentences.scenario import (
    distance_text,
    majority_sentence,
    rests_on,
    shows_margins,
)
from samlet.web.ui import formats
from samlet.web.ui.downloads import TABLE_FORMATS, Sheet, Value, links
from samlet.web.ui.tables import Cell, Column, Row, Table
from samlet.web.ui.templatetags.samlet import seats_change


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of the form, with its slider: `value` has a point, as number fields want it."""

    name: str
    field_id: str
    label: str
    badge: SafeString
    now: str
    value: str
    high: str
    step: str


def entries(base: CouncilView, query: QueryDict, mode: Mode) -> list[Entry]:
    """A number for every list that can be settled, as the address or the election has it."""
    return [
        _entry(base, row, query, mode, place)
        for place, row in enumerate(base.counted)
        if row.settled
    ]


def _entry(base: CouncilView, row: ListView, query: QueryDict, mode: Mode, place: int) -> Entry:
    prefix = "v" if mode == "votes" else "s"
    name = f"{prefix}.{row.code}"
    share = share_of(row, base)
    if mode == "votes":
        own = str(row.ballots or 0)
        now = formats.votes(row.ballots or 0)
        high = str(max(2 * (row.ballots or 0), base.total_ballots // 10))
    else:
        own, now = share_text(row, base), formats.percent(share)
        high = str(min(100, max(round(share * 200), 10)))
    typed = query.get(name, "").strip()[:40].replace(",", ".")
    return Entry(
        name=name,
        field_id=f"list-{place}",
        label=row.party.name,
        badge=badge(row),
        now=_("%(figure)s in %(year)s") % {"figure": now, "year": base.year},
        value=typed or own,
        high=high,
        step="1" if mode == "votes" else "0.1",
    )


def badge(row: ListView) -> SafeString:
    """The list's letters; its name stands beside."""
    return mark_safe(party_badge(row.party.short, row.party.colour))


def lists_table(made: Scenario, query: str) -> Table:
    """List by list: votes or shares, seats before and after, and the margins."""
    return Table(
        id="lists",
        caption=_("List by list"),
        columns=_list_columns(made),
        rows=[_list_row(made, row) for row in made.base.counted],
        downloads=links("", "lister", TABLE_FORMATS, query),
        source=made.base.source,
        live=False,
    )


def _list_columns(made: Scenario) -> list[Column]:
    shares = made.mode == "shares"
    columns = [
        Column(_("List")),
        Column(_("Share now") if shares else _("Votes now"), "end"),
        Column(_("Share tried") if shares else _("Votes tried"), "end"),
    ]
    if _has_official_apart(made):
        columns.append(Column(_("Official seats"), "end"))
    columns += [
        Column(
            _("Seats now"), "end", hint=_("from the ballots") if _has_official_apart(made) else ""
        ),
        Column(_("Seats tried"), "end"),
        Column(_("Difference"), "end"),
    ]
    if shows_margins(made):
        unit = _("percentage points")
        if made.view.unit_is_votes:
            unit = _("about, in votes") if is_about(made.base) else _("votes")
        columns.append(Column(_("To one seat more"), "end", hint=unit))
        columns.append(Column(_("To one seat fewer"), "end", hint=unit))
    return columns


def _has_official_apart(made: Scenario) -> bool:
    """Whether the seats compared with are the ballots', not the official ones."""
    return made.start is not made.base


def _list_row(made: Scenario, row: ListView) -> Row:
    code = row.code
    before, after = made.start.seats_by_code[code], made.view.seats_by_code[code]
    cells = [
        Cell(row.party.name, before=badge(row)),
        Cell(_amount(made, row)),
        Cell(_amount(made, made.view.by_code[code]), strong=code in made.changed),
    ]
    if _has_official_apart(made):
        cells.append(Cell(formats.number(row.seats or 0)))
    cells.append(Cell(formats.number(before)))
    cells.append(
        Cell(formats.number(after), strong=True, note="" if row.settled else _("held fixed"))
    )
    cells.append(Cell("", before=seats_change(after - before)))
    if shows_margins(made):
        cells += _margin_cells(made.view, made.view.margins.get(code))
    return Row(cells, marked=after != before)


def _amount(made: Scenario, row: ListView) -> str:
    """Votes, or the share as published or tried."""
    if made.mode == "votes":
        return formats.number(row.ballots or 0)
    return formats.percent(share_of(row, made.base))


def _margin_cells(view: CouncilView, margin: Margin | None) -> list[Cell]:
    if margin is None:
        return [Cell("–"), Cell("–")]
    return [
        _margin_cell(view, margin.next, margin.next_from, _("from %(list)s")),
        _margin_cell(view, margin.last, margin.last_to, _("to %(list)s")),
    ]


def _margin_cell(view: CouncilView, margin: int | None, other: str | None, words: str) -> Cell:
    if margin is None:
        return Cell("–")
    note = words % {"list": view.by_code[other].party.short} if other else ""
    return Cell(_margin(view, margin), note=note)


def _margin(view: CouncilView, margin: int) -> str:
    return formats.number(margin) if view.unit_is_votes else formats.number(100 * margin / UNITS, 1)


def blocs_table(made: Scenario, standings: Sequence[tuple[Standing, Standing]]) -> Table:
    """Every bloc: seats before and after, and the distance to its majority."""
    return Table(
        id="blocs",
        caption=_("Bloc by bloc: a majority is %(seats)s seats")
        % {"seats": formats.number(made.base.majority)},
        columns=[Column(_("Bloc")), Column(_("Seats"), "end"), Column(_("Majority"))],
        rows=[
            Row(
                [
                    Cell(
                        then.bloc.name,
                        note=_("proposal, not decided") if then.bloc.is_proposal else "",
                    ),
                    Cell(_before_after(start.has, then.has)),
                    Cell(majority_sentence(then), note=distance_text(made, then)),
                ]
            )
            for start, then in standings
        ],
        caption_shown=True,
        source=made.base.source,
        live=False,
    )


def _before_after(before: int, after: int) -> str:
    """“12 → 13”, or “12” when nothing moved."""
    if before == after:
        return formats.number(after)
    return f"{formats.number(before)} → {formats.number(after)}"


def drawing(made: Scenario, then: Standing) -> str:
    """The council as it would be; seats that only a lot could give are left out."""
    return council_seats(made.view, then.codes, id="tried", title=_("The council as it would be"))


def lists_sheet(made: Scenario, name: str) -> Sheet:
    """The table to take along, with exact numbers."""
    votes = made.mode == "votes"
    return Sheet(
        name=name,
        title=_("Scenario"),
        columns=[
            _("Code"),
            _("List"),
            _("Votes now") if votes else _("Share now"),
            _("Votes tried") if votes else _("Share tried"),
            _("Official seats"),
            _("Seats tried"),
            *([_("To one seat more"), _("To one seat fewer")] if shows_margins(made) else []),
        ],
        rows=[_sheet_row(made, row, votes) for row in made.base.counted],
        notes=[
            _("A scenario, not a result or a forecast: %(place)s, election of %(day)s.")
            % {"place": made.base.name, "day": formats.day(made.base.day)},
            *rests_on(made),
            made.base.source,
        ],
        shares=frozenset() if votes else frozenset({2, 3}),
    )


def _sheet_row(made: Scenario, row: ListView, votes: bool) -> list[Value]:
    then = made.view.by_code[row.code]
    cells: list[Value] = [row.code, row.party.name]
    cells += [
        (item.ballots or 0) if votes else round(share_of(item, made.base), 6)
        for item in (row, then)
    ]
    cells += [row.seats, made.view.seats_by_code[row.code]]
    if shows_margins(made):
        margin = made.view.margins.get(row.code)
        cells += [margin.next if margin else None, margin.last if margin else None]
    return cells
