"""The front page's card of people who will be erased unless somebody keeps them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlet.web.core import front
from samlet.web.core.actor import Actor
from samlet.web.core.personal import retention


def next_erasure(actor: Actor) -> front.Next | None:
    """How many are marked in a register one keeps, and the day they go; None where none are."""
    runs = [run for one in retention.registers_for(actor) if (run := retention.open_run(one))]
    if not runs:
        return None
    run = min(runs, key=lambda one: one.due_at)
    count = run.erasures.filter(cancelled_at=None, rows_gone_at=None).count()
    if not count:
        return None
    told = {"count": count, "day": date_format(run.due_at, "j. F")}
    text = ngettext(
        "%(count)s person will be erased on %(day)s unless you keep them.",
        "%(count)s people will be erased on %(day)s unless you keep them.",
        count,
    )
    return front.Next(
        title=_("People to be erased"),
        text=text % told,
        href=reverse("privacy:retention"),
        label=_("Look them over"),
        figure=str(count),
    )


def register() -> None:
    """Offer it, from AppConfig.ready()."""
    front.register(front.Card("privacy.retention", retention.ACT, next_erasure, order=40))
