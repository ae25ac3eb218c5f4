"""Choosing a unit in a form: its name is typed, and what is near is offered when it is not one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from samlet.web.organisations.models import Unit

OFFERED = 8
NO_SUCH = _("No organisation you can choose is called “%(text)s”.")


def not_to_choose(text: str) -> forms.ValidationError:
    """The one error for a unit that does not exist and for one that is not open to the actor."""
    return forms.ValidationError(NO_SUCH, params={"text": text})


class UnitField(forms.CharField):
    """A unit by its name (or its id, as links give it), among those the actor may choose."""

    def __init__(self, units: QuerySet[Unit], **more: Any) -> None:
        more.setdefault("max_length", 200)
        super().__init__(**more)
        self.units = units
        self.widget.attrs["autocomplete"] = "off"

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Unit) else value

    def clean(self, value: Any) -> Unit | None:
        """The unit, or an error that names those near what was typed."""
        text = " ".join(super().clean(value).split())
        if not text:
            return None
        named = Q(name__iexact=text) | Q(short_name__iexact=text) | Q(subject__public_id=text)
        found = list(self.units.filter(named)[:2])
        if len(found) == 1:
            return found[0]
        near = self.units.filter(Q(name__icontains=text) | Q(names__name__icontains=text))
        offered = [*found, *near.distinct()[:OFFERED]][:OFFERED]
        if len(offered) == 1:
            return offered[0]
        if not offered:
            raise not_to_choose(text)
        raise forms.ValidationError(
            _("More than one may be meant. Write the whole name: %(names)s."),
            params={"names": "; ".join(sorted({unit.name for unit in offered}))},
        )
