"""What the room tells the others when the program starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samlet.web.accounts.links import register_purpose
from samlet.web.events import letters
from samlet.web.events.feeds import FEED


def begin() -> None:
    letters.register()
    register_purpose(
        letters.REPLY,
        heading=_("Answer an invitation"),
        button=_("See the invitation"),
        to="events:reply",
    )
    # Its token stands in the calendar's own address; nobody is sent this as a link.
    register_purpose(FEED, heading=_("Your calendar"), button=_("Go on"), to="events:reply")
