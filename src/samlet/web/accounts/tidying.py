"""What sign-in keeps for a while is taken away when its while is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from samlet.web.accounts.models import AccessLink

# Long enough to answer "the link you sent me does not work"; then nobody needs the row.
KEPT_AFTER_THE_END = timedelta(days=30)


def forget_expired() -> dict[str, int]:
    """Delete sessions that ran out, their place in the list, dead links and old counts."""
    now = timezone.now()
    sessions, _of = Session.objects.filter(expire_date__lt=now).delete()
    listed = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    devices, _of = listed.delete()
    links, _of = _ended_before(now - KEPT_AFTER_THE_END).delete()
    return {"sessions": sessions, "devices": devices, "links": links, "counts": _old_counts()}


def _ended_before(at: datetime) -> QuerySet[AccessLink]:
    return AccessLink.objects.filter(
        Q(expires_at__lt=at)
        | Q(revoked_at__lt=at)
        | Q(single_use=True, used_at__lt=at)
        | Q(ends_with__to_day__lt=timezone.localdate(at))
    )


def _old_counts() -> int:
    """Rows of the cache's table that have run out. Django deletes them only when it is full."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])
        return int(cursor.rowcount)
