"""What the weekly letter says to one user, and sending it.

It names nobody: what changed is counts, and a task is told by its kind and by the organisation or
place it is about, never by somebody's words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlet.web.accounts.grants.holding import actor_for, in_force
from samlet.web.accounts.models import User
from samlet.web.core import access, personal, weekly
from samlet.web.core.actor import SYSTEM, Actor
from samlet.web.core.attached import queries as attached
from samlet.web.core.errors import NotFound
from samlet.web.core.guard import action
from samlet.web.messages.kinds import register_letter
from samlet.web.messages.models import WeeklyChoice
from samlet.web.messages.outbox import queue_letter

KIND = "weekly.letter"
SALT = "samlet.weekly.off"
TASKS = 3
A_WEEK = timedelta(days=7)
GONE = gettext_lazy("The link does not work. Sign in and turn the weekly letter off there.")


def register() -> None:
    """Called when the program starts."""
    register_letter(
        KIND,
        title=gettext_lazy("Weekly letter"),
        template="weekly/letter.txt",
        fields=("role", "changes", "tasks", "waiting", "address", "off"),
        lives=timedelta(days=3),
    )


@dataclass(frozen=True)
class Content:
    """One screen. waiting: how many open tasks there are in all."""

    role: str
    changes: list[str]
    tasks: list[str]
    waiting: int


def content_for(actor: Actor, since: datetime) -> Content:
    """What the letter says, in the language that is on."""
    roles = sorted({held.role for held in actor.grants}, key=lambda key: access.ROLES[key].order)
    rows = attached.told(attached.open_tasks(actor)[:TASKS])
    return Content(
        role=str(access.ROLES[roles[0]].title) if roles else "",
        changes=weekly.lines_for(actor, since),
        tasks=[_task(row) for row in rows],
        waiting=attached.open_tasks(actor).count(),
    )


def _task(task: attached.Task) -> str:
    row = task.follow_up
    said = {
        "what": str(row.get_kind_display()).capitalize(),
        "day": date_format(row.due, "j. F"),
        "about": task.about,
    }
    if personal.is_person(row.subject.kind):
        return _("%(what)s, by %(day)s: somebody in the register") % said
    return _("%(what)s, by %(day)s: %(about)s") % said


def readers() -> list[User]:
    """Who holds a role that the letter is for, and has not turned it off."""
    held = in_force().filter(role__in=sorted(access.act_of("weekly.view").roles))
    off = WeeklyChoice.objects.exclude(off_at=None).values("user")
    users = User.objects.filter(pk__in=held.values("user"), is_active=True).exclude(pk__in=off)
    return list(users.order_by("pk"))


@action
def send_to(user: User) -> bool:
    """Queue this week's letter to one user; False when it was sent already or is turned off."""
    today = timezone.localdate()
    WeeklyChoice.objects.get_or_create(user=user)
    choice = WeeklyChoice.objects.select_for_update().get(user=user)
    if choice.off_at is not None or choice.sent_on == today:
        return False
    actor = actor_for(user)
    with translation.override(choice.language):
        said = content_for(actor, timezone.now() - A_WEEK)
    queue_letter(
        SYSTEM,
        template=KIND,
        to=user.email,
        language=choice.language,
        context={
            "role": said.role,
            "changes": said.changes,
            "tasks": said.tasks,
            "waiting": said.waiting,
            "address": settings.SITE_ADDRESS + reverse("attached:tasks"),
            "off": settings.SITE_ADDRESS + reverse("weekly:off", args=[off_token(user)]),
        },
    )
    choice.sent_on = today
    choice.save(update_fields=["sent_on"])
    return True


def off_token(user: User) -> str:
    return signing.dumps(user.public_id, salt=SALT)


def user_of(token: str) -> User:
    """Whose letter a link turns off. Raises NotFound for an altered link."""
    try:
        public_id = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        raise NotFound(GONE) from None
    found = User.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound(GONE)
    return found


@action
def turn(user: User, *, off: bool, language: str | None = None) -> WeeklyChoice:
    """Off or on again, by the user or by the link in the letter."""
    choice, _made = WeeklyChoice.objects.get_or_create(user=user)
    choice.off_at = timezone.now() if off else None
    if language:
        choice.language = language
    choice.save(update_fields=["off_at", "language"])
    return choice
