"""Changes forget people when those are erased, and everybody when the time to undo is over."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from samlet.web.core.changes.undoing import UNDO_FOR
from samlet.web.core.models import Change, ChangeSet


def forget(subject_ids: Collection[int]) -> int:
    """Remove all that changes hold about these subjects, positions moved from them included.

    The rest of each change set can still be undone. Returns how many rows went.
    """
    about = Q(subject__in=subject_ids) | Q(former_subject__in=subject_ids)
    removed, _by_model = Change.objects.filter(about).delete()
    return removed


def over(at: datetime) -> Q:
    """Changes that can no longer be undone."""
    return Q(change_set__at__lt=at - UNDO_FOR)


@transaction.atomic
def empty_old(now: datetime | None = None) -> int:
    """Remove what change sets older than 30 days hold; who did what and how many rows is kept."""
    at = now or timezone.now()
    old = ChangeSet.objects.filter(at__lt=at - UNDO_FOR, emptied_at=None)
    ids = list(old.values_list("pk", flat=True))
    removed, _by_model = Change.objects.filter(change_set__in=ids).delete()
    ChangeSet.objects.filter(pk__in=ids).update(emptied_at=at)
    return removed
