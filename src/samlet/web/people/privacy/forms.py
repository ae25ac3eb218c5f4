"""Input about consent: parsing and wording. Rules are held by the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core.forms import day_field
from samlet.web.core.models import Subject
from samlet.web.core.personal.telling import name_of
from samlet.web.organisations.models import Unit
from samlet.web.people.actions import PUBLIC_REGISTER
from samlet.web.people.models import Consent, ConsentText, Person
from samlet.web.people.privacy.purposes import HANDING_OVER
from samlet.web.people.privacy.queries import disclosable_labels
from samlet.web.people.privacy.texts import LANGUAGES, consent_purposes
from samlet.web.ui import formats

REPORTED = [one for one in Consent.How.choices if one[0] != Consent.How.LINK]


class RecipientField(forms.ChoiceField):
    """Another organisation with a register of its own, by its name; cleaned to its subject."""

    def __init__(self, person: Person, **more: Any) -> None:
        units = Unit.objects.filter(own_controller=True, valid_to=None)
        others = units.exclude(pk=person.controller_id).exclude(kind__key=PUBLIC_REGISTER)
        self.registers = {
            unit.subject.public_id: unit.subject
            for unit in others.select_related("subject").order_by("name")
        }
        names = {unit.subject.public_id: unit.name for unit in others.select_related("subject")}
        choices = [("", _("Choose"))] + [(key, names[key]) for key in self.registers]
        super().__init__(choices=choices, **more)

    def clean(self, value: Any) -> Subject | None:
        return self.registers.get(super().clean(value))


class RecordConsentForm(forms.Form):
    """A yes that was given in another way than on the person's own page."""

    how = forms.ChoiceField(
        label=_("How the yes was given"), choices=REPORTED, widget=forms.RadioSelect
    )
    day = day_field(_("The day it was given"))

    def __init__(self, person: Person, text: ConsentText, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if text.purpose == HANDING_OVER:
            self.fields["recipient"] = RecipientField(
                person,
                label=_("Whom it may be handed to"),
                help_text=_("A yes is to one organisation. For another one, ask again."),
            )
        self.initial.setdefault("day", timezone.localdate())


class AskConsentForm(forms.Form):
    """What to ask the person for."""

    def __init__(self, person: Person, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        register = person.subject.controller
        purposes = consent_purposes(register) if register is not None else []
        self.fields["purpose"] = forms.ChoiceField(
            label=_("What to ask for"),
            choices=[(one.consent, one.title) for one in purposes],
            widget=forms.RadioSelect,
        )
        self.fields["recipient"] = RecipientField(
            person,
            label=_("Whom it would be handed to"),
            required=False,
            help_text=_("Only for letting another organisation see it."),
        )


class DiscloseForm(forms.Form):
    """What is handed over, by which yes."""

    def __init__(self, consents: list[Consent], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.consents = {one.public_id: one for one in consents}
        self.fields["consent"] = forms.ChoiceField(
            label=_("To whom, by which consent"),
            choices=[(one.public_id, _told(one)) for one in consents],
            widget=forms.RadioSelect,
            initial=consents[0].public_id if len(consents) == 1 else None,
        )
        self.fields["fields"] = forms.MultipleChoiceField(
            label=_("What they shall see"),
            choices=disclosable_labels(),
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Only what they need to get in touch."),
        )

    def clean_consent(self) -> Consent:
        return self.consents[self.cleaned_data["consent"]]


def _told(consent: Consent) -> str:
    return _("%(register)s: given %(day)s, %(how)s") % {
        "register": name_of(consent.recipient) if consent.recipient else "",
        "day": formats.day(timezone.localdate(consent.given_at)),
        "how": consent.get_how_display(),
    }


class PublishTextForm(forms.Form):
    """A register's own words for one purpose, in three languages."""

    text_nb = forms.CharField(label=_("Text in bokmål"), widget=forms.Textarea)
    text_nn = forms.CharField(label=_("Text in nynorsk"), widget=forms.Textarea)
    text_en = forms.CharField(label=_("Text in English"), widget=forms.Textarea)
    after = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, present: ConsentText | None, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial = {name: getattr(present, name, "") for name in LANGUAGES}
        self.initial["after"] = present.version if present else 0
        for name in LANGUAGES:
            self.fields[name].widget.attrs["rows"] = 12
            self.fields[name].max_length = 6000  # type: ignore[attr-defined]
