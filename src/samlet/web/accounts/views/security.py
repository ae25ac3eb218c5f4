"""One's own sign-in: password, second factor, passkeys, and where one is signed in.

`login_required` besides the policy: whoever looks as somebody in the demonstration is signed in to
the policy, and has nothing here of their own.
"""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as passkeys
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samlet.web.accounts import second_factor, sessions, texts
from samlet.web.accounts.models import User
from samlet.web.core.forms import done
from samlet.web.core.policy import signed_in
from samlet.web.ui.pages import page


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # login_required lets nobody else in
    return request.user


@signed_in
@login_required
@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What one signs in with, and what must be set up first, if anything."""
    user = _user(request)
    rows = Authenticator.objects.filter(user=user).order_by("pk")
    of = {kind: [row for row in rows if row.type == kind] for kind in Authenticator.Type}
    codes = [row.wrap().get_unused_codes() for row in of[Authenticator.Type.RECOVERY_CODES]]
    context = {
        "email": user.email,
        "missing": second_factor.is_missing(request, user),
        "app": next(iter(of[Authenticator.Type.TOTP]), None),
        "passkeys": of[Authenticator.Type.WEBAUTHN],
        "codes_left": len(codes[0]) if codes else None,
        "has_password": user.has_usable_password(),
    }
    return page(request, "accounts/security.html", context, mark=None)


@signed_in
@login_required
@never_cache
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a passkey away, unless it is the second factor that the user must have."""
    user = _user(request)
    key = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN, pk=pk).first()
    if key and second_factor.is_last(key) and second_factor.needs_second_factor(user):
        messages.error(request, str(texts.ERRORS["cannot_delete_authenticator"]))
        return HttpResponseRedirect(reverse("mfa_index"))
    return passkeys.remove_webauthn(request, pk=pk)


@signed_in
@login_required
@never_cache
@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    rows = sessions.sessions_of(_user(request), current=request.session.session_key)
    return page(request, "accounts/sessions.html", {"rows": rows}, mark=None)


@signed_in
@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out one device; the present one as well, if that is the one."""
    user = _user(request)
    current = request.session.session_key
    mine = [row.pk for row in sessions.sessions_of(user, current=current) if row.current]
    if pk in mine:
        get_adapter(request).logout(request)
        return HttpResponseRedirect(reverse("account_login"))
    sessions.end_session(user, pk)
    return done(request, _("That device is signed out."), reverse("usersessions_list"))


@signed_in
@login_required
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    count = sessions.end_sessions(_user(request), keep=request.session.session_key)
    said = ngettext(
        "One other device is signed out.", "%(count)s other devices are signed out.", count
    )
    nothing = _("You were signed in here only.")
    message = said % {"count": count} if count else nothing
    return done(request, message, reverse("usersessions_list"))
