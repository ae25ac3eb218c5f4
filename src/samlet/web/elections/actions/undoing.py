"""A second person confirms an import, or it is undone."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samlet.web.core import access, audit, stamps
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Conflict, Rejected
from samlet.web.elections.models import (
    Contest,
    Election,
    ListResult,
    ResultChange,
    ResultImport,
)


@transaction.atomic
def confirm_import(actor: Actor, *, result_import: ResultImport) -> ResultImport:
    """A second person has compared the import with the official page and says it is right."""
    access.require(actor, "figures.import")
    row = ResultImport.objects.select_for_update().get(pk=result_import.pk)
    if row.undone_at:
        raise Conflict(_("The import was undone and cannot be confirmed."))
    if row.confirmed_at:
        raise Conflict(_("The import is already confirmed by %(name)s."), name=row.confirmed_by)
    if actor.name.casefold() == row.imported_by.casefold():
        raise Rejected(_("An import is confirmed by another person than the one who made it."))
    row.confirmed_by, row.confirmed_at = actor.name, timezone.now()
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    audit.record(actor, "results.confirmed", row, fields=["confirmed_by"])
    return row


@transaction.atomic
def undo_import(actor: Actor, *, result_import: ResultImport) -> ResultImport:
    """Put every list and contest back as it was before an import.

    Refused when a later import changed the same contests: undo that one first.
    """
    access.require(actor, "figures.import")
    row = ResultImport.objects.select_for_update().get(pk=result_import.pk)
    if row.undone_at:
        raise Conflict(_("The import is already undone."))
    changes = list(row.changes.all())
    touched = {change.contest_id_text for change in changes}
    later = ResultImport.objects.filter(
        pk__gt=row.pk, undone_at=None, changes__contest_id_text__in=touched
    ).first()
    if later:
        raise Conflict(
            _("A later import changed the same results. Undo “%(title)s” first."), title=str(later)
        )
    _put_back(changes, {c.stable_id: c for c in Contest.objects.filter(stable_id__in=touched)})
    row.undone_by, row.undone_at = actor.name, timezone.now()
    row.save(update_fields=["undone_by", "undone_at"])
    audit.record(actor, "results.undone", row, fields=["undone_at"])
    stamps.touch()
    return row


def _put_back(changes: list[ResultChange], contests: dict[str, Contest]) -> None:
    """Lists first, since a contest that goes takes its lists along."""
    made = [change for change in changes if not change.code and not change.before]
    gone = {change.contest_id_text for change in made}
    for change in reversed(changes):
        contest = contests[change.contest_id_text]
        if change.contest_id_text in gone:
            continue
        if not change.code:
            Contest.objects.filter(pk=contest.pk).update(**change.before)
        elif change.before:
            ListResult.objects.filter(contest=contest, code=change.code).update(**change.before)
        else:
            ListResult.objects.filter(contest=contest, code=change.code).delete()
    elections = {contests[name].election_id for name in gone}
    Contest.objects.filter(stable_id__in=gone).delete()
    Election.objects.filter(pk__in=elections, contests=None).delete()
