"""What figures add to the table of acts and the menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samlet.web.core.access import ROLES, declare
from samlet.web.ui import menu


def register() -> None:
    """Called when the program starts."""
    declare("indicators.view", _("see figures"), set(ROLES) - {"auditor", "operator"})
    menu.register(_("Key figures"), "indicators:indicators", order=90, room="register")
