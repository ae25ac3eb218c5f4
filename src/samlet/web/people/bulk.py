"""Acts on many people at once; each is one change that can be undone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit, changes, lists
from samlet.web.core.actor import Actor
from samlet.web.core.guard import action
from samlet.web.core.models import Change, ChangeSet, Subject
from samlet.web.parties.forms import day_field
from samlet.web.people.actions import place
from samlet.web.people.models import Person, Position

ACT = "people.edit"


class ConfirmForm(forms.Form):
    """The day on which somebody said that the positions hold."""

    day = day_field(_("They held on"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial.setdefault("day", timezone.localdate())

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("What holds on a day to come nobody can confirm yet."))
        return day


class LastDayForm(forms.Form):
    """The last day of the positions."""

    day = day_field(_("Last day"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial.setdefault("day", timezone.localdate())


class LanguageForm(forms.Form):
    """What they are written to in."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


def _held_on(actor: Actor, rows: QuerySet[Any], day: date) -> QuerySet[Position]:
    """The positions of these people that the actor may change and that are held on a day."""
    held = access.scoped(actor, Position, ACT).filter(
        Q(from_day=None) | Q(from_day__lte=day),
        Q(to_day=None) | Q(to_day__gt=day),
        person__in=rows.values("pk"),
    )
    return Position.objects.filter(pk__in=list(held.values_list("pk", flat=True)))


def _register_of(rows: QuerySet[Any]) -> int | None:
    """The one register they are all kept in; None when there are several."""
    kept = set(rows.order_by().values_list("subject__controller", flat=True).distinct()[:2])
    return kept.pop() if len(kept) == 1 else None


def _tell(actor: Actor, act: str, recorder: changes.Recorder, field: str) -> set[int]:
    """One line for each person that something became different for; who they are."""
    touched = Change.objects.filter(change_set=recorder.change_set).exclude(subject=None)
    ids = set(touched.values_list("subject", flat=True))
    for subject in Subject.objects.filter(pk__in=ids).order_by("pk"):
        audit.record(actor, act, subject, fields=[field])
    return {pk for pk in ids if pk is not None}


@action
def confirm(actor: Actor, rows: QuerySet[Any], *, day: date) -> ChangeSet:
    """Somebody has said that the positions these people hold today held on a day."""
    access.require(actor, ACT)
    with changes.recording(
        actor, "people.bulk_confirmed", act=ACT, controller=_register_of(rows)
    ) as recorder:
        newer = Q(confirmed_on=None) | Q(confirmed_on__lt=day)
        recorder.update_all(_held_on(actor, rows, day).filter(newer), confirmed_on=day)
    _tell(actor, "position.confirmed", recorder, "confirmed_on")
    return recorder.change_set


@action
def end(actor: Actor, rows: QuerySet[Any], *, day: date) -> ChangeSet:
    """All that these people hold on a day ended then. They stay to be looked up."""
    access.require(actor, ACT)
    with changes.recording(
        actor, "people.bulk_end", act=ACT, controller=_register_of(rows)
    ) as recorder:
        recorder.update_all(_held_on(actor, rows, day), to_day=day)
    place(_tell(actor, "position.ended", recorder, "to_day"))
    return recorder.change_set


@action
def set_language(actor: Actor, rows: QuerySet[Any], *, language: str) -> ChangeSet:
    """They are written to in a language."""
    access.require(actor, ACT)
    open_ = access.scoped(actor, Person, ACT).filter(pk__in=rows.values("pk"))
    people = Person.objects.filter(pk__in=list(open_.values_list("pk", flat=True)))
    with changes.recording(
        actor, "people.bulk_language", act=ACT, controller=_register_of(rows)
    ) as recorder:
        recorder.update_all(people, language=language)
    _tell(actor, "person.edited", recorder, "language")
    return recorder.change_set


ACTS = (
    lists.BulkAct(
        "bekreft",
        _("Confirm positions"),
        ACT,
        confirm,
        ConfirmForm,
        text=_("Every position that these people hold is marked as confirmed on the day you give."),
    ),
    lists.BulkAct(
        "avslutt",
        _("End positions"),
        ACT,
        end,
        LastDayForm,
        text=_(
            "Every position that these people hold on that day ends then. Nothing is deleted: "
            "who was what stays to be looked up."
        ),
    ),
    lists.BulkAct("maalform", _("Set the language"), ACT, set_language, LanguageForm),
)


def register() -> None:
    """From the room's AppConfig.ready(): what each change is called."""
    changes.entitle("people.import", _("People were imported"))
    changes.entitle("people.bulk_confirmed", _("Positions were confirmed"))
    changes.entitle("people.bulk_end", _("Positions were ended"))
    changes.entitle("people.bulk_language", _("The language of people was set"))
    changes.entitle("person.edited", _("A person was changed"))
    changes.entitle("position.ended", _("A position was ended"))
    changes.entitle("position.removed", _("A position was taken away"))
    changes.entitle("person.corrected", _("Somebody corrected what is held about them"))
