"""Who gives access, who sees who has it, and who sees when the operator looked."""

from django.utils.translation import gettext_lazy as _

from samlet.web.core.access import declare

_GIVE = {"region_admin", "local_leader", "branch_leader", "club_leader", "party_county_admin"}

declare("grants.give", _("give others access"), _GIVE)
declare("grants.view", _("see who has access"), _GIVE | {"coordinator", "auditor"})
declare(
    "operator_sessions.begin", _("look into a register, for an hour, with a reason"), {"operator"}
)
declare(
    "operator_sessions.view",
    _("see when the operator looked into the register"),
    {"region_admin", "local_leader", "branch_leader", "party_county_admin", "auditor"},
)
declare("register.begin", _("bring a new register into use"), {"region_admin"})
