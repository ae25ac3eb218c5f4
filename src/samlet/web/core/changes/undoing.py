"""Put a change set back as it was: all of it, or nothing and a list of what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samlet.web.core import access, audit
from samlet.web.core.actor import Actor
from samlet.web.core.changes.attached import attached_to, is_of_its_subject
from samlet.web.core.changes.differences import Difference, label_of, said
from samlet.web.core.changes.encoding import Json, decode, encode, field_of, fields_of
from samlet.web.core.changes.recording import chunks
from samlet.web.core.changes.writing import CHUNK, write_rows
from samlet.web.core.errors import Conflict, Forbidden
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Change, ChangeSet, Subject

UNDO_FOR = timedelta(days=30)
TOLD = 20  # differences named; more are counted

Restored = Callable[[Sequence[Any]], None]
_when_restored: dict[str, list[Restored]] = {}


def when_restored(label: str, then: Restored) -> None:
    """What to make again when rows of a model were put back: placements, closure, index.

    `then` gets the pks, in the undo's own transaction, those that are gone again included.
    """
    _when_restored.setdefault(label.lower(), []).append(then)


class UndoConflict(Conflict):
    """Rows have changed since; `differences` name them, `more` is how many are not named."""

    def __init__(self, differences: Sequence[Difference], more: int = 0) -> None:
        super().__init__(
            gettext_lazy(
                "Nothing was undone, since somebody has changed this afterwards: %(what)s. "
                "Correct that by hand, or leave it as it is."
            ),
            what="; ".join(one.sentence for one in differences),
        )
        self.differences = tuple(differences)
        self.more = more


@dataclass
class Net:
    """What a change set did to one row in all: several changes of the same row are joined."""

    model: type[models.Model]
    pk: Any
    before: dict[str, Json] | None = None
    after: dict[str, Json] | None = None
    seen: bool = False
    order: int = 0

    def join(self, change: Change) -> None:
        if not self.seen:
            self.before, self.after, self.seen = change.before, change.after, True
            return
        made_here = self.before is None
        if change.after is None:  # removed: how it was before all of it
            whole = {**(change.before or {}), **(self.before or {})}
            self.before, self.after = (None if made_here else whole), None
        elif self.after is None:  # removed and put back, or made again
            self.after = change.after
        else:
            if not made_here and change.before is not None:
                self.before = {**change.before, **(self.before or {})}
            self.after = {**self.after, **change.after}


@dataclass
class Plan:
    """The rows to remove, to put back and to set, and what stands in the way."""

    removed: list[Net] = field(default_factory=list)
    put_back: list[Net] = field(default_factory=list)
    reset: list[Net] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    def in_the_way(self, found: Iterable[Difference]) -> None:
        self.differences.extend(found)


def may_undo(actor: Actor, change_set: ChangeSet) -> bool:
    """Who did it, or who may undo others' acts in that register; and only what is still open."""
    if actor.is_trusted:
        return True
    if actor.trail != change_set.actor_key and (
        change_set.controller_id not in kept_registers(actor)
    ):
        return False
    if not change_set.act:
        return True
    if not access.may(actor, change_set.act):
        return False
    touched = change_set.changes.exclude(subject=None).values("subject")
    hidden = Subject.objects.filter(pk__in=touched).exclude(
        access.visible(actor, change_set.act, "")
    )
    return not hidden.exists()


def kept_registers(actor: Actor) -> set[int]:
    """The registers where the actor may undo what others did."""
    roles = {act.key: act for act in access.all_acts()}["changes.undo"].roles
    return {held.controller_id for held in actor.grants if held.role in roles}


def open_until(change_set: ChangeSet) -> datetime:
    return change_set.at + UNDO_FOR


def can_be_undone(change_set: ChangeSet, at: datetime | None = None) -> bool:
    """Whether it is still time: not undone, not older than 30 days, not emptied."""
    late = (at or timezone.now()) > open_until(change_set)
    return not (late or change_set.undone_at or change_set.emptied_at)


@transaction.atomic
def undo(actor: Actor, change_set: ChangeSet) -> ChangeSet:
    """Put every row back. UndoConflict names rows that have changed since; nothing is undone then.

    Rows of a person who is erased are no longer in the set, and stay away.
    """
    found = ChangeSet.objects.select_for_update().get(pk=change_set.pk)
    if not may_undo(actor, found):
        raise Forbidden(_("Your role does not include undoing this."))
    if found.undone_at:
        raise Conflict(_("It is already undone."))
    if not can_be_undone(found):
        raise Conflict(_("It is more than 30 days ago, and can no longer be undone in one step."))
    with unscoped("undoing rows whose change set is open to the actor"):
        nets = _nets(found)
        plan = _plan(nets)
        if plan.differences:
            raise UndoConflict(plan.differences[:TOLD], max(0, len(plan.differences) - TOLD))
        _carry_out(plan)
        _tell(nets)
    found.undone_at, found.undone_by = timezone.now(), actor.trail[:100]
    found.save(update_fields=["undone_at", "undone_by"])
    audit.record(actor, "changes.undone", found, fields=["undone_at"])
    return found


def _nets(change_set: ChangeSet) -> list[Net]:
    nets: dict[tuple[str, str], Net] = {}
    for order, change in enumerate(change_set.changes.order_by("pk").iterator(chunk_size=2000)):
        key = (change.model, change.row)
        if key not in nets:
            model = apps.get_model(change.model)
            pk = decode(model._meta.pk, change.row)
            nets[key] = Net(model, pk, order=order)
        nets[key].join(change)
    return [net for net in nets.values() if net.before is not None or net.after is not None]


def _plan(nets: Sequence[Net]) -> Plan:
    plan = Plan()
    by_model: dict[type[models.Model], list[Net]] = {}
    for net in nets:
        by_model.setdefault(net.model, []).append(net)
    for model, own in by_model.items():
        for some in chunks(own, CHUNK):
            rows = model._base_manager.select_for_update().filter(pk__in=[net.pk for net in some])
            present = {row.pk: row for row in rows}
            for net in some:
                _judge(plan, net, present.get(net.pk))
    going = {(net.model._meta.label_lower, str(net.pk)) for net in plan.removed}
    going |= {("core.subject", pk) for label, pk in going if is_of_its_subject(_model(label))}
    for label in {label for label, _pk in going}:
        ids = [pk for other, pk in going if other == label]
        plan.in_the_way(_hanging(_model(label), ids, going))
    return plan


def _model(label: str) -> type[models.Model]:
    return apps.get_model(label)


def _judge(plan: Plan, net: Net, present: models.Model | None) -> None:
    """Put one row in the plan, or say what stands in the way."""
    if net.after is None:
        if present is not None:
            plan.in_the_way([_whole(str(present), _("it has been made again"))])
        plan.put_back.append(net)
        return
    if present is None:
        if net.before is None:
            return  # made by the act and already gone
        plan.in_the_way([_whole(_name_of(net), _("it has been removed"))])
        return
    plan.in_the_way(_moved(net, present))
    (plan.removed if net.before is None else plan.reset).append(net)


def _moved(net: Net, present: models.Model) -> list[Difference]:
    """Fields that are no longer as the change left them."""
    found = []
    for name, after in (net.after or {}).items():
        field_ = field_of(net.model, name)
        now = encode(field_, getattr(present, field_.attname))
        if now != after:
            before = (net.before or {}).get(name)
            found.append(
                Difference(
                    row=str(present),
                    label=label_of(field_),
                    name=name,
                    before=said(field_, before),
                    yours=said(field_, after),
                    theirs=said(field_, now),
                )
            )
    return found


def _whole(row: str, problem: str) -> Difference:
    return Difference(row, "", "", "", "", "", problem)


def _name_of(net: Net) -> str:
    """What a row that is gone is called: its kind, since its name may be what was erased."""
    return str(net.model._meta.verbose_name)


def _hanging(
    model: type[models.Model], ids: Sequence[str], going: set[tuple[str, str]]
) -> list[Difference]:
    """What has come to point at rows that would be removed."""
    found: list[Difference] = []
    for some in chunks(ids, CHUNK):
        for one in attached_to(model, some, except_=going):
            owner = model._base_manager.filter(pk=one.to).first()
            found.append(_whole(str(owner), _("%(what)s has been added") % {"what": one.what}))
    return found


def _carry_out(plan: Plan) -> None:
    """Remove what was made, latest first; put back what was removed; set what was changed."""
    try:
        with transaction.atomic():
            _remove_made(plan.removed)
            for net in sorted(plan.put_back, key=lambda net: net.order, reverse=True):
                _put_back(net)
            _reset(plan.reset)
    except IntegrityError as error:
        # A unique name taken since, or a constraint: the database knows which, the user who.
        raise Conflict(
            _("Nothing was undone, since something that was added later is in the way.")
        ) from error


def _remove_made(nets: Sequence[Net]) -> None:
    """Latest first, so that what points at another goes before it."""
    ordered = sorted(nets, key=lambda net: net.order, reverse=True)
    runs: list[tuple[type[models.Model], list[Any]]] = []
    for net in ordered:
        if not runs or runs[-1][0] is not net.model:
            runs.append((net.model, []))
        runs[-1][1].append(net.pk)
    for model, ids in runs:
        target = Subject if is_of_its_subject(model) else model
        for some in chunks(ids, CHUNK):
            target._base_manager.filter(pk__in=some).delete()


def _put_back(net: Net) -> None:
    values = {
        field_.attname: decode(field_, (net.before or {}).get(field_.name))
        for field_ in fields_of(net.model)
    }
    net.model._base_manager.bulk_create([net.model(**values)])


def _reset(nets: Sequence[Net]) -> None:
    groups: dict[tuple[type[models.Model], tuple[str, ...]], list[Net]] = {}
    for net in nets:
        groups.setdefault((net.model, tuple(sorted(net.before or {}))), []).append(net)
    for (model, names), group in groups.items():
        fields = [field_of(model, name) for name in names]
        write_rows(
            model,
            fields,
            ((net.pk, [decode(f, (net.before or {})[f.name]) for f in fields]) for net in group),
        )


def _tell(nets: Sequence[Net]) -> None:
    for label, followers in _when_restored.items():
        ids = [net.pk for net in nets if net.model._meta.label_lower == label]
        if ids:
            for then in followers:
                then(ids)
