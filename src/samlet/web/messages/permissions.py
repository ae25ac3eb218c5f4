"""Who may see how the outgoing mail fares; never what is in it."""

from django.utils.translation import gettext_lazy as _

from samlet.web.core.access import declare

declare("messages.view", _("See whether letters were sent"), ["region_admin", "operator"])
