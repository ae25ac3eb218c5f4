"""The list of organisations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from samlet.web.core import lists
from samlet.web.core.actor import Actor
from samlet.web.core.models import Reach
from samlet.web.organisations import bulk, queries
from samlet.web.organisations.models import Unit, UnitKind, UnitName
from samlet.web.places.models import Municipality
from samlet.web.ui import formats

Rows = QuerySet[Any]


def _kinds(actor: Actor) -> Iterable[tuple[str, str]]:
    return [(kind.key, kind.plural.capitalize()) for kind in UnitKind.objects.all()]


def _places(actor: Actor) -> Iterable[tuple[str, str]]:
    return list(Municipality.objects.filter(valid_to=None).values_list("number", "name"))


def _standing(rows: Rows, standing: bool) -> Rows:
    stands = Q(valid_to=None) | Q(valid_to__gte=timezone.localdate())
    return rows.filter(stands) if standing else rows.exclude(stands)


def _below(rows: Rows, public_id: str) -> Rows:
    reached = Reach.objects.filter(ancestor__public_id=public_id)
    return rows.filter(pk__in=reached.values("descendant")).exclude(subject__public_id=public_id)


def _called(rows: Rows, actor: Actor, words: str) -> Rows:
    for word in words.split():
        also = UnitName.objects.filter(unit=OuterRef("pk"), name__icontains=word)
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(short_name__icontains=word)
            | Q(number=word)
            | Q(org_number=word)
            | Exists(also)
        )
    return rows


def _counted(count: int) -> str:
    return ngettext("%(count)s organisation", "%(count)s organisations", count) % {
        "count": formats.number(count)
    }


UNITS = lists.List(
    key="units",
    title=_("Organisations"),
    lead=_("Unions, branches, clubs, parties, councils, employers and workplaces."),
    model=Unit,
    act="units.view",
    columns=(
        lists.Column("navn", _("Name"), lambda unit: unit.name, "name"),
        lists.Column("slag", _("Kind"), lambda unit: str(unit.kind), ("kind__order", "name")),
        lists.Column("nummer", _("Number"), lambda unit: unit.number, "number", shown=False),
        lists.Column(
            "kommune",
            _("Municipality"),
            lambda unit: str(unit.municipality or ""),
            "municipality__name",
        ),
        lists.Column("orgnr", _("Organisation number"), lambda unit: unit.org_number, shown=False),
        lists.Column("epost", _("Shared e-mail"), lambda unit: unit.email, shown=False),
        lists.Column("telefon", _("Shared phone"), lambda unit: unit.phone, shown=False),
        lists.Column("fra", _("From"), lambda unit: unit.valid_from, "valid_from", shown=False),
        lists.Column("til", _("Ended"), lambda unit: unit.valid_to, "valid_to", shown=False),
        lists.Column("id", _("Samlet's id"), lambda unit: unit.public_id, shown=False),
    ),
    filters=(
        lists.ChoiceFilter(
            "slag",
            _("Kind"),
            lambda rows, key: rows.filter(kind__key=key),
            choices=_kinds,
        ),
        lists.ChoiceFilter(
            "kommune",
            _("Municipality"),
            lambda rows, number: rows.filter(municipality__number=number),
            choices=_places,
        ),
        lists.YesNoFilter(
            "virksom",
            pgettext_lazy("organisation", "Stands today"),
            _standing,
            yes=pgettext_lazy("organisation", "Stands today"),
            no=pgettext_lazy("organisation", "Has ended"),
        ),
        lists.LinkFilter("under", _("Below"), _below, called=queries.called),
    ),
    order=("name",),
    load=lambda rows, actor: rows.select_related("subject", "kind", "municipality"),
    search=_called,
    search_label=_("Name or number"),
    row_href=lambda unit: reverse("organisations:unit", args=[unit.public_id]),
    counted=_counted,
    empty_text=_("Add the organisations you work with, or import them from a spreadsheet."),
    add_href=lambda: reverse("organisations:add"),
    add_label=_("Add an organisation"),
    add_act="units.edit",
    import_href=lambda: reverse("organisations:import_send"),
    import_act="units.edit",
    export_act="units.export",
    bulk=bulk.ACTS,
)
