"""Every component once, with figures from the council election of 2023 in Nittedal."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from samlet.charts import (
    Area,
    Level,
    Rung,
    Seats,
    Share,
    choropleth,
    hemicycle,
    party_badge,
    quotient_ladder,
    seat_bar,
    share_bars,
)
from samlet.web.ui import formats, list_showcase
from samlet.web.ui.tables import Cell, Column, Download, Row, Table
from samlet.web.ui.templatetags.samlet import Step

SOURCE = "Valgdirektoratet, kommunestyrevalget 2023"
ELECTION = date(2023, 9, 11)
# Colours are chosen for the showcase alone; the pages take them from parties.
COUNCIL = (
    Seats("RØDT", "R", "#8f0d22", 1, True, "Rødt"),
    Seats("SV", "SV", "#c3195d", 2, True, "SV"),
    Seats("A", "Ap", "#d8243c", 6, True, "Arbeiderpartiet"),
    Seats("SP", "Sp", "#2e7d32", 1, True, "Senterpartiet"),
    Seats("MDG", "MDG", "#5b8f22", 2, True, "MDG"),
    Seats("INP", "INP", "#8d6e3f", 1, False, "INP"),
    Seats("KRF", "KrF", "#e0a100", 1, False, "KrF"),
    Seats("V", "V", "#117c7c", 2, False, "Venstre"),
    Seats("H", "H", "#1e5ea8", 9, False, "Høyre"),
    Seats("FRP", "FrP", "#0d2a57", 4, False, "FrP"),
)
LEVELS = (
    Level("majority", "Majority", "#b32035", "hatch"),
    Level("one", "1 seat short", "#e79aa3"),
    Level("few", "2–3 seats short", "#b4c3d6", "dots"),
    Level("far", "4 or more short", "#e3e7ec"),
)
FILES = (Download("CSV", "#csv"), Download("Excel", "#excel"))


class ShowcaseForm(forms.Form):
    """Each kind of field."""

    place = forms.CharField(label="Municipality", help_text="Name or number.")
    seats = forms.IntegerField(
        label="Seats", min_value=1, max_value=99, initial=29,
        widget=forms.NumberInput(attrs={"min": 1, "max": 99}),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Election", choices=[("m", "Council"), ("c", "County")], widget=forms.RadioSelect
    )
    year = forms.ChoiceField(label="Year", choices=[("2023", "2023"), ("2019", "2019")])
    own = forms.BooleanField(label="Only my own municipalities", required=False)


def _table() -> Table:
    rows = [
        Row(
            (
                Cell(group.name, before=SafeString(party_badge(group.label, group.colour))),
                Cell(str(group.count)),
                Cell(
                    "",
                    before=SafeString(
                        seat_bar(
                            [group, Seats("", "", "#999999", 29 - group.count)],
                            id=f"bar-{group.code}",
                            majority=15,
                            title=formats.of_total(group.count, 29),
                        )
                    ),
                ),
            ),
            marked=group.code == "KRF",
        )
        for group in COUNCIL
    ]
    return Table(
        id="lists",
        caption="Lists in Nittedal",
        columns=(
            Column("List", sort="name"),
            Column("Seats", "end", sort="seats", hint="of 29"),
            Column("Share of the council"),
        ),
        rows=rows,
        sorted_by="-seats",
        downloads=FILES,
        source=SOURCE,
    )


def _map() -> str:
    squares = [
        Area("1", "M0 0H150V120H0Z", "Hurdal", "one", "8/17", "#hurdal"),
        Area("2", "M150 0H330V120H150Z", "Eidsvoll", "few", "15/35", "#eidsvoll"),
        Area("3", "M0 120H40V220H0Z", "Rælingen", "majority", "18/35 ✓", "#ralingen"),
        Area("4", "M40 120H200V220H40Z", "Aurskog-Høland", "majority", "22/35 ✓", "#aurskog"),
        Area("5", "M200 120H330V220H200Z", "Lillestrøm", "far", "23/55", "#lillestrom"),
    ]
    return choropleth(
        squares,
        LEVELS,
        id="map",
        title="Five councils",
        desc="Squares in place of outlines, to show colours, patterns and names.",
        view_box=(0, 0, 330, 220),
    )


def _ladder() -> str:
    rungs = [
        Rung("27", "FrP", "#0d2a57", 213.1, formats.number(213.1, 1), True),
        Rung("28", "Ap", "#d8243c", 205.2, formats.number(205.2, 1), True),
        Rung("29", "KrF", "#e0a100", 205.0, formats.number(205.0, 1), True, "last seat"),
        Rung("–", "H", "#1e5ea8", 204.9, formats.number(204.9, 1), False, "first outside"),
        Rung("–", "V", "#117c7c", 200.4, formats.number(200.4, 1), False),
    ]
    return quotient_ladder(
        rungs, id="ladder", title="Quotients round the last seat", desc="KrF took seat 29."
    )


@require_safe
def showcase(request: HttpRequest) -> HttpResponse:
    """Components with their looks, right and wrong input."""
    return render(
        request,
        "ui/showcase.html",
        {
            "page_mark": "internal",
            "source": SOURCE,
            "day": ELECTION,
            "table": _table(),
            "files": (Download("SVG", "#svg"), Download("PNG", "#png"), *FILES),
            "hemicycle": hemicycle(
                COUNCIL,
                id="council",
                majority=15,
                title="12 of 29 seats",
                desc="The council of Nittedal; the bloc has 12 seats, a majority is 15.",
                majority_label="Majority 15",
                note="seats",
            ),
            "map": _map(),
            "levels": LEVELS,
            "ladder": _ladder(),
            "shares": share_bars(
                [
                    Share(g.label, g.colour, g.count / 29, formats.percent(g.count / 29), g.in_bloc)
                    for g in COUNCIL
                ],
                id="shares",
                title="Shares of the seats",
                desc="Each list's seats as a share of the 29.",
            ),
            "council": COUNCIL,
            "form": ShowcaseForm(initial={"kind": "m"}),
            "wrong": ShowcaseForm({"place": "", "seats": "0"}, auto_id="wrong_%s"),
            "steps": (
                Step("Asked", "done", note="3 March"),
                Step("Willing", "current"),
                Step("Nominated"),
            ),
            **list_showcase.context(),
        },
    )
