"""Targets on the pages of what they are for."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit, indicators, panels
from samlet.web.core.access import ROLES
from samlet.web.core.actor import Actor
from samlet.web.core.attached import queries as attached
from samlet.web.core.models import Subject, Target


def targets_for(actor: Actor) -> QuerySet[Target]:
    """The targets the actor may see."""
    rows = Target.objects.select_related("subject")
    if actor.is_trusted:
        return rows
    mine = attached.registers(actor, "targets.view")
    return rows.filter(access.seen_subjects(actor, "subject"), controller__in=mine)


@dataclass(frozen=True)
class Shown:
    """A target and where the figure stands; `now` empty where it has no value of its own there."""

    target: Target
    name: str
    now: str


def panel(actor: Actor, subject: Subject) -> dict[str, object] | None:
    """The targets of a place or a unit, with where each figure stands today."""
    rows = list(targets_for(actor).filter(subject=subject))
    if not rows:
        return None
    known = {one.key: one for one in indicators.all_indicators(actor)}
    day = timezone.localdate()
    shown = []
    for row in rows:
        indicator = known.get(row.indicator)
        if indicator is None:
            continue
        values = indicators.measure(actor, indicator, day).values
        now = next((one.text for one in values if one.subject_id == subject.pk), "")
        shown.append(Shown(row, str(indicator.name), now))
    may = access.can(actor, "targets.edit", subject)
    return {"shown": shown, "may_edit": may} if shown else None


def register() -> None:
    """Called when the program starts."""
    access.declare("targets.view", _("see targets"), set(ROLES) - {"auditor", "operator"})
    access.declare(
        "targets.edit",
        _("set targets"),
        {"region_admin", "coordinator", "local_leader", "branch_leader"},
        open=True,
    )
    for kind in ("organisations.unit", "places.municipality", "places.county"):
        panels.register_panel(
            panels.Panel(
                f"targets.{kind}",
                kind,
                _("Targets"),
                "targets.view",
                "targets/_panel.html",
                panel,
                order=40,
            )
        )
        panels.register_start(
            panels.Start(
                f"targets.{kind}",
                kind,
                _("Set a target"),
                "targets.edit",
                lambda subject: reverse("targets:new", args=[subject.public_id]),
                order=98,
            )
        )
    audit.register_sentences(
        {"target.set": _("set a target"), "target.removed": _("took a target away")}
    )
