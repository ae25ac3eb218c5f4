"""A list, its filters and what follows from it, on the page of components; no rows are read."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.safestring import SafeString

ROWS = (
    ("Nittedal", "29", "Akershus"),
    ("Lillestrøm", "55", "Akershus"),
    ("Hurdal", "17", "Akershus"),
)


class Filters(forms.Form):
    """The search field and two filters."""

    finn = forms.CharField(label="Find", required=False)
    fylke = forms.ChoiceField(
        label="County", required=False, choices=[("", "All"), ("32", "Akershus")]
    )
    fra = forms.DateField(
        label="From", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    @property
    def lead_field(self) -> forms.BoundField:
        return self["finn"]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [self["fylke"], self["fra"]]


@dataclass(frozen=True)
class Difference:
    name: str
    label: str
    before: str
    theirs: str
    yours: str
    touched: bool = True


def _body() -> SafeString:
    parts = []
    for name, seats, county in ROWS:
        parts.append(
            '<tr role="row"><td role="cell" class="s-choose"><label><span class="ds-sr-only">'
            f'Choose {name}</span><input class="ds-input" type="checkbox" name="row" '
            f'value="{name}" form="list-bulk"></label></td>'
            f'<th role="rowheader" scope="row"><a class="ds-link" href="#{name}">{name}</a></th>'
            f'<td role="cell" class="s-end" data-label="Seats">{seats}</td>'
            f'<td role="cell" data-label="County">{county}</td></tr>'
        )
    return SafeString("".join(parts))


def context() -> dict[str, Any]:
    """What ui/list_filters.html, ui/list_rows.html and ui/difference.html are given."""
    heading = SimpleNamespace
    shown = SimpleNamespace(
        asked=SimpleNamespace(is_right=True),
        rows=ROWS,
        total=3,
        sentence="3 municipalities",
        counted="3 municipalities",
        pages=2,
        page_line="Page 1 of 2",
        earlier_href="",
        later_href="?side=2",
        query="fylke=32",
        clear_href="?visning=alle",
        chips=[SimpleNamespace(label="County", value="Akershus", href="?visning=alle")],
        kept_columns=[],
        kept_filters=[("fylke", "32")],
        first_column=SimpleNamespace(key="navn"),
        column_choices=[
            (SimpleNamespace(key="seter", heading="Seats"), True),
            (SimpleNamespace(key="fylke", heading="County"), True),
            (SimpleNamespace(key="nummer", heading="Number"), False),
        ],
        bulk_acts=[SimpleNamespace(key="merk", title="Mark as checked")],
        headings=[
            heading(label="Name", hint="", align="start", href="?sort=-navn", sort="ascending"),
            heading(label="Seats", hint="", align="end", href="?sort=seter", sort="none"),
            heading(label="County", hint="", align="start", href="", sort=""),
        ],
        body=_body(),
    )
    return {
        "made": SimpleNamespace(title="Municipalities"),
        "list": shown,
        "filters": Filters(auto_id="list-%s"),
        "may_take": True,
        "views": [
            {"label": "All", "href": "?visning=alle", "current": False, "edit": ""},
            {"label": "Akershus", "href": "?fylke=32", "current": True, "edit": "#view"},
        ],
        "edited": SimpleNamespace(
            differences=[Difference("name", "Name", "Nitedal", "Nittedal", "Nitedal kommune")]
        ),
    }
