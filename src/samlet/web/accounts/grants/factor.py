"""Whose grants reach beyond their own club must show a second factor."""

from __future__ import annotations

from samlet.web.accounts.grants.holding import in_force
from samlet.web.accounts.models import User


def reaches_beyond_own_club(user: User) -> bool:
    """Whether any grant in force is on something else than a club; an area is more than one."""
    return in_force().filter(user=user).exclude(unit__unit__kind__key="club").exists()
