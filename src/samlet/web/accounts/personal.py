"""What is held about those who sign in or use a link, and when it goes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from django.contrib.sessions.models import Session
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samlet.web.accounts import tidying
from samlet.web.accounts.grants.holding import in_force
from samlet.web.accounts.models import Grant, User
from samlet.web.accounts.retention import due
from samlet.web.core.models import Subject
from samlet.web.core.personal import (
    WITH_ACCOUNT,
    WITHOUT_NAMES,
    Declaration,
    Identity,
    Retention,
    Store,
    declare,
    exempt,
    register_finder,
    store,
)
from samlet.web.core.personal.ground import ACCOUNT


def with_accounts(who: Identity) -> Identity:
    """The accounts of a person: those that an office of hers gave access.

    An account goes with the person when nothing but her offices, or her register's e-mail address,
    ties it to anything: an address is entered by others, so it never takes an account with it that
    has access of its own.
    """
    by_office = Grant.objects.filter(
        office__person__in=who.subjects, office__person__subject__controller=F("controller")
    )
    accounts = set(by_office.values_list("user", flat=True))
    by_email = Q(pk__in=[])
    for email in who.emails:
        by_email |= Q(email__iexact=email)
    candidates = accounts | set(User.objects.filter(by_email).values_list("pk", flat=True))
    registers = Subject.objects.filter(pk__in=who.subjects).values("controller")
    needed = (
        in_force()
        .filter(user__in=candidates)
        .exclude(office__person__in=who.subjects, controller__in=registers)
    )
    gone = User.objects.filter(pk__in=candidates).exclude(pk__in=needed.values("user"))
    return replace(
        who,
        accounts=tuple(sorted(accounts)),
        users=tuple(user.pk for user in gone),
        public_ids=(*who.public_ids, *(user.public_id for user in gone)),
        emails=tuple(sorted({*who.emails, *(user.email for user in gone)})),
        names=tuple(sorted({*who.names, *(user.name for user in gone if user.name)})),
    )


register_finder("accounts", with_accounts)


def _sessions_of(who: Identity) -> Iterator[str]:
    """Sessions that hold the account's number or an address, as those half signed in do."""
    users, emails = {str(pk) for pk in who.users}, {email.casefold() for email in who.emails}
    for session in Session.objects.iterator():
        held = session.get_decoded()
        text = json.dumps(held, default=str, ensure_ascii=False).casefold()
        if str(held.get("_auth_user_id")) in users or any(email in text for email in emails):
            yield session.session_key


def _forget_sessions(who: Identity) -> int:
    return Session.objects.filter(pk__in=list(_sessions_of(who))).delete()[0]


store(Store("sessions", _("Sessions of browsers"), _forget_sessions))

_WHEN = {"created_at": _("When it was made.")}

declare(
    Declaration(
        model="accounts.User",
        retention=Retention(_("90 days after the last access ended"), due=due),
        title=_("The account one signs in with"),
        purpose=ACCOUNT,
        find=lambda who: Q(pk__in=who.users),
        fields={
            "email": _("To sign in and to be written to."),
            "name": _("To show others who did what."),
            "is_active": _("Whether one may sign in."),
            "is_superuser": _("Not in use."),
            "is_synthetic": _("Whether the account is invented."),
            "last_login": _("To find accounts that nobody uses."),
            **_WHEN,
        },
        keys=("id", "public_id"),
        secret=("password",),
    )
)
declare(
    Declaration(
        model="accounts.Grant",
        retention=WITH_ACCOUNT,
        title=_("What the account gives access to"),
        purpose=ACCOUNT,
        find=lambda who: Q(user__in=who.users) | Q(office__person__in=who.subjects),
        fields={
            "role": _("Which role."),
            "unit": _("On which unit or area."),
            "below": _("Whether it covers what is below."),
            "controller": _("Which register it opens."),
            "office": _("The office it follows and ends with."),
            "from_day": _("Since when."),
            "to_day": _("Until when."),
            "ended_at": _("When it was taken back."),
            "given_by": _("Who gave it, by a key without a name."),
            **_WHEN,
        },
        keys=("id", "public_id", "user"),
    )
)
declare(
    Declaration(
        model="accounts.OperatorSession",
        retention=WITHOUT_NAMES,
        title=_("When the operator of the server looked into a register"),
        purpose=ACCOUNT,
        user_path="user",
        erasure="blank",
        blanks={"user": None},
        fields={
            "command": _("The command on the server, when it was one."),
            "register": _("Which register was looked into."),
            "reason": _("Why; it names nobody."),
            "started_at": _("When it began."),
            "ends_at": _("When it would end by itself."),
            "ended_at": _("When it was ended."),
            "done": _("What was done; it names nobody."),
            **_WHEN,
        },
        keys=("id", "public_id", "user"),
        export=False,
    )
)
declare(
    Declaration(
        model="accounts.AccessLink",
        retention=Retention(_("30 days after it ended"), over=tidying.ended),
        title=_("Personal links"),
        purpose=ACCOUNT,
        person_path="subject",
        find=lambda who: (
            Q(subject__in=who.subjects)
            | Q(user__in=who.users)
            | Q(ends_with__person__in=who.subjects)
        ),
        fields={
            "purpose": _("What the link is for."),
            "single_use": _("Whether it works once only."),
            "ends_with": _("The office it ends with."),
            "expires_at": _("Until when it works."),
            "used_at": _("When it was used."),
            "revoked_at": _("When it was ended."),
            **_WHEN,
        },
        keys=("id", "public_id", "subject", "user"),
        secret=("token_hash",),
        export=False,
    )
)
declare(
    Declaration(
        model="account.EmailAddress",
        retention=WITH_ACCOUNT,
        title=_("Addresses to sign in with"),
        purpose=ACCOUNT,
        user_path="user",
        fields={
            "email": _("To sign in."),
            "verified": _("Whether it is shown to be the person's own."),
            "primary": _("Which one is written to."),
        },
        keys=("id", "user"),
        export=False,
    )
)
declare(
    Declaration(
        model="account.EmailConfirmation",
        retention=Retention(
            _("30 days"), over=lambda at: Q(created__lt=at - tidying.KEPT_AFTER_THE_END)
        ),
        title=_("Confirmations of addresses that are under way"),
        purpose=ACCOUNT,
        user_path="email_address__user",
        fields={"created": _("When it was made."), "sent": _("When it was sent.")},
        keys=("id", "email_address"),
        secret=("key",),
        export=False,
    )
)
declare(
    Declaration(
        model="mfa.Authenticator",
        retention=WITH_ACCOUNT,
        title=_("Passkeys and codes from an app"),
        purpose=ACCOUNT,
        user_path="user",
        fields={
            "type": _("What kind it is."),
            "last_used_at": _("When it was last used."),
            **_WHEN,
        },
        keys=("id", "user"),
        secret=("data",),
        export=False,
    )
)
declare(
    Declaration(
        model="usersessions.UserSession",
        retention=Retention(_("as long as the browser is signed in"), over=tidying.signed_out),
        title=_("Browsers that are signed in"),
        purpose=ACCOUNT,
        user_path="user",
        fields={
            "ip": _("The network one came from, shortened."),
            "user_agent": _("Which kind of browser, so that one knows one's own."),
            "last_seen_at": _("When it was last in use."),
            "data": _("Not in use."),
            **_WHEN,
        },
        keys=("id", "user"),
        secret=("session_key",),
        export=False,
    )
)
declare(
    Declaration(
        model="socialaccount.SocialAccount",
        retention=WITH_ACCOUNT,
        title=_("Sign-in through the organisation's own service"),
        purpose=ACCOUNT,
        user_path="user",
        fields={
            "provider": _("Which service."),
            "uid": _("Who one is there."),
            "extra_data": _("What the service told."),
            "last_login": _("When it was last used."),
            "date_joined": _("When it was first used."),
        },
        keys=("id", "user"),
        export=False,
    )
)
declare(
    Declaration(
        model="socialaccount.SocialToken",
        retention=WITH_ACCOUNT,
        title=_("Keys from the organisation's own sign-in service"),
        purpose=ACCOUNT,
        user_path="account__user",
        fields={"expires_at": _("Until when it works.")},
        keys=("id", "account", "app"),
        secret=("token", "token_secret"),
        export=False,
    )
)
exempt(
    "how to reach the organisation's own sign-in service; about nobody", "socialaccount.SocialApp"
)
exempt(
    "a browser's session: those of a person are found by what they hold and go with the store "
    "“sessions”",
    "sessions.Session",
)
