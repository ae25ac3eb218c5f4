"""Write everything of one register: JSON Lines in a zip, the same bytes for the same content."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import samlet
from samlet.web.core import access, audit
from samlet.web.core.actor import Actor
from samlet.web.core.attached import files as documents
from samlet.web.core.backup.sealing import seal
from samlet.web.core.changes.encoding import encode, field_of
from samlet.web.core.errors import Rejected
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Subject, Subjected
from samlet.web.core.personal import person_kinds
from samlet.web.core.wholes.naming import UNIT, Names, OutsideTheRegister, target_of
from samlet.web.core.wholes.parts import Part, all_parts
from samlet.web.core.working import working_folder

ACT = "register.export"
FORMAT = "samlet-register"
VERSION = 1
MANIFEST = "manifest.json"
OTHERS = "others.jsonl"
DOCUMENTS = "documents/"
OF_SUBJECT = ("public_id", "is_public", "synthetic", "created_at")
_WHEN = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can tell: the content alone makes its bytes


def registers_for(actor: Actor) -> QuerySet[Subject]:
    """The registers the actor may take whole: by a grant on whoever keeps it, and no other."""
    own = Subject.objects.filter(kind=UNIT, pk=models.F("controller_id")).order_by("pk")
    if actor.is_trusted:
        return own
    act = access.act_of(ACT)
    keys = [
        held.controller_id
        for held in actor.grants
        if held.unit_id == held.controller_id and held.below and held.role in act.roles
    ]
    return own.filter(pk__in=keys)


def require_register(actor: Actor, register: Subject) -> None:
    """Raise NotFound unless the actor may take this register whole."""
    if not registers_for(actor).filter(pk=register.pk).exists():
        raise access.not_there()


def write_whole(actor: Actor, *, register: Subject, target: Path, password: str = "") -> int:
    """Write the register to `target`, sealed when there is a password; how many rows.

    Nothing stands there until it is whole. What is closed upwards goes along: it is the register's.
    """
    require_register(actor, register)
    if password and len(password) < 12:
        raise Rejected(_("Choose a password of at least 12 characters, and keep it elsewhere."))
    with working_folder("whole") as folder:
        packed = folder / "packed.zip"
        # One moment for all of it: what is written meanwhile is not half in the file.
        with transaction.atomic(), unscoped("writes a whole register, which was required"):
            rows = _pack(register, packed)
            audit.record(actor, "register.exported", register, fields=[f"rows:{rows}"])
            people = Subject.objects.filter(controller=register, kind__in=person_kinds())
            audit.seen(actor, "register.exported", people.values_list("pk", flat=True))
        unfinished = target.with_name(f"{target.name}.unfinished")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with packed.open("rb") as source, os.fdopen(descriptor, "wb") as out:
            if password:
                seal(source, out, password)
            else:
                while block := source.read(1 << 20):
                    out.write(block)
        os.replace(unfinished, target)
    return rows


def _pack(register: Subject, packed: Path) -> int:
    names, files, total = Names(register.pk), {}, 0
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in all_parts():
            kept: set[str] = set()
            lines = sorted(_lines(part, register.pk, names, kept))
            files[f"{part.key}.jsonl"] = _put(archive, f"{part.key}.jsonl", lines)
            total += len(lines)
            _put_documents(archive, sorted(kept))
        files[OTHERS] = _put(archive, OTHERS, sorted(_others(names.others)))
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "samlet": samlet.__version__,
            "at": timezone.now().isoformat(),
            "register": register.public_id,
            "files": files,
        }
        content = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)
        _put(archive, MANIFEST, [content])
    return total


def _put(archive: zipfile.ZipFile, name: str, lines: list[str]) -> dict[str, Any]:
    content = "".join(f"{line}\n" for line in lines).encode()
    entry = zipfile.ZipInfo(name, _WHEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)
    return {"rows": len(lines), "sha256": hashlib.sha256(content).hexdigest()}


def _put_documents(archive: zipfile.ZipFile, hashes: list[str]) -> None:
    """Their names are the hashes of what is in them. Raises Rejected when one is not there."""
    for sha256 in hashes:
        content = documents.content_of(sha256)
        if content is None:
            raise Rejected(
                _("A document's file is gone or damaged. Remove the document, then try again.")
            )
        entry = zipfile.ZipInfo(f"{DOCUMENTS}{sha256}", _WHEN)
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, content)


def line_of(values: dict[str, Any]) -> str:
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _lines(part: Part, register: int, names: Names, kept: set[str]) -> Iterator[str]:
    """The part's rows; the hashes of the documents they hold are added to `kept`."""
    model = part.model_class
    rows = part.rows(register)
    if issubclass(model, Subjected):
        rows = rows.select_related("subject")
    for row in rows.order_by("pk").iterator(chunk_size=2000):
        try:
            yield line_of(_told(part, row, names))
        except OutsideTheRegister:
            continue  # a task about somebody in a public register, for instance
        if part.file:
            kept.add(getattr(row, part.file))


def _told(part: Part, row: models.Model, names: Names) -> dict[str, Any]:
    told: dict[str, Any] = {}
    subject = row.subject if isinstance(row, Subjected) else None
    if subject is not None:
        for name in OF_SUBJECT:
            told[name] = encode(field_of(Subject, name), getattr(subject, name))
    own = () if subject is not None else part.named_by
    for name in dict.fromkeys((*own, *part.fields)):
        field = field_of(type(row), name)
        value = getattr(row, field.attname)
        if value is not None and field.is_relation:
            told[name] = names.of(target_of(field), value)
        else:
            told[name] = encode(field, value)
    return told


def _others(pks: set[int]) -> Iterator[str]:
    """Units of other registers that are pointed at: what they are called, and nothing more."""
    units = apps.get_model(UNIT)._base_manager.filter(pk__in=pks).select_related("subject", "kind")
    for unit in units:
        yield line_of(
            {
                "public_id": unit.subject.public_id,
                "kind": unit.kind.key,
                "name": unit.name,
                "org_number": unit.org_number,
            }
        )
