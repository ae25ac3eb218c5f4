"""The one rule of scope, as a yes or no and as a filter; both come from the same expression.

A grant opens, for the acts of its role, the subjects that (1) belong to the register that gave it
(same controller) and (2) are placed in a unit its own unit reaches. A grant on the controller
itself opens the whole register, what is closed upwards excepted. Organisations are no personal
data: an open act also covers units above one's own and what is public.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, TypeVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from samlet.web.core import kinds
from samlet.web.core.access.acts import Act, act_of
from samlet.web.core.actor import Actor, Held
from samlet.web.core.errors import Forbidden, NotFound
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Placement, Reach, Subject

M = TypeVar("M", bound=models.Model)
NOTHING = Q(pk__in=[])
_answers: ContextVar[dict[tuple[Any, ...], bool] | None] = ContextVar("answers", default=None)


def not_there() -> NotFound:
    """The one answer for what does not exist and for what is not open to the actor."""
    return NotFound(_("There is no such page, or it is not open to you."))


def may(actor: Actor, act: str) -> bool:
    """Whether the actor may do this anywhere at all."""
    known = act_of(act)
    return actor.is_trusted or any(known.allows(held.role) for held in actor.grants)


def _held(actor: Actor, act: Act) -> list[Held]:
    """The actor's grants that allow the act on a unit."""
    return [grant for grant in actor.grants if grant.unit_id and act.allows(grant.role)]


def visible(actor: Actor, act: str, path: str = "subject") -> Q:
    """A filter for rows whose subject (by `path`; "" for Subject itself) the act is open for."""
    known = act_of(act)
    if actor.is_trusted:
        return Q()
    held = _held(actor, known)
    if not held:  # what is officially published is no secret from who has another role
        everybodys = known.public and known.reads and actor.grants
        return Q(**{_on(path, "is_public"): True}) if everybodys else NOTHING
    return _scope(tuple(held), path, open=known.open, public=known.public)


@lru_cache(maxsize=4096)
def _scope(held: tuple[Held, ...], path: str, *, open: bool, public: bool) -> Q:
    """What these grants open for an act. A page asks the same some thirty times; a filter is never
    changed once it is made, and the rows are asked for anew each time.
    """
    found = NOTHING
    whole = {one.controller_id for one in held if one.unit_id == one.controller_id and one.below}
    if whole:
        found |= _whole_registers(sorted(whole), path)
    for controller in sorted({grant.controller_id for grant in held} - whole):
        own = [grant for grant in held if grant.controller_id == controller]
        found |= _of_register(controller, own, path)
    if open:
        found |= _open_to(held, path)
    elif public:
        found |= Q(**{_on(path, "is_public"): True})
    return found


def _of_register(controller: int, held: Sequence[Held], path: str) -> Q:
    """What these grants on units within it open in one register."""
    homes = Placement.objects.filter(_homes(held))
    return Q(**{_on(path, "controller"): controller, _on(path, "pk__in"): homes.values("subject")})


def _whole_registers(controllers: Sequence[int], path: str) -> Q:
    """All in these registers, but what is closed to the one it is in. One filter for all of them:
    with one for each, a user of many registers would wait for the words of the question.
    """
    mine = Q(**{f"{_on(path, 'controller')}__in": controllers})
    return mine & ~Q(**{_on(path, "pk__in"): _closed_to(controllers)})


def _closed_to(controllers: Sequence[int]) -> QuerySet[Placement, Any]:
    """Subjects at home only where visibility is closed to their register's own unit."""
    closed = Reach.objects.filter(ancestor__in=controllers, closed=True)
    to_own = closed.filter(ancestor=OuterRef("subject__controller"), descendant=OuterRef("unit"))
    elsewhere = Placement.objects.filter(~Exists(to_own), subject=OuterRef("subject"))
    return Placement.objects.filter(
        ~Exists(elsewhere), unit__in=closed.values("descendant")
    ).values("subject")


def _homes(held: Sequence[Held], unit: str = "unit") -> Q:
    """Rows whose unit these grants reach; by one subquery, since every unit reaches itself.

    With "or" between two, PostgreSQL would read every placement there is.
    """
    below = [grant.unit_id for grant in held if grant.below]
    only = [grant.unit_id for grant in held if not grant.below]
    reached = Q(ancestor__in=below, closed=False) if below else Q()
    if only:
        reached |= Q(ancestor__in=only, descendant=F("ancestor"))
    return Q(**{f"{unit}__in": Reach.objects.filter(reached).values("descendant")})


def in_registers(actor: Actor, act: str, *, register: str = "controller", unit: str = "unit") -> Q:
    """A filter for rows that name a register and a unit by themselves, as grants do.

    The same rule as `registers_at`, for many rows at once.
    """
    if actor.is_trusted:
        return Q()
    held = _held(actor, act_of(act))
    found = NOTHING
    for controller in sorted({grant.controller_id for grant in held}):
        own = [grant for grant in held if grant.controller_id == controller]
        found |= Q(**{register: controller}) & _homes(own, unit)
    return found


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
    known = act_of(act)
    if actor.is_trusted:
        return True
    answers = _answers.get()
    if answers is None:
        return _is_open(actor, act, subject.pk)
    everybodys = known.public and known.reads and bool(actor.grants)
    key = (tuple(_held(actor, known)), known.open, known.public, everybodys, subject.pk)
    if key not in answers:
        answers[key] = _is_open(actor, act, subject.pk)
    return answers[key]


def _is_open(actor: Actor, act: str, subject: int) -> bool:
    return Subject.objects.filter(visible(actor, act, ""), pk=subject).exists()


@contextmanager
def asked_once() -> Iterator[None]:
    """Within this block the same grants are asked once about the same subject. For what only reads:
    a page's panels ask the same ten times.
    """
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


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
    raise not_there()


def scoped(actor: Actor, model: type[M], act: str) -> models.QuerySet[M]:
    """The rows of a model that the act is open for: the way to read personal data.

    The model says where its subject is in `scope_path`, and in `closed_path` the unit that a row
    is about, if any: what somebody is in a unit that is closed upwards is not seen from above,
    though they are seen for what they are elsewhere.
    """
    path = _path_of(model)
    with unscoped(f"filtered by {act}"):
        rows = model._default_manager.filter(visible(actor, act, path))
        closed_path: str = getattr(model, "closed_path", "")
        return rows.exclude(closed_units(actor, act, closed_path)) if closed_path else rows


def closed_units(actor: Actor, act: str, unit: str) -> Q:
    """Units that each of the actor's grants that reaches them reaches by closed ways only."""
    if actor.is_trusted:
        return NOTHING
    held = _held(actor, act_of(act))
    below = [grant.unit_id for grant in held if grant.below]
    closed = Reach.objects.filter(ancestor__in=below, closed=True).values("descendant")
    opened = Reach.objects.filter(ancestor__in=below, closed=False).values("descendant")
    mine = [grant.unit_id for grant in held]
    return (
        Q(**{f"{unit}__in": closed}) & ~Q(**{f"{unit}__in": opened}) & ~Q(**{f"{unit}__in": mine})
    )


def is_closed(actor: Actor, act: str, subject: Subject) -> bool:
    """Whether the subject is such a unit."""
    return Subject.objects.filter(closed_units(actor, act, "pk"), pk=subject.pk).exists()


def _path_of(model: type[models.Model]) -> str:
    """Where a model's subject is: what it says itself, "" for Subject, else its own."""
    return "" if model is Subject else getattr(model, "scope_path", "subject")


def get_visible(actor: Actor, model: type[M], act: str, public_id: str) -> M:
    """The one with this id, or NotFound: the same answer whether it is hidden or not there."""
    path = _path_of(model)
    found = scoped(actor, model, act).filter(**{_on(path, "public_id"): public_id}).first()
    if found is None:
        raise not_there()
    return found


def seen_subjects(actor: Actor, path: str = "") -> Q:
    """A filter for subjects of every kind that the actor may see, each kind by its own act."""
    if actor.is_trusted:
        return Q()
    # Acts that the same grants open make the same filter: said once for all their kinds.
    alike: dict[tuple[tuple[Held, ...], bool, bool], list[kinds.SubjectKind]] = {}
    for kind in kinds.all_kinds():
        act = act_of(kind.view_act)
        alike.setdefault((tuple(_held(actor, act)), act.open, act.public), []).append(kind)
    found = NOTHING
    for same in alike.values():
        keys = sorted(kind.key for kind in same)
        found |= Q(**{_on(path, "kind__in"): keys}) & visible(actor, same[0].view_act, path)
    return found


def reached(actor: Actor, act: str, unit: str = "pk") -> Q:
    """A filter for units that the actor's grants for the act reach, whoever keeps them."""
    return Q() if actor.is_trusted else _homes(_held(actor, act_of(act)), unit)


def registers_at(actor: Actor, act: str, unit: Subject) -> list[int]:
    """The controllers in whose register the actor may do this at a unit, whoever keeps the unit.

    Adding a person to a club is such an act: the person belongs to the register that is added to.
    """
    known = act_of(act)
    held = _held(actor, known)
    below = [grant.unit_id for grant in held if grant.below]
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
