"""Input about access: parsing and wording. The actions hold the rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.accounts.grants.giving import Way
from samlet.web.accounts.grants.queries import names_of
from samlet.web.core import access
from samlet.web.core.access import ROLES
from samlet.web.core.actor import Actor
from samlet.web.core.models import Subject
from samlet.web.organisations.fields import UnitField
from samlet.web.organisations.models import Unit
from samlet.web.parties.forms import day_field
from samlet.web.people import queries as people
from samlet.web.places.models import Municipality


class WhereForm(forms.Form):
    """Which organisation, or which municipality's area, somebody is to have access at."""

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached = Unit.objects.filter(access.reached(actor, "grants.give"), valid_to=None)
        self.fields["enhet"] = UnitField(
            reached,
            label=_("Organisation"),
            required=False,
            help_text=_("Write some of its name."),
        )
        whole = any(held.unit_id == held.controller_id and held.below for held in actor.grants)
        if whole:
            self.fields["kommune"] = forms.ModelChoiceField(
                Municipality.objects.filter(valid_to=None, subject__isnull=False),
                label=_("or everything in a municipality"),
                required=False,
                empty_label=_("No municipality"),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(cleaned.get("enhet")) == bool(cleaned.get("kommune")):
            raise ValidationError(_("Choose an organisation or a municipality, one of them."))
        return cleaned

    @property
    def chosen(self) -> Subject:
        found = self.cleaned_data.get("enhet") or self.cleaned_data["kommune"]
        subject: Subject = found.subject
        return subject


class GiveForm(forms.Form):
    """Who is to have which role, and until when."""

    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Who is new here is invited by this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        required=False,
        help_text=_("For who is new here."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    below = forms.BooleanField(label=_("Also everything below"), required=False, initial=True)
    office = forms.TypedChoiceField(
        label=_("Follows the office"),
        required=False,
        empty_value=None,
        help_text=_("The access ends by itself when the office does."),
    )
    from_day = day_field(_("From"))
    to_day = day_field(_("To and including"), required=False, help_text=_("Empty: until ended."))
    register = forms.ChoiceField(label=_("Access to the register of"))

    def __init__(
        self, actor: Actor, unit: Subject, ways: Sequence[Way], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        roles = {role for way in ways for role in way.roles}
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.key, str(role.title)) for role in ROLES.values() if role.key in roles
        ]
        self.fields["from_day"].initial = timezone.localdate()
        self.ways_below = any(way.below for way in ways)
        if not self.ways_below or not unit.reaches.exclude(descendant=unit).exists():
            del self.fields["below"]
        registers = names_of(way.controller_id for way in ways)
        if len(registers) > 1:
            self.fields["register"].choices = list(registers.items())  # type: ignore[attr-defined]
        else:
            del self.fields["register"]
        self._offices(actor, unit)

    def _offices(self, actor: Actor, unit: Subject) -> None:
        """Who holds an office here today, as far as the actor may see."""
        held = people.held_on(people.positions_for(actor).filter(unit=unit.pk))
        self.rows = {row.pk: row for row in held}
        if not self.rows:
            del self.fields["office"]
            return
        field = self.fields["office"]
        assert isinstance(field, forms.TypedChoiceField)
        field.coerce = lambda value: self.rows.get(int(value))
        field.choices = [
            ("", _("No office")),
            *((pk, f"{row.title or row.kind}: {row.person.name}") for pk, row in self.rows.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """Who holds the office is reached by her own address when none is written."""
        cleaned: dict[str, Any] = super().clean() or {}
        office = cleaned.get("office")
        if not cleaned.get("email") and "email" not in self.errors:
            if office is None or not office.person.email:
                self.add_error("email", _("Write the e-mail address of who is to have access."))
            else:
                cleaned["email"] = office.person.email
                cleaned["name"] = cleaned.get("name") or office.person.name
        if "below" not in self.fields:
            # Nothing is below it today; what comes there is included where the giver's own is.
            cleaned["below"] = self.ways_below
        cleaned["register"] = int(cleaned.get("register") or 0)
        return cleaned


class ReasonForm(forms.Form):
    """Why an operator needs to look, where, and for how long."""

    register = forms.ChoiceField(label=_("Register"))
    reason = forms.CharField(
        label=_("Why do you need to look?"),
        max_length=300,
        help_text=_("In a sentence. The units' admins can read it, so name nobody."),
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=60, initial=30, help_text=_("At most 60.")
    )

    def __init__(self, registers: Sequence[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["register"].choices = list(names_of(registers).items())  # type: ignore[attr-defined]


class DoneForm(forms.Form):
    """What an operator did in a session."""

    done = forms.CharField(
        label=_("What did you do?"),
        max_length=1000,
        help_text=_("In a sentence or two. The units' admins can read it, so name nobody."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
