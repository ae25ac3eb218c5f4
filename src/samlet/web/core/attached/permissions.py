"""Who may see and attach things. What they are about must be seen as well."""

from django.utils.translation import gettext_lazy as _

from samlet.web.core.access import ROLES, declare

_SEE = set(ROLES) - {"auditor", "operator"}

declare("attached.view", _("see follow-ups, notes, documents and links"), _SEE, open=True)
declare(
    "attached.edit",
    _("add follow-ups, notes, documents and links"),
    _SEE - {"board_member"},
    open=True,
)
