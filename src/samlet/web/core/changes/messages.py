"""What is said after a change that can be undone: a message with an "Undo" beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samlet.web.core import access
from samlet.web.core.models import ChangeSet

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

_titles: dict[str, _StrOrPromise] = {}


def entitle(what: str, title: _StrOrPromise) -> None:
    """Say what change sets of this kind are called, from a room's AppConfig.ready()."""
    _titles[what] = title


def title_of(change_set: ChangeSet) -> str:
    """Its title; the title of its act when no room has said better."""
    if change_set.what in _titles:
        return str(_titles[change_set.what])
    acts = {act.key: act.title for act in access.all_acts()}
    return str(acts.get(change_set.act, change_set.what))


def done(
    request: HttpRequest, message: str, address: str, change_set: ChangeSet | None
) -> HttpResponse:
    """Go on to `address` with a word of what was done, and how to undo it."""
    undo = ""
    if change_set is not None and change_set.rows:
        undo = reverse("changes:undo", args=[change_set.public_id])
    messages.success(request, message, extra_tags=undo)
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
