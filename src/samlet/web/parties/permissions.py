"""Who may change what is counted together, and what parties are quoted on."""

from django.utils.translation import gettext_lazy as _

from samlet.web.core.access import declare

declare("blocs.edit", _("change blocs"), {"region_admin", "coordinator"})
declare("statements.record", _("record what parties say"), {"region_admin", "coordinator"})
