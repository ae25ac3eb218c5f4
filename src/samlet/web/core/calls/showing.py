"""What calls add to the table of acts, the menu and the trail's words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit
from samlet.web.ui import menu

CALLERS = {
    "region_admin",
    "coordinator",
    "local_leader",
    "branch_leader",
    "club_leader",
    "party_county_admin",
}


def register() -> None:
    """Called when the program starts."""
    access.declare("calls.view", _("see who is to be called"), CALLERS)
    menu.register(_("Call today"), "calls:calls", order=51, room="today")
    audit.register_sentences({"call.noted": _("noted what came of a call")})
