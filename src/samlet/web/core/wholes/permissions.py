"""Who may take a whole register with them: who answers for it, on its own unit."""

from django.utils.translation import gettext_lazy as _

from samlet.web.core.access import declare

declare(
    "register.export",
    _("take the whole register with one"),
    {"region_admin", "branch_leader", "party_county_admin"},
)
