"""Input about blocs and statements: parsing and wording. Rules are held by the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samlet.web.parties.models import Bloc, Party, Statement
from samlet.web.places.models import County, Municipality

LARGEST_FILE = 64 * 1024


class DayInput(forms.DateInput):
    """The browser's own calendar; always written as 2026-11-24, whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=DayInput(),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        help_text=help_text,
    )


def party_choices() -> list[tuple[str, str]]:
    """Every party, by the letters and in the neutral order."""
    return [
        (party.code, str(next(iter(party.names.all()), party.short)))
        for party in Party.objects.prefetch_related("names")
    ]


class BlocForm(forms.Form):
    """What a bloc is called, how it is drawn, and which parties are in it."""

    name = forms.CharField(
        label=_("Name in bokmål"),
        max_length=60,
    )
    adjective = forms.CharField(
        label=_("Word before «flertall», in bokmål"),
        max_length=60,
        required=False,
        help_text=_("Used in sentences, for instance «rødgrønt» in «rødgrønt flertall»."),
    )
    colour = forms.CharField(
        label=_("Colour"), max_length=7, widget=forms.TextInput(attrs={"type": "color"})
    )
    parties = forms.MultipleChoiceField(
        label=_("Parties"),
        widget=forms.CheckboxSelectMultiple,
        choices=party_choices,
        error_messages={"required": _("Choose at least one party.")},
    )


class BlocEditForm(BlocForm):
    """A bloc with the decision that makes it more than a proposal."""

    decided_by = forms.CharField(
        label=_("Decided by"),
        max_length=200,
        required=False,
        help_text=_("The body that decided which parties are counted. Empty: a proposal."),
    )
    decided_on = day_field(_("Decided on"), required=False)
    decision = forms.CharField(
        label=_("Case"), max_length=300, required=False, help_text=_("Case number or minutes.")
    )

    @classmethod
    def initial_of(cls, bloc: Bloc) -> dict[str, Any]:
        return {
            "name": bloc.name_nb,
            "adjective": bloc.adjective_nb,
            "colour": bloc.colour,
            "parties": [party.code for party in bloc.parties.all()],
            "decided_by": bloc.decided_by,
            "decided_on": bloc.decided_on,
            "decision": bloc.decision,
        }


class BlocsFileForm(forms.Form):
    """A TOML file that takes the place of all blocs."""

    file = forms.FileField(label=_("File"), help_text=_("A TOML file, at most 64 kB."))
    agreed = forms.BooleanField(
        label=_("Replace all the blocs by those of the file"),
        error_messages={"required": _("Tick the box to say that the blocs may be replaced.")},
    )

    def clean_file(self) -> str:
        """The text of the file."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 64 kB."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("The file is not text in UTF-8.")) from error


class StatementForm(forms.Form):
    """A party's own words about governing with another."""

    party = forms.ChoiceField(label=_("Party that says it"))
    about = forms.ChoiceField(label=_("About"))
    kind = forms.ChoiceField(
        label=_("What is said"), choices=Statement.Kind.choices, widget=forms.RadioSelect
    )
    place = forms.ChoiceField(
        label=_("Where it holds"),
        required=False,
        help_text=_("A county, a municipality, or the whole country."),
    )
    quote = forms.CharField(
        label=_("Quotation, word for word"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Who published it, and what it is called."),
    )
    source_url = forms.URLField(
        label=_("Address of the source"), required=False, assume_scheme="https"
    )
    day = day_field(_("Day it was published"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties = [("", _("Choose")), *party_choices()]
        for name in ("party", "about"):
            self.fields[name].choices = parties  # type: ignore[attr-defined]
        self.fields["place"].choices = place_choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Codes and numbers become the parties and the place the action wants."""
        cleaned = dict(super().clean() or {})
        parties = {party.code: party for party in Party.objects.all()}
        for name in ("party", "about"):
            if name in cleaned:
                cleaned[name] = parties[cleaned[name]]
        number = cleaned.pop("place", "")
        cleaned["county"] = County.objects.filter(number=number).first()
        cleaned["municipality"] = Municipality.objects.filter(number=number).first()
        return cleaned


def place_choices() -> list[tuple[str, Any]]:
    """The country, every county, and under it its municipalities."""
    choices: list[tuple[str, Any]] = [("", _("The whole country"))]
    for county in County.objects.prefetch_related("municipalities").order_by("name"):
        inside: list[tuple[str, Any]] = [(county.number, _("The whole county"))]
        inside += [
            (place.number, place.name) for place in county.municipalities.all() if place.is_current
        ]
        choices.append((county.name, inside))
    return choices
