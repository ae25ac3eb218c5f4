"""For each field that differs: whose value stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlet.web.people.actions import EDITABLE
from samlet.web.people.models import Person
from samlet.web.ui import formats


def shown(person: Person, name: str) -> str:
    """A field's value as it is read."""
    if name == "channel":
        return str(person.get_channel_display())
    value = getattr(person, name)
    if name == "language":
        return str(dict(settings.LANGUAGES).get(value, value))
    if name == "mobile" and value:
        return formats.phone(value)
    return str(value or "")


class MergeForm(forms.Form):
    """Which record stays, and for each field that differs which value."""

    stays = forms.ChoiceField(
        label=gettext_lazy("The record that stays"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("The other one becomes part of it and leaves the lists."),
    )

    def __init__(self, one: Person, two: Person, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.people = {"1": one, "2": two}
        stays = self.fields["stays"]
        assert isinstance(stays, forms.ChoiceField)
        stays.choices = [("1", _("The first")), ("2", _("The second"))]
        stays.initial = "1"
        for name in EDITABLE:
            said = {key: shown(person, name) for key, person in self.people.items()}
            if said["1"] != said["2"]:
                label = str(Person._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
                self.fields[name] = forms.ChoiceField(
                    label=label[:1].upper() + label[1:],
                    choices=[(key, value or _("(empty)")) for key, value in said.items()],
                    initial="1" if said["1"] else "2",
                    widget=forms.RadioSelect,
                )

    @property
    def same(self) -> Iterator[tuple[str, str]]:
        """What both say, by label."""
        for name in EDITABLE:
            if name not in self.fields and (value := shown(self.people["1"], name)):
                label = str(Person._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
                yield label[:1].upper() + label[1:], value

    @property
    def chosen(self) -> tuple[Person, Person, list[str]]:
        """The record that stays, the other, and the fields taken from the other."""
        key = self.cleaned_data["stays"]
        other = "2" if key == "1" else "1"
        taken = [
            name for name, value in self.cleaned_data.items() if name != "stays" and value == other
        ]
        return self.people[key], self.people[other], taken
