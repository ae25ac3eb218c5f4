"""The one rule of scope, as a yes or no and as a filter; both come from the same expression.

A grant opens, for the acts of its role, the subjects that (1) belong to the register that gave it
(same controller) and (2) are placed in a unit its own unit reaches. A grant on the controller
itself opens the whole register, what is closed upwards excepted. Organisations are no personal
data: an open act also covers units above one's own and what is public.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samlet.web.core import kinds
from samlet.web.core.access.acts import act_of
from samlet.web.core.actor import Actor, Held
from samlet.web.core.errors import Forbidden, NotFound
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Placement, Reach, Subject

M = TypeVar("M", bound=models.Model)
NOTHING = Q(pk__in=[])


def may(actor: Actor, act: str) -> bool:
    """Whether the actor may do this anywhere at all."""
    known = act_of(act)
    return actor.is_trusted or any(held.role in known.roles for held in actor.grants)


def visible(actor: Actor, act: str, path: str = "subject") -> Q:
    """A filter for rows whose subject (by `path`; "" for Subject itself) the act is open for."""
    known = act_of(act)
    if actor.is_trusted:
        return Q()
    held = [grant for grant in actor.grants if grant.role in known.roles and grant.unit_id]
    if not held:
        return NOTHING
    found = NOTHING
    for controller in sorted({grant.controller_id for grant in held}):
        own = [grant for grant in held if grant.controller_id == controller]
        found |= _of_register(controller, own, path)
    if known.open:
        found |= _open_to(held, path)
    return found


def _of_register(controller: int, held: Sequence[Held], path: str) -> Q:
    """What these grants open in one register."""
    register = Q(**{_on(path, "controller"): controller})
    if any(grant.unit_id == controller and grant.below for grant in held):
        hidden = Placement.objects.filter(
            unit__reached_by__ancestor=controller, unit__reached_by__closed=True
        )
        return register & ~Q(**{_on(path, "pk__in"): hidden.values("subject")})
    below = [grant.unit_id for grant in held if grant.below]
    only = [grant.unit_id for grant in held if not grant.below]
    placed = Q(unit__in=only)
    if below:
        reached = Reach.objects.filter(ancestor__in=below, closed=False)
        placed |= Q(unit__in=reached.values("descendant"))
    homes = Placement.objects.filter(placed)
    return register & Q(**{_on(path, "pk__in"): homes.values("subject")})


def _open_to(held: Sequence[Held], path: str) -> Q:
    """What an open act covers besides: what one's units reach, what is above, what is public."""
    below = [grant.unit_id for grant in held if grant.below]
    mine = [grant.unit_id for grant in held]
    reached = Reach.objects.filter(ancestor__in=below).values("descendant")
    above = Reach.objects.filter(descendant__in=mine).values("ancestor")
    return (
        Q(**{_on(path, "is_public"): True})
        | Q(**{_on(path, "pk__in"): mine})
        | Q(**{_on(path, "pk__in"): reached})
        | Q(**{_on(path, "pk__in"): above})
    )


def _on(path: str, name: str) -> str:
    return f"{path}__{name}" if path else name


def can(actor: Actor, act: str, subject: Subject) -> bool:
    """Whether the actor may do this to that; the same rule as `visible`."""
    if actor.is_trusted:
        act_of(act)
        return True
    return Subject.objects.filter(visible(actor, act, ""), pk=subject.pk).exists()


def require(actor: Actor, act: str, subject: Subject | None = None) -> None:
    """Raise unless the actor may: NotFound for what cannot even be seen, else Forbidden."""
    if subject is None:
        if not may(actor, act):
            raise Forbidden(_("Your role does not include this."))
        return
    if can(actor, act, subject):
        return
    view_act = kinds.kind_of(subject.kind).view_act
    if act != view_act and can(actor, view_act, subject):
        raise Forbidden(_("Your role does not include this."))
    raise NotFound(_("There is no such page, or it is not open to you."))


def scoped(actor: Actor, model: type[M], act: str) -> models.QuerySet[M]:
    """The rows of a model that the act is open for: the way to read personal data.

    The model says where its subject is in `scope_path`.
    """
    path: str = getattr(model, "scope_path", "subject")
    with unscoped(f"filtered by {act}"):
        return model._default_manager.filter(visible(actor, act, path))


def get_visible(actor: Actor, model: type[M], act: str, public_id: str) -> M:
    """The one with this id, or NotFound: the same answer whether it is hidden or not there."""
    path: str = getattr(model, "scope_path", "subject")
    found = scoped(actor, model, act).filter(**{_on(path, "public_id"): public_id}).first()
    if found is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return found


def seen_subjects(actor: Actor, path: str = "") -> Q:
    """A filter for subjects of every kind that the actor may see, each kind by its own act."""
    if actor.is_trusted:
        return Q()
    found = NOTHING
    for kind in kinds.all_kinds():
        found |= Q(**{_on(path, "kind"): kind.key}) & visible(actor, kind.view_act, path)
    return found


def registers_at(actor: Actor, act: str, unit: Subject) -> list[int]:
    """The controllers in whose register the actor may do this at a unit, whoever keeps the unit.

    Adding a person to a club is such an act: the person belongs to the register that is added to.
    """
    known = act_of(act)
    held = [grant for grant in actor.grants if grant.role in known.roles and grant.unit_id]
    below: dict[int, Any] = {grant.unit_id: grant for grant in held if grant.below}
    reached = set(
        Reach.objects.filter(ancestor__in=below, descendant=unit, closed=False).values_list(
            "ancestor", flat=True
        )
    )
    found = [
        grant.controller_id
        for grant in held
        if (grant.below and grant.unit_id in reached) or grant.unit_id == unit.pk
    ]
    return list(dict.fromkeys(found))
