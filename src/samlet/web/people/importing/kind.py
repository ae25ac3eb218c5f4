"""People as rows of a spreadsheet: columns and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samlet.web.core import audit
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Rejected
from samlet.web.core.importing import ImportKind, Planner, Writing, reasons
from samlet.web.core.models import ImportBatch
from samlet.web.organisations import queries as organisations
from samlet.web.people.importing.planning import PeoplePlanner
from samlet.web.people.importing.reasons import OWN
from samlet.web.people.importing.writing import write
from samlet.web.people.models import Person, PositionKind

FIELDS = {
    "public_id": _("Samlet's id"),
    "name": _("Name"),
    "given_name": _("Given name"),
    "family_name": _("Family name"),
    "union": _("Union"),
    "branch": _("Union branch"),
    "branch_number": _("Number of the union branch"),
    "club": _("Club"),
    "workplace": _("Workplace"),
    "employer": _("Employer"),
    "home_municipality": _("Lives in"),
    "municipality": _("Municipality of the workplace"),
    "position": _("Position"),
    "email": _("E-mail"),
    "mobile": _("Mobile"),
    "phone": _("Phone"),
    "from": _("From"),
    "to": _("To"),
    "period": _("Period"),
    "status": _("Status"),
    "language": _("Language"),
}


class People(ImportKind):
    """Those who hold an office, and where."""

    key = "people"
    about = "people"
    act = "people.import"
    writes = "people.edit"
    room = "people"
    home = "people:people"
    home_title = _("People")
    title = _("Import people from a spreadsheet")
    lead = _(
        "Send the list as it is. You see what each row leads to before anything is changed, and "
        "the whole import can be undone."
    )
    another = _("Another person")
    fields = FIELDS
    naming = ("given_name", "family_name")
    changing = ("values", "offices", "ends")
    never = (
        _("National identity numbers, wherever they stand."),
        _("Which party somebody votes for, belongs to or leans to."),
        _("Health, diet and other things that are nobody's business."),
        _("Registers of members: a file that looks like one is refused."),
    )

    def registers(self, actor: Actor) -> list[tuple[str, str]]:
        return organisations.registers_for(actor, self.act)

    def check_columns(self, fields: set[str], options: Mapping[str, str]) -> None:
        if not {"name", "family_name"} & fields:
            raise Rejected(_("Say which column holds the name."))

    def planner(self, actor: Actor, batch: ImportBatch) -> Planner:
        return PeoplePlanner(actor, batch)

    def write(self, writing: Writing) -> None:
        write(writing)

    def label(self, name: str) -> str:
        return str(Person._meta.get_field(name).verbose_name)  # type: ignore[union-attr]

    def lines(self, rows: Sequence[Mapping[str, Any]]) -> list[list[str]]:
        kinds = {kind.key: str(kind) for kind in PositionKind.objects.all()}
        units = {unit for row in rows for _kind, unit, *_days in row["offices"]}
        names = organisations.titles(units)
        return [_lines(row, kinds, names) for row in rows]

    def warning(self, key: str, count: int) -> str:
        texts = {"ends": ngettext("%(count)s position ends.", "%(count)s positions end.", count)}
        return texts[key]

    def missing(self, count: int) -> str:
        return ngettext(
            "%(count)s person with an office in these organisations does not stand in the file. "
            "Nothing happens to that person.",
            "%(count)s people with an office in these organisations do not stand in the file. "
            "Nothing happens to them.",
            count,
        ) % {"count": count}

    def seen(self, actor: Actor, rows: Sequence[Mapping[str, Any]]) -> None:
        known = sorted({pk for row in rows if (pk := row["target"] or row["near"])})
        audit.seen(actor, "people.import_looked", known)


def _lines(row: Mapping[str, Any], kinds: Mapping[str, str], names: Mapping[int, str]) -> list[str]:
    """The offices that come and go with a row."""
    said = [
        _("New position: %(kind)s, %(unit)s")
        % {"kind": kinds.get(kind, kind), "unit": names.get(unit, "")}
        for kind, unit, *_days in row["offices"]
    ]
    if ended := len(row["ends"]):
        said.append(
            ngettext("%(count)s position ends.", "%(count)s positions end.", ended)
            % {"count": ended}
        )
    return [str(one) for one in said]


KIND = People()
reasons.add(OWN)
