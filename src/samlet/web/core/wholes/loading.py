"""Load a register into an empty Samlet: all of it or nothing."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from samlet.web.core import audit, installation
from samlet.web.core.actor import Actor
from samlet.web.core.attached import files as documents
from samlet.web.core.backup.sealing import MAGIC, unseal
from samlet.web.core.changes.encoding import decode, field_of
from samlet.web.core.errors import Conflict, Forbidden, Rejected
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Subject, Subjected
from samlet.web.core.personal import ledger
from samlet.web.core.wholes.naming import UNIT, Keys, joined, target_of
from samlet.web.core.wholes.parts import Part, all_parts, followers
from samlet.web.core.wholes.writing import (
    DOCUMENTS,
    FORMAT,
    MANIFEST,
    OF_SUBJECT,
    OTHERS,
    VERSION,
)
from samlet.web.core.working import working_folder

MOST_BYTES = 2 * 1024**3  # unpacked; the national register is a fiftieth of it
BATCH = 2000
DAMAGED = _("The file is damaged or has been changed: %(name)s is not as it was written.")
Rows = Mapping[str, Sequence[dict[str, Any]]]


@dataclass(frozen=True)
class Loaded:
    """What was loaded: the register, and how many rows."""

    register: Subject
    rows: int


def load_whole(actor: Actor, *, path: Path, password: str = "") -> Loaded:
    """Load a file that `write_whole` wrote. Raises Conflict unless Samlet is empty, Rejected for
    what is no such file, has been changed or points at what is not there; nothing is loaded then.
    """
    if not actor.is_trusted:
        raise Forbidden(_("Your role does not include this."))
    if installation.mode() or Subject.objects.filter(kind=installation.PERSON).exists():
        raise Conflict(
            _("There is something here already. A register is loaded into an empty one.")
        )
    manifest, rows = _open(path, password)
    try:
        with transaction.atomic(), unscoped("loads a whole register into an empty Samlet"):
            loaded = _load(actor, manifest, rows)
    except IntegrityError as error:
        raise Rejected(_("The file breaks a rule of the register; nothing was loaded.")) from error
    ledger.replay()  # whoever was erased here after the file was written is erased again
    return loaded


def _open(path: Path, password: str) -> tuple[dict[str, Any], Rows]:
    with working_folder("whole") as folder:
        packed = folder / "packed.zip"
        with path.open("rb") as source:
            sealed = source.read(len(MAGIC)) == MAGIC
        if sealed:
            with path.open("rb") as source, packed.open("wb") as out:
                for block in unseal(source, password):
                    out.write(block)
        try:
            with zipfile.ZipFile(packed if sealed else path) as archive:
                return _read(archive)
        except (zipfile.BadZipFile, json.JSONDecodeError, UnicodeDecodeError, KeyError) as error:
            raise Rejected(_("That file is no register written by Samlet.")) from error


def _read(archive: zipfile.ZipFile) -> tuple[dict[str, Any], Rows]:
    if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
        raise Rejected(_("That file is larger than any register."))
    manifest = json.loads(archive.read(MANIFEST))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Rejected(_("That file is no register written by Samlet."))
    if manifest["version"] != VERSION:
        raise Rejected(_("The file was written by a newer Samlet. Install that one first."))
    known = {f"{part.key}.jsonl" for part in all_parts()} | {OTHERS}
    here = {name for name in archive.namelist() if not name.startswith(DOCUMENTS)}
    if set(manifest["files"]) != known or here != known | {MANIFEST}:
        raise Rejected(_("The file does not hold the parts that a register has."))
    rows: dict[str, Sequence[dict[str, Any]]] = {}
    for name, said in manifest["files"].items():
        content = archive.read(name)
        if hashlib.sha256(content).hexdigest() != said["sha256"]:
            raise Rejected(DAMAGED, name=name)
        lines = [json.loads(line) for line in content.splitlines()]
        if not all(isinstance(line, dict) for line in lines):
            raise Rejected(DAMAGED, name=name)
        rows[name.removesuffix(".jsonl")] = lines
    _keep_documents(archive, rows)
    return manifest, rows


def _keep_documents(archive: zipfile.ZipFile, rows: Rows) -> None:
    """Lay the documents where they are kept. Should the rows not follow, the sweep takes them."""
    told = {
        f"{DOCUMENTS}{row.get(part.file)}"
        for part in all_parts()
        if part.file
        for row in rows[part.key]
    }
    if told != {name for name in archive.namelist() if name.startswith(DOCUMENTS)}:
        raise Rejected(_("The file does not hold the documents that it tells of."))
    for name in sorted(told):
        content = archive.read(name)
        if f"{DOCUMENTS}{hashlib.sha256(content).hexdigest()}" != name:
            raise Rejected(DAMAGED, name=name)
        documents.keep(content)


def _load(actor: Actor, manifest: Mapping[str, Any], rows: Rows) -> Loaded:
    keys = Keys()
    parts = all_parts()
    kept = [part for part in parts if issubclass(part.model_class, Subjected)]
    made = [_subject(part, row) for part in kept for row in rows[part.key]]
    Subject.objects.bulk_create(made, batch_size=BATCH)
    keys.subjects |= {subject.public_id: subject.pk for subject in made}
    register = keys.of(Subject, manifest["register"])
    Subject.objects.filter(pk__in=[one.pk for one in made]).update(controller=register)
    _set_shared(keys, [part for part in parts if part.shared], rows)
    _load_others(keys, rows[OTHERS.removesuffix(".jsonl")])
    for part in parts:
        if not part.shared:
            _load_part(keys, part, rows[part.key])
    people = Subject.objects.filter(kind=installation.PERSON)
    invented = people.filter(synthetic=True).exists()
    installation.begin("demonstration" if invented else "real")
    for then in followers():
        then()
    subject = Subject.objects.get(pk=register)
    audit.record(actor, "register.loaded", subject)
    return Loaded(subject, sum(len(rows[part.key]) for part in parts))


def _subject(part: Part, row: Mapping[str, Any]) -> Subject:
    values = {name: _value(field_of(Subject, name), row, name) for name in OF_SUBJECT}
    subject = Subject(kind=part.model.lower(), **values)
    _clean(part, subject, ["controller"])
    return subject


def _value(field: models.Field[Any, Any], row: Mapping[str, Any], name: str) -> Any:
    try:
        return decode(field, row[name])
    except (KeyError, ValidationError, TypeError, ValueError) as error:
        raise Rejected(DAMAGED, name=name) from error


def _made(keys: Keys, part: Part, row: Mapping[str, Any]) -> models.Model:
    """One row as the file tells it, its names turned into keys."""
    model = part.model_class
    instance = model()
    if issubclass(model, Subjected):
        instance.pk = keys.of(Subject, row.get("public_id"))
    own = () if issubclass(model, Subjected) else part.named_by
    told = dict.fromkeys((*own, *part.fields))
    for name in told:
        field = field_of(model, name)
        if field.is_relation:
            said = row.get(name)
            setattr(instance, field.attname, said and keys.of(target_of(field), said))
        else:
            setattr(instance, field.attname, _value(field, row, name))
    not_looked_at = [
        field.name
        for field in model._meta.concrete_fields
        if field.is_relation or isinstance(field, models.JSONField) or field.name not in told
    ]
    _clean(part, instance, not_looked_at)
    return instance


def _clean(part: Part, instance: models.Model, exclude: list[str]) -> None:
    try:
        instance.clean_fields(exclude=exclude)
    except ValidationError as error:
        raise Rejected(DAMAGED, name=f"{part.key}.jsonl") from error


def _set_shared(keys: Keys, parts: Sequence[Part], rows: Rows) -> None:
    """Kinds and texts, that every installation has some of: set to what they were."""
    for part in parts:
        model = part.model_class
        present = {
            joined(tuple(getattr(one, name) for name in part.named_by)): one.pk
            for one in model._base_manager.all()
        }
        for row in rows[part.key]:
            instance = _made(keys, part, row)
            name = joined(tuple(getattr(instance, name) for name in part.named_by))
            if name in present:
                model._base_manager.filter(pk=present[name]).update(
                    **{one: getattr(instance, one) for one in part.fields}
                )
            else:
                instance.save(force_insert=True)


def _load_others(keys: Keys, rows: Sequence[dict[str, Any]]) -> None:
    """Units of other registers, by name alone: nobody keeps them here."""
    unit = apps.get_model(UNIT)
    kinds = {kind.key: kind for kind in apps.get_model("organisations.unitkind").objects.all()}
    for row in rows:
        if row.get("public_id") in keys.subjects:
            continue
        kind = kinds.get(row.get("kind", ""))
        if kind is None or not all(isinstance(value, str) for value in row.values()):
            raise Rejected(DAMAGED, name=OTHERS)
        subject = Subject.objects.create(
            public_id=row["public_id"], kind=UNIT, is_public=kind.is_public
        )
        unit(
            subject=subject, kind=kind, name=row["name"][:200], org_number=row["org_number"][:9]
        ).save(force_insert=True)
        keys.subjects[subject.public_id] = subject.pk


def _load_part(keys: Keys, part: Part, rows: Sequence[dict[str, Any]]) -> None:
    model = part.model_class
    model._base_manager.bulk_create((_made(keys, part, row) for row in rows), batch_size=BATCH)
