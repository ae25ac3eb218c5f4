"""Input about promises: parsing and wording."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samlet.web.core.forms import day_field
from samlet.web.core.models import Promise

_TEXT = {"rows": 4}


class PromiseForm(forms.Form):
    text = forms.CharField(
        label=_("The promise, word for word"),
        max_length=1000,
        widget=forms.Textarea(attrs=_TEXT),
        help_text=_("As it stands in the source. Do not name people."),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("For instance: the party's programme 2027–2031, page 12."),
    )
    source_url = forms.URLField(
        label=_("Address of the source"), required=False, max_length=500, assume_scheme="https"
    )
    day = day_field(_("Promised on"))
    deadline = day_field(_("To be kept by"), required=False)


class StepForm(forms.Form):
    stage = forms.ChoiceField(
        label=_("What came of it"),
        choices=[one for one in Promise.Stage.choices if one[0] != "given"],
        widget=forms.RadioSelect,
    )
    day = day_field(_("Since"))
    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=300,
        help_text=_("For instance: the council's decision, case number and date."),
    )
    evidence_url = forms.URLField(
        label=_("Address of the evidence"), required=False, max_length=500, assume_scheme="https"
    )


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=_("The reply, word for word"), max_length=1000, widget=forms.Textarea(attrs=_TEXT)
    )
    source = forms.CharField(label=_("Source"), max_length=300)
    day = day_field(_("Day"))


class CorrectionForm(forms.Form):
    text = forms.CharField(
        label=_("The promise as it should stand"),
        max_length=1000,
        widget=forms.Textarea(attrs=_TEXT),
    )
    why = forms.CharField(label=_("Why it is corrected"), max_length=300)
