"""Every write of targets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit, indicators, personal
from samlet.web.core.actor import Actor
from samlet.web.core.attached import queries as attached
from samlet.web.core.errors import Forbidden, Rejected
from samlet.web.core.guard import action
from samlet.web.core.models import Subject, Target


def register_for(actor: Actor, subject: Subject) -> int:
    """The register a target belongs to. NotFound for what cannot be seen, else Forbidden."""
    if personal.is_person(subject.kind):
        raise Rejected(_("A target is set for a place or an organisation, never for a person."))
    access.require(actor, "targets.edit", subject)
    if actor.is_trusted:
        return subject.controller_id or subject.pk
    mine = attached.registers(actor, "targets.edit")
    return subject.controller_id if subject.controller_id in mine else mine[0]


@action
def set_target(
    actor: Actor,
    *,
    subject: Subject,
    indicator: str,
    value: Decimal,
    due: date,
    decided_by: str,
    decided_on: date,
    baseline: Decimal | None = None,
    baseline_day: date | None = None,
) -> Target:
    """A figure shall be there by a day, as an organ has decided."""
    controller = register_for(actor, subject)
    indicators.indicator_of(actor, indicator)
    if decided_on > due:
        raise Rejected(_("A target cannot be due before it is decided."))
    made = Target(
        subject=subject,
        controller_id=controller,
        indicator=indicator,
        value=value,
        due=due,
        baseline=baseline,
        baseline_day=baseline_day,
        decided_by=decided_by.strip(),
        decided_on=decided_on,
    )
    try:
        made.full_clean()
    except ValidationError as error:
        raise Rejected(error.messages[0]) from error
    made.save()
    audit.record(actor, "target.set", made, fields=["value", "due"])
    return made


@action
def remove_target(actor: Actor, *, target: Target) -> None:
    if register_for(actor, target.subject) != target.controller_id and not actor.is_trusted:
        raise Forbidden(_("Your role does not include this."))
    audit.record(actor, "target.removed", target)
    target.delete()
