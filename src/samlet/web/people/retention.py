"""Whose time in a register is over: whose last office ended long ago, and who never had one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from samlet.web.core.guard import unscoped
from samlet.web.core.models import Subject
from samlet.web.core.personal.declarations import Due
from samlet.web.core.personal.ground import OFFICES, PUBLIC_OFFICES
from samlet.web.core.personal.retention import days_kept
from samlet.web.people.actions import is_official
from samlet.web.people.models import Consent, Person, Position

# Somebody added today is given an office tomorrow: who still has none after this is a mistake.
WITHOUT_OFFICE = timedelta(days=30)
ENDED = _("The last office ended longer ago than the register keeps people.")
NEVER = _("There is no office, and no consent that another purpose rests on.")


def due(controller: Subject, today: date) -> Iterator[Due]:
    """Everybody without an office in the time that is kept, and without a standing consent."""
    purpose = PUBLIC_OFFICES if is_official(controller) else OFFICES
    limit = today - timedelta(days=days_kept(controller, purpose))
    with unscoped("retention asks whose time is over"):
        offices = Position.objects.filter(person=OuterRef("pk"))
        recent = offices.filter(Q(to_day=None) | Q(to_day__gte=limit))
        consents = Consent.objects.filter(person=OuterRef("pk"), withdrawn_at=None)
        people = (
            Person.objects.filter(
                ~Exists(recent), ~Exists(consents), subject__controller=controller
            )
            .filter(merged_into=None)
            .annotate(ended=Max("positions__to_day"))
            .values_list("pk", "ended", "subject__created_at")
        )
        found = list(people)
    for pk, ended, created_at in found:
        if ended is not None:
            yield Due(pk, ended, ENDED)
        elif created_at.date() <= today - WITHOUT_OFFICE:
            yield Due(pk, created_at.date(), NEVER)
