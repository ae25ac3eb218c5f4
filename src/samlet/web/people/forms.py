"""Input about people: parsing and wording. Rules are held by the actions."""

from __future__ import annotations

from typing import Any

import phonenumbers
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samlet.web.core.actor import Actor
from samlet.web.core.changes import SeenVersion
from samlet.web.organisations import queries as organisations
from samlet.web.organisations.fields import UnitField, not_to_choose
from samlet.web.organisations.forms import current_municipalities
from samlet.web.organisations.models import Unit
from samlet.web.parties.forms import day_field
from samlet.web.parties.models import Party
from samlet.web.people import queries
from samlet.web.people.actions import OFFICIAL_SIDES, may_be_put
from samlet.web.people.models import Consent, Person, PositionKind
from samlet.web.people.privacy.purposes import POLITICAL_OFFICE
from samlet.web.places.models import Municipality
from samlet.web.ui import formats


class PhoneField(forms.CharField):
    """A number as people write it, kept as +4790012345."""

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if not text.strip():
            return ""
        try:
            number = phonenumbers.parse(text, "NO")
        except phonenumbers.NumberParseException as error:
            raise forms.ValidationError(
                _("That is no phone number. Write eight digits, or + and the country's code.")
            ) from error
        if not phonenumbers.is_possible_number(number):
            raise forms.ValidationError(_("That phone number has too few or too many digits."))
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


class NameField(forms.CharField):
    """A name on one line, without signs that cannot be seen and would make two of one name."""

    def to_python(self, value: Any) -> str:
        line = " ".join((super().to_python(value) or "").split())
        return "".join(sign for sign in line if sign.isprintable()).strip()


class PersonForm(SeenVersion, forms.Form):
    """A name, how one is reached, where one works and where one lives: no more is asked."""

    given_name = NameField(label=_("Given name"), max_length=100, required=False)
    family_name = NameField(label=_("Family name"), max_length=100)
    mobile = PhoneField(
        label=_("Mobile"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    channel = forms.ChoiceField(
        label=_("Prefers to be reached by"),
        choices=[("", pgettext_lazy("channel", "Not said")), *Person.Channel.choices],
        required=False,
    )
    home_municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        label=_("Lives in"),
        required=False,
        to_field_name="number",
        help_text=_("One votes and stands for election where one lives, not where one works."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, initial="nb")
    works_at = UnitField(
        Unit.objects.none(),
        label=_("Works at"),
        required=False,
        help_text=_("The workplace, by its name."),
    )

    def __init__(self, actor: Actor, *args: Any, official: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if official:  # the public register holds a name and nothing to reach it by
            for name in ("mobile", "email", "channel", "home_municipality", "works_at"):
                del self.fields[name]
            return
        place, workplace = self.fields["home_municipality"], self.fields["works_at"]
        assert isinstance(place, forms.ModelChoiceField)
        assert isinstance(workplace, UnitField)
        place.queryset = current_municipalities()
        standing = organisations.current(organisations.units_for(actor))
        workplace.units = standing.filter(kind__key="workplace")

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        names = ("given_name", "family_name", "mobile", "email", "channel", "language", "works_at")
        return {
            **{name: getattr(person, name) for name in names},
            "home_municipality": person.home_municipality,
        }


class PositionForm(forms.Form):
    """What one is, where, from when; and for a political office who says so."""

    def __init__(self, actor: Actor, *args: Any, person: Person | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.actor, self.person = actor, person
        official = person is not None and person.subject.is_public
        kinds = PositionKind.objects.all()
        self.fields["kind"] = forms.ModelChoiceField(
            kinds.filter(political=True) if official else kinds,
            label=_("Position"),
            to_field_name="key",
        )
        self.fields["unit"] = UnitField(
            organisations.current(organisations.units_for(actor)),
            label=_("In"),
            help_text=_("The organisation, by its name."),
        )
        self.fields["title"] = forms.CharField(
            label=_("Title, if it has one of its own"), max_length=80, required=False
        )
        self.fields["from_day"] = day_field(_("From"), required=False)
        self.fields["to_day"] = day_field(
            _("To"), required=False, help_text=_("Leave empty while it lasts.")
        )
        self.fields["party"] = forms.ModelChoiceField(
            Party.objects.all(),
            label=_("Elected on the list of"),
            required=False,
            to_field_name="code",
            help_text=_("Only for political offices, as the official source has it."),
        )
        self.fields["source"] = forms.CharField(
            label=_("Source"),
            max_length=300,
            required=False,
            help_text=_("Needed for a political office: where it is officially published."),
        )
        self.fields["source_url"] = forms.URLField(
            label=_("Address of the source"), required=False, assume_scheme="https"
        )
        if consents := _consents(actor, person):
            self.fields["consent"] = forms.ChoiceField(
                label=_("Or the person's own consent"),
                choices=[
                    ("", _("None is needed")),
                    *((one.public_id, _consent(one)) for one in consents),
                ],
                required=False,
                help_text=_("For a political office that no public source tells of."),
            )
        self.consents = {one.public_id: one for one in consents}
        self.initial.setdefault("from_day", timezone.localdate())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        _hold_to_own(self, self.actor, self.person)
        return data

    def clean_consent(self) -> Consent | None:
        return self.consents.get(self.cleaned_data["consent"])


def _hold_to_own(form: forms.Form, actor: Actor, person: Person | None) -> None:
    """A unit where the actor may put nobody is told of as one that does not exist."""
    unit, kind = form.cleaned_data.get("unit"), form.cleaned_data.get("kind")
    if unit and kind and not may_be_put(actor, unit=unit, kind=kind, person=person):
        form.add_error("unit", not_to_choose(" ".join(form.data.get("unit", "").split())))


def _consents(actor: Actor, person: Person | None) -> list[Consent]:
    """What a political office may rest on; nobody official needs one."""
    if person is None or person.subject.is_public:
        return []
    return queries.consents_of(actor, person, POLITICAL_OFFICE)


def _consent(consent: Consent) -> str:
    day = formats.day(timezone.localdate(consent.given_at))
    return _("given %(day)s, %(how)s") % {"day": day, "how": consent.get_how_display()}


class OfficialForm(forms.Form):
    """Who holds a political office, as it is officially published; no more is asked."""

    given_name = NameField(label=_("Given name"), max_length=100, required=False)
    family_name = NameField(label=_("Family name"), max_length=100)
    kind = forms.ModelChoiceField(
        PositionKind.objects.filter(political=True), label=_("Position"), to_field_name="key"
    )
    unit = UnitField(
        Unit.objects.none(),
        label=_("In"),
        help_text=_("The council, committee or party, by its name."),
    )
    party = forms.ModelChoiceField(
        Party.objects.all(),
        label=_("Elected on the list of"),
        required=False,
        to_field_name="code",
        help_text=_("As the official source has it. Leave it empty if the source says nothing."),
    )
    from_day = day_field(_("From"), required=False)
    to_day = day_field(_("To"), required=False, help_text=_("Leave empty while it lasts."))
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("Where it is officially published, such as the municipality's own page."),
    )
    source_url = forms.URLField(
        label=_("Address of the source"), required=False, assume_scheme="https"
    )
    read_on = day_field(_("The source was read on"))

    def __init__(self, actor: Actor, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        unit = self.fields["unit"]
        assert isinstance(unit, UnitField)
        standing = organisations.current(organisations.units_for(actor))
        unit.units = standing.filter(kind__side__in=OFFICIAL_SIDES)
        self.initial.setdefault("read_on", timezone.localdate())


class NewPersonForm(PersonForm):
    """A new person comes with what she is: nobody is here without a reason."""

    field_order = ("given_name", "family_name", "kind", "unit", "from_day", "mobile", "email")

    def __init__(self, actor: Actor, *args: Any, **more: Any) -> None:
        super().__init__(actor, *args, **more)
        position = PositionForm(actor)
        for name in ("kind", "unit", "from_day"):
            self.fields[name] = position.fields[name]
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ModelChoiceField)
        kind.queryset = PositionKind.objects.filter(political=False)
        self.initial.setdefault("from_day", timezone.localdate())
        self.order_fields(self.field_order)
        self.actor = actor

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        _hold_to_own(self, self.actor, None)
        return data


class PositionKindForm(forms.Form):
    """What a position is called in the three languages."""

    name_nb = forms.CharField(label=_("Name in bokmål"), max_length=60)
    name_nn = forms.CharField(label=_("Name in nynorsk"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=60)


class EndForm(forms.Form):
    """The last day of a position."""

    day = day_field(_("Last day"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial.setdefault("day", timezone.localdate())
