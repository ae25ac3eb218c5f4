"""One swing in every council. An internal page; nothing is stored, the address carries it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samlet.charts import party_badge
from samlet.web.core.errors import Rejected
from samlet.web.core.middleware import Request
from samlet.web.core.policy import needs
from samlet.web.elections import queries
from samlet.web.elections.sentences.swing import assumes, county_line, headline
from samlet.web.elections.swing import Swept, swing_everywhere, swings_of
from samlet.web.elections.tables.swing import councils_sheet, councils_table
from samlet.web.elections.views.asked import asked_bloc
from samlet.web.elections.views.scenario import bloc_choices
from samlet.web.parties.queries import BlocInfo, PartyInfo, in_neutral_order, party_infos
from samlet.web.ui.downloads import sheet_response
from samlet.web.ui.pages import page


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    bloc: BlocInfo
    county: str
    swings: Mapping[str, Decimal]
    parties: Sequence[PartyInfo]
    version: str


@needs("majorities.view")
@require_safe
def swing(request: Request) -> HttpResponse:
    """Majorities in every council; a wrong address answers 400 with the form as it was typed."""
    try:
        asked, error = _asked(request.GET), ""
    except Rejected as wrong:
        asked, error = _asked(QueryDict("")), wrong.message
    context = _context(request, asked) | {"error": error}
    response = page(
        request,
        "elections/swing.html",
        context,
        mark="internal",
        status=400 if error else 200,
    )
    if not error:
        response["HX-Replace-Url"] = context["address"]
    return response


@needs("majorities.view")
@require_safe
def swing_file(request: Request, name: str, ending: str) -> HttpResponse:
    """Seats in every council as a file."""
    if name != "mandater":
        raise Http404
    asked = _asked(request.GET)
    swept = _swept(asked)
    notes = assumes(swept, asked.swings)
    return sheet_response(councils_sheet(swept, asked.bloc.name, asked.parties, notes), ending)


def _asked(query: QueryDict) -> Asked:
    county = query.get("fylke", "")
    if county and county not in {row.number for row in queries.counties()}:
        raise Rejected(
            _("“fylke” must be the number of a county, not “%(given)s”."), given=county[:40]
        )
    parties = _parties()
    swings = swings_of(query, {party.code for party in parties})
    return Asked(asked_bloc(query), county, swings, parties, queries.data_version())


def _parties() -> list[PartyInfo]:
    """Parties that stood somewhere, in the neutral order."""
    known = party_infos(queries.latest_year())
    stood = {row.code for view in queries.councils() for row in view.counted}
    return in_neutral_order(info for code, info in known.items() if code in stood)


def _swept(asked: Asked) -> tuple[Swept, Swept]:
    """Municipal councils and county councils, in the county asked for or all."""
    county_councils = [
        view for view in queries.county_councils() if asked.county in ("", view.county_number)
    ]
    return (
        swing_everywhere(queries.councils(None, asked.county), asked.swings, asked.bloc),
        swing_everywhere(county_councils, asked.swings, asked.bloc),
    )


def _context(request: Request, asked: Asked) -> dict[str, Any]:
    municipal, county = _swept(asked)
    query = _shared(asked, request.GET)
    tail = _shared(replace(asked, county="", swings={}), request.GET)
    both = [*county.swings, *municipal.swings]
    given = request.GET.get("data", "")
    return {
        "bloc": asked.bloc,
        "said": headline(asked.bloc, municipal, bool(asked.swings)),
        "said_counties": county_line(county),
        "entries": _entries(asked.parties, request.GET),
        "counties": queries.counties(),
        "county": asked.county,
        "changing": councils_table(
            "changing",
            _("Councils that change hands"),
            [item for item in both if item.changes_hands],
            tail=tail,
        ),
        "changed": bool(asked.swings),
        "every": councils_table(
            "every", _("Every council"), both, tail=tail, files="mandater", query=query
        ),
        "notes": assumes((municipal, county), asked.swings),
        "moved": bool(given) and given != asked.version,
        "version": asked.version,
        "address": f"{request.path}?{query}",
        "absolute": request.build_absolute_uri(f"{request.path}?{query}"),
        "reset": f"{request.path}?{tail}",
        "uten": sorted(asked.bloc.without),
        **bloc_choices(asked.bloc, lambda other: _shared(replace(asked, bloc=other), request.GET)),
    }


def _shared(asked: Asked, query: QueryDict) -> str:
    """The address's query: the swing, the county, whom it is seen for, the figures' version."""
    shared = QueryDict(mutable=True)
    for code in asked.swings:
        shared[f"d.{code}"] = query.get(f"d.{code}", "").strip()
    if asked.county:
        shared["fylke"] = asked.county
    shared["blokk"] = asked.bloc.key
    shared.setlist("uten", sorted(asked.bloc.without))
    shared["data"] = asked.version
    return shared.urlencode()


@dataclass(frozen=True, slots=True)
class Entry:
    """One party's number in the form."""

    name: str
    label: str
    badge: SafeString
    value: str
    slider: str


def _entries(parties: Sequence[PartyInfo], query: QueryDict) -> Sequence[Entry]:
    made = []
    for party in parties:
        typed = query.get(f"d.{party.code}", "").strip()[:40].replace(",", ".").replace("−", "-")
        made.append(
            Entry(
                f"d.{party.code}",
                party.name,
                mark_safe(party_badge(party.short, party.colour)),
                typed.removeprefix("+"),
                typed.removeprefix("+") or "0",
            )
        )
    return made
