"""The demonstration's users: one for each role, invented, who cannot sign in from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from samlet.web.accounts.models import Grant, User
from samlet.web.core import audit, installation
from samlet.web.core.access import ROLES
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Conflict, Forbidden
from samlet.web.core.guard import action
from samlet.web.organisations.models import Unit

DOMAIN = "example.org"  # reserved: nothing sent there arrives anywhere (RFC 2606)


@action
def make_users(
    actor: Actor, units: Mapping[str, Unit], registers: Mapping[str, Unit] | None = None
) -> list[User]:
    """One user for each role, on the unit given for it, in that unit's register or the one given.

    Running it again changes nothing. Raises Conflict unless this is a demonstration.
    """
    if not actor.is_trusted:
        raise Forbidden(_("Your role does not include this."))
    if not installation.is_demonstration():
        raise Conflict(_("Users to look as are for the demonstration alone."))
    given = registers or {}
    return [_made(actor, role, units[role], given.get(role)) for role in ROLES if role in units]


def _made(actor: Actor, role: str, unit: Unit, register: Unit | None) -> User:
    email = f"{role.replace('_', '-')}@{DOMAIN}"
    user = User.objects.filter(email=email).first()
    if user is None:
        with override("nb"):  # the invented people speak it
            name = capfirst(str(ROLES[role].title))
        user = User.objects.create_user(email, name=name, is_synthetic=True)
    controller = register.pk if register else unit.controller_id or unit.pk
    grant, made = Grant.objects.get_or_create(
        user=user,
        role=role,
        unit=unit.subject,
        controller_id=controller,
        ended_at=None,
        defaults={"from_day": timezone.localdate(), "given_by": actor.trail},
    )
    if made:
        audit.record(actor, "grant.given", grant, fields=["role", "unit", "controller"])
    return user
