"""Input about units: parsing and wording. Rules are held by the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from stdnum.exceptions import ValidationError as NumberError
from stdnum.no import orgnr

from samlet.web.core.actor import Actor
from samlet.web.core.changes import SeenVersion
from samlet.web.organisations import queries
from samlet.web.organisations.fields import UnitField
from samlet.web.organisations.models import Edge, Unit, UnitKind
from samlet.web.parties.forms import day_field
from samlet.web.places.models import Municipality

SECTORS = [
    ("", pgettext_lazy("sector", "Not said")),
    ("municipal", pgettext_lazy("sector", "Municipality")),
    ("county", pgettext_lazy("sector", "County")),
    ("state", pgettext_lazy("sector", "State")),
    ("private", pgettext_lazy("sector", "Private")),
    ("voluntary", pgettext_lazy("sector", "Voluntary")),
]
SIZES = [
    ("", pgettext_lazy("size", "Not said")),
    ("1-4", _("fewer than 5")),
    ("5-19", "5–19"),
    ("20-99", "20–99"),
    ("100-249", "100–249"),
    ("250+", _("250 or more")),
]
NOT_STANDING = "public_register"


def current_municipalities() -> Any:
    return Municipality.objects.filter(valid_to=None)


class UnitForm(SeenVersion, forms.Form):
    """What a unit is called, where it is and how it is reached."""

    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False)
    number = forms.CharField(label=_("Number"), max_length=20, required=False)
    org_number = forms.CharField(
        label=_("Organisation number"),
        max_length=20,
        required=False,
        help_text=_("Nine digits, as in the Central Coordinating Register."),
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label=_("Municipality"), required=False, to_field_name="number"
    )
    email = forms.EmailField(
        label=_("Shared e-mail"), required=False, help_text=_("A shared address, not a person's.")
    )
    phone = forms.CharField(label=_("Shared phone"), max_length=20, required=False)
    sector = forms.ChoiceField(label=_("Sector"), choices=SECTORS, required=False)
    employees = forms.ChoiceField(label=_("Employees, about"), choices=SIZES, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["municipality"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = current_municipalities()

    def clean_org_number(self) -> str:
        text: str = self.cleaned_data["org_number"]
        if not text.strip():
            return ""
        try:
            return str(orgnr.validate(text))
        except NumberError as error:
            raise forms.ValidationError(
                _("That is no organisation number: nine digits of which the last is a check.")
            ) from error

    @staticmethod
    def initial_of(unit: Unit) -> dict[str, Any]:
        fields = ("name", "short_name", "number", "org_number", "email", "phone", "sector")
        return {
            **{name: getattr(unit, name) for name in fields},
            "employees": unit.employees,
            "municipality": unit.municipality,
        }


class NewUnitForm(UnitForm):
    """A new unit also says what it is and where it belongs."""

    field_order = ("kind", "name", "belongs_to", "lies_in", "located_at", "municipality")

    def __init__(self, actor: Actor, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        units = queries.current(queries.units_for(actor))
        self.fields["kind"] = forms.ModelChoiceField(
            UnitKind.objects.exclude(key=NOT_STANDING), label=_("Kind"), to_field_name="key"
        )
        self.fields["belongs_to"] = UnitField(
            units,
            label=_("Belongs to"),
            required=False,
            help_text=_("A club belongs to its union branch. Write the name."),
        )
        self.fields["lies_in"] = UnitField(
            units,
            label=_("Lies in the area of"),
            required=False,
            help_text=_("The local organisation. It follows from the municipality if left empty."),
        )
        self.fields["located_at"] = UnitField(
            units.filter(kind__key="workplace"), label=_("Is at the workplace"), required=False
        )
        self.order_fields(self.field_order)


class MoveForm(forms.Form):
    """From a day the unit belongs somewhere else."""

    def __init__(self, actor: Actor, unit: Unit, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"] = forms.ChoiceField(
            label=_("What changes"), choices=Edge.Kind.choices, widget=forms.RadioSelect
        )
        above = queries.units_for(actor).filter(edges_down__lower=unit, edges_down__valid_to=None)
        leaves = forms.ModelChoiceField(
            above.distinct(),
            label=_("Instead of"),
            required=False,
            empty_label=_("all that it is today"),
            help_text=_("A club may belong to the branches of two unions: say which it goes from."),
        )
        if above.distinct().count() > 1:
            self.fields["leaves"] = leaves
        self.fields["to"] = UnitField(
            queries.current(queries.units_for(actor)),
            label=_("From now on"),
            required=False,
            help_text=_("Write the name. Leave it empty to end what it is today."),
        )
        self.fields["day"] = day_field(_("From the day"))
        self.initial.setdefault("day", timezone.localdate())


class CloseForm(forms.Form):
    """The unit ends, perhaps going over in another."""

    def __init__(self, actor: Actor, unit: Unit, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        alike = queries.current(queries.units_for(actor)).filter(kind=unit.kind).exclude(pk=unit.pk)
        self.fields["day"] = day_field(_("Last day"))
        self.fields["into"] = UnitField(
            alike,
            label=_("Goes over in"),
            required=False,
            help_text=_("When it is merged with another: what lies below it moves there too."),
        )
        self.initial.setdefault("day", timezone.localdate())


class AliasForm(forms.Form):
    """Another name the unit is found by."""

    name = forms.CharField(label=_("Also called"), max_length=200)


class CoverageForm(forms.Form):
    """Which municipalities a unit covers, from a day."""

    municipalities = forms.ModelMultipleChoiceField(
        Municipality.objects.none(),
        label=_("Municipalities"),
        required=False,
        to_field_name="number",
        widget=forms.CheckboxSelectMultiple,
    )
    day = day_field(_("From the day"))

    def __init__(self, unit: Unit, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        places = current_municipalities()
        if unit.county_id:
            places = places.filter(county=unit.county_id)
        field = self.fields["municipalities"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = places
        self.initial.setdefault("day", timezone.localdate())
        self.initial.setdefault("municipalities", queries.covered(unit))


class KindForm(forms.Form):
    """What a level is called in the three languages."""

    name_nb = forms.CharField(label=_("Name in bokmål"), max_length=60)
    plural_nb = forms.CharField(label=_("Plural in bokmål"), max_length=60)
    name_nn = forms.CharField(label=_("Name in nynorsk"), max_length=60)
    plural_nn = forms.CharField(label=_("Plural in nynorsk"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=60)
    plural_en = forms.CharField(label=_("Plural in English"), max_length=60)
