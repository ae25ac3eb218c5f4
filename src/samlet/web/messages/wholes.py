"""What of letters goes along with a whole register: who has said no to the weekly one."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from samlet.web.accounts.models import Grant
from samlet.web.core import wholes
from samlet.web.core.wholes import Part, declared


def register() -> None:
    """From the room's AppConfig.ready()."""
    wholes.register(_parts)


def _parts() -> Iterator[Part]:
    yield Part(
        "weekly_choices",
        "outgoing.WeeklyChoice",
        declared("outgoing.WeeklyChoice"),
        lambda register: Q(user__in=Grant.objects.filter(controller=register).values("user")),
        ("user",),
    )
    wholes.leave_out("sent, or on its way, from one installation", "outgoing.Letter")
