"""The page of outgoing mail."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samlet.web.core.guard import unscoped
from samlet.web.core.installation import is_demonstration
from samlet.web.core.middleware import Request
from samlet.web.core.policy import signed_in
from samlet.web.messages import queries
from samlet.web.messages.models import Letter
from samlet.web.messages.rendering import Content, content_of
from samlet.web.messages.sealing import Unreadable
from samlet.web.messages.wording import state_of, title_of
from samlet.web.ui.pages import page

ON_A_PAGE = 50
SHOWN = 20


@dataclass(frozen=True)
class Shown:
    """A letter on the demonstration's page."""

    letter: Letter
    title: str
    content: Content


@require_safe
@never_cache
@signed_in
def post(request: Request) -> HttpResponse:
    """In a demonstration the letters themselves; else only how they fare, for who may see it."""
    return _demonstrated(request) if is_demonstration() else _states(request)


def _states(request: Request) -> HttpResponse:
    letters = queries.states_for(request.actor)
    with unscoped("how letters fare, without address and contents"):
        shown = Paginator(letters, ON_A_PAGE).get_page(request.GET.get("side"))
        rows = [(letter, title_of(letter), state_of(letter)) for letter in shown]
        context = {"rows": rows, "shown": shown, "counts": queries.counts(letters)}
    return page(request, "outgoing/states.html", context, mark="internal")


def _demonstrated(request: Request) -> HttpResponse:
    with unscoped("the people of a demonstration are invented"):
        shown = Paginator(queries.demonstrated(), SHOWN).get_page(request.GET.get("side"))
        letters = [Shown(letter, title_of(letter), _content(letter)) for letter in shown]
    context = {"letters": letters, "shown": shown}
    return page(request, "outgoing/demonstrated.html", context, mark="internal")


def _content(letter: Letter) -> Content:
    try:
        return content_of(letter)
    except (Unreadable, KeyError):
        return Content(_("This letter can no longer be read."), "")
