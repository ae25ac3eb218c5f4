"""Every write to blocs and statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit, stamps
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Rejected
from samlet.web.parties.config import BlocConfig
from samlet.web.parties.models import Bloc, BlocList, Party, Statement
from samlet.web.places.models import County, Municipality


def _checked(thing: Bloc | BlocList | Statement) -> None:
    """Field rules and database constraints, told in the user's words."""
    try:
        thing.full_clean()
    except ValidationError as error:
        raise Rejected(" ".join(error.messages).replace("%", "%%")) from error


def _parties(codes: Sequence[str]) -> list[Party]:
    parties = list(Party.objects.filter(code__in=codes))
    missing = sorted(set(codes) - {party.code for party in parties})
    if missing:
        raise Rejected(_("No party has the code %(codes)s."), codes=", ".join(missing))
    if not parties:
        raise Rejected(_("Choose at least one party."))
    return parties


@transaction.atomic
def configure_blocs(actor: Actor, *, blocs: Sequence[BlocConfig]) -> list[Bloc]:
    """Make the blocs those of a configuration; blocs it does not name are removed."""
    access.require(actor, "blocs.edit")
    Bloc.objects.exclude(key__in=[bloc.key for bloc in blocs]).delete()
    saved = []
    for order, config in enumerate(blocs):
        bloc = Bloc.objects.filter(key=config.key).first() or Bloc(key=config.key)
        bloc.order = order
        for language, text in config.name.items():
            setattr(bloc, f"name_{language}", text)
        for language, text in config.adjective.items():
            setattr(bloc, f"adjective_{language}", text)
        bloc.colour = config.colour
        bloc.decided_by, bloc.decided_on = config.decided_by, config.decided_on
        bloc.decision = config.decision
        _checked(bloc)
        bloc.save()
        bloc.parties.set(_parties(config.parties))
        bloc.extra_lists.all().delete()
        for item in config.lists:
            place = Municipality.objects.filter(number=item.municipality, valid_to=None).first()
            if place is None:
                raise Rejected(
                    _("No municipality has the number %(number)s."), number=item.municipality
                )
            extra = BlocList(
                bloc=bloc, municipality=place, year=item.year, code=item.code, reason=item.reason
            )
            _checked(extra)
            extra.save()
        audit.record(actor, "bloc.configured", bloc, fields=["parties", "lists"])
        saved.append(bloc)
    stamps.touch()
    return saved


@transaction.atomic
def edit_bloc(
    actor: Actor,
    *,
    bloc: Bloc,
    name: str,
    adjective: str,
    colour: str,
    parties: Sequence[str],
    decided_by: str = "",
    decided_on: date | None = None,
    decision: str = "",
) -> Bloc:
    """Change what a bloc is called in bokmål, which parties it has and who decided it.

    A new name makes the other languages fall back to it, rather than keep an old translation.
    """
    access.require(actor, "blocs.edit")
    bloc = Bloc.objects.select_for_update().get(pk=bloc.pk)
    if name != bloc.name_nb:
        bloc.name_nn = bloc.name_en = ""
    if adjective != bloc.adjective_nb:
        bloc.adjective_nn = bloc.adjective_en = ""
    bloc.name_nb, bloc.adjective_nb, bloc.colour = name, adjective, colour.lower()
    bloc.decided_by, bloc.decided_on, bloc.decision = decided_by, decided_on, decision
    _checked(bloc)
    bloc.save()
    bloc.parties.set(_parties(parties))
    audit.record(actor, "bloc.edited", bloc, fields=["name", "parties", "decision"])
    stamps.touch()
    return bloc


@transaction.atomic
def add_bloc(
    actor: Actor, *, key: str, name: str, adjective: str, colour: str, parties: Sequence[str]
) -> Bloc:
    """Add a bloc; it is a proposal until a decision is entered."""
    access.require(actor, "blocs.edit")
    bloc = Bloc(
        key=key,
        name_nb=name,
        adjective_nb=adjective,
        colour=colour.lower(),
        order=Bloc.objects.count(),
    )
    _checked(bloc)
    bloc.save()
    bloc.parties.set(_parties(parties))
    audit.record(actor, "bloc.added", bloc, fields=["name", "parties"])
    stamps.touch()
    return bloc


@transaction.atomic
def remove_bloc(actor: Actor, *, bloc: Bloc) -> None:
    """Remove a bloc; at least one must remain, since every page counts one."""
    access.require(actor, "blocs.edit")
    if Bloc.objects.count() == 1:
        raise Rejected(_("The last bloc cannot be removed: add another first."))
    audit.record(actor, "bloc.removed", bloc)
    bloc.delete()
    stamps.touch()


@transaction.atomic
def count_list_with_bloc(
    actor: Actor, *, bloc: Bloc, municipality: Municipality, year: int, code: str, reason: str
) -> BlocList:
    """Say that a mixed or local list belongs to a bloc in one council, and why."""
    access.require(actor, "blocs.edit")
    extra = BlocList(bloc=bloc, municipality=municipality, year=year, code=code, reason=reason)
    _checked(extra)
    extra.save()
    audit.record(actor, "bloc.list_counted", bloc, fields=["lists"])
    stamps.touch()
    return extra


@transaction.atomic
def stop_counting_list(actor: Actor, *, extra: BlocList) -> None:
    """Take a list out of a bloc again."""
    access.require(actor, "blocs.edit")
    audit.record(actor, "bloc.list_removed", extra.bloc, fields=["lists"])
    extra.delete()
    stamps.touch()


@transaction.atomic
def record_statement(
    actor: Actor,
    *,
    party: Party,
    about: Party,
    kind: str,
    quote: str,
    source: str,
    day: date,
    source_url: str = "",
    county: County | None = None,
    municipality: Municipality | None = None,
) -> Statement:
    """Record a party's own words about governing with another, with the source."""
    access.require(actor, "statements.record")
    statement = Statement(
        party=party,
        about=about,
        kind=kind,
        quote=quote,
        source=source,
        source_url=source_url,
        day=day,
        county=county,
        municipality=municipality,
    )
    _checked(statement)
    statement.save()
    audit.record(actor, "statement.recorded", statement)
    return statement


@transaction.atomic
def remove_statement(actor: Actor, *, statement: Statement) -> None:
    """Take a statement away again."""
    access.require(actor, "statements.record")
    audit.record(actor, "statement.removed", statement)
    statement.delete()
