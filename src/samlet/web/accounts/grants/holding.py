"""Which grants are in force, and who a request comes from."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from samlet.web.accounts.grants import operator
from samlet.web.accounts.models import Grant, User
from samlet.web.core import installation
from samlet.web.core.actor import Actor, Held, is_local

SCOPE = "scope"  # the session's key for the grant chosen to act in
LOOK_AS = "look_as"  # the session's key for the demonstration's user
# The demonstration before its people are loaded: majorities can be seen and figures brought in.
_NO_UNIT = (Held("region_admin", 0, True, 0),)


def in_force(day: date | None = None) -> QuerySet[Grant]:
    """Grants that hold on a day (today): begun, not ended, and their office, if any, still held."""
    day = day or timezone.localdate()
    return Grant.objects.filter(
        Q(to_day=None) | Q(to_day__gte=day),
        Q(office=None) | Q(office__to_day=None) | Q(office__to_day__gte=day),
        from_day__lte=day,
        ended_at=None,
    )


def held_by(user: User) -> tuple[Held, ...]:
    """The user's grants in force, as an actor holds them."""
    return tuple(
        Held(grant.role, grant.unit_id, grant.below, grant.controller_id, grant.pk)
        for grant in in_force().filter(user=user)
    )


def actor_for(user: User, *, demo: bool = False, scope: int = 0) -> Actor:
    """The user as an actor, within the grant chosen (0: all of them). A closed user is nobody's."""
    grants = held_by(user) if user.is_active else ()
    chosen = tuple(held for held in grants if held.grant_id == scope)
    return Actor(
        user.name or user.email,
        "demo" if demo else "user",
        key=f"user:{user.public_id}",
        user_id=user.pk,
        grants=chosen or grants,
        all_grants=grants,
    )


def resolve(request: HttpRequest) -> Actor | None:
    """Who is signed in; in a demonstration on this machine, whom one looks as."""
    scope = int(request.session.get(SCOPE, 0) or 0)
    user = request.user
    if isinstance(user, User):
        return _in_session(request, user, actor_for(user, scope=scope))
    if installation.is_demonstration() and is_local(request):
        return _demonstrating(request, scope)
    return None


def _demonstrating(request: HttpRequest, scope: int) -> Actor:
    people = User.objects.filter(is_synthetic=True, is_active=True)
    wish = request.session.get(LOOK_AS, "")
    chosen = people.filter(public_id=wish).first() if wish else None
    user = chosen or people.filter(grants__role="region_admin").order_by("pk").first()
    if user is None:
        return Actor("demo", "demo", key="demo", grants=_NO_UNIT, all_grants=_NO_UNIT)
    return _in_session(request, user, actor_for(user, demo=True, scope=scope))


def _in_session(request: HttpRequest, user: User, actor: Actor) -> Actor:
    """With what an operator's session opens, when one is open; then each page asked for is logged.

    Here, since whatever shows something personal asks who acts, and asks it here.
    """
    if not any(held.role == "operator" for held in actor.all_grants):
        return actor
    session = operator.open_session(user)
    if session is None or session.register_id not in operator.registers_of(actor):
        return actor
    operator.log(actor, session, request)
    return actor.within((*actor.grants, operator.held_in(session)))


def colleagues(_actor: Actor, controller: int) -> dict[int, str]:
    """Who holds a grant in a register today, by name: those a task in it can be given to."""
    held = in_force().filter(controller=controller, user__is_active=True)
    rows = held.order_by("user__name").values_list("user", "user__name", "user__email")
    return {pk: name or email for pk, name, email in rows}
