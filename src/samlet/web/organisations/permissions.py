"""Who may see and change organisations."""

from django.utils.translation import gettext_lazy as _

from samlet.web.core.access import ROLES, declare

_SEE = set(ROLES) - {"auditor", "operator"}
_KEEP = {"region_admin", "coordinator", "local_leader", "branch_leader", "party_county_admin"}

declare("units.view", _("see organisations"), _SEE, open=True)
declare("units.edit", _("change organisations"), _KEEP)
declare("places.view", _("see municipalities and counties"), _SEE, open=True)
declare("units.export", _("export organisations"), _KEEP)
declare("units.close_upwards", _("hide an organisation from above"), _KEEP | {"club_leader"})
declare("kinds.edit", _("change what levels and offices are called"), {"region_admin"})
