"""Who reads the audit trail and keeps the rules of privacy in a register."""

from django.utils.translation import gettext_lazy as _

from samlet.web.core.access import declare

_KEEP = {"region_admin", "branch_leader", "party_county_admin"}

declare("audit.view", _("read the audit trail"), {"auditor"})
declare("audit.export", _("export the audit trail"), {"auditor"})
declare("privacy.view", _("see how personal data is kept"), _KEEP | {"auditor", "coordinator"})
declare("privacy.keep", _("decide how long personal data is kept"), _KEEP)
declare("retention.run", _("erase people whose retention time is over"), _KEEP)
