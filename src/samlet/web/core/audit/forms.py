"""Filters of the audit trail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samlet.web.core.audit import reading
from samlet.web.core.audit.sentences import said
from samlet.web.core.models import AuditEntry

MOST = 300  # choices in a list; beyond that the day narrows it


class FilterForm(forms.Form):
    """By what was done, by whom, and when."""

    act = forms.ChoiceField(label=_("What"), required=False)
    actor = forms.ChoiceField(label=_("Who"), required=False)
    from_day = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    to_day = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, entries: QuerySet[AuditEntry], data: Any = None) -> None:
        super().__init__(data)
        acts = entries.order_by("act").values_list("act", flat=True).distinct()[:MOST]
        actors = dict(
            entries.order_by("actor").values_list("actor", "actor_kind").distinct()[:MOST]
        )
        every = [("", pgettext_lazy("filter", "All"))]
        # Django's own stubs do not know that a choice field's choices can be set.
        self.fields["act"].choices = [*every, *((act, said(act)) for act in acts)]  # type: ignore[attr-defined]
        self.fields["actor"].choices = [  # type: ignore[attr-defined]
            *every,
            *sorted(reading.names_of(actors).items(), key=lambda one: one[1]),
        ]
