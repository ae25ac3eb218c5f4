"""A room of the tests' own: units and people in two registers, and a list of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from samlet.web.core import access, changes, lists
from samlet.web.core.actor import Actor, Held
from samlet.web.core.guard import unscoped
from samlet.web.core.models import ChangeSet, Placement, Reach, Subject
from samlet.web.organisations.models import Unit, UnitKind
from samlet.web.people.models import Person, Position, PositionKind
from samlet.web.places.models import Municipality

access.declare("proof.view", "see", {"region_admin", "local_leader", "club_leader"})
access.declare("proof.contact", "see contacts", {"region_admin"})
access.declare("proof.edit", "change", {"region_admin", "local_leader"})
access.declare("proof.export", "take along", {"region_admin", "local_leader"})


@dataclass(frozen=True)
class Register:
    """A controller with clubs, and who may look."""

    top: Subject
    clubs: list[Unit]
    admin: Actor
    leader: Actor  # of the first club only


def actor(name: str, role: str, unit: Subject, controller: Subject, user_id: int = 1) -> Actor:
    held = Held(role, unit.pk, True, controller.pk)
    return Actor(name, "user", key=f"user:{name}", user_id=user_id, grants=(held,))


def unit(name: str, controller: Subject | None, kind: str = "club", **more: Any) -> Unit:
    found, _made = UnitKind.objects.get_or_create(
        key=kind, defaults={"name_nb": kind, "side": "union"}
    )
    subject = Subject.objects.create(
        kind="organisations.unit", controller=controller, synthetic=True
    )
    if controller is None:
        Subject.objects.filter(pk=subject.pk).update(controller=subject)
        subject.refresh_from_db()
    made = Unit.objects.create(subject=subject, kind=found, name=name, **more)
    Placement.objects.create(subject=subject, unit=subject)
    Reach.objects.create(ancestor=subject, descendant=subject)
    if controller:
        Reach.objects.create(ancestor=controller, descendant=subject)
    return made


def register(name: str, clubs: int = 3, user_id: int = 1) -> Register:
    top = unit(name, None, kind="region").subject
    made = [unit(f"{name} klubb {n}", top, number=str(n)) for n in range(clubs)]
    return Register(
        top,
        made,
        actor(f"{name}-admin", "region_admin", top, top, user_id),
        actor(f"{name}-leader", "club_leader", made[0].subject, top, user_id),
    )


def person(family: str, at: Unit, given: str = "Syn", **more: Any) -> Person:
    """A synthetic person with a position at a unit."""
    subject = Subject.objects.create(
        kind="people.person", controller_id=at.controller_id, synthetic=True
    )
    kind, _made = PositionKind.objects.get_or_create(
        key="steward", defaults={"name_nb": "tillitsvalgt", "name_en": "shop steward"}
    )
    with unscoped("tests"):
        made = Person.objects.create(subject=subject, family_name=family, given_name=given, **more)
        Position.objects.create(person=made, unit=at, kind=kind, from_day=date(2024, 1, 1))
    Placement.objects.get_or_create(subject=subject, unit=at.subject)
    return made


def _by_unit(rows: QuerySet[Person], public_id: str) -> QuerySet[Person]:
    return rows.filter(subject__placements__unit__public_id=public_id)


def _unit_called(who: Actor, public_id: str) -> str | None:
    found = access.scoped(who, Unit, "proof.view").filter(subject__public_id=public_id).first()
    return found.name if found else None


def _home_choices(who: Actor) -> Iterable[tuple[str, str]]:
    return Municipality.objects.order_by("number").values_list("number", "name")[:5]


def _by_homes(rows: QuerySet[Person], numbers: list[str]) -> QuerySet[Person]:
    return rows.filter(home_municipality__number__in=numbers)


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=[("nb", "bokmål"), ("nn", "nynorsk")])


def _set_language(who: Actor, rows: QuerySet[Person], *, language: str) -> ChangeSet:
    with changes.recording(who, "proof.language", act="proof.edit") as recorder:
        recorder.update_all(rows, language=language)
    return recorder.change_set


PEOPLE = lists.List(
    key="proof-people",
    title="People",
    model=Person,
    act="proof.view",
    columns=(
        lists.Column(
            "navn", "Name", lambda p: p.name, ("family_name", "given_name"), personal=True
        ),
        lists.Column("epost", "E-mail", lambda p: p.email, "email", personal=True),
        lists.Column(
            "mobil", "Mobile", lambda p: p.mobile, "mobile", personal=True, needs="proof.contact"
        ),
        lists.Column(
            "bor",
            "Lives in",
            lambda p: str(p.home_municipality or ""),
            "home_municipality__name",
            shown=False,
            personal=True,
        ),
        lists.Column("spraak", "Language", lambda p: p.language, shown=False),
    ),
    filters=(
        lists.ChoiceFilter(
            "spraak",
            "Language",
            lambda rows, value: rows.filter(language=value),
            choices=lambda who: (("nb", "bokmål"), ("nn", "nynorsk")),
        ),
        lists.MultiChoiceFilter("bor", "Lives in", _by_homes, choices=_home_choices),
        lists.TextFilter(
            "etternavn", "Family name", lambda rows, v: rows.filter(family_name__icontains=v)
        ),
        lists.DateFilter(
            "i_verv",
            "In office on",
            lambda rows, day: rows.filter(subject__in=_in_office(day)),
        ),
        lists.YesNoFilter(
            "har_epost",
            "Has an e-mail",
            lambda rows, yes: rows.exclude(email="") if yes else rows.filter(email=""),
        ),
        lists.ChoiceFilter(
            "har_mobil",
            "Has a mobile",
            lambda rows, value: rows.exclude(mobile=""),
            choices=lambda who: (("ja", "yes"),),
            needs="proof.contact",
        ),
        lists.LinkFilter("enhet", "Unit", _by_unit, called=_unit_called),
    ),
    order=("family_name", "given_name"),
    load=lambda rows, who: rows.select_related("subject", "home_municipality"),
    search=lambda rows, who, words: rows.filter(family_name__icontains=words),
    row_href=lambda p: f"/prove/personer/{p.public_id}/",
    counted=lambda n: f"{n} people",
    export_act="proof.export",
    bulk=(
        lists.BulkAct(
            "maalform", "Set the language", "proof.edit", _set_language, form=LanguageForm
        ),
    ),
)


def _in_office(day: date) -> QuerySet[Position, int]:
    with unscoped("tests: narrowed by the rows it filters"):
        return Position.objects.filter(from_day__lte=day).values_list("person", flat=True)
