"""The front page's cards of one's own organisation, and of what auditors and operators do."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlet.web.core import front
from samlet.web.core.actor import Actor
from samlet.web.organisations.models import Unit
from samlet.web.ui import menu


def own_unit(actor: Actor) -> front.Next | None:
    """Of the role one acts in; the first one, where there are several."""
    held = [grant.unit_id for grant in actor.grants]
    unit = Unit.objects.filter(pk__in=held).order_by("pk").select_related("subject").first()
    if unit is None:
        return None
    return front.Next(
        title=unit.name,
        text=_("Who is who, how to reach them, and what is planned."),
        href=reverse("organisations:unit", args=[unit.public_id]),
        label=_("Open the page"),
    )


def trail(_actor: Actor) -> front.Next:
    return front.Next(
        title=_("Audit trail"),
        text=_("Who has seen, changed and taken out what, and whether the trail is whole."),
        href=reverse("audit:trail"),
        label=_("Read the trail"),
    )


def operating(_actor: Actor) -> front.Next:
    return front.Next(
        title=_("Look into a register"),
        text=_("For an hour, with a reason that the register's own people can read."),
        href=reverse("grants:operator"),
        label=_("Give the reason"),
    )


def register() -> None:
    """Offer them, and the menu's way to who has access, from AppConfig.ready()."""
    menu.register(gettext_lazy("Getting started"), "beginning:guide", order=995, room="setup")
    menu.register(
        gettext_lazy("Who has access"),
        "grants:grants",
        order=1000,
        room="setup",
        below=("/tilgang/ny/",),
    )
    front.register(front.Card("grants.own_unit", "units.view", own_unit, order=30))
    front.register(front.Card("grants.trail", "audit.view", trail, order=31))
    front.register(front.Card("grants.operator", "operator_sessions.begin", operating, order=32))
