"""Who may see and stop the jobs of others; everyone sees their own."""

from django.utils.translation import gettext_lazy as _

from samlet.web.core.access import declare

declare("jobs.view", _("See background work started by others"), ["region_admin", "operator"])
declare("jobs.stop", _("Stop background work started by others"), ["region_admin", "operator"])
