"""Forms about a list's views."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ViewForm(forms.Form):
    """A view's name, and with whom it is shared."""

    name = forms.CharField(
        label=_("Name of the view"),
        max_length=60,
        help_text=_("Say what it shows. Do not name people."),
    )
    share_in = forms.ChoiceField(label=_("Who sees it"), required=False)
    first = forms.BooleanField(label=_("Show me this view first"), required=False)

    def __init__(self, *args: Any, registers: list[tuple[str, str]], **more: Any) -> None:
        more.setdefault("auto_id", "view-%s")
        super().__init__(*args, **more)
        shared = [(key, _("Everybody in %(name)s") % {"name": name}) for key, name in registers]
        field = self.fields["share_in"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Only me")), *shared]
