"""What other registers let one's own see, by the consent of whom it is about, while it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samlet.web.core import access, audit
from samlet.web.core.actor import Actor
from samlet.web.core.guard import unscoped
from samlet.web.core.middleware import Request
from samlet.web.core.models import Subject
from samlet.web.core.personal.telling import name_of, text_of
from samlet.web.core.policy import needs
from samlet.web.people.models import Disclosure, Person, Position
from samlet.web.people.privacy.queries import disclosable_labels
from samlet.web.people.queries import held_on
from samlet.web.ui.pages import page

NAME = ("given_name", "family_name")


@dataclass(frozen=True)
class Shown:
    """One person as another register shows her: no more than what was handed over.

    subject: whose page tells that it was looked at.
    """

    name: str
    register: str
    to: str
    facts: tuple[tuple[str, str], ...]
    subject: Subject


def shown_to(actor: Actor) -> list[Shown]:
    """Everybody whom other registers show to those where the actor keeps the whole register.

    Nothing is copied: it is read where it stands, and ends with the consent.
    """
    with unscoped("what is handed to the registers that the actor keeps, and nothing else"):
        rows = Disclosure.objects.filter(
            access.visible(actor, "people.edit", "to_controller"), consent__withdrawn_at=None
        ).select_related(
            "person__subject__controller__unit",
            "to_controller__unit",
        )
        held = held_on(Position.objects.select_related("kind", "unit")).order_by("kind__order")
        rows = rows.prefetch_related(Prefetch("person__positions", held, to_attr="held"))
        handed: dict[tuple[int, int], tuple[Disclosure, set[str]]] = {}
        for row in rows.order_by("person__family_name", "person__given_name", "-at"):
            key = (row.person_id, row.to_controller_id)
            handed.setdefault(key, (row, set()))[1].update(row.fields)
        return [_shown(row, fields) for row, fields in handed.values()]


def _shown(row: Disclosure, fields: set[str]) -> Shown:
    person = row.person
    register = person.subject.controller
    named = " ".join(getattr(person, name) for name in NAME if name in fields)
    return Shown(
        name=named.strip() or pgettext("person", "Name not handed over"),
        register=name_of(register) if register is not None else "",
        to=name_of(row.to_controller),
        facts=tuple(_facts(person, fields - set(NAME))),
        subject=person.subject,
    )


def _facts(person: Any, fields: set[str]) -> Iterator[tuple[str, str]]:
    for name, label in disclosable_labels():
        if name not in fields:
            continue
        if name == "positions":
            said = "; ".join(f"{one.title or one.kind}, {one.unit.name}" for one in person.held)
        else:
            said = text_of(person, Person._meta.get_field(name))
        yield label, said or _("not said")


@needs("people.edit")
@never_cache
@require_safe
def received(request: Request) -> HttpResponse:
    """People of other registers who have said yes to being shown to ours."""
    found = shown_to(request.actor)
    audit.seen(request.actor, "disclosure.viewed", [one.subject for one in found])
    return page(request, "people/privacy/received.html", {"found": found}, mark="internal")
