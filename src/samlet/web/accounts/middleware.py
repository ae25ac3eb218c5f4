"""What holds for whoever is signed in: a second factor first, and the list of sessions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from samlet.web.accounts import second_factor, sessions
from samlet.web.accounts.models import User
from samlet.web.core.middleware import GetResponse

# What a user who lacks a second factor may still open: setting one up, and leaving.
OPEN_WITHOUT = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_generate_recovery_codes",
    }
)


class SignedIn:
    """Notes the session, and sends who must have a second factor and has none to set one up."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A visitor without a session cookie is nobody; the session is not read for public pages.
        if request.session.session_key and isinstance(request.user, User):
            sessions.note_if_due(request, request.user)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        user = request.user if request.session.session_key else None
        match = request.resolver_match
        if not isinstance(user, User) or (match and match.url_name in OPEN_WITHOUT):
            return None
        if not second_factor.is_missing(request, user):
            return None
        return HttpResponseRedirect(reverse("mfa_index"))
