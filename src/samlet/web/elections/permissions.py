"""Who may see where majorities stand, and who may bring in figures."""

from django.utils.translation import gettext_lazy as _

from samlet.web.core.access import ROLES, declare

declare("majorities.view", _("see majorities"), set(ROLES) - {"auditor", "operator"})
declare("figures.import", _("bring in results"), {"region_admin", "coordinator"})
declare("lots.record", _("record lots drawn"), {"region_admin", "coordinator"})
