"""Write and remember how it was: one recorder for one act, bulk acts, imports and merges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from samlet.web.core.actor import Actor
from samlet.web.core.changes.encoding import Field, Json, encode, field_of, row_of
from samlet.web.core.changes.subjects import path_of, scope_field, subject_of
from samlet.web.core.changes.writing import CHUNK, write_rows
from samlet.web.core.errors import Conflict
from samlet.web.core.models import Change, ChangeSet, Subject

M = TypeVar("M", bound=models.Model)
T = TypeVar("T")


class Recorder:
    """Writes rows and remembers them in one change set. It asks for no permission: the action does.

    Rows are told in the order they are written, and undone in the opposite one.
    """

    def __init__(self, change_set: ChangeSet) -> None:
        self.change_set = change_set
        self._waiting: list[Change] = []
        self._count = 0

    @property
    def count(self) -> int:
        """How many rows it has touched."""
        return self._count

    def update(self, instance: models.Model, **values: Any) -> bool:
        """Set fields of one row; whether anything became different. Conflict if it is gone."""
        return self.update_many([(instance, values)]) == 1

    def update_many(self, rows: Iterable[tuple[M, dict[str, Any]]]) -> int:
        """Set each row's own values; how many became different. The instances are set too.

        How a row was is read from the database and locked, not taken from the instance.
        """
        changed = 0
        for some in chunks(rows, CHUNK):
            keys = {(type(instance), instance.pk) for instance, _values in some}
            if len(keys) < len(some) > 1:  # the same row twice: each must see the one before
                changed += sum(self.update_many([one]) for one in some)
                continue
            groups: dict[tuple[type[M], tuple[str, ...]], list[tuple[M, dict[str, Any]]]] = {}
            for instance, values in some:
                groups.setdefault((type(instance), tuple(values)), []).append((instance, values))
            for (model, names), group in groups.items():
                changed += self._update_alike(model, names, group)
        return changed

    def _update_alike(
        self, model: type[M], names: Sequence[str], group: Sequence[tuple[M, dict[str, Any]]]
    ) -> int:
        fields = [field_of(model, name) for name in names]
        found = _locked(model, [instance.pk for instance, _values in group], fields)
        written: list[tuple[Any, list[Any]]] = []
        for instance, values in group:
            if instance.pk not in found:
                raise Conflict(_("Somebody else has removed what was to be changed."))
            present = found[instance.pk]
            for name, value in values.items():
                setattr(instance, name, value)
            after = {f.name: encode(f, getattr(instance, f.attname)) for f in fields}
            before = {f.name: encode(f, present[f.attname]) for f in fields}
            if after == before:
                continue
            self._note((model, instance.pk), before, after, subject_of(instance), present["scope"])
            written.append((instance.pk, [getattr(instance, f.attname) for f in fields]))
        write_rows(model, fields, written)
        return len(written)

    def update_all(self, rows: QuerySet[Any], **values: Any) -> int:
        """Set the same values in all these rows; how many became different."""
        model = rows.model
        fields = [field_of(model, name) for name in values]
        probe = model(**values)
        after = {f.name: encode(f, getattr(probe, f.attname)) for f in fields}
        if scope_field(model) in after:
            raise TypeError("rows are moved to another subject one by one, by update_many")
        changed = 0
        for some in chunks(list(rows.order_by().values_list("pk", flat=True)), CHUNK):
            ids = []
            for pk, present in _locked(model, some, fields).items():
                before = {f.name: encode(f, present[f.attname]) for f in fields}
                if before != after:
                    self._note((model, pk), before, after, present["scope"], present["scope"])
                    ids.append(pk)
            model._base_manager.filter(pk__in=ids).update(**values)
            changed += len(ids)
        return changed

    def create(self, instance: M) -> M:
        """Save a new row. What has a subject has that made first, and loses it when undone."""
        instance.save(force_insert=True)
        self._note((type(instance), instance.pk), None, row_of(instance), subject_of(instance))
        return instance

    def create_many(self, instances: Iterable[M]) -> list[M]:
        """Save many new rows of one model."""
        made: list[M] = []
        for some in chunks(instances, CHUNK):
            saved = type(some[0])._base_manager.bulk_create(some)
            for one in saved:
                self._note((type(one), one.pk), None, row_of(one), subject_of(one))
            made += saved
        return made

    def delete(self, instance: models.Model) -> None:
        """Remove a row. Its subject stays, so that it can come back, until it is erased."""
        self.delete_all(type(instance)._base_manager.filter(pk=instance.pk))

    def delete_all(self, rows: QuerySet[Any]) -> int:
        """Remove these rows, and nothing with them: what hangs on them is removed by name first."""
        model, removed = rows.model, 0
        for some in chunks(list(rows.order_by().values_list("pk", flat=True)), CHUNK):
            found = model._base_manager.select_for_update().filter(pk__in=some)
            for one in found:
                self._note((model, one.pk), row_of(one), None, subject_of(one))
            removed += _remove(model, some)
        return removed

    def _note(
        self,
        row: tuple[type[models.Model], object],
        before: dict[str, Json] | None,
        after: dict[str, Json] | None,
        subject: int | None,
        former: int | None = None,
    ) -> None:
        model, pk = row
        if before is not None and after is not None:
            after = {name: value for name, value in after.items() if value != before[name]}
            before = {name: before[name] for name in after}
        change = Change(
            change_set=self.change_set,
            subject_id=subject,
            former_subject_id=former if former != subject else None,
            model=model._meta.label_lower,
            row=str(pk),
            before=before,
            after=after,
        )
        self._waiting.append(change)
        self._count += 1
        if len(self._waiting) >= CHUNK:
            self.flush()

    def flush(self) -> None:
        """Write the changes that wait."""
        Change.objects.bulk_create(self._waiting)
        self._waiting = []


@contextmanager
def recording(
    actor: Actor, what: str, *, act: str = "", controller: Subject | int | None = None
) -> Iterator[Recorder]:
    """Everything written by the recorder becomes one change set; all of it or nothing.

    what: the act in the audit line ("people.bulk_end"). act: what one must be allowed with every
    row to undo it ("people.edit"). controller: the register it is in, whose keepers may undo it.
    """
    with transaction.atomic():
        change_set = ChangeSet.objects.create(
            what=what,
            act=act,
            actor_key=actor.trail[:100],
            controller_id=controller.pk if isinstance(controller, Subject) else controller,
        )
        recorder = Recorder(change_set)
        yield recorder
        recorder.flush()
        change_set.rows = recorder.count
        change_set.save(update_fields=["rows"])


def _locked(
    model: type[models.Model], ids: Sequence[Any], fields: Sequence[Field]
) -> dict[Any, dict[str, Any]]:
    """The columns of these rows and their subject, locked until the transaction ends."""
    names = dict.fromkeys(["pk", *(field.attname for field in fields)])
    path = path_of(model)
    scope = {"scope": F(path)} if path else {}
    # The lock is asked for on the table itself: PostgreSQL locks no row of an outer join.
    list(model._base_manager.select_for_update().filter(pk__in=ids).values_list("pk", flat=True))
    rows = model._base_manager.filter(pk__in=ids).order_by("pk").values(*names, **scope)
    return {row["pk"]: {"scope": None, **row} for row in rows}


def _remove(model: type[models.Model], ids: Sequence[Any]) -> int:
    """Remove exactly these rows. Raises Conflict when something hangs on them."""
    from samlet.web.core.changes.attached import attached_to  # noqa: PLC0415

    hanging = attached_to(model, ids)
    if hanging:
        raise Conflict(
            _("%(what)s still belongs to what was to be removed. Remove that first."),
            what=hanging[0].what,
        )
    _total, by_model = model._base_manager.filter(pk__in=ids).delete()
    return by_model.get(model._meta.label, 0)


def chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(rows)
    while some := list(islice(rest, size)):
        yield some
