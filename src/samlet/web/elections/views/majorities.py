"""Flertall: who has the majority in a county or the country, how close it was, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samlet.web.core.errors import NotFound, Rejected
from samlet.web.core.policy import needs
from samlet.web.elections import majority_charts as charts
from samlet.web.elections import queries
from samlet.web.elections.majorities import (
    COUNTRY,
    SORTS,
    Choice,
    Majorities,
    Show,
    listed,
    majorities,
)
from samlet.web.elections.sentences import majorities as said
from samlet.web.elections.sentences import majority_notes as notes
from samlet.web.elections.tables import majorities as tables
from samlet.web.elections.views.asked import asked_bloc
from samlet.web.parties.queries import blocs, in_neutral_order, party_infos
from samlet.web.ui import formats
from samlet.web.ui.downloads import (
    CHART_FORMATS,
    TABLE_FORMATS,
    chart_response,
    links,
    sheet_response,
)
from samlet.web.ui.pages import page as answer

TEMPLATE = "elections/majorities.html"
LONGEST_SEARCH = 60


@dataclass(frozen=True)
class Link:
    """A choice that is a link: a bloc, a county, the bloc without a party."""

    label: str
    href: str
    current: bool = False
    short: str = ""
    colour: str = ""
    count: str = ""


def read_choice(county: str, query: QueryDict) -> Choice:
    """The choice an address makes. Raises NotFound for the county, Rejected for the rest."""
    numbers = {row.number for row in queries.counties()}
    if county != COUNTRY and county not in numbers:
        raise NotFound(_("There is no county with the number %(number)s."), number=county)
    within = query.get("fylke", "") if county == COUNTRY else ""
    if within and within not in numbers:
        raise Rejected(
            _("“fylke” must be the number of a county, not “%(given)s”."), given=within[:40]
        )
    chosen, first = asked_bloc(query), blocs()[0]
    return Choice(
        county=county,
        bloc=chosen,
        key="" if chosen.key == first.key else chosen.key,
        show=_show(query.get("vis", "")),
        find=_find(query.get("finn", "")),
        within=within,
        sort=_sort(query.get("sort", "")),
    )


def _show(given: str) -> Show:
    if given not in set(Show):
        raise Rejected(
            _("“vis” must be one of %(known)s, not “%(given)s”."),
            given=given[:40],
            known=", ".join(item.value for item in Show if item),
        )
    return Show(given)


def _find(given: str) -> str:
    if len(given) > LONGEST_SEARCH:
        raise Rejected(_("A name to search for has at most %(most)s letters."), most=LONGEST_SEARCH)
    return given.strip()


def _sort(given: str) -> str:
    if given and given.removeprefix("-") not in SORTS:
        raise Rejected(
            _("“sort” must be one of %(known)s, not “%(given)s”."),
            given=given[:40],
            known=", ".join(SORTS),
        )
    return given


@needs("majorities.view")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The home county's majorities."""
    query = request.GET.urlencode()
    address = tables.county_address(settings.HOME_COUNTY, query)
    return redirect(address)


@needs("majorities.view")
@require_safe
def show(request: HttpRequest, county: str = COUNTRY) -> HttpResponse:
    """The page, or only its list when htmx asks for that."""
    choice = read_choice(county, request.GET)
    found = majorities(choice.county, choice.bloc)
    there = listed(found, choice)
    files = links(request.path, "kommuner", TABLE_FORMATS, choice.query())
    context = {
        "choice": choice,
        "table": tables.council_table(found, choice, there, files),
        "filters": [(item.value, said.show_label(item), item == choice.show) for item in Show],
        "county_choices": sorted(found.counties.items(), key=lambda item: item[1]),
    }
    if _asks_for_list(request):
        response = answer(request, f"{TEMPLATE}#list", context, mark="internal")
        # The address without the form's empty fields.
        response["HX-Push-Url"] = _with_query(request.path, choice.query())
        return response
    return answer(request, TEMPLATE, {**context, **_whole(found, choice)}, mark="internal")


@needs("majorities.view")
@require_safe
def files(request: HttpRequest, name: str, kind: str, county: str = COUNTRY) -> HttpResponse:
    """A table of the page as CSV or Excel, a chart as SVG or PNG."""
    choice = read_choice(county, request.GET)
    found = majorities(choice.county, choice.bloc)
    if name == "kommuner":
        sheet = tables.councils_sheet(found, listed(found, choice), _file_name(choice, name))
        return sheet_response(sheet, kind)
    if name == "kart":
        svg = charts.majority_map(found, "", for_file=True)
        return chart_response(
            svg,
            kind,
            name=_file_name(choice, name),
            heading=said.map_title(found),
            source=notes.source_line(found.councils),
        )
    if name == "fylkesting":
        return _council_file(found, choice, kind)
    raise Http404


def _council_file(found: Majorities, choice: Choice, kind: str) -> HttpResponse:
    """The county council's lists or seats; for the country all county councils as a table."""
    name = _file_name(choice, "fylkesting")
    if found.top is None:
        return sheet_response(tables.counties_sheet(found, name), kind)
    if kind in TABLE_FORMATS:
        return sheet_response(tables.lists_sheet(found, found.top, name), kind)
    return chart_response(
        charts.top_council(found),
        kind,
        name=name,
        heading=f"{said.top_title(found)}: {said.seats_sentence(found.top)}",
        source=notes.source_line([found.top.council]),
    )


def _file_name(choice: Choice, name: str) -> str:
    place = choice.county or "norge"
    without = "".join(f"-uten-{code.lower()}" for code in sorted(choice.bloc.without))
    return f"{name}-{place}-{choice.bloc.key}{without}"


def _with_query(address: str, query: str) -> str:
    return f"{address}?{query}" if query else address


def _asks_for_list(request: HttpRequest) -> bool:
    """htmx names its target as an id, or as tag#id."""
    target = request.headers.get("HX-Target", "").rpartition("#")[2]
    return request.headers.get("HX-Request") == "true" and target == "councils"


def _whole(found: Majorities, choice: Choice) -> dict[str, Any]:
    """What the page shows besides its list."""
    query = choice.place_query
    here = tables.county_address(choice.county)
    context: dict[str, Any] = {
        "found": found,
        "headline": said.headline(found),
        "place_line": notes.place_line(found),
        "figures_day": notes.figures_day(found),
        "counties": _counties(choice, found),
        "blocs": _blocs(choice),
        "without": _without(found, choice),
        "without_sentence": notes.without_sentence(found),
        "bloc_sentence": notes.bloc_sentence(found),
        "proposal": notes.proposal_sentence(found),
        "proposal_mark": notes.proposal_mark(found),
        "seen_without": notes.seen_without(found),
        "whole_bloc": _with_query(here, choice.query(uten=[])),
        "council_source": notes.source_text(found.councils),
        "council_day": max(view.source_day for view in found.councils),
        "notes": [
            *filter(None, [notes.counting_sentence(found)]),
            notes.group_sentence(found),
            notes.differing_sentence(found),
            notes.check_sentence(found),
        ],
        "joint": notes.joint_lines(found),
    }
    if len(found.standings) > 1:
        context |= _map(found, query)
    council_files = [*CHART_FORMATS, *TABLE_FORMATS] if found.top else TABLE_FORMATS
    context["council_files"] = links(here, "fylkesting", council_files, query)
    if found.top is None:
        table = tables.county_table(found, choice)
        return {
            **context,
            "county_table": table,
            "county_source": notes.source_text(found.above),
            "county_day": max(view.source_day for view in found.above),
        }
    return {**context, **_top(found, query)}


def _map(found: Majorities, query: str) -> dict[str, Any]:
    return {
        "map": charts.majority_map(found, query),
        "map_text": said.map_text(found),
        "levels": charts.used_levels(found),
        "map_files": links(tables.county_address(found.county), "kart", CHART_FORMATS, query),
    }


def _top(found: Majorities, query: str) -> dict[str, Any]:
    """The council at the top of a county's page."""
    at = found.top
    assert at is not None
    return {
        "top_title": said.top_title(found),
        "top_sentence": said.seats_sentence(at),
        "top_distance": said.distance_sentence(at),
        "top_rounding": said.rounding_sentence(at.council),
        "oslo_note": said.oslo_note(found),
        "hemicycle": charts.top_council(found),
        "top_table": tables.lists_table(at),
        "top_groups": tables.seat_groups(at),
        "top_source": notes.source_text([at.council]),
        "top_day": at.council.source_day,
        "takes_href": tables.council_address(at.council, query),
        "try_href": tables.try_address(at.council, query),
    }


def _blocs(choice: Choice) -> list[Link]:
    here = tables.county_address(choice.county)
    made = []
    for index, item in enumerate(blocs()):
        query = choice.query(blokk="" if index == 0 else item.key, uten=[])
        made.append(Link(item.name, _with_query(here, query), item.key == choice.bloc.key))
    return made


def _without(found: Majorities, choice: Choice) -> list[Link]:
    """One link a party: the bloc without it, or with it again, and the count that gives."""
    here = tables.county_address(choice.county)
    infos = party_infos(found.year)
    only = found.standings[0].council if len(found.standings) == 1 else None
    total = only.seats if only else len(found.standings)
    made = []
    for info in in_neutral_order(infos[code] for code in found.without if code in infos):
        left_out = info.code in choice.bloc.without
        without = sorted(set(choice.bloc.without) ^ {info.code})
        made.append(
            Link(
                notes.without_label(info.name, left_out=left_out),
                _with_query(here, choice.query(uten=without)),
                left_out,
                info.short,
                info.colour,
                formats.of_total(found.without[info.code], total),
            )
        )
    return made


def _counties(choice: Choice, found: Majorities) -> list[Link]:
    """Every county, and the country."""
    query = choice.place_query
    numbers = sorted(found.counties, key=lambda number: found.counties[number])
    return [
        Link(_("All of Norway"), tables.county_address(COUNTRY, query), choice.county == COUNTRY),
        *(
            Link(
                found.counties[number],
                tables.county_address(number, query),
                choice.county == number,
            )
            for number in numbers
        ),
    ]
