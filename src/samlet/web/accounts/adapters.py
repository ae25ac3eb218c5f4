"""What allauth asks the project: texts, letters, secrets, and who may come in."""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
import time
from io import BytesIO
from typing import TYPE_CHECKING, Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.translation import gettext as _

from samlet.web.accounts import mailing, second_factor, sessions, texts
from samlet.web.accounts.models import User

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin

logger = logging.getLogger(__name__)

SIGNED_IN_AT = "accounts_signed_in_at"


class AccountAdapter(DefaultAccountAdapter):
    """Users are invited; letters go through `mailing`; every text is one of ours."""

    error_messages = DefaultAccountAdapter.error_messages | texts.ERRORS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(
        self, request: HttpRequest, user: AbstractBaseUser, **about: Any
    ) -> HttpResponse:
        response = super().post_login(request, user, **about)
        assert isinstance(user, User)
        sessions.note(request, user)
        request.session[SIGNED_IN_AT] = time.time()
        by_provider = "sociallogin" in (about.get("signal_kwargs") or {})
        request.session[second_factor.BY_PROVIDER] = by_provider and settings.OIDC_SECOND_FACTOR
        return response

    def add_message(  # noqa: PLR0917  allauth's signature
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """What was done, in our words; what has none of ours needs no message."""
        said = message or texts.DONE.get(message_template or "")
        if said:
            super().add_message(request, level, extra_tags=extra_tags, message=str(said))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        mailing.send(self.render_mail(template_prefix, email, context))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the user that something about their sign-in changed, with what and when."""
        assert isinstance(user, User)
        about = {"what": texts.NOTICES[template_prefix], "at": timezone.now()}
        self.send_mail("accounts/email/notice", user.email, about)

    def get_reauthentication_methods(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> list[dict[str, Any]]:
        """The ways to confirm that it is oneself, the strongest and quickest first."""
        ways = {way["id"]: way for way in super().get_reauthentication_methods(user)}
        return [
            {**ways[key], "description": words}
            for key, words in texts.CONFIRM_BY.items()
            if key in ways
        ]

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Not right after signing in, which asked for everything the user has."""
        signed_in_at: float = self.request.session.get(SIGNED_IN_AT, 0)
        return time.time() - signed_in_at > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    made = [hashlib.sha256(b"samlet.second_factor:" + force_bytes(key)).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are encrypted with our key, so a copy of the database alone makes no codes."""

    error_messages = DefaultMFAAdapter.error_messages | texts.ERRORS

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; one that nobody knows when it was encrypted with a key that is gone.

        So that codes are refused, rather than made from an empty secret or answered with an error.
        """
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.warning("a second factor was encrypted with another SAMLET_SECRET_KEY")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def build_totp_svg(self, url: str) -> str:
        drawn = BytesIO()
        segno.make(url, micro=False).save(drawn, kind="svg", scale=6, border=2, light="white")
        return drawn.getvalue().decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays where a second factor is required: add another first."""
        user = authenticator.user
        return not (
            second_factor.is_last(authenticator) and second_factor.needs_second_factor(user)
        )

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey") if number == 1 else _("Passkey %(number)s") % {"number": number}


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Lets in who already is a user, known by an e-mail address that the provider has verified."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The user with the same address, each time anew: nothing of the provider's is stored."""
        verified = [row.email for row in sociallogin.email_addresses if row.verified is True]
        user = next(
            filter(None, (User.objects.filter(email__iexact=one).first() for one in verified)), None
        )
        if user is None or not user.is_active:
            page = render(request, "accounts/not_invited.html", status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.user = user
