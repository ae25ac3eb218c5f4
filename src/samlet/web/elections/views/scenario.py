"""Try it yourself: other votes in one council, and one swing in all of them. Internal pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samlet.web.core.errors import Rejected
from samlet.web.core.middleware import Request
from samlet.web.core.policy import needs
from samlet.web.elections import queries
from samlet.web.elections.counting import CouncilView, standing
from samlet.web.elections.scenario import (
    Mode,
    Scenario,
    council_scenario,
    mode_of,
    only_shares,
    shared_entries,
)
from samlet.web.elections.sentences.council import bloc_line
from samlet.web.elections.sentences.scenario import (
    lot_sentence,
    majority_sentence,
    mixed_sentences,
    rests_on,
    seats_sentence,
)
from samlet.web.elections.tables.scenario import (
    blocs_table,
    drawing,
    entries,
    lists_sheet,
    lists_table,
)
from samlet.web.elections.views.asked import asked_bloc, of_council
from samlet.web.parties.queries import BlocInfo, blocs, in_neutral_order, party_infos
from samlet.web.ui.downloads import CHART_FORMATS, chart_response, links, sheet_response
from samlet.web.ui.pages import page


@needs("majorities.view")
@require_safe
@of_council
def council(request: Request, base: CouncilView) -> HttpResponse:
    """Other votes in one council; a wrong address answers 400 with the form as it was typed."""
    chosen = asked_bloc(request.GET)
    if base.settlement is None:
        return page(request, "elections/scenario_none.html", {"council": base}, mark="internal")
    try:
        made = council_scenario(base, request.GET)
        asked = mode_of(base, request.GET)
    except Rejected as wrong:
        made = council_scenario(base, _without_figures(request.GET))
        context = _context(request, made, chosen) | {"error": wrong.message}
        return page(request, "elections/scenario.html", context, mark="internal", status=400)
    if "mode" in request.GET and asked != made.mode:
        return redirect(f"{request.path}?{_shared(made, chosen, asked, queries.data_version())}")
    context = _context(request, made, chosen)
    response = page(request, "elections/scenario.html", context, mark="internal")
    response["HX-Replace-Url"] = context["address"]
    return response


def _without_figures(query: QueryDict) -> QueryDict:
    """What a wrong address falls back on: nothing but whether shares were entered."""
    return QueryDict("mode=shares" if any(key.startswith("s.") for key in query) else "")


def _shared(made: Scenario, bloc: BlocInfo, mode: Mode, version: str) -> str:
    """The address's query: the scenario, whom it is seen for, and the version of the figures."""
    shared = QueryDict(mutable=True)
    for name, text in shared_entries(made, mode).items():
        shared[name] = text
    shared["blokk"] = bloc.key
    shared.setlist("uten", sorted(bloc.without))
    shared["data"] = version
    return shared.urlencode()


@needs("majorities.view")
@require_safe
@of_council
def council_file(request: Request, base: CouncilView, name: str, ending: str) -> HttpResponse:
    """The scenario's table or drawing as a file."""
    if base.settlement is None:
        raise Http404
    made = council_scenario(base, request.GET)
    chosen = asked_bloc(request.GET)
    if name == "lister":
        return sheet_response(lists_sheet(made, f"{base.number}-prov"), ending)
    if name != "kommunestyre":
        raise Http404
    then = standing(made.view, chosen)
    return chart_response(
        drawing(made, then),
        ending,
        name=f"{base.number}-prov",
        heading=_("Scenario, not a result: %(place)s") % {"place": base.name},
        source=base.source,
    )


def _context(request: Request, made: Scenario, chosen: BlocInfo) -> dict[str, Any]:
    pairs = [(standing(made.start, item), standing(made.view, item)) for item in _counted(chosen)]
    version = queries.data_version()
    query = _shared(made, chosen, made.mode, version)
    start, then = pairs[0]
    said = [seats_sentence(made, start, then), majority_sentence(then)]
    given = request.GET.get("data", "")
    address = f"{request.path}?{query}"
    return {
        "council": made.base,
        "council_href": request.path.removesuffix("prov/"),
        "made": made,
        "bloc": chosen,
        "said": " ".join(filter(None, said)),
        "lot": lot_sentence(made.view),
        "entries": entries(made.base, request.GET, made.mode),
        "only_shares": only_shares(made.base),
        "hemicycle": drawing(made, then),
        "hemicycle_files": links("", "kommunestyre", CHART_FORMATS, query),
        "lists": lists_table(made, query),
        "blocs": blocs_table(made, pairs),
        "notes": rests_on(made),
        "mixed": mixed_sentences(then),
        "moved": bool(given) and given != version,
        "version": version,
        "address": address,
        "absolute": request.build_absolute_uri(address),
        "reset": _reset(request, made, chosen),
        "uten": sorted(chosen.without),
        **bloc_choices(chosen, lambda other: _shared(made, other, made.mode, version)),
    }


def _counted(chosen: BlocInfo) -> list[BlocInfo]:
    """Every bloc, the chosen one first and seen as chosen."""
    return [chosen, *(item for item in blocs() if item.key != chosen.key)]


def bloc_choices(bloc: BlocInfo, query: Callable[[BlocInfo], str]) -> dict[str, object]:
    """Links that keep what is tried: another bloc, and this one with or without each party."""
    infos = party_infos(queries.latest_year())
    return {
        "bloc_line": bloc_line(bloc, dict(infos)) if bloc.counted else "",
        "bloc_links": [(item, f"?{query(item)}") for item in blocs()],
        "party_links": [
            (
                info,
                info.code in bloc.without,
                f"?{query(replace(bloc, without=bloc.without ^ {info.code}))}",
            )
            for info in in_neutral_order(infos[code] for code in bloc.parties)
        ],
    }


def _reset(request: Request, made: Scenario, bloc: BlocInfo) -> str:
    kept = QueryDict(mutable=True)
    if made.mode == "shares" and not only_shares(made.base):
        kept["mode"] = "shares"
    kept["blokk"] = bloc.key
    kept.setlist("uten", sorted(bloc.without))
    return f"{request.path}?{kept.urlencode()}"
