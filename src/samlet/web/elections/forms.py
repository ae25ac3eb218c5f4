"""Input of the council pages: a list counted with a bloc, and a lot that was drawn."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samlet.web.elections.counting import CouncilView
from samlet.web.parties.queries import blocs


class CountListForm(forms.Form):
    """Count a mixed or local list with a bloc in this council."""

    code = forms.ChoiceField(label=_("List"))
    bloc = forms.ChoiceField(label=_("Counted with"))
    reason = forms.CharField(
        label=_("Who decided it, and why"),
        max_length=300,
        help_text=_("For instance the body and the day. Do not name people."),
    )

    def __init__(self, codes: list[tuple[str, str]], data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="count_%s")
        self.fields["code"].choices = codes  # type: ignore[attr-defined]
        self.fields["bloc"].choices = [  # type: ignore[attr-defined]
            (item.key, item.name) for item in blocs()
        ]


class LotForm(forms.Form):
    """The lot the election authority drew for the last seat."""

    winner = forms.ChoiceField(label=_("List that won the lot"))
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("For instance the election protocol and the page."),
    )
    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, view: CouncilView, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="lot_%s")
        drawn = view.settlement.lot if view.settlement else ()
        self.fields["winner"].choices = [  # type: ignore[attr-defined]
            (code, view.by_code[code].party.name) for code in drawn
        ]
