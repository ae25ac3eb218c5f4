"""Saved views of a list: whose they are, who sees them, and every write of them."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from samlet.web.core import access, audit, kinds
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Conflict, Forbidden, NotFound, Rejected
from samlet.web.core.lists.address import Asked
from samlet.web.core.lists.definition import List
from samlet.web.core.models import DefaultView, SavedView, Subject

LONGEST = 1000
MANY = 30  # views of one owner in one list; more would be a list of its own


def registers_of(actor: Actor) -> set[int]:
    return {held.controller_id for held in (*actor.grants, *actor.all_grants)}


def views_for(actor: Actor, made: List) -> QuerySet[SavedView]:
    """The actor's own views of the list, and those shared in a register where they hold a grant."""
    mine = Q(owner=actor.user_id) if actor.user_id else Q(pk__in=[])
    return SavedView.objects.filter(
        mine | Q(unit__controller__in=registers_of(actor)), list_key=made.key
    ).select_related("unit")


def view_for(actor: Actor, made: List, public_id: str) -> SavedView:
    found = views_for(actor, made).filter(public_id=public_id).first()
    if found is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return found


def may_change(actor: Actor, view: SavedView) -> bool:
    """Its owner; and for a shared one, who keeps order among the views of that register."""
    if actor.user_id is not None and view.owner_id == actor.user_id:
        return True
    return view.unit is not None and _may_in_register(actor, "views.tidy", view.unit.controller_id)


def _may_in_register(actor: Actor, act: str, controller: int | None) -> bool:
    roles = {one.key: one.roles for one in access.all_acts()}[act]
    return any(held.role in roles and held.controller_id == controller for held in actor.grants)


def sharing_choices(actor: Actor) -> list[tuple[str, str]]:
    """The registers a view can be shared in: (public id of the register's unit, its name)."""
    open_ = [pk for pk in registers_of(actor) if _may_in_register(actor, "views.share", pk)]
    subjects = list(Subject.objects.filter(pk__in=open_))
    names: dict[int, str] = {}
    for key in {subject.kind for subject in subjects}:
        own = [subject.pk for subject in subjects if subject.kind == key]
        names.update(kinds.kind_of(key).titles(own))
    found = [(one.public_id, names[one.pk]) for one in subjects if one.pk in names]
    return sorted(found, key=lambda pair: pair[1])


def _register(actor: Actor, public_id: str) -> Subject | None:
    """The register to share in, or none; Forbidden for one where the actor may not."""
    if not public_id:
        return None
    found = Subject.objects.filter(public_id=public_id).first()
    if found is None or not _may_in_register(actor, "views.share", found.pk):
        raise Forbidden(_("You cannot share views there."))
    return found


def save_view(actor: Actor, *, asked: Asked, name: str, share_in: str = "") -> SavedView:
    """Keep the filters, columns and order under a name. Words that were typed are left out."""
    if actor.user_id is None:
        raise Rejected(_("Sign in to save a view."))
    query = asked.query(kept=True)
    if len(query) > LONGEST:
        raise Rejected(_("That is too many filters to keep in one view."))
    if SavedView.objects.filter(owner=actor.user_id, list_key=asked.made.key).count() >= MANY:
        raise Rejected(_("You have as many views of this list as there is room for."))
    view = SavedView(
        list_key=asked.made.key,
        name=name,
        query=query,
        owner_id=actor.user_id,
        unit=_register(actor, share_in),
    )
    _write(actor, view, "view.saved", ["name", "query", "unit"])
    return view


def change_view(actor: Actor, *, view: SavedView, name: str, share_in: str = "") -> SavedView:
    """Another name, and shared or not."""
    if not may_change(actor, view):
        raise Forbidden(_("Only who saved the view can change it."))
    shared = view.unit.public_id if view.unit else ""
    if share_in != shared:
        view.unit = _register(actor, share_in)
    if view.unit is None and view.owner_id != actor.user_id:
        raise Forbidden(_("Only who saved the view can stop sharing it. You can remove it."))
    view.name = name
    _write(actor, view, "view.changed", ["name", "unit"])
    return view


def _write(actor: Actor, view: SavedView, act: str, fields: list[str]) -> None:
    try:
        with transaction.atomic():
            view.save()
            audit.record(actor, act, view, fields=fields)
    except IntegrityError as error:
        raise Conflict(_("You have a view of that name already. Choose another.")) from error


@transaction.atomic
def remove_view(actor: Actor, *, view: SavedView) -> None:
    if not may_change(actor, view):
        raise Forbidden(_("Only who saved the view can remove it."))
    audit.record(actor, "view.removed", view)
    view.delete()


@transaction.atomic
def meet_first(actor: Actor, *, made: List, view: SavedView | None) -> None:
    """Choose the view one meets first in the list; none, the list as it is."""
    if actor.user_id is None:
        raise Rejected(_("Sign in to choose a view."))
    DefaultView.objects.filter(user=actor.user_id, list_key=made.key).delete()
    if view is not None:
        DefaultView.objects.create(user_id=actor.user_id, list_key=made.key, view=view)


def first_view(actor: Actor, made: List) -> SavedView | None:
    """The view to meet first, if it is still the actor's to see."""
    if actor.user_id is None:
        return None
    chosen: Any = DefaultView.objects.filter(user=actor.user_id, list_key=made.key)
    return views_for(actor, made).filter(pk__in=chosen.values("view")).first()
