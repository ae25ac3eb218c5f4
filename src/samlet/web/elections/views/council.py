"""One council: the seats now, the last seat, what a majority takes, and how it was counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samlet.election import Majority
from samlet.web.core import access
from samlet.web.core.errors import Rejected, SamletError
from samlet.web.core.middleware import Request
from samlet.web.core.policy import needs
from samlet.web.elections import actions, drawings, queries
from samlet.web.elections.counting import (
    Basis,
    CouncilView,
    Standing,
    bloc_codes,
)
from samlet.web.elections.earlier import results_in
from samlet.web.elections.forms import CountListForm, LotForm
from samlet.web.elections.models import Contest, LotDrawn
from samlet.web.elections.sentences import council as sentences
from samlet.web.elections.sentences import counted as counted_sentences
from samlet.web.elections.sentences import takes as takes_sentences
from samlet.web.elections.tables import council as tables
from samlet.web.elections.tables import earlier as earlier_tables
from samlet.web.elections.tables import margins as margin_tables
from samlet.web.elections.views.asked import (
    address,
    asked_bloc,
    bloc_query,
    of_council,
    results_address,
)
from samlet.web.parties import actions as party_actions
from samlet.web.parties import queries as parties
from samlet.web.parties.models import Bloc, BlocList
from samlet.web.parties.queries import BlocInfo, in_neutral_order
from samlet.web.places.models import County, Municipality
from samlet.web.ui import downloads
from samlet.web.ui.pages import page
from samlet.web.ui.tables import Download, Table


@dataclass(frozen=True)
class Takes:
    """What it takes for one bloc, ready to show."""

    bloc: BlocInfo
    sentence: str
    table: Table | None
    more: list[str]


@needs("majorities.view", write="blocs.edit")
@require_http_methods(["GET", "HEAD", "POST"])
@of_council
def council(request: Request, view: CouncilView) -> HttpResponse:
    """The council's page, and the two forms on it."""
    bloc = asked_bloc(request.GET)
    if request.method != "POST":
        return page(
            request, "elections/council.html", _context(request, view, bloc), mark="internal"
        )
    access.require(request.actor, "blocs.edit")
    forms, done = _act(request, view)
    if done:
        messages.success(request, done)
        query = bloc_query(bloc)
        return HttpResponseRedirect(f"{address(view)}{'?' if query else ''}{query}")
    context = _context(request, view, bloc) | forms
    return page(request, "elections/council.html", context, mark="internal", status=422)


@needs("majorities.view")
@require_safe
@of_council
def council_file(request: Request, view: CouncilView, name: str, ending: str) -> HttpResponse:
    """A table or a chart of the page as a file."""
    bloc = asked_bloc(request.GET)
    at = queries.standing(view, bloc)
    if ending in downloads.CHART_FORMATS:
        return downloads.chart_response(
            _chart(view, at, name),
            ending,
            name=f"{view.stable_id}-{name}",
            heading=_chart_heading(view, at, name),
            source=tables.source_line(view),
        )
    if name == "lister":
        sheet = tables.lists_sheet(view, at.codes, bloc.name)
    elif name == "marginer" and view.margins:
        sheet = margin_tables.margins_sheet(view)
    elif name == "flertall":
        sheet = margin_tables.plans_sheet(_plans(view, bloc))
    elif name == "forskjell" and view.basis == Basis.DIFFERS:
        sheet = tables.differences_sheet(view)
    elif name == "tidligere":
        sheet = earlier_tables.earlier_sheet(view, results_in(view))
    else:
        raise Http404
    return downloads.sheet_response(sheet, ending)


def _chart(view: CouncilView, at: Standing, name: str) -> str:
    drawn = ""
    if name == "mandater":
        drawn = drawings.council_seats(view, at.codes, id="seats", title=sentences.headline(at))
    elif name == "siste-mandat" and view.shows_order:
        drawn = drawings.ladder(view, id="ladder")
    elif name == "oppslutning":
        drawn = earlier_tables.shares_drawn(view, results_in(view), at.codes, id="shares")
    if not drawn:
        raise Http404
    return drawn


def _chart_heading(view: CouncilView, at: Standing, name: str) -> str:
    if name == "siste-mandat":
        return f"{view.name}: {sentences.last_seat(view)}"
    if name == "oppslutning":
        return _("Shares in %(place)s in %(year)s") % {"place": view.name, "year": view.year}
    return sentences.headline(at)


def _context(request: Request, view: CouncilView, bloc: BlocInfo) -> dict[str, Any]:
    """Everything the page shows. Officially published figures lead, whatever we settle."""
    at = queries.standing(view, bloc)
    query = bloc_query(bloc)
    place = _place(view)
    earlier = results_in(view)
    return {
        "view": view,
        "at": at,
        "bloc": bloc,
        "query": query,
        "headline": sentences.headline(at),
        "meta": sentences.meta(view),
        "seats_svg": drawings.council_seats(
            view, at.codes, id="seats", title=sentences.headline(at)
        ),
        "lists": tables.lists_table(view, at.codes, _files(view, "lister", query)),
        "council_badges": drawings.seat_badges(view),
        "last_seat": sentences.last_seat(view) if view.shows_order or view.rounding_decides else "",
        "ladder": drawings.ladder(view, id="ladder") if view.shows_order else "",
        "differences": (
            tables.differences_table(view, _files(view, "forskjell", query))
            if view.basis == Basis.DIFFERS
            else None
        ),
        "takes": [_takes(*found, query) for found in _plans(view, bloc)],
        "reach_note": sentences.reach_note(view),
        "no_margins": sentences.no_margins(view),
        "margins": margin_tables.margins_table(view, _files(view, "marginer", query)),
        "earlier": earlier_tables.earlier_table(view, earlier, _files(view, "tidligere", query))
        if earlier
        else None,
        "earlier_notes": earlier_tables.what_is_missing(earlier),
        "before": earlier_tables.previous(view, earlier),
        "shares_sentence": earlier_tables.shares_sentence(view, earlier),
        "shares_svg": earlier_tables.shares_drawn(view, earlier, at.codes, id="shares"),
        "statements": parties.statements_for(**place),
        "source": tables.source_short(view),
        "source_whole": tables.source_line(view),
        "results_href": results_address(view),
        "seat_files": _files(view, "mandater", query, charts=True),
        "ladder_files": _files(view, "siste-mandat", query, charts=True),
        "share_files": _files(view, "oppslutning", query, charts=True),
        "addresses": {
            name: address(view, name) for name in ("council", "settlement", "coalition", "scenario")
        },
        "statements_href": statements_address(),
        "may_write": access.may(request.actor, "blocs.edit"),
        **_bloc_choices(request, bloc),
        **_counted(request, view, bloc, place.get("municipality")),
    }


def _files(view: CouncilView, name: str, query: str, *, charts: bool = False) -> list[Download]:
    kinds = downloads.CHART_FORMATS if charts else downloads.TABLE_FORMATS
    return downloads.links(address(view), name, kinds, query)


def _place(view: CouncilView) -> dict[str, Any]:
    if view.kind == "county":
        return {"county": County.objects.get(number=view.number)}
    return {"municipality": Municipality.objects.select_related("county").get(number=view.number)}


def statements_address() -> str:
    """Where statements are entered."""
    try:
        return reverse("parties:statements")
    except NoReverseMatch:
        return ""


def _plans(view: CouncilView, bloc: BlocInfo) -> list[tuple[Standing, Majority | None]]:
    """Every bloc, the one asked for first and as it was asked for."""
    others = [item for item in parties.blocs() if item.key != bloc.key]
    found = [queries.standing(view, item) for item in (bloc, *others)]
    return [(at, at.plan) for at in found]


def _takes(at: Standing, found: Majority | None, query: str) -> Takes:
    table = (
        margin_tables.plan_table(at, found, _files(at.council, "flertall", query))
        if found and at.codes
        else None
    )
    more = takes_sentences.takes_more(at, found) if found and at.codes else []
    return Takes(at.bloc, takes_sentences.takes(at, found), table, more)


def _bloc_choices(request: Request, bloc: BlocInfo) -> dict[str, Any]:
    """Links: another bloc, and this one with or without each of its parties."""
    infos = parties.party_infos(queries.latest_year())
    return {
        "bloc_line": sentences.bloc_line(bloc, infos) if bloc.counted else "",
        "bloc_links": [(item, f"?blokk={item.key}") for item in parties.blocs()],
        "party_links": [
            (
                info,
                info.code in bloc.without,
                "?" + bloc_query(bloc, without=bloc.without ^ {info.code}, always=True),
            )
            for info in in_neutral_order(infos[code] for code in bloc.parties)
        ],
    }


def _counted(
    request: Request, view: CouncilView, bloc: BlocInfo, municipality: Municipality | None
) -> dict[str, Any]:
    """How joint, local and grouped lists are counted, and the forms that change it."""
    extra: list[BlocList] = []
    if municipality:
        extra = [row for row in parties.extra_lists_of(municipality) if row.year == view.year]
    infos = parties.party_infos(view.year)
    by_hand = [
        (row, counted_sentences.by_hand(view.by_code[row.code].name, row.bloc.name, row.reason))
        for row in extra
        if row.code in view.by_code
    ]
    open_lists = _open_lists(view, bloc, {row.code for row in extra})
    lots = list(queries.lots_of(view.stable_id))
    return {
        "counted": counted_sentences.how_counted(view, bloc, infos, {row.code for row in extra}),
        "by_hand": by_hand,
        "lots": [(lot, view.by_code[lot.winner].party.name) for lot in lots],
        "count_form": CountListForm(open_lists) if open_lists and municipality else None,
        "lot_form": LotForm(view) if view.basis == Basis.LOT else None,
    }


def _open_lists(view: CouncilView, bloc: BlocInfo, decided: set[str]) -> list[tuple[str, str]]:
    """Joint and local lists that nobody has placed and that this bloc does not count."""
    codes, _mixed = bloc_codes(view, bloc)
    return [
        (row.code, row.name)
        for row in tables.in_order(view)
        if row.settled
        and sentences.is_own_list(row)
        and row.code not in codes
        and row.code not in decided
    ]


def _act(request: Request, view: CouncilView) -> tuple[dict[str, Any], str]:
    """Do what the form asks. Returns forms with errors, or the message that it is done."""
    act = request.POST.get("act", "")
    if act == "count_list" and view.kind == "municipal":
        return _count_list(request, view)
    if act == "stop_list" and view.kind == "municipal":
        extra = BlocList.objects.filter(
            public_id=request.POST.get("list", ""), municipality__number=view.number
        ).first()
        if extra is None:
            raise Http404
        party_actions.stop_counting_list(request.actor, extra=extra)
        return {}, _("The list is no longer counted with the bloc.")
    if act == "record_lot" and view.basis == Basis.LOT:
        return _record_lot(request, view)
    if act == "remove_lot":
        lot = LotDrawn.objects.filter(
            public_id=request.POST.get("lot", ""), contest__stable_id=view.stable_id
        ).first()
        if lot is None:
            raise Http404
        actions.remove_lot(request.actor, lot=lot)
        return {}, _("The lot is no longer recorded.")
    raise Rejected(_("This page has no such form."))


def _count_list(request: Request, view: CouncilView) -> tuple[dict[str, Any], str]:
    lists = [
        (row.code, row.name)
        for row in tables.in_order(view)
        if row.settled and sentences.is_own_list(row)
    ]
    form = CountListForm(lists, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            party_actions.count_list_with_bloc(
                request.actor,
                bloc=Bloc.objects.get(key=given["bloc"]),
                municipality=Municipality.objects.get(number=view.number),
                year=view.year,
                code=given["code"],
                reason=given["reason"],
            )
        except SamletError as error:
            form.add_error(None, error.message)
        else:
            return {}, _("The list is now counted with the bloc.")
    return {"count_form": form}, ""


def _record_lot(request: Request, view: CouncilView) -> tuple[dict[str, Any], str]:
    form = LotForm(view, request.POST)
    if form.is_valid():
        try:
            actions.record_lot(
                request.actor,
                contest=Contest.objects.get(stable_id=view.stable_id),
                **form.cleaned_data,
            )
        except SamletError as error:
            form.add_error(None, error.message)
        else:
            return {}, _("The lot is recorded.")
    return {"lot_form": form}, ""
