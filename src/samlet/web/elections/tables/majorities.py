"""The list of councils, the county councils, a council's lists: for the screen and for files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samlet.charts import Seats, party_badge, seat_bar
from samlet.web.elections.counting import CouncilView, ListView, Standing
from samlet.web.elections.majorities import COUNTRY, Choice, Majorities
from samlet.web.elections.sentences import majorities as said
from samlet.web.elections.sentences import majority_notes as notes
from samlet.web.ui.downloads import Sheet
from samlet.web.ui.formats import number, of_total, percent
from samlet.web.ui.tables import Cell, Column, Download, Row, Table

REST = "#9aa0a6"  # seats outside the bloc, in a bar that shows one bloc alone


def council_address(view: CouncilView, query: str = "") -> str:
    """The page of a council or county council, seen with the same bloc."""
    name = "elections:council" if view.kind == "municipal" else "elections:county_council"
    return reverse(name, args=[view.number]) + (f"?{query}" if query else "")


def try_address(view: CouncilView, query: str = "") -> str:
    """The page where a council's votes can be changed."""
    name = "elections:scenario" if view.kind == "municipal" else "elections:county_scenario"
    return reverse(name, args=[view.number]) + (f"?{query}" if query else "")


def county_address(number: str, query: str = "") -> str:
    """The page of a county's majorities, or of the country's."""
    address = (
        reverse("elections:majorities_country")
        if number == COUNTRY
        else reverse("elections:majorities", args=[number])
    )
    return address + (f"?{query}" if query else "")


def bar(at: Standing) -> SafeString:
    """The bloc's seats as a bar with the majority's tick; the words stand beside it."""
    view = at.council
    groups = [
        Seats("", "", at.bloc.colour, at.has, True),
        Seats("", "", REST, view.seats - at.has),
    ]
    title = said.missing_text(at)
    name = f"bar-{view.kind[0]}{view.number}"
    return mark_safe(seat_bar(groups, id=name, majority=at.needs, title=title, width=112))


@lru_cache(maxsize=96)
def council_rows(page: Majorities, query: str) -> dict[str, Row]:
    """Municipality number → its row, made once: bars and numbers cost more than the rest."""
    with_county = page.county == COUNTRY
    mixed = len({view.year for view in page.councils}) > 1
    return {at.council.number: _council_row(at, query, with_county, mixed) for at in page.standings}


def _council_row(at: Standing, query: str, with_county: bool, mixed: bool) -> Row:
    """mixed: not all councils show the same election, so each says which."""
    view = at.council
    year = str(view.year) if mixed else ""
    cells: list[Cell | str] = [Cell(view.name, href=council_address(view, query), note=year)]
    if with_county:
        cells.append(Cell(view.county_name, href=county_address(view.county_number, query)))
    distance = at.distance
    return Row(
        (
            *cells,
            Cell(said.distance_cell(at), note=said.distance_note(at)),
            percent(distance.share) if distance else "–",
            _seats_cell(at),
            number(at.needs),
            said.missing_text(at),
        )
    )


def _seats_cell(at: Standing) -> Cell:
    text = of_total(at.has, at.council.seats)
    return Cell(f"{text} ✓" if at.has_majority else text, before=bar(at))


def council_columns(with_county: bool) -> list[Column]:
    """The list's columns, each sorted by its own key."""
    place = [Column(_("Municipality"), sort="navn")]
    if with_county:
        place.append(Column(_("County"), sort="fylke"))
    return [
        *place,
        Column(_("Votes missing, or held by"), sort="stemmer"),
        Column(pgettext("column", "Of the votes"), align="end", sort="andel"),
        Column(_("Seats"), sort="mandater", hint=_("and the majority line")),
        Column(pgettext("column", "Majority"), align="end", sort="flertall"),
        Column(_("Seats to a majority"), sort="mangler"),
    ]


def council_table(
    page: Majorities, choice: Choice, found: Sequence[Standing], files: Sequence[Download]
) -> Table:
    """The list of councils as it stands on the page."""
    rows = council_rows(page, choice.place_query)
    return Table(
        id="councils",
        caption=said.list_caption(len(found), len(page.standings), by_distance=choice.sort == ""),
        columns=council_columns(page.county == COUNTRY),
        rows=[rows[at.council.number] for at in found],
        sorted_by=choice.sort,
        query=choice.query(sort=""),
        form="find",
        downloads=files,
        source=notes.source_text(page.councils),
        empty=_("No council matches. Search for another name, or choose “All councils”."),
    )


def county_table(page: Majorities, choice: Choice) -> Table:
    """The country page's county councils, and how many councils have a majority in each county."""
    counts = {number: [0, 0] for number in page.counties}
    for at in page.standings:
        counts[at.council.county_number][0] += at.has_majority
        counts[at.council.county_number][1] += 1
    above = {at.council.number: at for at in page.county_councils}
    order = [at.council.number for at in page.county_councils]
    order += [number for number in page.counties if number not in above]
    rows = []
    for code in order:
        place = Cell(page.counties[code], href=county_address(code, choice.place_query))
        rows.append((place, of_total(*counts[code]), *_county_cells(above.get(code))))
    return Table(
        id="counties",
        caption=_("The county councils, nearest to a majority first"),
        columns=[
            Column(_("County")),
            Column(_("Councils"), align="end", hint=_("with a majority")),
            Column(_("County council"), hint=_("seats and majority line")),
            Column(_("About"), hint=_("in percentage points")),
        ],
        rows=rows,
    )


def _county_cells(at: Standing | None) -> tuple[Cell | str, ...]:
    if at is None:
        return (_("no county council"), "–")
    note = _("rounded shares leave the last seat open") if at.council.rounding_decides else ""
    return (_seats_cell(at), Cell(said.points_cell(at), note=note))


def seat_groups(at: Standing) -> list[Seats]:
    """The lists of a council for the hemicycle: the largest furthest out on either side.

    By size and then the neutral order: the law knows no left and right.
    """
    rows = [row for row in at.council.counted if seats_of_list(at, row)]
    rows.sort(key=lambda row: (-seats_of_list(at, row), row.party.order, row.name))
    inside = [row for row in rows if row.code in at.codes]
    outside = [row for row in reversed(rows) if row.code not in at.codes]
    outside.sort(key=lambda row: row.settled)  # lists known only as a group stand by the line
    return [
        Seats(
            code=row.code,
            label=list_letters(row),
            colour=row.party.colour,
            count=seats_of_list(at, row),
            in_bloc=row.code in at.codes,
            name=list_name(row),
        )
        for row in (*inside, *outside)
    ]


def seats_of_list(at: Standing, row: ListView) -> int:
    return at.council.seats_by_code.get(row.code, 0)


def list_letters(row: ListView) -> str:
    """A list's letters; lists known only as a group have none of their own."""
    return row.party.short if row.settled else pgettext("letters for other lists", "Oth")


def list_name(row: ListView) -> str:
    return row.party.name if row.settled else _("Small lists, known only as a group")


def lists_table(at: Standing) -> Table:
    """The figures behind the hemicycle."""
    rows = []
    for row in _lists_by_size(at):
        badge = mark_safe(party_badge(list_letters(row), row.party.colour))
        rows.append(
            (
                Cell(list_name(row), before=badge),
                number(seats_of_list(at, row)),
                percent(row.share) if row.share is not None else "–",
                _("yes") if row.code in at.codes else _("no"),
            )
        )
    return Table(
        id="council-lists",
        caption=_("Seats and share of each list"),
        columns=[
            Column(_("List")),
            Column(_("Seats"), align="end"),
            Column(_("Share of the votes"), align="end"),
            Column(_("In the bloc")),
        ],
        rows=rows,
    )


def _lists_by_size(at: Standing) -> list[ListView]:
    return sorted(
        at.council.counted,
        key=lambda row: (-seats_of_list(at, row), -(row.share or 0), row.party.order, row.name),
    )


def councils_sheet(page: Majorities, found: Sequence[Standing], name: str) -> Sheet:
    """The list of councils to take along, with real numbers."""
    return Sheet(
        name=name,
        title=_("Majorities"),
        columns=[
            _("Number"),
            _("Municipality"),
            _("County"),
            _("Election"),
            _("Seats of the bloc"),
            _("Seats"),
            _("Majority"),
            _("Seats missing (minus: to spare)"),
            _("Has a majority"),
            _("Fewest votes missing, or held by"),
            _("Of the votes"),
            _("About"),
            _("Within reach of personal votes"),
            _("Note"),
        ],
        rows=[_sheet_row(at) for at in found],
        notes=_notes(page, page.councils),
        shares=frozenset({10}),
    )


def _sheet_row(at: Standing) -> list[str | int | float | None]:
    view, distance = at.council, at.distance
    note = said.distance_note(at) if distance else said.distance_cell(at)
    return [
        view.number,
        view.name,
        view.county_name,
        view.year,
        at.has,
        view.seats,
        at.needs,
        at.missing,
        _yes(at.has_majority),
        distance.votes if distance else None,
        round(float(distance.share), 6) if distance else None,
        _yes(distance.about) if distance else "",
        _yes(distance.within_reach) if distance else "",
        note,
    ]


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")


def lists_sheet(page: Majorities, at: Standing, name: str) -> Sheet:
    """The lists of the council at the top of the page."""
    return Sheet(
        name=name,
        title=at.council.name,
        columns=[
            _("Code"), _("List"), _("Seats"), _("Share of the votes"), _("Votes"), _("In the bloc"),
        ],
        rows=[
            [
                row.code,
                list_name(row),
                seats_of_list(at, row),
                float(row.share) if row.share is not None else None,
                row.ballots,
                _yes(row.code in at.codes),
            ]
            for row in _lists_by_size(at)
        ],
        notes=_notes(page, [at.council]),
        shares=frozenset({3}),
    )  # fmt: skip


def counties_sheet(page: Majorities, name: str) -> Sheet:
    """The county councils to take along."""
    return Sheet(
        name=name,
        title=_("County councils"),
        columns=[
            _("Number"),
            _("County"),
            _("Seats of the bloc"),
            _("Seats"),
            _("Majority"),
            _("Seats missing (minus: to spare)"),
            _("Has a majority"),
            _("Percentage points missing, or held by"),
            _("At least"),
            _("At most"),
        ],
        rows=[
            [
                at.council.number,
                at.council.name,
                at.has,
                at.council.seats,
                at.needs,
                at.missing,
                _yes(at.has_majority),
                *([float(at.distance.share), float(at.distance.low), float(at.distance.high)]
                  if at.distance else [None, None, None]),
            ]
            for at in page.county_councils
        ],
        notes=_notes(page, page.above),
        shares=frozenset({7, 8, 9}),
    )  # fmt: skip


def _notes(page: Majorities, views: Sequence[CouncilView]) -> list[str]:
    """What goes with every file: source, bloc, proposal, what is not exact."""
    return [
        notes.source_line(views),
        *filter(None, [notes.counting_sentence(page)]),
        " ".join(part for part in (notes.bloc_sentence(page), notes.seen_without(page)) if part),
        notes.proposal_sentence(page),
        notes.group_sentence(page),
        notes.differing_sentence(page),
        *notes.joint_lines(page),
        _("Internal: for our own work. Do not pass on."),
    ]
