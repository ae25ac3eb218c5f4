"""The real structure a new register starts with: LO in a county, its unions, councils, parties.

From samlet.data, where each row has its source. What is only a proposal there says so in the
unit's source, for the region to put right; nothing here is about a person.
"""

from __future__ import annotations

from samlet import data
from samlet.web.core.actor import Actor
from samlet.web.core.guard import action
from samlet.web.core.models import Subject
from samlet.web.organisations import reach
from samlet.web.organisations.actions import add_unit, check
from samlet.web.organisations.models import Unit, UnitKind, UnitName
from samlet.web.parties.models import Party
from samlet.web.places.models import County, Municipality

PROPOSAL = "proposal"
LO = "Landsorganisasjonen i Norge"


@action
def lay_ground(actor: Actor, *, region: Unit, county: County, official: Unit) -> int:
    """Add what LO has in a county below a region; returns how many units were added.

    official: the public register, which keeps councils and parties.
    """
    kinds = {kind.key: kind for kind in UnitKind.objects.all()}
    with reach.once():
        before = Unit.objects.count()
        confederation = add_unit(
            actor, kind=kinds["confederation"], name=LO, short_name="LO", register=region.subject
        )
        _local_organisations(actor, kinds, region, county)
        _unions(actor, kinds, region.subject, confederation)
        _councils(actor, kinds, official.subject, county)
        _parties(actor, kinds, official.subject)
        return Unit.objects.count() - before


def _source(row: dict[str, str]) -> str:
    text = row["source"]
    return f"{text} (forslag)" if row["basis"] == PROPOSAL else text


def _local_organisations(
    actor: Actor, kinds: dict[str, UnitKind], region: Unit, county: County
) -> None:
    places = {place.number: place for place in Municipality.objects.filter(valid_to=None)}
    covers: dict[str, list[Municipality]] = {}
    for row in data.table("local_organisation_municipalities"):
        if row["local_organisation"]:
            covers.setdefault(row["local_organisation"], []).append(places[row["municipality"]])
    for row in data.table("local_organisations"):
        if row["county"] == county.number:
            unit = add_unit(
                actor,
                kind=kinds["local_organisation"],
                name=row["name"],
                belongs_to=[region],
                register=region.subject,
                covers=covers.get(row["key"], []),
                source=_source(row),
            )
            _also(unit, row["abbreviations"])


def _unions(
    actor: Actor, kinds: dict[str, UnitKind], register: Subject, confederation: Unit
) -> None:
    for row in data.table("unions"):
        if row["kind"] == "union" and row["confederation"] == "LO":
            unit = add_unit(
                actor,
                kind=kinds["union"],
                name=row["name"],
                short_name=row["short"],
                belongs_to=[confederation],
                register=register,
                source=_source(row)[:300],
            )
            _also(unit, row["abbreviations"], row["former_names"])


def _also(unit: Unit, *lists: str) -> None:
    names = {name for cell in lists for name in cell.split("|") if name and name != unit.name}
    for name in sorted(names):
        alias = UnitName(unit=unit, name=name)
        check(alias)
        alias.save()


def _councils(actor: Actor, kinds: dict[str, UnitKind], register: Subject, county: County) -> None:
    add_unit(
        actor,
        kind=kinds["county_council"],
        name=f"{county.name} fylkesting",
        county=county,
        register=register,
    )
    for place in county.municipalities.filter(valid_to=None):
        add_unit(
            actor,
            kind=kinds["council"],
            name=f"{place.name} kommunestyre",
            municipality=place,
            county=county,
            register=register,
        )


def _parties(actor: Actor, kinds: dict[str, UnitKind], register: Subject) -> None:
    for party in Party.objects.prefetch_related("names"):
        name = next((one.nb for one in party.names.all()), party.short)
        add_unit(
            actor,
            kind=kinds["party"],
            name=name,
            short_name=party.short,
            party=party,
            register=register,
        )
