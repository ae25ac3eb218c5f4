"""Who may undo what somebody else did."""

from django.utils.translation import gettext_lazy as _

from samlet.web.core.access import declare

declare("changes.undo", _("undo what others in the register have done"), {"region_admin"})
