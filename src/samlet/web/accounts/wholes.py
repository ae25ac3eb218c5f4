"""Who has access to a register, when it is taken whole: accounts and grants, and no secret.

Passwords, passkeys, sessions and links stay where they are; each signs in anew by e-mail, or by
the address that `samlet init` prints.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.hashers import make_password
from django.db.models import Q

from samlet.web.accounts.models import Grant, User
from samlet.web.core import wholes
from samlet.web.core.models import FollowUp, SavedView
from samlet.web.core.wholes import Part, declared

_LOCAL = ("is_superuser", "last_login")  # said by the installation, and not by the register


def register() -> None:
    """From the room's AppConfig.ready()."""
    wholes.register(_parts)
    wholes.after_load(_close_passwords)


def _parts() -> Iterator[Part]:
    yield Part("users", "accounts.User", declared("accounts.User", without=_LOCAL), _users_of)
    yield Part(
        "grants",
        "accounts.Grant",
        declared("accounts.Grant", "user"),
        # A grant may follow an office in another register, which is not in the file.
        lambda register: (
            Q(controller=register)
            & (Q(office=None) | Q(office__person__subject__controller=register))
        ),
    )
    _without()


def _without() -> None:
    wholes.leave_out(
        "opens something: made anew where the register is loaded",
        *("accounts.AccessLink", "account.EmailAddress", "account.EmailConfirmation"),
        *("mfa.Authenticator", "sessions.Session", "usersessions.UserSession"),
        *("socialaccount.SocialApp", "socialaccount.SocialAccount", "socialaccount.SocialToken"),
    )
    wholes.leave_out("what the operator of one server has looked into", "accounts.OperatorSession")
    wholes.leave_out(
        "Django's own",
        *("auth.Permission", "auth.Group", "contenttypes.ContentType"),
        "django_tasks_database.DBTaskResult",
    )


def _users_of(register: int) -> Q:
    """Whoever has or had access to it, has a task in it or shares a view in it."""
    return (
        Q(pk__in=Grant.objects.filter(controller=register).values("user"))
        | Q(pk__in=FollowUp.objects.filter(controller=register).values("who"))
        | Q(pk__in=SavedView.objects.filter(unit__controller=register).values("owner"))
    )


def _close_passwords() -> None:
    """The file holds none."""
    User.objects.filter(password="").update(password=make_password(None))
