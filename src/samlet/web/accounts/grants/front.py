"""The front page: what is next for one's role; for others, what is open and how to get in."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from samlet.web.accounts.beginning import guide
from samlet.web.accounts.demonstration import views as demonstration
from samlet.web.core import access
from samlet.web.core.front import cards_for
from samlet.web.core.middleware import Request
from samlet.web.core.policy import public
from samlet.web.ui import menu
from samlet.web.ui.pages import page


@public
@require_safe
def front(request: Request) -> HttpResponse:
    """What waits and where the work is; else what is open to all, or how to get a role."""
    if not request.actor.is_signed_in:
        return page(request, "grants/front.html", {}, mark="public")
    if not request.actor.grants or not menu.links(request):
        actor = request.actor
        context = {
            "may_begin": access.may(actor, "operator_sessions.begin"),
            "may_see": access.may(actor, "grants.view"),
        }
        return page(request, "grants/no_room.html", context, mark="internal")
    if guide.is_offered(request.actor) and any(not one.done for one in guide.steps(request.actor)):
        return HttpResponseRedirect(reverse("beginning:guide"))
    cards = cards_for(request.actor)
    waiting = [card for card in cards if card.waits]
    first = waiting[0] if waiting else None
    others = [card for card in cards if card is not first]
    looks = demonstration.looks(request.actor)
    told = {"cards": others, "first": first, "looks": looks}
    return page(request, "grants/next.html", told, mark="internal")
