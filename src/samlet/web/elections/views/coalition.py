"""A coalition by click and keyboard: who governs, who supports, what is missing. Internal."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from samlet.web.core.middleware import Request
from samlet.web.core.policy import needs
from samlet.web.elections import coalitions, drawings, queries
from samlet.web.elections.counting import CouncilView
from samlet.web.elections.scenario import Coalition, coalition
from samlet.web.elections.sentences import coalition as sentences
from samlet.web.elections.sentences import council as council_sentences
from samlet.web.elections.tables import coalition as tables
from samlet.web.elections.tables import council as council_tables
from samlet.web.elections.views.asked import address, of_council
from samlet.web.parties import queries as parties
from samlet.web.places.models import County
from samlet.web.ui import downloads, formats
from samlet.web.ui.pages import page


@needs("majorities.view")
@require_safe
@of_council
def build(request: Request, view: CouncilView) -> HttpResponse:
    """The coalition of the address; the form's own address leads to the one to share."""
    query = coalitions.canonical(request.GET) if coalitions.is_form(request.GET) else request.GET
    clean = f"{request.path}?{query.urlencode()}"
    if query is not request.GET and request.headers.get("HX-Request") != "true":
        return HttpResponseRedirect(clean)
    response = page(request, "elections/coalition.html", _context(view, query), mark="internal")
    return push_url(response, clean) if query is not request.GET else response


@needs("majorities.view")
@require_safe
@of_council
def coalition_file(request: Request, view: CouncilView, name: str, ending: str) -> HttpResponse:
    """The ready coalitions as a table, the one of the address as a chart."""
    if name == "muligheter":
        return downloads.sheet_response(tables.ready_sheet(view, _ready(view)), ending)
    if name == "samarbeid":
        built = coalition(view, request.GET)
        return downloads.chart_response(
            _drawn(view, built),
            ending,
            name=f"{view.stable_id}-samarbeid",
            heading=sentences.headline(view, built),
            source=council_tables.source_line(view),
        )
    raise Http404


def _context(view: CouncilView, query: QueryDict) -> dict[str, Any]:
    built = coalition(view, query)
    size = coalitions.board_size(query)
    boards = None
    parliamentary = _parliamentary(view)
    if not parliamentary:
        boards = coalitions.boards(view, built, size)
    chosen = coalitions.address_of(built.government, built.support)
    base = address(view, "coalition")
    asked = query.get("data", "")
    return {
        "view": view,
        "built": built,
        "headline": sentences.headline(view, built),
        "short": sentences.short(view, built),
        "meta": council_sentences.meta(view),
        "form_sentence": sentences.form(built),
        "elected": sentences.elected(view, parliamentary),
        "options": [
            (
                option,
                formats.seats(option.seats),
                _without(option) if option.role else _with(option),
            )
            for option in coalitions.options(view, built, council_tables.in_order(view))
        ],
        "group_note": _group_note(view),
        "seats_svg": _drawn(view, built),
        "seat_files": downloads.links(base, "samarbeid", downloads.CHART_FORMATS, chosen),
        "in_government": _names(view, built.government),
        "in_support": _names(view, built.support),
        "ready": tables.ready_table(
            view,
            _ready(view),
            f"&styre={size}" if "styre" in query else "",
            downloads.links(base, "muligheter", downloads.TABLE_FORMATS),
        ),
        "boards": tables.board_table(view, boards) if boards else None,
        "board_lead": (
            sentences.board_lead(view, size, boards.chosen_alone, boards.chosen_together)
            if boards
            else ""
        ),
        "board_lot": (
            sentences.board_lot() if boards and (boards.alone.lot or boards.together.lot) else ""
        ),
        "size": size,
        "smallest": coalitions.SMALLEST_BOARD,
        "largest": coalitions.LARGEST_BOARD,
        "has_board": not parliamentary,
        "share_href": f"{base}?{chosen}&data={queries.data_version()}" if chosen else "",
        "moved": bool(asked) and asked != queries.data_version(),
        "source": council_tables.source_short(view),
        "council_href": address(view),
    }


def _drawn(view: CouncilView, built: Coalition) -> str:
    return drawings.council_seats(
        view,
        built.government | built.support,
        id="coalition",
        title=sentences.headline(view, built),
    )


def _ready(view: CouncilView) -> list[coalitions.Ready]:
    return coalitions.ready_ones(view, parties.blocs(), parties.party_infos(view.year))


def _parliamentary(view: CouncilView) -> str:
    """The source that says a county has parliamentary government, "" where none does."""
    if view.kind != "county":
        return ""
    return County.objects.values_list("parliamentary_source", flat=True).get(number=view.number)


def _with(option: coalitions.Option) -> str:
    return _("with it: %(balance)s") % {"balance": sentences.balance(option.missing_if_in)}


def _without(option: coalitions.Option) -> str:
    return _("without it: %(balance)s") % {"balance": sentences.balance(option.missing_if_out)}


def _names(view: CouncilView, codes: frozenset[str]) -> str:
    return council_sentences.listed(
        [row.party.name for row in council_tables.in_order(view) if row.code in codes]
    )


def _group_note(view: CouncilView) -> str:
    if not view.held:
        return ""
    return _(
        "%(seats)s belong to small lists known only together, so they cannot be chosen here."
    ) % {"seats": formats.seats(view.held)}
