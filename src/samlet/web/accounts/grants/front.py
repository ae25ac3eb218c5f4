"""The front page: one's first room; for others, what is open to all and how to get in."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from samlet.web.accounts.beginning import guide
from samlet.web.core import access
from samlet.web.core.middleware import Request
from samlet.web.core.policy import public
from samlet.web.ui import menu
from samlet.web.ui.pages import page


@public
@require_safe
def front(request: Request) -> HttpResponse:
    """On to the first room that is open to the actor; else what is open to all, or what to do."""
    if not request.actor.is_signed_in:
        return page(request, "grants/front.html", {}, mark="public")
    rooms = menu.links(request)
    if not request.actor.grants or not rooms:
        actor = request.actor
        context = {
            "may_begin": access.may(actor, "operator_sessions.begin"),
            "may_see": access.may(actor, "grants.view"),
        }
        return page(request, "grants/no_room.html", context, mark="internal")
    if guide.is_offered(request.actor) and any(not one.done for one in guide.steps(request.actor)):
        return HttpResponseRedirect(reverse("beginning:guide"))
    query = request.GET.urlencode()
    return HttpResponseRedirect(f"{rooms[0].href}?{query}" if query else rooms[0].href)
