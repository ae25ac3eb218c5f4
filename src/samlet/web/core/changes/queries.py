"""Reads of change sets."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from samlet.web.core.actor import Actor
from samlet.web.core.changes.undoing import kept_registers
from samlet.web.core.errors import NotFound
from samlet.web.core.models import ChangeSet


def change_sets_for(actor: Actor) -> QuerySet[ChangeSet]:
    """What the actor has done, and what was done in registers where they may undo others' acts."""
    if actor.is_trusted:
        return ChangeSet.objects.all()
    return ChangeSet.objects.filter(
        Q(actor_key=actor.trail) | Q(controller__in=kept_registers(actor))
    )


def change_set_for(actor: Actor, public_id: str) -> ChangeSet:
    found = change_sets_for(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return found
