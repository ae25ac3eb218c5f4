"""Accounts whose last access ended long ago, and those that never were given any."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.accounts.models import Grant, User
from samlet.web.core.models import Subject
from samlet.web.core.personal.declarations import Due
from samlet.web.core.personal.ground import ACCOUNT
from samlet.web.core.personal.retention import days_kept

ENDED = _("The account's last access ended longer ago than accounts are kept.")
NEVER = _("The account was never given access to anything.")


def due(controller: Subject, today: date) -> Iterator[Due]:
    """The accounts that this register was the last to give access to."""
    limit = today - timedelta(days=days_kept(controller, ACCOUNT))
    midnight = timezone.make_aware(datetime.combine(limit, time.min))
    # Access within the time that is kept, or to come.
    lately = Grant.objects.filter(
        Q(ended_at=None) | Q(ended_at__gte=midnight),
        Q(to_day=None) | Q(to_day__gte=limit),
        Q(office=None) | Q(office__to_day=None) | Q(office__to_day__gte=limit),
    )
    old = User.objects.exclude(pk__in=lately.values("user")).filter(created_at__lt=midnight)
    last = dict(Grant.objects.filter(user__in=old).order_by("pk").values_list("user", "controller"))
    first = Subject.objects.filter(pk=F("controller"), is_public=False).order_by("pk").first()
    for user in old.annotate(day=Max("grants__to_day"), at=Max("grants__ended_at")):
        if user.pk in last:
            if last[user.pk] == controller.pk:
                yield Due(0, max(_days(user)), ENDED, account_id=user.pk)
        elif first is not None and first.pk == controller.pk:
            yield Due(0, timezone.localdate(user.created_at), NEVER, account_id=user.pk)


def _days(user: User) -> Iterator[date]:
    """The days its access ended, as it is told; at the least the day it was made."""
    yield timezone.localdate(user.created_at)
    day, at = getattr(user, "day", None), getattr(user, "at", None)
    if day is not None:
        yield day
    if at is not None:
        yield timezone.localdate(at)
