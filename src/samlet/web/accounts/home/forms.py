"""Asking for one's own link: by e-mail or by mobile number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from samlet.web.people.forms import PhoneField


class AskForm(forms.Form):
    """One field for either; which it is shows from what is written."""

    who = forms.CharField(
        label=_("Your e-mail or mobile number"),
        max_length=254,
        help_text=_("The one that the organisation knows you by."),
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )

    def clean_who(self) -> dict[str, str]:
        text: str = self.cleaned_data["who"].strip()
        if "@" not in text:
            return {"mobile": PhoneField().clean(text)}
        try:
            validate_email(text)
        except ValidationError:
            raise forms.ValidationError(
                _("That is no e-mail address. Write it like name@example.org.")
            ) from None
        return {"email": text}

    @property
    def key(self) -> str:
        """What attempts are counted by."""
        found: dict[str, Any] = self.cleaned_data["who"]
        return str(next(iter(found.values()))).casefold()
