"""Input of what is attached: parsing and wording."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core import personal
from samlet.web.core.actor import Actor
from samlet.web.core.attached.colleagues import colleagues_of
from samlet.web.core.attached.queries import register_for
from samlet.web.core.forms import day_field
from samlet.web.core.models import FollowUp, Subject

NO_NAMES = _("Others read this. Do not name people.")


class FollowUpForm(forms.Form):
    """What is to be done, by whom and when. About a person there is no field for words."""

    def __init__(self, actor: Actor, subject: Subject, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        person = personal.is_person(subject.kind)
        kinds = [one for one in FollowUp.Kind.choices if not person or one[0] != "other"]
        self.fields["kind"] = forms.ChoiceField(
            label=_("What is to be done"),
            choices=[(value, str(label).capitalize()) for value, label in kinds],
            widget=forms.RadioSelect,
        )
        if not person:
            self.fields["what"] = forms.CharField(
                label=_("In a few words"), max_length=120, required=False, help_text=NO_NAMES
            )
        self.fields["due"] = day_field(_("By"))
        self.fields["due"].initial = timezone.localdate() + timedelta(days=7)
        self.fields["who"] = forms.TypedChoiceField(
            label=_("Who does it"),
            choices=list(colleagues_of(actor, register_for(actor, subject)).items()),
            coerce=int,
            required=False,
            empty_value=None,
        )


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note"),
        max_length=2000,
        help_text=NO_NAMES,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class LinkForm(forms.Form):
    title = forms.CharField(label=_("What it shows"), max_length=120, help_text=NO_NAMES)
    url = forms.URLField(label=_("Address"), max_length=500, assume_scheme="https")


class DocumentForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        max_length=200,
        help_text=_(
            "PDF, text or spreadsheet document, picture or plain text; 20 MB at most. Leave out "
            "files that tell about people."
        ),
    )
