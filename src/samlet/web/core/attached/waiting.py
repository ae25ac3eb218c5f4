"""The front page's card of one's own tasks."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlet.web.core import front
from samlet.web.core.actor import Actor
from samlet.web.core.attached.queries import tasks_of


def next_task(actor: Actor) -> front.Next:
    """One's own tasks: how many, and the first of them."""
    tasks = tasks_of(actor)
    now = len(tasks.overdue) + len(tasks.today)
    if now:
        text = ngettext(
            "%(count)s task is for today or overdue.",
            "%(count)s tasks are for today or overdue.",
            now,
        ) % {"count": now}
    elif tasks.later:
        first = date_format(tasks.later[0].follow_up.due, "j. F")
        text = _("The next one is due %(day)s.") % {"day": first}
    else:
        text = _("You have no tasks.")
    return front.Next(
        title=_("My tasks"),
        text=text,
        href=reverse("attached:tasks"),
        label=_("See my tasks"),
        figure=str(tasks.count),
        waits=bool(now),
    )
