"""The page of who is to be called today."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samlet.web.core import access
from samlet.web.core.calls import actions
from samlet.web.core.calls.queries import calls_due
from samlet.web.core.calls.registry import source_of
from samlet.web.core.forms import done
from samlet.web.core.middleware import Request
from samlet.web.core.policy import needs
from samlet.web.ui.pages import page

SHOWN = 20


@needs("calls.view")
@never_cache
@require_safe
def calls(request: Request) -> HttpResponse:
    """Who, about what, why, and what came of it."""
    due = calls_due(request.actor)
    context = {"due": due[:SHOWN], "count": len(due), "more": len(due) - SHOWN}
    return page(request, "calls/calls.html", context, mark="internal")


@needs("calls.view")
@require_POST
def outcome(request: Request, source: str, item: str) -> HttpResponse:
    """One tap: reached, no answer, or a new date."""
    found = source_of(source)
    if found is None or not access.may(request.actor, found.act):
        raise access.not_there()
    chosen = request.POST.get("outcome", "")
    actions.note_outcome(
        request.actor, source=found, item=item, outcome=chosen, until=_day(request)
    )
    said = {
        "reached": _("Noted: reached."),
        "no_answer": _("Noted: no answer. It comes back tomorrow."),
        "later": _("Noted: a new date."),
    }
    return done(request, said[chosen], reverse("calls:calls"))


def _day(request: Request) -> date | None:
    try:
        return parse_date(request.POST.get("until", ""))
    except ValueError:
        return None
