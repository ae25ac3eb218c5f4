"""Input on My page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samlet.web.organisations.forms import current_municipalities
from samlet.web.people.forms import PhoneField
from samlet.web.people.models import Person
from samlet.web.people.privacy.actions import OWN
from samlet.web.places.models import Municipality


class AskForm(forms.Form):
    """The address that a link to one's own page is sent to."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("The one that the organisation knows you by."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class TakeForm(forms.Form):
    """Whether the file is locked. The password is kept nowhere."""

    password = forms.CharField(
        label=_("Password for the file"),
        required=False,
        min_length=10,
        max_length=100,
        strip=False,
        help_text=_(
            "Ten characters or more. Leave it empty for a file that anybody can open. Nobody but "
            "you knows it, so write it down. On Windows a locked file is opened with 7-Zip."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class OwnForm(forms.Form):
    """What one corrects oneself: name, how one is reached, where one lives."""

    given_name = forms.CharField(label=_("Given name"), max_length=100, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=100)
    mobile = PhoneField(
        label=_("Mobile"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Links to this page are sent here."),
    )
    home_municipality = forms.ModelChoiceField(
        Municipality.objects.none(),
        label=_("I live in"),
        required=False,
        to_field_name="number",
        help_text=_("One votes and stands for election where one lives, not where one works."),
    )
    channel = forms.ChoiceField(
        label=_("Reach me by"),
        choices=[("", pgettext_lazy("channel", "Not said")), *Person.Channel.choices],
        required=False,
    )
    language = forms.ChoiceField(label=_("Write to me in"), choices=settings.LANGUAGES)

    def __init__(self, person: Person, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["home_municipality"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = current_municipalities()
        self.initial = {name: getattr(person, name) for name in OWN}
        if person.subject.is_public:  # the public register holds official facts alone
            for name in ("mobile", "email", "home_municipality", "channel"):
                del self.fields[name]


class EraseForm(forms.Form):
    """Erasing oneself: now, or in a week; said twice, since it cannot be called back."""

    when = forms.ChoiceField(
        label=_("When"),
        choices=[("now", _("Now")), ("later", _("In seven days, so that I can change my mind"))],
        widget=forms.RadioSelect,
        initial="now",
    )
    sure = forms.BooleanField(
        label=_("I understand that what is erased cannot be brought back."),
        error_messages={"required": _("Tick this first: what is erased cannot be brought back.")},
    )
