"""Opening a link: a page with one button, at an address that does not have the token."""

from __future__ import annotations

from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samlet.web.accounts import links
from samlet.web.accounts.attempts import too_many_unknown_links
from samlet.web.accounts.models import AccessLink
from samlet.web.core.errors import NotFound
from samlet.web.core.policy import public
from samlet.web.ui.pages import page

SHOWN = "accounts_link_shown"  # the link that this browser was sent here by, not yet used


@public
@never_cache
@require_safe
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """Leave the token behind: on to a page with a button, or straight in by a lasting link.

    Only the browser's own session is written, so whoever merely opens addresses does nothing.
    """
    try:
        link = links.read_link(token)
    except NotFound:
        return too_many_unknown_links(request) or _hidden(_gone(request))
    purpose = links.purpose_of(link)
    if not link.single_use and isinstance(purpose.to, str):
        links.remember(request, link)
        return _hidden(HttpResponseRedirect(reverse(purpose.to)))
    request.session[SHOWN] = link.pk
    onwards = passthrough_next_redirect_url(request, reverse("accounts:open_link"), "next")
    return _hidden(HttpResponseRedirect(onwards))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: HttpRequest) -> HttpResponse:
    """What the link is for, and the button that does it."""
    rows = AccessLink.objects.in_force().filter(pk=request.session.get(SHOWN, 0))
    link = rows.select_related("user", "subject").first()
    if link is None:
        return _gone(request)
    purpose = links.purpose_of(link)
    if request.method != "POST":
        context = {"purpose": purpose, "next": get_next_redirect_url(request) or ""}
        return page(request, "accounts/link.html", context, mark=None)
    too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="use_link")
    if too_many:
        return too_many
    del request.session[SHOWN]
    return _go_on(request, link, purpose)


def _go_on(request: HttpRequest, link: AccessLink, purpose: links.Purpose) -> HttpResponse:
    if isinstance(purpose.to, str):
        links.remember(request, link)
        return HttpResponseRedirect(reverse(purpose.to))
    try:
        return purpose.to(request, link)
    except NotFound:  # somebody used it in the same moment
        return _gone(request)


def _gone(request: HttpRequest) -> HttpResponse:
    """One answer for a link that is wrong, used, expired or revoked: how to get a new one."""
    context = {"renewals": links.renewals()}
    return page(request, "accounts/link_gone.html", context, mark=None, status=404)


def _hidden(response: HttpResponse) -> HttpResponse:
    """The address holds a token: no referrer tells it. (`never_cache` keeps it from caches.)"""
    response["Referrer-Policy"] = "no-referrer"
    return response
