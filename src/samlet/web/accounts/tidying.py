"""What sign-in keeps for a while is taken away when its while is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from samlet.web.accounts.models import AccessLink

# Long enough to answer "the link you sent me does not work"; then nobody needs the row.
KEPT_AFTER_THE_END = timedelta(days=30)


def forget_expired() -> dict[str, int]:
    """Delete sessions that ran out, their place in the list, dead links and old counts."""
    now = timezone.now()
    sessions, _of = Session.objects.filter(expire_date__lt=now).delete()
    devices, _of = UserSession.objects.filter(signed_out(now)).delete()
    links, _of = AccessLink.objects.filter(ended(now)).delete()
    return {"sessions": sessions, "devices": devices, "links": links, "counts": _old_counts()}


def signed_out(_at: datetime) -> Q:
    """Places in the list of sessions whose session is gone."""
    return ~Q(session_key__in=Session.objects.values("session_key"))


def ended(at: datetime) -> Q:
    """Links that ended so long ago that nobody asks about them."""
    before = at - KEPT_AFTER_THE_END
    return (
        Q(expires_at__lt=before)
        | Q(revoked_at__lt=before)
        | Q(single_use=True, used_at__lt=before)
        | Q(ends_with__to_day__lt=timezone.localdate(before))
    )


def _old_counts() -> int:
    """Rows of the cache's table that have run out. Django deletes them only when it is full."""
    table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])
        return int(cursor.rowcount)
