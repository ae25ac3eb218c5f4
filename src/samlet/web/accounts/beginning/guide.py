"""What is left to do before a new register is in use, each step told by what is there."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from samlet.web.accounts.grants.holding import in_force
from samlet.web.core import access, installation, stamps
from samlet.web.core.actor import Actor
from samlet.web.core.backup.writing import KEY as BACKUP
from samlet.web.core.models import Subject
from samlet.web.core.models.personal import PurposeSetting
from samlet.web.organisations.models import Unit
from samlet.web.people.actions import KIND as PERSON


@dataclass(frozen=True)
class Todo:
    """A step: what, why, where one does it ("" for what is done at the machine), and if it is."""

    title: str
    text: str
    href: str
    done: bool


def is_offered(actor: Actor) -> bool:
    """Whether this is a real register in the making and the actor is one who makes it."""
    return (
        installation.mode() == "real"
        and bool(actor.grants)
        and access.may(actor, "register.begin")
        and any(grant.unit_id == grant.controller_id for grant in actor.grants)
    )


def steps(actor: Actor) -> list[Todo]:
    """The steps, in the order they are best done."""
    registers = {grant.controller_id for grant in actor.grants if grant.controller_id}
    if not registers:
        return []
    register = Subject.objects.get(pk=min(registers))
    units = Unit.objects.filter(subject__controller__in=registers)
    people = Subject.objects.filter(kind=PERSON, controller__in=registers)
    answers = PurposeSetting.objects.filter(controller__in=registers).exclude(contact="")
    return [
        Todo(
            _("Look over the organisations"),
            _("Names and areas that are only proposals say so. Put them right, and add clubs."),
            reverse("organisations:units"),
            units.filter(kind__key="club").exists(),
        ),
        Todo(
            _("Add those who have an office"),
            _("One by one, or from a spreadsheet you have."),
            reverse("people:people"),
            people.exists(),
        ),
        Todo(
            _("Say who answers about privacy"),
            _("An office and a shared e-mail, for those who ask what is stored about them."),
            reverse("privacy:settings", args=[register.public_id]),
            answers.exists(),
        ),
        Todo(
            _("Give others access"),
            _("Each gets a role on an organisation, for a time. It can follow an office."),
            reverse("grants:grants"),
            in_force().filter(controller__in=registers).count() > 1,
        ),
        Todo(
            _("Let letters be sent"),
            _("Set the mail server at the machine (SAMLET_SMTP_HOST)."),
            "",
            bool(settings.EMAIL_HOST),
        ),
        Todo(
            _("Make the first backup"),
            _("At the machine: samlet backup FILE. Keep its password apart from it."),
            "",
            bool(stamps.stamp(BACKUP)),
        ),
    ]
