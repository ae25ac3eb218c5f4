"""Who may see and change people, each within a register and below a unit."""

from django.utils.translation import gettext_lazy as _

from samlet.web.core.access import ROLES, declare

_SEE = {
    "region_admin",
    "coordinator",
    "local_leader",
    "branch_leader",
    "club_leader",
    "course_organiser",
    "party_county_admin",
}
_KEEP = _SEE - {"course_organiser"}
_RUN = {"region_admin", "coordinator", "local_leader", "branch_leader", "party_county_admin"}

# Who holds an elected office is no secret: every role sees that, and nothing else of people.
declare("officials.view", _("see officially published facts"), ROLES, public=True)
declare("people.view", _("see people"), _SEE, public=True)
declare("people.edit", _("change people and positions"), _KEEP)
declare("people.export", _("export people"), _RUN)
declare("people.import", _("import people"), _RUN)
declare("people.merge", _("merge two records of one person"), _RUN)
declare("people.erase", _("erase a person"), {"region_admin", "branch_leader"})
_OFFICIAL = {"region_admin", "coordinator"}
declare("public_register.edit", _("record official facts"), _OFFICIAL, public=True)
declare("public_register.erase", _("erase official facts"), {"region_admin"}, public=True)
declare("public_register.export", _("export official facts"), _RUN, public=True)
