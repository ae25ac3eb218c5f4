"""Who gets the weekly letter, and where it stands in the menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samlet.web.core.access import ROLES, declare
from samlet.web.messages.weekly import letter
from samlet.web.ui import menu


def register() -> None:
    """Called when the program starts."""
    declare("weekly.view", _("get the weekly letter"), set(ROLES) - {"auditor", "operator"})
    letter.register()
    menu.register(_("Weekly letter"), "weekly:preview", order=52, room="today")
