"""Pages of organisations."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samlet.web.core import access, changes, panels
from samlet.web.core.forms import carried_out, done
from samlet.web.core.middleware import Request
from samlet.web.core.models import ChangeSet, Subject
from samlet.web.core.policy import needs
from samlet.web.organisations import actions, ending, queries
from samlet.web.organisations.forms import (
    AliasForm,
    CloseForm,
    CoverageForm,
    KindForm,
    MoveForm,
    NewUnitForm,
    UnitForm,
)
from samlet.web.organisations.models import Edge, Unit, UnitKind
from samlet.web.ui.pages import page


def _seen(request: Request, public_id: str) -> Unit:
    return access.get_visible(request.actor, Unit, "units.view", public_id)


def _kept(request: Request, public_id: str, act: str = "units.edit") -> Unit:
    """A unit the actor may change; NotFound when it cannot be seen, else Forbidden."""
    unit = _seen(request, public_id)
    access.require(request.actor, act, unit.subject)
    return unit


def _address(unit: Unit) -> str:
    return reverse("organisations:unit", args=[unit.public_id])


def _form_page(request: Request, form: Any, heading: str, **more: Any) -> HttpResponse:
    context = {"form": form, "heading": heading, **more}
    return page(request, "organisations/form.html", context, mark="internal")


@needs("units.view")
@require_safe
def unit(request: Request, public_id: str) -> HttpResponse:
    """One organisation: what it is, where it belongs, who is there, what lies below."""
    found = _seen(request, public_id)
    actor = request.actor
    context = {
        "unit": found,
        "ties": queries.ties_up(actor, found),
        "past_ties": queries.ties_up(actor, found, past=True),
        "below": queries.below(actor, found.pk),
        "names": queries.other_names(found),
        "covered": queries.covered(found),
        "preceded": queries.units_for(actor).filter(succeeded_by=found),
        "may_edit": access.can(actor, "units.edit", found.subject),
        "may_hide": access.can(actor, "units.close_upwards", found.subject),
        "panels": panels.panels_for(actor, found.subject),
        "starts": panels.starts_for(actor, found.subject),
    }
    return page(request, "organisations/unit.html", context, mark="internal")


@needs("places.view")
@require_safe
def place(request: Request, public_id: str) -> HttpResponse:
    """A municipality or a county: what is there, and what other rooms show of it."""
    subject = access.get_visible(request.actor, Subject, "places.view", public_id)
    if subject.kind not in queries.PLACES:
        raise access.not_there()
    context = {
        "subject": subject,
        "name": queries.place_titles([subject.pk])[subject.pk],
        "below": queries.below(request.actor, subject.pk),
        "panels": panels.panels_for(request.actor, subject),
        "starts": panels.starts_for(request.actor, subject),
    }
    return page(request, "organisations/place.html", context, mark="internal")


@needs("units.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request) -> HttpResponse:
    """A new organisation below others."""
    sent = request.POST if request.method == "POST" else None
    form = NewUnitForm(request.actor, sent, initial=request.GET.dict())

    def act() -> None:
        fields = dict(form.cleaned_data)
        for name in ("belongs_to", "lies_in"):
            fields[name] = [fields[name]] if fields[name] else []
        made.append(actions.add_unit(request.actor, **fields))

    made: list[Unit] = []
    if sent is not None and carried_out(form, act):
        return done(request, _("The organisation is added."), _address(made[0]))
    return _form_page(request, form, _("Add an organisation"), back=reverse("organisations:units"))


@needs("units.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, public_id: str) -> HttpResponse:
    """What it is called, where it is and how it is reached."""
    found = _kept(request, public_id)
    sent = request.POST if request.method == "POST" else None
    form = UnitForm(sent, initial=UnitForm.initial_of(found), instance=found)
    if sent is not None and carried_out(
        form, lambda: actions.edit_unit(request.actor, unit=found, **form.cleaned_data)
    ):
        return done(request, _("The organisation is changed."), _address(found))
    heading = _("Change %(name)s") % {"name": found.name}
    note = _("A new name is added; the old one is kept, and the unit is found by both.")
    return _form_page(request, form, heading, back=_address(found), note=note)


@needs("units.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, public_id: str) -> HttpResponse:
    """From a day it belongs somewhere else; what was is kept."""
    found = _kept(request, public_id)
    sent = request.POST if request.method == "POST" else None
    form = MoveForm(request.actor, found, sent, initial={"kind": Edge.Kind.BELONGS_TO})
    if sent is not None and carried_out(
        form, lambda: actions.move_unit(request.actor, unit=found, **form.cleaned_data)
    ):
        return done(request, _("The organisation is moved."), _address(found))
    heading = _("Move %(name)s") % {"name": found.name}
    return _form_page(request, form, heading, back=_address(found))


@needs("units.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request, public_id: str) -> HttpResponse:
    """It ends on a day, perhaps going over in another."""
    found = _kept(request, public_id)
    sent = request.POST if request.method == "POST" else None
    form = CloseForm(request.actor, found, sent)
    made: list[ChangeSet] = []
    if sent is not None and carried_out(
        form,
        lambda: made.append(ending.close_unit(request.actor, unit=found, **form.cleaned_data)),
    ):
        said = _("The organisation is ended; its history stays.")
        # People of other registers ended with it: then it is opened again, not undone.
        undone = made[0] if changes.may_undo(request.actor, made[0]) else None
        return changes.done(request, said, _address(found), undone)
    heading = _("End %(name)s") % {"name": found.name}
    note = _(
        "Positions there end on the same day, or move to the organisation it is merged into. "
        "Nothing is deleted, and it can be opened again."
    )
    return _form_page(request, form, heading, back=_address(found), note=note)


@needs("units.edit")
@require_http_methods(["POST"])
def reopen(request: Request, public_id: str) -> HttpResponse:
    """Take back that it ended."""
    found = _kept(request, public_id)
    ending.reopen_unit(request.actor, unit=found)
    return done(request, _("The organisation stands again."), _address(found))


@needs("units.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def alias(request: Request, public_id: str) -> HttpResponse:
    """Another name it is found by."""
    found = _kept(request, public_id)
    sent = request.POST if request.method == "POST" else None
    form = AliasForm(sent)
    if sent is not None and carried_out(
        form, lambda: actions.also_called(request.actor, unit=found, **form.cleaned_data)
    ):
        return done(request, _("The name is added."), _address(found))
    heading = _("Another name for %(name)s") % {"name": found.name}
    return _form_page(request, form, heading, back=_address(found))


@needs("units.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def coverage(request: Request, public_id: str) -> HttpResponse:
    """Which municipalities it covers."""
    found = _kept(request, public_id)
    sent = request.POST if request.method == "POST" else None
    form = CoverageForm(found, sent)
    if sent is not None and carried_out(
        form, lambda: actions.cover(request.actor, unit=found, **form.cleaned_data)
    ):
        return done(request, _("The area is changed."), _address(found))
    heading = _("The area of %(name)s") % {"name": found.name}
    return _form_page(request, form, heading, back=_address(found))


@needs("units.close_upwards")
@require_http_methods(["POST"])
def upwards(request: Request, public_id: str) -> HttpResponse:
    """Hide what is personal here from above, or open it again."""
    found = _kept(request, public_id, "units.close_upwards")
    closed = request.POST.get("closed") == "1"
    actions.close_upwards(request.actor, unit=found, closed=closed)
    said = (
        _("People here are hidden from above.") if closed else _("People here are seen from above.")
    )
    return done(request, said, _address(found))


@needs("kinds.edit")
@require_safe
def kinds(request: Request) -> HttpResponse:
    """What the levels are called."""
    context = {"kinds": UnitKind.objects.all()}
    return page(request, "organisations/kinds.html", context, mark="internal")


@needs("kinds.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def kind(request: Request, key: str) -> HttpResponse:
    """Change what a level is called."""
    try:
        found = get_object_or_404(UnitKind, key=key)
    except Http404:
        raise access.not_there() from None
    sent = request.POST if request.method == "POST" else None
    names = {name: getattr(found, name) for name in KindForm.base_fields}
    form = KindForm(sent, initial=names)
    if sent is not None and carried_out(
        form, lambda: actions.name_kind(request.actor, kind=found, **form.cleaned_data)
    ):
        return done(request, _("The name is changed."), reverse("organisations:kinds"))
    heading = _("What “%(name)s” is called") % {"name": str(found)}
    return _form_page(request, form, heading, back=reverse("organisations:kinds"))
