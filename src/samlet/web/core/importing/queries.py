"""Which imports an actor may see: their own, and all of a register they keep the whole of."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.core.guard import unscoped
from samlet.web.core.importing.kinds import ImportKind
from samlet.web.core.models import ImportBatch


def batches_for(actor: Actor, kind: ImportKind) -> QuerySet[ImportBatch]:
    """Imports with their register and what they changed."""
    act = access.act_of(kind.act)
    registers = {grant.controller_id for grant in actor.grants if act.allows(grant.role)}
    own = Q(started_by=actor.trail, controller__in=registers)
    with unscoped("one's own imports, besides those of a register one keeps"):
        rows = ImportBatch.objects.filter(
            own | access.visible(actor, kind.act, "controller"), kind=kind.key
        )
    return rows.select_related("controller", "change_set")
