"""Puts a unique string in every text field of every model that holds people, erases the person,
and tells where the string still is. Run as a program, on a database of its own.

It knows the models by their declarations alone: one that a later part adds is filled as well.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

MARK = "zq7xkw"  # six characters that stand in nothing else, so that it fits in short fields
Row = Any


class Planter:
    """Makes one row of each declared model about one person, every text in it with the mark."""

    def __init__(self) -> None:
        from samlet.web.core.models import Subject  # noqa: PLC0415  Django is not ready before
        from samlet.web.organisations.models import Unit  # noqa: PLC0415
        from samlet.web.people.models import Person  # noqa: PLC0415

        self.count = 0
        self.marking = True
        register = Subject.objects.create(kind="organisations.unit", synthetic=True)
        Subject.objects.filter(pk=register.pk).update(controller=register)
        self.register = register
        self.subject = Subject.objects.create(
            kind="people.person", controller=register, synthetic=True
        )
        self.rows: dict[Any, Row] = {}
        self.rows[Unit] = Unit.objects.create(
            subject=register, kind=self.first("organisations.UnitKind"), name="Prøveklubben"
        )
        self.rows[Person] = self.make(Person)
        self.merged()

    def first(self, label: str) -> Row:
        from django.apps import apps  # noqa: PLC0415

        model = apps.get_model(label)
        return model._base_manager.first() or self.make(model)

    def merged(self) -> None:
        """A record that was merged into the person's is the person's too."""
        from samlet.web.core.models import Subject  # noqa: PLC0415
        from samlet.web.people.models import Person  # noqa: PLC0415

        subject = Subject.objects.create(
            kind="people.person", controller=self.register, synthetic=True
        )
        person = self.rows[Person]
        Person(subject=subject, family_name=self.text(), merged_into=person).save_base(
            force_insert=True
        )

    def text(self) -> str:
        self.count += 1
        return f"{MARK if self.marking else 'plain'}{self.count}"

    def plant(self) -> set[str]:
        """One row of every declared model; the tables that shall now hold the mark."""
        from samlet.web.core import personal  # noqa: PLC0415
        from samlet.web.core.models import Subject  # noqa: PLC0415

        special = self.special()
        for declaration in personal.all_declarations():
            if declaration.model in special:
                special[declaration.model]()
            elif declaration.erasure == "delete" and declaration.model_class is not Subject:
                self.row(declaration.model_class)
        return {
            found.model_class._meta.db_table
            for found in personal.all_declarations()
            if found.erasure == "delete"
            and any(takes_text(field) for field in found.model_class._meta.concrete_fields)
        }

    def plant_outside(self) -> None:
        """Where no declared table is: a session, files of a document, a letter, a register."""
        from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415
        from django.core.mail import EmailMessage  # noqa: PLC0415

        from samlet.web.accounts.models import User  # noqa: PLC0415
        from samlet.web.core.wholes import files as wholes  # noqa: PLC0415
        from samlet.web.messages.files import EmailBackend  # noqa: PLC0415
        from samlet.web.people.models import Person  # noqa: PLC0415

        to = self.rows[Person].email
        session = SessionStore()
        session["_auth_user_id"] = str(self.row(User).pk)
        session["account_login"] = {"email": to}
        session.save()
        EmailBackend().send_messages([EmailMessage(self.text(), self.text(), to=[to])])
        (wholes.folder() / "waits.zip").write_text(self.text())

    def row(self, model: type[Row]) -> Row:
        if model not in self.rows:
            self.rows[model] = self.make(model)
        return self.rows[model]

    def make(self, model: type[Row]) -> Row:
        """A row of the model with the mark in each of its texts, if erasure takes the row."""
        from samlet.web.core.personal import declaration_of  # noqa: PLC0415

        declared, before = declaration_of(model), self.marking
        self.marking = declared is not None and declared.erasure == "delete"
        try:
            return self.written_down(model)
        finally:
            self.marking = before

    def written_down(self, model: type[Row]) -> Row:
        values = {
            field.attname if field.is_relation else field.name: value
            for field in model._meta.concrete_fields
            if (value := self.value(model, field)) is not None
        }
        made = model(**(values | self.fixed(model)))
        made.save_base(force_insert=True)
        return made

    def fixed(self, model: type[Row]) -> dict[str, Any]:
        """What a model's constraints ask for."""
        from django.utils import timezone  # noqa: PLC0415

        from samlet.web.core.attached import files  # noqa: PLC0415
        from samlet.web.people.models import Person  # noqa: PLC0415

        email = self.rows[Person].email if Person in self.rows else ""
        return {
            "accounts.AccessLink": {"single_use": False},
            # Its row is found by the name of the file; the file holds the mark.
            "core.Document": {"sha256": files.keep(MARK.encode())},
            "events.Invitation": {"person_id": None, "email": email},
            "events.Occasion": {"ends_at": timezone.now() + timedelta(hours=1)},
            "people.NotSame": {"two_id": self.another()} if model.__name__ == "NotSame" else {},
            "people.Position": {"political": True},
        }.get(model._meta.label, {})

    @staticmethod
    def another() -> int:
        """Somebody else, who was held to be the same; nothing is planted on them."""
        from samlet.web.core.models import Subject  # noqa: PLC0415
        from samlet.web.people.models import Person  # noqa: PLC0415

        subject = Subject.objects.create(kind="people.person")
        return Person.objects.create(subject=subject, family_name="Annen").pk

    def value(self, model: type[Row], field: Any) -> Any:
        """What to write; None for what may be left out, so that few constraints are in the way."""
        from django.db import models  # noqa: PLC0415

        if field.is_relation:
            return self.related(model, field)
        if isinstance(field, models.FileField):
            raise TypeError(f"{model.__name__}.{field.name}: say here how a file is planted")
        if takes_text(field):
            return self.written(field)
        if field.choices:
            return field.choices[0][0]
        if field.null or field.has_default() or field.primary_key:
            return None
        return next((plain for kind, plain in plain_values() if isinstance(field, kind)), 1)

    def written(self, field: Any) -> Any:
        from django.db import models  # noqa: PLC0415

        if isinstance(field, models.JSONField):
            return {"said": self.text(), self.text(): 1}
        if isinstance(field, models.BinaryField):
            return self.text().encode()
        if isinstance(field, models.EmailField):
            return f"{self.text()}@example.org"
        if isinstance(field, models.URLField):
            return f"https://example.org/{self.text()}"
        return self.text()[: field.max_length or 1000]

    def related(self, model: type[Row], field: Any) -> Any:
        """The person for what ties a row to her, the register for what the row tells of."""
        from samlet.web.core.models import Subject  # noqa: PLC0415
        from samlet.web.core.personal import declaration_of  # noqa: PLC0415

        target = field.related_model
        declared = declaration_of(model)
        if target is Subject:
            mine = declared is not None and field.name in declared.keys
            return self.subject.pk if mine else self.register.pk
        if target is model:
            return None
        if target in self.rows:
            return self.rows[target].pk
        if declaration_of(target) is not None:
            return self.row(target).pk
        return None if field.null else self.first(target._meta.label).pk

    def special(self) -> dict[str, Callable[[], object]]:
        """Models that are written by their own functions, or that keep rows by declaration."""
        from samlet.web.accounts.models import User  # noqa: PLC0415
        from samlet.web.core import audit, search  # noqa: PLC0415
        from samlet.web.core.actor import Actor  # noqa: PLC0415
        from samlet.web.core.models import ImportBatch, Job  # noqa: PLC0415
        from samlet.web.elections.models import ResultImport, Source  # noqa: PLC0415
        from samlet.web.people.models import Person  # noqa: PLC0415

        person, user = self.rows[Person], self.row(User)
        actor = Actor(user.name, "user", key=f"user:{user.public_id}", user_id=user.pk)
        entry = search.Entry(
            subject_id=self.subject.pk,
            title=f"{self.text()} {person.name}",
            subtitle=self.text(),
            words=(self.text(), person.email),
        )
        source = Source.objects.filter(imported=None).first()
        by_name = {"imported_by": user.name, "undone_by": person.name[:100]}
        return {
            "core.AuditPayload": lambda: audit.record(
                actor, "people.tried", person, payload={"before": self.text()}
            ),
            "core.SearchEntry": lambda: search.put_many([entry]),
            "core.Job": lambda: Job.objects.create(
                kind="tried",
                started_by=actor.trail,
                starter_kind="user",
                starter_id=user.pk,
                arguments={"id": self.subject.public_id},
            ),
            "core.ImportBatch": lambda: ImportBatch.objects.create(
                kind="people",
                controller=self.register,
                started_by=actor.trail,
                sha256="0" * 64,
                filename=self.text(),
                sheet=self.text(),
                table={"rows": [[self.text()]]},
                choices={"1": self.text()},
                plan={"rows": [self.text()], "counts": {}},
            ),
            "elections.ResultImport": lambda: ResultImport.objects.create(source=source, **by_name),
        }


def takes_text(field: Any) -> bool:
    """Whether the field has room for the mark; ids made by the program are no text."""
    from django.db import models  # noqa: PLC0415

    if field.is_relation or field.choices or field.name == "public_id":
        return False
    if isinstance(field, (models.JSONField, models.BinaryField)):
        return True
    if isinstance(field, models.GenericIPAddressField):
        return False
    room = getattr(field, "max_length", None) or 1000
    return isinstance(field, (models.CharField, models.TextField)) and room > len(MARK) + 2


def plain_values() -> list[tuple[type, object]]:
    from django.db import models  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    return [
        (models.DateTimeField, timezone.now()),
        (models.DateField, timezone.localdate()),
        (models.GenericIPAddressField, "192.0.2.1"),
        (models.CharField, "nb"),
    ]


def tables_with_the_mark() -> list[str]:
    """Every table that holds the mark in any column, those the database keeps for itself too."""
    from django.db import connection  # noqa: PLC0415

    found = []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            tables = connection.introspection.table_names(cursor)
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(MARK in said(value) for row in cursor.fetchall() for value in row):
                found.append(table)
    return sorted(found)


def said(value: object) -> str:
    """As text, whatever the column's type."""
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).decode("latin-1")
    return str(value)


def files_with_the_mark(folder: Path) -> list[str]:
    """Every file below the folder that holds the mark in its bytes: database, log, ledger, …"""
    return sorted(
        str(file.relative_to(folder))
        for file in folder.rglob("*")
        if file.is_file() and MARK.encode() in file.read_bytes()
    )


def run(folder: Path) -> dict[str, Any]:
    """Plant, erase by the job, and tell where the mark was and is."""
    import django  # noqa: PLC0415

    django.setup()
    from django.contrib.sessions.models import Session  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from samlet.web.core import audit  # noqa: PLC0415
    from samlet.web.core.actor import COMMAND, SYSTEM  # noqa: PLC0415
    from samlet.web.core.guard import unscoped  # noqa: PLC0415
    from samlet.web.core.jobs.running import run_job  # noqa: PLC0415
    from samlet.web.core.models import Erasure, ErasureCount, Job  # noqa: PLC0415
    from samlet.web.core.personal import erasure  # noqa: PLC0415
    from samlet.web.elections import packaged  # noqa: PLC0415
    from samlet.web.organisations import structure as units  # noqa: PLC0415
    from samlet.web.people import structure as positions  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    packaged.load(SYSTEM)
    units.load()
    positions.load()
    with unscoped("a test plants a mark"):
        planter = Planter()
        declared = planter.plant()
        planter.plant_outside()
    before, files = tables_with_the_mark(), files_with_the_mark(folder)
    erasure.ask(COMMAND, subject=planter.subject, reason=Erasure.Reason.NO_BASIS)
    job = Job.objects.get(kind=erasure.JOB)
    run_job.call(job.pk)
    job.refresh_from_db()
    return {
        "planted": before,
        "planted_files": files,
        "sessions": Session.objects.count(),
        "declared": sorted(declared),
        "failure": job.failure,
        "done": bool(job.finished_at and Erasure.objects.get().done_at),
        "counted": list(ErasureCount.objects.values_list("people", flat=True)),
        "tables": tables_with_the_mark(),
        "files": files_with_the_mark(folder),
        "trail_holds": audit.verify().holds,
    }


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]))))
