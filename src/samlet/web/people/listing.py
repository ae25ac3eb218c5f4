"""The list of people, by what they are today."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from samlet.web.core import lists
from samlet.web.core.actor import Actor
from samlet.web.core.models import Placement, Reach
from samlet.web.organisations import queries as organisations
from samlet.web.parties.models import Party
from samlet.web.people import bulk, queries
from samlet.web.people.models import Person, PositionKind
from samlet.web.places.models import Municipality
from samlet.web.ui import formats

Rows = QuerySet[Any]


def _kinds(actor: Actor) -> Iterable[tuple[str, str]]:
    return [(kind.key, str(kind).capitalize()) for kind in PositionKind.objects.all()]


def _places(actor: Actor) -> Iterable[tuple[str, str]]:
    return list(Municipality.objects.filter(valid_to=None).values_list("number", "name"))


def _holding(rows: Rows, narrowed: Q) -> Rows:
    held = queries.held_today().filter(narrowed)
    return rows.filter(pk__in=held.values("person"))


def _below(rows: Rows, public_id: str) -> Rows:
    reached = Reach.objects.filter(ancestor__public_id=public_id)
    placed = Placement.objects.filter(unit__in=reached.values("descendant"))
    return rows.filter(pk__in=placed.values("subject"))


def _has_office(rows: Rows, has: bool) -> Rows:
    held = queries.held_today().values("person")
    return rows.filter(pk__in=held) if has else rows.exclude(pk__in=held)


def _reached(rows: Rows, reachable: bool) -> Rows:
    contact = ~Q(mobile="") | ~Q(email="")
    return rows.filter(contact) if reachable else rows.exclude(contact)


def _called(rows: Rows, actor: Actor, words: str) -> Rows:
    for word in words.split():
        rows = rows.filter(
            Q(family_name__icontains=word)
            | Q(given_name__icontains=word)
            | Q(email__icontains=word)
            | Q(mobile__contains=word)
        )
    return rows


def _load(rows: Rows, actor: Actor) -> Rows:
    held = queries.held_on(queries.positions_for(actor)).order_by("kind__order")
    return rows.select_related("subject", "home_municipality", "works_at").prefetch_related(
        Prefetch("positions", held, to_attr="held")
    )


def _offices(person: Any) -> str:
    return "; ".join(f"{one.title or one.kind}, {one.unit.name}" for one in person.held)


def _counted(count: int) -> str:
    return ngettext("%(count)s person", "%(count)s people", count) % {
        "count": formats.number(count)
    }


NAME = lists.Column(
    "navn",
    _("Name"),
    lambda person: person.name,
    ("family_name", "given_name"),
    personal=True,
)
POSITIONS = lists.Column("verv", _("Positions today"), _offices, personal=True)
ID = lists.Column("id", _("Samlet's id"), lambda person: person.public_id, shown=False)

PEOPLE = lists.List(
    key="people",
    title=_("People"),
    lead=_("Everyone with an office, by what they are today. Members are not registered here."),
    model=Person,
    act="people.view",
    narrow=lambda rows, actor: rows.filter(merged_into=None, subject__is_public=False),
    columns=(
        NAME,
        POSITIONS,
        lists.Column(
            "mobil",
            _("Mobile"),
            lambda person: formats.phone(person.mobile) if person.mobile else "",
            personal=True,
        ),
        lists.Column("epost", _("E-mail"), lambda person: person.email, personal=True),
        lists.Column(
            "bor",
            _("Lives in"),
            lambda person: str(person.home_municipality or ""),
            "home_municipality__name",
            personal=True,
            shown=False,
        ),
        lists.Column(
            "arbeid",
            _("Works at"),
            lambda person: str(person.works_at or ""),
            "works_at__name",
            personal=True,
            shown=False,
        ),
        lists.Column(
            "sprak", _("Language"), lambda person: person.language, personal=True, shown=False
        ),
        ID,
    ),
    filters=(
        lists.ChoiceFilter(
            "verv",
            _("Position"),
            lambda rows, key: _holding(rows, Q(kind__key=key)),
            choices=_kinds,
        ),
        lists.ChoiceFilter(
            "bor",
            _("Lives in"),
            lambda rows, number: rows.filter(home_municipality__number=number),
            choices=_places,
        ),
        lists.YesNoFilter(
            "naa",
            _("Has a position today"),
            _has_office,
            yes=pgettext_lazy("position", "Has one today"),
            no=pgettext_lazy("position", "Has none today"),
        ),
        lists.YesNoFilter("kontakt", _("Can be reached"), _reached),
        lists.LinkFilter("under", _("Below"), _below, called=organisations.called),
    ),
    order=("family_name", "given_name"),
    load=_load,
    search=_called,
    search_label=_("Name, mobile or e-mail"),
    row_href=lambda person: reverse("people:person", args=[person.public_id]),
    counted=_counted,
    empty_text=_("Add a person with an office, or import them from a spreadsheet."),
    add_href=lambda: reverse("people:add"),
    add_label=_("Add a person"),
    add_act="people.edit",
    import_href=lambda: reverse("people:import_send"),
    import_act="people.import",
    export_act="people.export",
    bulk=bulk.ACTS,
)


def _lists(actor: Actor) -> Iterable[tuple[str, str]]:
    return [(party.code, party.short) for party in Party.objects.all()]


def _political(actor: Actor) -> Iterable[tuple[str, str]]:
    kinds = PositionKind.objects.filter(political=True)
    return [(kind.key, str(kind).capitalize()) for kind in kinds]


def _in_place(rows: Rows, number: str) -> Rows:
    return _holding(rows, Q(unit__municipality__number=number))


def _sources(person: Any) -> str:
    return "; ".join(dict.fromkeys(one.source for one in person.held if one.source))


OFFICIALS = lists.List(
    key="officials",
    title=_("Elected representatives"),
    lead=_("Official facts, open to all: who holds which political office, from public sources."),
    model=Person,
    act="officials.view",
    narrow=lambda rows, actor: rows.filter(merged_into=None, subject__is_public=True),
    columns=(
        NAME,
        POSITIONS,
        lists.Column(
            "liste",
            _("List"),
            lambda person: ", ".join(
                dict.fromkeys(one.party.short for one in person.held if one.party)
            ),
            personal=True,
        ),
        lists.Column("kilde", _("Source"), _sources, shown=False),
        ID,
    ),
    filters=(
        lists.ChoiceFilter(
            "verv",
            _("Position"),
            lambda rows, key: _holding(rows, Q(kind__key=key)),
            choices=_political,
        ),
        lists.ChoiceFilter("kommune", _("Municipality"), _in_place, choices=_places),
        lists.ChoiceFilter(
            "liste",
            _("List"),
            lambda rows, code: _holding(rows, Q(party__code=code)),
            choices=_lists,
        ),
        lists.YesNoFilter(
            "naa",
            _("Has a position today"),
            _has_office,
            yes=pgettext_lazy("position", "Has one today"),
            no=pgettext_lazy("position", "Has none today"),
        ),
        lists.LinkFilter("under", _("Below"), _below, called=organisations.called),
    ),
    order=("family_name", "given_name"),
    load=_load,
    search=_called,
    search_label=_("Name"),
    row_href=lambda person: reverse("people:person", args=[person.public_id]),
    counted=_counted,
    empty_text=_("Add those elected where you work, each with the source that says so."),
    add_href=lambda: reverse("people:add_official"),
    add_label=_("Add an elected representative"),
    add_act="public_register.edit",
    export_act="public_register.export",
)
