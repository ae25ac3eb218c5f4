"""What the trail's actors are called: by name for the auditor, by office for who was looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from samlet.web.accounts.models import Grant, User
from samlet.web.core.access import ROLES
from samlet.web.core.models import Subject
from samlet.web.core.personal.telling import name_of


def names(keys: Sequence[str]) -> Mapping[str, str]:
    """From "user:…" to the account's name."""
    ids = {key.split(":", 1)[1]: key for key in keys}
    users = User.objects.filter(public_id__in=ids)
    return {ids[user.public_id]: str(user) for user in users}


def offices(keys: Sequence[str]) -> Mapping[str, str]:
    """From "user:…" to the roles and units of the account, ended ones too when nothing else is."""
    ids = {key.split(":", 1)[1]: key for key in keys}
    grants = Grant.objects.filter(user__public_id__in=ids).select_related("user", "unit__unit")
    held: dict[str, list[Grant]] = {}
    for grant in grants.order_by("ended_at", "pk"):
        held.setdefault(grant.user.public_id, []).append(grant)
    return {
        ids[public_id]: "; ".join(_office(one) for one in some[:2])
        for public_id, some in held.items()
    }


def _office(grant: Grant) -> str:
    return office(grant.role, grant.unit)


def office(role: str, unit: Subject) -> str:
    """A role and where it is held: "branch leader, Fagforbundet Lillestrøm"."""
    title = str(ROLES[role].title) if role in ROLES else role
    return f"{title}, {name_of(unit)}"
