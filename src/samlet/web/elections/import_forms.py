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


class Signed(forms.Form):
    """Who stands beside the import: who is signed in; in the demonstration, whoever one says."""

    name = name_field(_("Stands beside the import, and a second person confirms it."))

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.through = actor
        if actor.kind == "user":
            del self.fields["name"]

    def actor(self) -> Actor:
        """The person named, with the rights of the way they came."""
        return self.through.named(self.cleaned_data.get("name") or self.through.name)


class NameForm(Signed):
    """Who confirms an import."""

    name = name_field(_("Stands beside the import. It must be another than who brought it in."))


class UploadForm(Signed):
    """An official result file to look at before anything is changed."""

    file = forms.FileField(
        label=_("Result file"),
        max_length=200,
        help_text=_("As published: CSV, JSON or the text of a protocol. At most 50 MB."),
    )
    field_order = ("file", "name")


class BringInForm(Signed):
    """The file that was looked at, by its checksum."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    filename = forms.CharField(max_length=200, widget=forms.HiddenInput)
    name = forms.CharField(max_length=100, widget=forms.HiddenInput)
