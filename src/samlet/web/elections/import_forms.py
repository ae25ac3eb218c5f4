"""Input of figures and sources: a file, and the name of whoever brings it in or confirms it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samlet.web.core.actor import Actor


def name_field(help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Your name"),
        max_length=100,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class NameForm(forms.Form):
    """Who confirms an import. Until there is sign-in, people say who they are."""

    name = name_field(_("Stands beside the import. It must be another than who brought it in."))

    def actor(self, through: Actor) -> Actor:
        """The person named, by the way they came."""
        return Actor(self.cleaned_data["name"], through.kind)


class UploadForm(forms.Form):
    """An official result file to look at before anything is changed."""

    file = forms.FileField(
        label=_("Result file"),
        max_length=200,
        help_text=_("As published: CSV, JSON or the text of a protocol. At most 50 MB."),
    )
    name = name_field(_("Stands beside the import, and a second person confirms it."))


class BringInForm(forms.Form):
    """The file that was looked at, by its checksum."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    filename = forms.CharField(max_length=200, widget=forms.HiddenInput)
    name = forms.CharField(max_length=100, widget=forms.HiddenInput)
