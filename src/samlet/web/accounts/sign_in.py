"""Signing in by a link sent to one's e-mail."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.utils import get_next_redirect_url, perform_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from samlet.web.accounts import links
from samlet.web.accounts.models import AccessLink, User
from samlet.web.core.actor import SYSTEM

PURPOSE = "accounts.sign_in"
LASTS = timedelta(minutes=15)


def register() -> None:
    links.register_purpose(
        PURPOSE,
        heading=_("Sign in to Samlet"),
        button=_("Sign in"),
        text=_("The link is yours alone and can be used once."),
        renew=(_("Have a new link to sign in sent"), "account_login"),
        to=sign_in,
    )


def send_link(request: HttpRequest, email: str) -> None:
    """Send a link to sign in to the user with this address; a word to whoever is no user.

    Both cost the same work, so neither the answer nor the time it takes tells which it was.
    """
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    with transaction.atomic():
        address = links.make_link(SYSTEM, purpose=PURPOSE, user=user, lasts=LASTS)
        if user is None:
            transaction.set_rollback(True)
    if wish := get_next_redirect_url(request):
        address = f"{address}?{urlencode({'next': wish})}"
    letter = "accounts/email/sign_in" if user else "accounts/email/no_user"
    about = {"address": request.build_absolute_uri(address), "minutes": LASTS.seconds // 60}
    get_adapter(request).send_mail(letter, user.email if user else email, about)


def sign_in(request: HttpRequest, link: AccessLink) -> HttpResponse:
    """Use the link up and go on through allauth's stages, which ask for a second factor."""
    links.use_link(link)
    user = link.user
    assert user is not None  # made by send_link alone, which gives it one
    links.revoke_links(SYSTEM, user=user, purpose=PURPOSE)
    if request.user.is_authenticated:
        get_adapter(request).logout(request)
    response: HttpResponse = perform_login(
        request, user, email=user.email, redirect_url=get_next_redirect_url(request)
    )
    return response
