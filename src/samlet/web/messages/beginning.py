"""What the room tells the others when the program starts."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from samlet.web.accounts import mailing
from samlet.web.core.jobs import ticks
from samlet.web.messages import permissions  # noqa: F401  joins the table of roles and acts
from samlet.web.messages.kinds import register_letter
from samlet.web.messages.outbox import READY, take_message
from samlet.web.messages.sending import send_due

SEND_SECONDS = 5


def begin() -> None:
    register_letter(
        READY,
        title=_("Letter about signing in"),
        template="outgoing/letters/ready.txt",
        fields=("subject", "text"),
        urgent=True,
        lives=timedelta(hours=1),
    )
    mailing.register(take_message)
    ticks.register("outgoing.send", send_due, seconds=SEND_SECONDS)
