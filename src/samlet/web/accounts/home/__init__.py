"""A club contact's own page by one lasting link, and the club's page for the notice board.

    home.register_button(home.Button(key="visits.ask", label=_("Ask for a visit"),
                                     href=lambda contact: reverse("visits:ask"), note=…))
    home.register_next(lambda contact: home.Next(_("Thursday at 14.15 …"), text, href, label))

A button's page is the part's own, behind `by_link(home.PURPOSE)`, and reads `home.contact_of(
request)`. What happens next stands on top: the nearest day first.
"""

from samlet.web.accounts.home.registry import (
    Button,
    Contact,
    Next,
    register_button,
    register_next,
)

PURPOSE = "home.club"

__all__ = ["PURPOSE", "Button", "Contact", "Next", "register_button", "register_next"]
