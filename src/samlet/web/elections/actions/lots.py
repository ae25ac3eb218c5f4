"""Lots that the election authority drew."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit, stamps
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Rejected
from samlet.web.elections.models import Contest, LotDrawn


@transaction.atomic
def record_lot(actor: Actor, *, contest: Contest, winner: str, source: str, day: date) -> LotDrawn:
    """Record that the election authority drew lots for the last seat, and where it says so."""
    access.require(actor, "lots.record")
    lot = LotDrawn(contest=contest, winner=winner, source=source, day=day)
    if not contest.lists.filter(code=winner).exists():
        raise Rejected(_("No list here has the code “%(code)s”."), code=winner)
    try:
        lot.full_clean()
    except ValidationError as error:
        raise Rejected(" ".join(error.messages).replace("%", "%%")) from error
    lot.save()
    audit.record(actor, "lot.recorded", lot, fields=["winner", "source"])
    stamps.touch()
    return lot


@transaction.atomic
def remove_lot(actor: Actor, *, lot: LotDrawn) -> None:
    """Take a recorded lot away again."""
    access.require(actor, "lots.record")
    audit.record(actor, "lot.removed", lot)
    lot.delete()
    stamps.touch()
