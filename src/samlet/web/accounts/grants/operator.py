"""Whoever operates the server sees personal data for an hour at most, with a reason, all logged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.accounts.models import OperatorSession, User
from samlet.web.core import access, audit
from samlet.web.core.access import OPERATOR_SESSION
from samlet.web.core.actor import COMMAND, Actor, Held
from samlet.web.core.errors import Conflict, NotFound, Rejected
from samlet.web.core.guard import action, unscoped
from samlet.web.core.models import AuditEntry, Subject

LONGEST = timedelta(minutes=60)
SHORTEST_REASON = 10  # letters; "test" explains nothing to whoever reads the list


@action
def begin_session(
    actor: Actor, *, register: Subject, reason: str, minutes: int = 60
) -> OperatorSession:
    """Look into one register, which must have given the actor the role of operator.

    Raises Conflict while an earlier session is open, or has not been accounted for.
    """
    if register.pk not in registers_of(actor) or actor.user_id is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    if not 1 <= minutes * 60 <= LONGEST.total_seconds():
        raise Rejected(_("A session lasts from 1 to 60 minutes."))
    _require_reason(reason)
    # Locked, so that two clicks do not begin two.
    User.objects.select_for_update().get(pk=actor.user_id)
    if unfinished(actor) is not None:
        raise Conflict(_("End the session you have, and write what was done, before the next."))
    now = timezone.now()
    session = OperatorSession.objects.create(
        user_id=actor.user_id,
        register=register,
        reason=reason.strip(),
        started_at=now,
        ends_at=now + timedelta(minutes=minutes),
    )
    audit.record(actor, "operator_session.begun", register, fields=[session.public_id])
    return session


def registers_of(actor: Actor) -> list[int]:
    """The registers that have given the actor the role of operator."""
    act = access.act_of("operator_sessions.begin")
    return sorted({held.controller_id for held in actor.all_grants if act.allows(held.role)} - {0})


def _require_reason(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise Rejected(_("Say in a sentence why you need to look. The units' admins can read it."))


@action
def end_session(actor: Actor, *, session: OperatorSession, done: str) -> OperatorSession:
    """End one's session, or account for one that ended by itself: what was done stands in it."""
    session = OperatorSession.objects.select_for_update().get(pk=session.pk)
    if session.user_id != actor.user_id:
        raise NotFound(_("There is no such page, or it is not open to you."))
    if session.done:
        raise Conflict(_("This session is ended and accounted for."))
    if len(done.strip()) < SHORTEST_REASON:
        raise Rejected(_("Write in a sentence what you did."))
    session.ended_at = session.ended_at or min(timezone.now(), session.ends_at)
    session.done = done.strip()
    session.save(update_fields=["ended_at", "done"])
    # About the register, so that its auditor finds the line; the session is told by its id.
    audit.record(actor, "operator_session.ended", _register(session), fields=[session.public_id])
    return session


def unfinished(actor: Actor) -> OperatorSession | None:
    """The actor's session that is open, or over and not accounted for."""
    if actor.user_id is None:
        return None
    return OperatorSession.objects.filter(user=actor.user_id, done="").first()


def open_session(user: User) -> OperatorSession | None:
    """The session in which the user may look just now."""
    return OperatorSession.objects.filter(
        user=user, ended_at=None, ends_at__gt=timezone.now()
    ).first()


def held_in(session: OperatorSession) -> Held:
    """What the session opens: everything in its register, to be seen and not changed."""
    register = session.register_id
    assert register is not None  # a user's session has one; only commands have none
    return Held(OPERATOR_SESSION, register, True, register, session.pk)


def log(actor: Actor, session: OperatorSession, request: HttpRequest) -> None:
    """Write down that this page was asked for in the session: the address, never what one typed."""
    where = f"{request.method} {request.path}"[:300]
    fields = [session.public_id, where]
    audit.record(actor, "operator_session.request", _register(session), fields=fields)


def _register(session: OperatorSession) -> Subject:
    register = session.register
    assert register is not None  # only commands look into all
    return register


def pages_opened(sessions: Sequence[str]) -> Counter[str]:
    """How many pages were opened in each of these sessions, by their ids."""
    entries = AuditEntry.objects.filter(act="operator_session.request", fields__0__in=sessions)
    return Counter(fields[0] for fields in entries.values_list("fields", flat=True))


def sessions_for(actor: Actor) -> QuerySet[OperatorSession]:
    """Sessions in the registers of which the actor may see such, and the actor's own."""
    act = access.act_of("operator_sessions.view")
    registers = {held.controller_id for held in actor.grants if act.allows(held.role)}
    seen = OperatorSession.objects.filter(register__in=registers)
    if actor.is_trusted:
        seen = OperatorSession.objects.all()
    elif actor.user_id is not None:
        seen |= OperatorSession.objects.filter(user=actor.user_id)
    return seen.select_related("user", "register")


@contextmanager
def read_by_command(command: str, *, reason: str) -> Iterator[Actor]:
    """Let a command print personal data, for a reason that the registers' admins can read.

    Raises Rejected without a reason. Written down before anything is read.
    """
    _require_reason(reason)
    now = timezone.now()
    session = OperatorSession.objects.create(
        command=command[:60], reason=reason.strip()[:300], started_at=now, ends_at=now + LONGEST
    )
    audit.record(COMMAND, "operator_session.begun", session, fields=["reason", "command"])
    try:
        with unscoped(f"the command {command}: {reason}"):
            yield COMMAND
    finally:
        session.ended_at = timezone.now()
        session.save(update_fields=["ended_at"])
