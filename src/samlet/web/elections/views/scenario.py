"""Try it yourself: other votes in one council, and one swing in all of them. Internal pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samlet.charts import party_badge
from samlet.web.core.errors import Rejected
from samlet.web.core.middleware import Request
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
from samlet.web.elections.scenario_tables import (
    blocs_table,
    drawing,
    entries,
    lists_sheet,
    lists_table,
)
from samlet.web.elections.scenario_text import (
    lot_sentence,
    majority_sentence,
    mixed_sentences,
    rests_on,
    seats_sentence,
)
from samlet.web.elections.views.asked import asked_bloc, of_council
from samlet.web.parties.queries import BlocInfo, blocs, in_neutral_order, party_infos
from samlet.web.ui.downloads import CHART_FORMATS, chart_response, links, sheet_response
from samlet.web.ui.pages import page


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
        return redirect(f"{request.path}?{_shared(made, request.GET, asked)}")
    context = _context(request, made, chosen)
    response = page(request, "elections/scenario.html", context, mark="internal")
    response["HX-Replace-Url"] = context["address"]
    return response


def _without_figures(query: QueryDict) -> QueryDict:
    """What a wrong address falls back on: nothing but whether shares were entered."""
    return QueryDict("mode=shares" if any(key.startswith("s.") for key in query) else "")


def _shared(made: Scenario, query: QueryDict, mode: Mode) -> str:
    """The address's query: the scenario, whom it is seen for, and the version of the figures."""
    shared = QueryDict(mutable=True)
    shared.update(shared_entries(made, mode))
    if query.get("blokk"):
        shared["blokk"] = query["blokk"]
    shared.setlist("uten", sorted(set(query.getlist("uten"))))
    shared["data"] = queries.data_version()
    return shared.urlencode()


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


def _context(request: Request, made: Scenario, chosen: BlocInfo) -> dict[str, object]:
    pairs = [(standing(made.start, item), standing(made.view, item)) for item in _counted(chosen)]
    query = _shared(made, request.GET, made.mode)
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
        "bloc_choices": _bloc_choices(made, request.GET, chosen),
        "party_choices": _party_choices(made, request.GET, chosen),
        "moved": bool(given) and given != queries.data_version(),
        "version": queries.data_version(),
        "address": address,
        "absolute": request.build_absolute_uri(address),
        "reset": _reset(request, made),
        "uten": request.GET.getlist("uten"),
    }


def _counted(chosen: BlocInfo) -> list[BlocInfo]:
    """Every bloc, the chosen one first and seen as chosen."""
    return [chosen, *(item for item in blocs() if item.key != chosen.key)]


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that keeps the scenario and changes for whom it is seen."""

    label: str
    href: str
    current: bool
    badge: str = ""


def _bloc_choices(made: Scenario, query: QueryDict, chosen: BlocInfo) -> list[Choice]:
    made_choices = []
    for item in blocs():
        asked = query.copy()
        asked["blokk"] = item.key
        asked.setlist("uten", [])
        href = f"?{_shared(made, asked, made.mode)}"
        made_choices.append(Choice(item.name, href, item.key == chosen.key))
    return made_choices


def _party_choices(made: Scenario, query: QueryDict, chosen: BlocInfo) -> list[Choice]:
    """One link per party of the bloc: without it, or with it again."""
    known = party_infos(made.base.year)
    made_choices = []
    for party in in_neutral_order(known[code] for code in chosen.parties if code in known):
        asked = query.copy()
        asked.setlist("uten", sorted(chosen.without ^ {party.code}))
        made_choices.append(
            Choice(
                party.name,
                f"?{_shared(made, asked, made.mode)}",
                party.code in chosen.without,
                mark_safe(party_badge(party.short, party.colour)),
            )
        )
    return made_choices


def _reset(request: Request, made: Scenario) -> str:
    kept = QueryDict(mutable=True)
    if made.mode == "shares" and not only_shares(made.base):
        kept["mode"] = "shares"
    if request.GET.get("blokk"):
        kept["blokk"] = request.GET["blokk"]
    kept.setlist("uten", request.GET.getlist("uten"))
    return f"{request.path}?{kept.urlencode()}".removesuffix("?")
