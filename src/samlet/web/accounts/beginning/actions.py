"""Begins real use: an empty register with its controller and its first user."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.accounts import links
from samlet.web.accounts.models import Grant, User
from samlet.web.accounts.sign_in import PURPOSE
from samlet.web.core import audit, installation
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Conflict, Forbidden, Rejected
from samlet.web.organisations.actions import add_unit
from samlet.web.organisations.ground import lay_ground
from samlet.web.organisations.models import Unit, UnitKind
from samlet.web.people.official import public_register
from samlet.web.places.models import County

FIRST = timedelta(hours=24)  # the first link is printed and not sent, so it may wait for a day


@dataclass(frozen=True)
class Begun:
    """The controller, its first user, the address where that user signs in, and units added."""

    unit: Unit
    user: User
    address: str
    added: int


@transaction.atomic
def begin_real_use(
    actor: Actor, *, name: str, email: str, kind: str = "region", county: str = "", ground: bool
) -> Begun:
    """Make the register's controller and the user who runs it. Once, and never over another.

    ground: also LO's structure in the county, from the packaged tables.
    """
    _require_beginner(actor, email)
    if installation.mode() == "real":
        raise Conflict(_("Real use has begun here already."))
    installation.begin("real")
    place = _county(county)
    kinds = {one.key: one for one in UnitKind.objects.all()}
    if kind not in kinds:
        raise Rejected(
            _("There is no kind of organisation called “%(kind)s”: choose among %(kinds)s."),
            kind=kind,
            kinds=", ".join(kinds),
        )
    unit = add_unit(
        actor,
        kind=kinds[kind],
        name=name,
        own_controller=True,
        county=place,
        covers=place.municipalities.filter(valid_to=None) if place else (),
    )
    official = public_register()
    added = 0
    if ground and place is not None:
        added = lay_ground(actor, region=unit, county=place, official=official)
    user, address = _first_user(actor, email, unit)
    return Begun(unit, user, address, added)


@transaction.atomic
def let_in_after_load(actor: Actor, *, email: str, name: str = "") -> Begun:
    """Give a register that was loaded whole somebody who can sign in.

    While nobody has signed in here. name: which register, where several answer for one.
    """
    _require_beginner(actor, email)
    if installation.mode() != "real" or User.objects.exclude(last_login=None).exists():
        raise Conflict(_("Real use has begun here already."))
    kept = Unit.objects.filter(pk=F("subject__controller")).exclude(pk=public_register().pk)
    found = [unit for unit in kept.order_by("name") if not name or unit.name == name]
    if len(found) != 1:
        raise Rejected(
            _("Say which organisation answers for the register, one of: %(names)s."),
            names="; ".join(unit.name for unit in kept.order_by("name")),
        )
    user, address = _first_user(actor, email, found[0])
    return Begun(found[0], user, address, 0)


def _require_beginner(actor: Actor, email: str) -> None:
    if not actor.is_trusted:
        raise Forbidden(_("Real use is begun on the machine where Samlet runs."))
    try:
        validate_email(email)
    except ValidationError as error:
        raise Rejected(_("“%(email)s” is no e-mail address."), email=email) from error


def _first_user(actor: Actor, email: str, unit: Unit) -> tuple[User, str]:
    """Who runs the register, and the address to sign in at."""
    user = User.objects.filter(email=email.strip().lower()).first()
    user = user or User.objects.create_user(email)
    grant, made = Grant.objects.get_or_create(
        user=user,
        role="region_admin",
        unit=unit.subject,
        controller=unit.subject,
        below=True,
        office=None,
        to_day=None,
        ended_at=None,
        defaults={"from_day": timezone.localdate(), "given_by": actor.trail},
    )
    if made:
        audit.record(actor, "grant.given", grant, fields=["role", "unit", "controller"])
    return user, links.make_link(actor, purpose=PURPOSE, user=user, lasts=FIRST)


def _county(number: str) -> County | None:
    if not number:
        return None
    found = (
        County.objects.filter(number=number).first()
        or County.objects.filter(name__iexact=number).first()
    )
    if found is None:
        raise Rejected(_("No county is called “%(number)s”."), number=number)
    return found
