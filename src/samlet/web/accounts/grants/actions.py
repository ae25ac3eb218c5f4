"""Access is given and taken back here, and nowhere else."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.accounts.grants.giving import GIVES, Way, ways_at
from samlet.web.accounts.grants.holding import in_force
from samlet.web.accounts.models import Grant, User
from samlet.web.core import audit, installation
from samlet.web.core.access import ROLES
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Conflict, Forbidden, NotFound, Rejected
from samlet.web.core.guard import action
from samlet.web.core.models import Subject
from samlet.web.people.models import Position


@action
def give_grant(
    actor: Actor,
    *,
    email: str,
    role: str,
    unit: Subject,
    name: str = "",
    register: int = 0,
    below: bool = True,
    from_day: date | None = None,
    to_day: date | None = None,
    office: Position | None = None,
) -> Grant:
    """Give somebody a role on a unit or an area. Whoever is no user yet becomes one, invited.

    register: the pk of the controller whose register it opens; needed when the actor could choose.
    Raises NotFound for a unit the actor may not give access at, Forbidden for what would be more
    than they have, Rejected for what breaks a rule.
    """
    way = _way(actor, unit, role, register)
    start = from_day or timezone.localdate()
    _check(actor, way, below=below, start=start, end=to_day, office=office)
    user = _user(actor, email, name)
    held = in_force(start).filter(
        user=user, role=role, unit=unit, controller=way.controller_id, below__gte=below
    )
    if held.exists():
        raise Rejected(_("This person has that role here already."))
    grant = Grant.objects.create(
        user=user,
        role=role,
        unit=unit,
        below=below,
        controller_id=way.controller_id,
        office=office,
        from_day=start,
        to_day=to_day,
        given_by=actor.trail,
    )
    fields = ["role", "unit", "below", "controller", "from_day", "to_day", "office"]
    audit.record(actor, "grant.given", grant, fields=fields)
    return grant


def _way(actor: Actor, unit: Subject, role: str, register: int) -> Way:
    """The grant of the actor's own by which they may give this role here."""
    ways = ways_at(actor, unit)
    if register:
        ways = [way for way in ways if way.controller_id == register]
    if not ways or role not in ROLES:
        raise NotFound(_("There is no such page, or it is not open to you."))
    # The widest first: who holds two grants here gives by the better one.
    able = sorted(
        (way for way in ways if role in way.roles),
        key=lambda way: (not way.below, way.until is not None, way.until or date.max),
    )
    if not able:
        raise Forbidden(_("Your role cannot give that role to others."))
    if len({way.controller_id for way in able}) > 1:
        raise Rejected(_("Say which register the access is to."))
    return able[0]


def _check(
    actor: Actor,
    way: Way,
    *,
    below: bool,
    start: date,
    end: date | None,
    office: Position | None,
) -> None:
    if below and not way.below:
        raise Forbidden(_("Your own access is to this unit alone, so what you give must be, too."))
    if end is not None and end < start:
        raise Rejected(_("The access would end before it begins."))
    if way.until is not None and office is None and (end is None or end > way.until):
        raise Rejected(
            _("Your own access ends on %(day)s. End this no later, or let it follow an office."),
            day=f"{way.until:%d.%m.%Y}",
        )
    if office is not None and office.person.controller_id != way.controller_id:
        raise NotFound(_("There is no such page, or it is not open to you."))
    if office is not None and office.to_day is not None and office.to_day < start:
        raise Rejected(_("That office has ended."))


def _user(actor: Actor, email: str, name: str) -> User:
    """The user with this address, invited now if there is none. Nobody gives to themselves."""
    address = User.objects.normalize_email(email.strip())
    user = User.objects.filter(email__iexact=address).first()
    if user is None:
        return User.objects.create_user(
            address, name=name.strip(), is_synthetic=installation.is_demonstration()
        )
    if user.pk == actor.user_id:
        raise Forbidden(_("You cannot give access to yourself. Ask somebody who may."))
    if not user.is_active:
        raise Rejected(_("The account with this e-mail address is closed."))
    return user


@action
def end_grant(actor: Actor, *, grant: Grant) -> Grant:
    """End somebody's access now; it stays to be looked up. Anyone may give up their own.

    Raises Conflict when nobody would be left who can give access to the register.
    """
    grant = Grant.objects.select_for_update().get(pk=grant.pk)
    if grant.user_id != actor.user_id:
        _require_end(actor, grant)
    if grant.ended_at is not None:
        raise Conflict(_("The access has ended already."))
    if not actor.is_trusted and _is_last(grant):
        raise Conflict(
            _("This is the last one who can give access to the register. Give another first.")
        )
    grant.ended_at = timezone.now()
    grant.save(update_fields=["ended_at"])
    audit.record(actor, "grant.ended", grant, fields=["ended_at"])
    return grant


def may_end(actor: Actor, grant: Grant) -> bool:
    """Whether the actor may end it, as far as rights go."""
    return actor.is_trusted or any(
        way.controller_id == grant.controller_id
        and grant.role in way.roles
        and (way.below or not grant.below)
        for way in ways_at(actor, grant.unit)
    )


def _require_end(actor: Actor, grant: Grant) -> None:
    if may_end(actor, grant):
        return
    if any(way.controller_id == grant.controller_id for way in ways_at(actor, grant.unit)):
        raise Forbidden(_("Your role cannot end that access."))
    raise NotFound(_("There is no such page, or it is not open to you."))


def _is_last(grant: Grant) -> bool:
    """Whether it opens the whole register to somebody who may give access, and no other does."""
    if grant.role not in GIVES or grant.unit_id != grant.controller_id or not grant.below:
        return False
    others = in_force().filter(
        Q(role__in=GIVES),
        unit=grant.controller_id,
        controller=grant.controller_id,
        below=True,
        user__is_active=True,
    )
    return not others.exclude(pk=grant.pk).exists()
