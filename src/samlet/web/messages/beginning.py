"""What the room tells the others when the program starts."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from samlet.web.accounts import mailing
from samlet.web.accounts.home import lasting
from samlet.web.core.jobs import ticks
from samlet.web.messages import permissions  # noqa: F401  joins the table of roles and acts
from samlet.web.messages.kinds import register_letter
from samlet.web.messages.outbox import HOME, READY, take_home_link, take_message
from samlet.web.messages.sending import send_due
from samlet.web.messages.weekly import showing as weekly

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
    register_letter(
        HOME,
        title=_("The link of a club's contact, as a text message"),
        template="outgoing/letters/home.txt",
        fields=("unit", "address"),
        urgent=True,
    )
    mailing.register(take_message)
    lasting.register_texter(take_home_link)
    weekly.register()
    ticks.register("outgoing.send", send_due, seconds=SEND_SECONDS)
