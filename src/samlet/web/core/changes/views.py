"""What one has changed in one go, and the way back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samlet.web.core.changes import undoing
from samlet.web.core.changes.messages import title_of
from samlet.web.core.changes.queries import change_set_for, change_sets_for
from samlet.web.core.errors import Conflict
from samlet.web.core.forms import done
from samlet.web.core.middleware import Request
from samlet.web.core.policy import signed_in
from samlet.web.ui import formats
from samlet.web.ui.pages import page

ON_A_PAGE = 50


@signed_in
@require_safe
@never_cache
def changes(request: Request) -> HttpResponse:
    """What the reader has changed in one go, newest first, and what can still be undone."""
    pages = Paginator(change_sets_for(request.actor), ON_A_PAGE)
    shown = pages.get_page(request.GET.get("side"))
    rows = [_told(request, one) for one in shown]
    return page(request, "changes/list.html", {"rows": rows, "shown": shown}, mark="internal")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def undo(request: Request, public_id: str) -> HttpResponse:
    """Says what would be undone; undoes it; or says what stands in the way."""
    found = change_set_for(request.actor, public_id)
    context: dict[str, Any] = {"row": _told(request, found)}
    if request.method == "POST":
        try:
            undoing.undo(request.actor, found)
        except undoing.UndoConflict as conflict:
            context |= {"conflict": conflict, "moved": [d for d in conflict.differences if d.name]}
            context["gone"] = [d.sentence for d in conflict.differences if not d.name]
            return page(request, "changes/undo.html", context, mark="internal", status=409)
        except Conflict as conflict:
            context["problem"] = conflict.message
            return page(request, "changes/undo.html", context, mark="internal", status=409)
        return done(request, _("It is undone."), reverse("changes:changes"))
    return page(request, "changes/undo.html", context, mark="internal")


def _told(request: Request, change_set: Any) -> dict[str, Any]:
    may = undoing.can_be_undone(change_set) and undoing.may_undo(request.actor, change_set)
    return {
        "set": change_set,
        "title": title_of(change_set),
        "at": _moment(change_set.at),
        "until": formats.day(timezone.localdate(undoing.open_until(change_set))),
        "href": reverse("changes:undo", args=[change_set.public_id]) if may else "",
    }


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{formats.day(local.date())} {local:%H:%M}"
