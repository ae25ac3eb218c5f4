"""Who may share views of lists, and keep order among those that are shared."""

from django.utils.translation import gettext_lazy as _

from samlet.web.core.access import ROLES, declare

declare("views.share", _("share views of lists"), set(ROLES) - {"auditor", "operator"})
declare("views.tidy", _("change views that others share"), {"region_admin", "coordinator"})
