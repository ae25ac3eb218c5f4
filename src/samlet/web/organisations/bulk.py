"""Acts on many organisations at once; each is one change that can be undone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samlet.web.core import access, audit, changes, lists, search
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Rejected
from samlet.web.core.guard import action
from samlet.web.core.models import ChangeSet
from samlet.web.organisations import ending, queries, reach
from samlet.web.organisations.actions import move_recorded
from samlet.web.organisations.fields import UnitField
from samlet.web.organisations.forms import current_municipalities
from samlet.web.organisations.models import Edge, Unit
from samlet.web.parties.forms import day_field
from samlet.web.places.models import Municipality
from samlet.web.ui import formats


class LastDayForm(forms.Form):
    """The last day of them all."""

    day = day_field(_("Last day"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial.setdefault("day", timezone.localdate())


class MunicipalityForm(forms.Form):
    """Where they lie."""

    municipality = forms.ModelChoiceField(
        Municipality.objects.none(), label=_("Municipality"), to_field_name="number"
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["municipality"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = current_municipalities()


class BelowForm(forms.Form):
    """What they belong to from a day. Whether the reader may put them there, the act says."""

    takes_actor = True
    to = UnitField(
        Unit.objects.none(),
        label=_("From now on they belong to"),
        help_text=_("The organisation, by its whole name."),
    )
    day = day_field(_("From the day"))

    def __init__(self, *args: Any, actor: Actor, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["to"]
        assert isinstance(field, UnitField)
        field.units = queries.current(queries.units_for(actor))
        self.initial.setdefault("day", timezone.localdate())


def _register_of(units: list[Unit]) -> int | None:
    """The one register they are all kept in; None when there are several."""
    kept = {unit.controller_id for unit in units}
    return kept.pop() if len(kept) == 1 else None


@action
def end(actor: Actor, rows: QuerySet[Any], *, day: date) -> ChangeSet:
    """They end on a day. Those that have ended already are left as they are."""
    return ending.end_units(actor, rows.select_related("subject", "kind"), day=day)


@action
def set_municipality(actor: Actor, rows: QuerySet[Any], *, municipality: Municipality) -> ChangeSet:
    """They lie in a municipality."""
    units = list(rows.select_related("subject"))
    for unit in units:
        access.require(actor, "units.edit", unit.subject)
    with changes.recording(
        actor, "units.placed", act="units.edit", controller=_register_of(units)
    ) as recorder:
        recorder.update_all(
            Unit.objects.filter(pk__in=rows.values("pk")), municipality=municipality
        )
    reach.rebuild([unit.pk for unit in units])
    search.refresh([unit.pk for unit in units])
    for unit in units:
        audit.record(actor, "unit.edited", unit.subject, fields=["municipality"])
    return recorder.change_set


@action
def move_below(actor: Actor, rows: QuerySet[Any], *, to: Unit, day: date) -> ChangeSet:
    """From a day they belong to another; what they lie in and are at stays."""
    units = list(rows.select_related("subject", "kind"))
    with (
        changes.recording(
            actor, "units.moved", act="units.edit", controller=_register_of(units)
        ) as recorder,
        reach.once(),
    ):
        for unit in units:
            if unit.pk == to.pk:
                raise Rejected(_("An organisation cannot be moved below itself."))
            move_recorded(actor, recorder, unit=unit, kind=Edge.Kind.BELONGS_TO, to=to, day=day)
    return recorder.change_set


ACTS = (
    lists.BulkAct(
        "avslutt",
        _("End organisations"),
        "units.edit",
        end,
        LastDayForm,
        text=_("They end on the day you give, and so do positions there. Nothing is deleted."),
        done=lambda count: (
            ngettext(
                "%(count)s organisation has ended.", "%(count)s organisations have ended.", count
            )
            % {"count": formats.number(count)}
        ),
    ),
    lists.BulkAct(
        "kommune",
        _("Set the municipality"),
        "units.edit",
        set_municipality,
        MunicipalityForm,
        text=_("Where they lie decides which local organisation's area they are in."),
    ),
    lists.BulkAct(
        "flytt",
        _("Move below another"),
        "units.edit",
        move_below,
        BelowForm,
        text=_(
            "From the day you give they belong to another organisation, and no longer to what "
            "they belong to today."
        ),
    ),
)
