"""Letters that ended long ago lose their address and contents; the rows stay, for counting."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from samlet.web.core.guard import unscoped
from samlet.web.messages.models import Letter

KEPT = timedelta(days=30)  # to answer whether a letter was sent; docs/running/mail.md


def over(at: datetime) -> Q:
    """Letters that ended a month ago, or never will."""
    before = at - KEPT
    ended = Q(sent_at__lt=before) | Q(given_up_at__lt=before) | Q(created_at__lt=before - KEPT)
    return ended & Q(emptied_at=None)


def empty(at: datetime) -> int:
    """Take out of them what is about somebody; how many there were."""
    with unscoped("letters are emptied by age"):
        return Letter.objects.filter(over(at)).update(to="", sealed="", subject=None, emptied_at=at)
