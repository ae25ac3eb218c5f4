"""What calls add to the table of acts, the menu and the trail's words."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samlet.web.core import access, audit, front
from samlet.web.core.actor import Actor
from samlet.web.core.calls.queries import calls_due
from samlet.web.ui import menu

MANY = 200  # a source counts no further
CALLERS = {
    "region_admin",
    "coordinator",
    "local_leader",
    "branch_leader",
    "club_leader",
    "party_county_admin",
}


def next_call(actor: Actor) -> front.Next:
    """How many are to be called."""
    count = len(calls_due(actor))
    if count >= MANY:
        text = _("More people are to be called than anybody reaches in a day.")
    elif count:
        text = ngettext(
            "%(count)s person is to be called.", "%(count)s people are to be called.", count
        ) % {"count": count}
    else:
        text = _("Nobody is to be called today.")
    return front.Next(
        title=_("Call today"),
        text=text,
        href=reverse("calls:calls"),
        label=_("Call the next one") if count else _("See the list"),
        figure=f"{MANY}+" if count >= MANY else str(count),
        waits=bool(count),
    )


def register() -> None:
    """Called when the program starts."""
    access.declare("calls.view", gettext_lazy("see who is to be called"), CALLERS)
    menu.register(gettext_lazy("Call today"), "calls:calls", order=51, room="today")
    front.register(front.Card("calls.due", "calls.view", next_call, order=20))
    audit.register_sentences({"call.noted": gettext_lazy("noted what came of a call")})
