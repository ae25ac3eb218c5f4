"""The ways in: the page that offers them, and the link in an e-mail."""

from __future__ import annotations

from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.core import ratelimit
from allauth.socialaccount.adapter import get_adapter as get_provider_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from samlet.web.accounts.forms import LinkRequestForm
from samlet.web.accounts.sign_in import LASTS, send_link
from samlet.web.core.policy import public
from samlet.web.ui.pages import page


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Offer the ways in; a post asks for a link by e-mail."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(
            get_next_redirect_url(request) or resolve_url(settings.LOGIN_REDIRECT_URL)
        )
    form = LinkRequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _ask_for_link(request, form.cleaned_data["email"])
    context = {
        "form": form,
        "next": get_next_redirect_url(request) or "",
        "password_address": passthrough_next_redirect_url(
            request, reverse("accounts:password"), "next"
        ),
        "providers": get_provider_adapter().list_providers(request),
    }
    return page(request, "accounts/enter.html", context, mark=None)


def _ask_for_link(request: HttpRequest, email: str) -> HttpResponse:
    too_many: HttpResponse | None = ratelimit.consume_or_429(
        request, action="request_link", key=email
    )
    if too_many:
        return too_many
    send_link(request, email)
    return HttpResponseRedirect(reverse("accounts:sent"))


@public
@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The same whether or not the address is a user's."""
    return page(request, "accounts/sent.html", {"minutes": LASTS.seconds // 60}, mark=None)


@public
@require_safe
def by_invitation(request: HttpRequest) -> HttpResponse:
    """How one becomes a user: by being asked."""
    return page(request, "accounts/by_invitation.html", {}, mark=None)
