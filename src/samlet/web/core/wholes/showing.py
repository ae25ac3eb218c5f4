"""What taking a register with one is called, and where it stands in the menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samlet.web.core import audit
from samlet.web.core.wholes import jobs, permissions  # noqa: F401  they declare by import
from samlet.web.ui import menu


def register() -> None:
    """From core's AppConfig.ready()."""
    audit.register_sentences(
        {
            "register.exported": _("wrote the whole register to a file"),
            "register.fetched": _("fetched the file of the whole register"),
        }
    )
    menu.register(_("Take the register with you"), "wholes:take", order=940, room="privacy")
