"""Organisations as rows of a spreadsheet: columns and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samlet.web.core.actor import Actor
from samlet.web.core.errors import Rejected
from samlet.web.core.importing import ImportKind, Planner, Writing, reasons
from samlet.web.core.models import ImportBatch
from samlet.web.organisations import queries
from samlet.web.organisations.importing.planning import NAMED_BY, UnitsPlanner
from samlet.web.organisations.importing.reasons import OWN
from samlet.web.organisations.importing.writing import write
from samlet.web.organisations.models import Edge, Unit, UnitKind

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

FIELDS: dict[str, _StrOrPromise] = {
    "public_id": _("Samlet's id"),
    "unit_name": _("Name"),
    "unit_kind": _("Kind"),
    "short_name": _("Short name"),
    "unit_number": _("Number"),
    "org_number": _("Organisation number"),
    "municipality": _("Municipality"),
    "belongs_to": _("Belongs to"),
    "lies_in": _("Lies in the area of"),
    "union": _("Union"),
    "branch": _("Union branch"),
    "branch_number": _("Number of the union branch"),
    "club": _("Club"),
    "workplace": _("Workplace"),
    "employer": _("Employer"),
    "email": _("Shared e-mail"),
    "phone": _("Shared phone"),
    "mobile": _("Mobile"),
    "from": _("From"),
    "to": _("Ended"),
}


class Organisations(ImportKind):
    """Branches, clubs, workplaces, employers, local organisations, and what they belong to."""

    key = "units"
    about = "units"
    act = "units.edit"
    writes = "units.edit"
    room = "organisations"
    home = "organisations:units"
    home_title = _("Organisations")
    title = _("Import organisations from a spreadsheet")
    lead = _(
        "Send the list of branches, clubs or workplaces as it is. You see what each row leads to "
        "before anything is changed, and the whole import can be undone."
    )
    another = _("Another organisation")
    fields = FIELDS
    naming = ("name",)
    changing = ("values", "joins")
    never = (
        _("How many members an organisation has."),
        _("Names of people: import them as people, with what they are."),
        _("Registers of members: a file that looks like one is refused."),
    )

    def registers(self, actor: Actor) -> list[tuple[str, str]]:
        return queries.registers_for(actor, self.act)

    def check_columns(self, fields: set[str], options: Mapping[str, str]) -> None:
        named = {field for field, _kind in NAMED_BY} & fields
        if "unit_name" not in fields and not named:
            raise Rejected(_("Say which column holds the name of the organisation."))
        if "unit_name" in fields and "unit_kind" not in fields and not options.get("kind"):
            raise Rejected(_("Say what kind of organisation the rows are."))

    def options(self, batch: ImportBatch) -> dict[str, forms.Field]:
        kinds = UnitKind.objects.exclude(key="public_register")
        choices = [
            ("", _("As the row says")),
            *((kind.key, str(kind).capitalize()) for kind in kinds),
        ]
        field = forms.ChoiceField(
            label=_("What the rows are"),
            choices=choices,
            required=False,
            initial=batch.options.get("kind", ""),
            help_text=_("For rows that do not say it themselves."),
        )
        return {"kind": field}

    def planner(self, actor: Actor, batch: ImportBatch) -> Planner:
        return UnitsPlanner(actor, batch)

    def write(self, writing: Writing) -> None:
        write(writing)

    def label(self, name: str) -> str:
        if name in Edge.Kind.values:
            return str(Edge.Kind(name).label)
        return str(Unit._meta.get_field(name).verbose_name)  # type: ignore[union-attr]

    def lines(self, rows: Sequence[Mapping[str, Any]]) -> list[list[str]]:
        kinds = {kind.key: str(kind).capitalize() for kind in UnitKind.objects.all()}
        return [[kinds[row["kind"]]] if row["kind"] in kinds else [] for row in rows]

    def warning(self, key: str, count: int) -> str:
        texts = {
            "moves": ngettext(
                "%(count)s organisation moves from what it belongs to today.",
                "%(count)s organisations move from what they belong to today.",
                count,
            )
        }
        return texts[key]


KIND = Organisations()
reasons.add(OWN)
