"""The public register: who holds which political office, as it is officially published.

It holds no union data: no contact details, no workplace, and positions in councils, committees and
parties alone, each with its source. A party stands where the source has it; it is never inferred.
"""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Rejected
from samlet.web.core.guard import action
from samlet.web.core.models import Placement, Subject
from samlet.web.organisations.actions import KIND as UNIT
from samlet.web.organisations.models import Unit, UnitKind
from samlet.web.parties.models import Party
from samlet.web.people.actions import PUBLIC_REGISTER, add_person, add_position
from samlet.web.people.models import Person, PositionKind


def public_register() -> Unit:
    """The unit whose register holds officially published facts and nothing else."""
    kind = UnitKind.objects.get(key=PUBLIC_REGISTER)
    found = Unit.objects.select_related("subject").filter(kind=kind).first()
    if found is not None:
        return found
    subject = Subject.objects.create(kind=UNIT, is_public=True)
    subject.controller = subject
    subject.save(update_fields=["controller"])
    unit = Unit(subject=subject, kind=kind, name="Offentlig register", own_controller=True)
    unit.save(force_insert=True)
    Placement.objects.create(subject=subject, unit=subject)
    return unit


@action
def record_official(
    actor: Actor,
    *,
    given_name: str,
    family_name: str,
    unit: Unit,
    kind: PositionKind,
    source: str,
    read_on: date,
    source_url: str = "",
    party: Party | None = None,
    from_day: date | None = None,
    to_day: date | None = None,
) -> Person:
    """Somebody holds a political office, by a source that was read on a day."""
    access.require(actor, "public_register.edit")
    if read_on > timezone.localdate():
        raise Rejected(_("The source cannot have been read on a day to come."))
    person = add_person(
        actor,
        unit=unit,
        register=public_register().subject,
        given_name=given_name,
        family_name=family_name,
    )
    add_position(
        actor,
        person=person,
        unit=unit,
        kind=kind,
        from_day=from_day,
        to_day=to_day,
        confirmed_on=read_on,
        party=party,
        source=source,
        source_url=source_url,
    )
    return person
