"""Pages of people. Opening a person's page is written down: she can see who did."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samlet.web.core import access, audit, changes, panels
from samlet.web.core.forms import carried_out, done
from samlet.web.core.middleware import Request
from samlet.web.core.models import ChangeSet
from samlet.web.core.policy import needs
from samlet.web.people import actions, official, queries
from samlet.web.people.forms import (
    EndForm,
    NewPersonForm,
    OfficialForm,
    PersonForm,
    PositionForm,
    PositionKindForm,
)
from samlet.web.people.models import Person, Position, PositionKind
from samlet.web.ui.pages import page


def _seen(request: Request, public_id: str) -> Person:
    return access.get_visible(request.actor, Person, "people.view", public_id)


def _kept(request: Request, public_id: str) -> Person:
    found = _seen(request, public_id)
    actions.require_edit(request.actor, found.subject)
    if found.merged_into_id:
        raise access.not_there()
    return found


def _kept_position(request: Request, public_id: str) -> Position:
    found = queries.positions_for(request.actor).filter(public_id=public_id).first()
    if found is None:
        raise access.not_there()
    actions.require_edit(request.actor, found.person.subject)
    return found


def _address(person: Person) -> str:
    return reverse("people:person", args=[person.public_id])


@needs("officials.view")
@require_safe
def person(request: Request, public_id: str) -> HttpResponse:
    """One person: what she is, what she has been, how she is reached."""
    found = _seen(request, public_id)
    if found.merged_into is not None:  # an address from before: the record that stayed has it all
        return redirect("people:person", _seen(request, found.merged_into.public_id).public_id)
    now, before = queries.of_person(request.actor, found)
    audit.seen(request.actor, "person.viewed", [found.subject])
    context = {
        "person": found,
        "now": now,
        "before": before,
        "register": queries.register_of(found),
        "may_edit": access.can(request.actor, actions.edit_act(found.subject), found.subject),
        "may_erase": found.subject.is_public  # others: where it is told who has seen them
        and access.can(request.actor, "public_register.erase", found.subject),
        "sees_units": access.may(request.actor, "units.view"),
        "panels": panels.panels_for(request.actor, found.subject),
        "starts": panels.starts_for(request.actor, found.subject),
    }
    return page(request, "people/person.html", context, mark="internal")


@needs("people.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request) -> HttpResponse:
    """A new person, with the office that is the reason she is here."""
    sent = request.POST if request.method == "POST" else None
    form = NewPersonForm(request.actor, sent, initial=request.GET.dict())
    made: list[Person] = []

    def act() -> None:
        fields = dict(form.cleaned_data)
        office = {name: fields.pop(name) for name in ("kind", "unit", "from_day")}
        made.append(actions.add_person_with_office(request.actor, fields=fields, **office))

    if sent is not None and carried_out(form, act):
        return done(request, _("The person is added."), _address(made[0]))
    context = {"form": form, "heading": _("Add a person"), "back": reverse("people:people")}
    return page(request, "organisations/form.html", context, mark="internal")


@needs("public_register.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add_official(request: Request) -> HttpResponse:
    """Who holds a political office, with the source and the day it was read."""
    sent = request.POST if request.method == "POST" else None
    form = OfficialForm(request.actor, sent, initial=request.GET.dict())
    made: list[Person] = []
    if sent is not None and carried_out(
        form, lambda: made.append(official.record_official(request.actor, **form.cleaned_data))
    ):
        return done(request, _("The official fact is recorded."), _address(made[0]))
    context = {
        "form": form,
        "heading": _("Add an elected representative"),
        "note": _(
            "Only what is officially published: the name, the office, the list and the source. "
            "Everybody signed in can see it. Nothing from a union's register belongs here."
        ),
        "back": reverse("people:officials"),
    }
    return page(request, "organisations/form.html", context, mark="internal")


@needs("people.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, public_id: str) -> HttpResponse:
    """Name, how she is reached, where she works and lives."""
    found = _kept(request, public_id)
    sent = request.POST if request.method == "POST" else None
    form = PersonForm(
        request.actor,
        sent,
        initial=PersonForm.initial_of(found),
        instance=found,
        official=found.subject.is_public,
    )
    made: list[ChangeSet | None] = []
    if sent is not None and carried_out(
        form,
        lambda: made.append(actions.edit_person(request.actor, person=found, **form.cleaned_data)),
    ):
        return changes.done(request, _("The person is changed."), _address(found), made[0])
    context = {
        "form": form,
        "heading": _("Change %(name)s") % {"name": found.name},
        "back": _address(found),
    }
    return page(request, "organisations/form.html", context, mark="internal")


@needs("people.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add_position(request: Request, public_id: str) -> HttpResponse:
    """One more thing she is."""
    found = _kept(request, public_id)
    sent = request.POST if request.method == "POST" else None
    form = PositionForm(request.actor, sent, person=found)
    if sent is not None and carried_out(
        form, lambda: actions.add_position(request.actor, person=found, **form.cleaned_data)
    ):
        return done(request, _("The position is added."), _address(found))
    context = {
        "form": form,
        "heading": _("A position for %(name)s") % {"name": found.name},
        "back": _address(found),
    }
    return page(request, "organisations/form.html", context, mark="internal")


@needs("people.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def end_position(request: Request, public_id: str) -> HttpResponse:
    """It ended on a day; it stays to be looked up."""
    found = _kept_position(request, public_id)
    sent = request.POST if request.method == "POST" else None
    form = EndForm(sent)
    made: list[ChangeSet] = []
    if sent is not None and carried_out(
        form,
        lambda: made.append(
            actions.end_position(request.actor, position=found, **form.cleaned_data)
        ),
    ):
        address = _address(found.person)
        return changes.done(request, _("The position has ended."), address, made[0])
    heading = _("End: %(position)s, %(unit)s") % {
        "position": found.title or str(found.kind),
        "unit": found.unit.name,
    }
    context = {"form": form, "heading": heading, "back": _address(found.person)}
    return page(request, "organisations/form.html", context, mark="internal")


@needs("people.edit")
@require_http_methods(["POST"])
def confirm_position(request: Request, public_id: str) -> HttpResponse:
    """Somebody says that it still holds."""
    found = _kept_position(request, public_id)
    actions.confirm_position(request.actor, position=found)
    return done(request, _("The position is confirmed as of today."), _address(found.person))


@needs("people.edit")
@require_http_methods(["POST"])
def remove_position(request: Request, public_id: str) -> HttpResponse:
    """Take away one that never was."""
    found = _kept_position(request, public_id)
    made = actions.remove_position(request.actor, position=found)
    address = _address(found.person)
    return changes.done(request, _("The position is taken away."), address, made)


@needs("kinds.edit")
@require_safe
def kinds(request: Request) -> HttpResponse:
    """What the positions are called."""
    context = {"kinds": PositionKind.objects.all()}
    return page(request, "people/kinds.html", context, mark="internal")


@needs("kinds.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def kind(request: Request, key: str) -> HttpResponse:
    """Change what a position is called."""
    found = PositionKind.objects.filter(key=key).first()
    if found is None:
        raise access.not_there()
    sent = request.POST if request.method == "POST" else None
    names = {name: getattr(found, name) for name in PositionKindForm.base_fields}
    form = PositionKindForm(sent, initial=names)
    address = reverse("people:kinds")
    if sent is not None and carried_out(
        form, lambda: actions.name_kind(request.actor, kind=found, **form.cleaned_data)
    ):
        return done(request, _("The name is changed."), address)
    context = {
        "form": form,
        "heading": _("What “%(name)s” is called") % {"name": str(found)},
        "back": address,
    }
    return page(request, "organisations/form.html", context, mark="internal")
