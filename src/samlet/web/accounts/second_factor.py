"""Who must show more than an e-mail address or a password, and whether they can."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from samlet.web.accounts.models import User

Rule = Callable[[User], bool]

# Said by an identity provider that asks for a second factor itself (SAMLET_OIDC_SECOND_FACTOR).
BY_PROVIDER = "accounts_second_factor_by_provider"

_rules: list[Rule] = []


def requires(rule: Rule) -> Rule:
    """Register a rule, from an AppConfig.ready(): whom it is true of must have a second factor."""
    if rule not in _rules:
        _rules.append(rule)
    return rule


def needs_second_factor(user: User) -> bool:
    """Whether any rule asks this user for a second factor."""
    return any(rule(user) for rule in _rules)


def has_second_factor(user: User) -> bool:
    """Whether the user has an app for codes or a passkey; recovery codes alone are none."""
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]))


def is_missing(request: HttpRequest, user: User) -> bool:
    """Whether the user must set up a second factor before anything else."""
    if request.session.get(BY_PROVIDER):
        return False
    return needs_second_factor(user) and not has_second_factor(user)


def is_last(authenticator: Authenticator) -> bool:
    """Whether taking this one away leaves the user without a second factor."""
    others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(
        pk=authenticator.pk
    )
    return not others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
