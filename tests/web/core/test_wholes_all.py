"""Every model is in a register's file with all that it says, or it is said why it is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from samlet.web.accounts.beginning.actions import let_in_after_load
from samlet.web.accounts.models import User
from samlet.web.core import personal, wholes
from samlet.web.core.actor import COMMAND
from samlet.web.core.attached import files
from samlet.web.core.errors import Conflict
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Subject
from samlet.web.core.wholes import Part
from samlet.web.organisations.models import Unit
from samlet.web.people.models import Person, Position
from tests.web.core.test_wholes import emptied, parts_of, written
from tests.web.world import World, build, office_of

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7 et dokument\n"


@pytest.fixture(autouse=True)
def read_by_the_test(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.DATA_DIR = tmp_path
    with unscoped("tests look at what they made"):
        yield


class Filler:
    """A row of each part in the world's register, with something said in every field."""

    def __init__(self, world: World) -> None:
        self.world, self.count = world, 0
        self.rows: dict[type[models.Model], Any] = {
            Subject: world.club.subject,
            Unit: world.club,
            Person: world.own,
            User: world.users["region_admin"],
            Position: office_of(world.own),
        }

    def fill(self, part: Part) -> None:
        model = part.model_class
        if model in self.rows or part.shared:
            return
        fixed = {name: value for name, value in self.fixed().items() if name in fields(model)}
        fixed |= self.alone().get(part.key, {})
        values = {
            field.name: fixed[field.name] if field.name in fixed else self.value(field)
            for field in model._meta.concrete_fields
            if field.name != "public_id" and not isinstance(field, models.AutoField)
        }
        self.rows[model] = model._base_manager.create(**values)

    def fixed(self) -> dict[str, Any]:
        return {
            "controller": self.world.region.subject,
            "from_day": timezone.localdate(),
            "ended_at": None,
            "valid_to": None,
            "about_person": False,
            "sha256": files.keep(CONTENT),
        }

    def alone(self) -> dict[str, dict[str, Any]]:
        """What a model's constraints ask for."""
        now = timezone.now()
        return {
            "invitations": {"person": None, "link": None, "reply": "accepted"},
            "occasions": {"starts_at": now, "ends_at": now + timedelta(hours=1)},
            "relations": {"upper": self.world.region, "lower": self.world.closed},
            "consents": {"withdrawn_at": None},
            "told_apart": {"two": self.another()},
            "areas": {"unit": self.world.branch},
        }

    def another(self) -> Person:
        subject = Subject.objects.create(kind="people.person", controller=self.world.region.subject)
        return Person.objects.create(subject=subject, family_name="Annen")

    def value(self, field: Any) -> Any:
        self.count += 1
        if field.is_relation:
            related = field.related_model
            return self.rows.get(related) or related._base_manager.first() or self.made(related)
        if field.choices:
            return field.choices[-1][0]
        for kind, value in (
            (models.DateTimeField, timezone.now()),
            (models.DateField, timezone.localdate()),
            (models.BooleanField, True),
            (models.IntegerField, self.count),
            (models.DecimalField, Decimal("1.5")),
            (models.FloatField, 1.5),
            (models.JSONField, {"navn": f"æ{self.count}"}),
            (models.EmailField, f"en{self.count}@example.org"),
            (models.URLField, f"https://example.org/{self.count}"),
        ):
            if isinstance(field, kind):
                return value
        return f"Æø{self.count}"[: field.max_length or 100]

    def made(self, model: type[models.Model]) -> Any:
        values = {
            field.name: self.value(field)
            for field in model._meta.concrete_fields
            if field.name != "public_id" and not isinstance(field, models.AutoField)
        }
        return model._base_manager.create(**values)


def fields(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields}


def test_every_model_is_in_the_file_or_said_to_be_left_out() -> None:
    inside = {part.model.lower() for part in wholes.all_parts()}
    outside = set(wholes.left_out())
    everything = {model._meta.label_lower for model in apps.get_models()}

    assert not inside & outside
    assert {label for label in everything - inside - outside if "tests." not in label} == set()
    for declaration in personal.all_declarations():
        told = declaration.model.lower() in inside or declaration.model == "core.Subject"
        assert told == declaration.export, declaration.model


def test_every_field_of_a_part_is_written_or_worked_out() -> None:
    worked_out = {
        "accounts.user": {"password", "is_superuser", "last_login"},
        "core.document": set(),
        "events.invitation": {"link"},
        "people.person": {"joined_with"},
    }
    for part in wholes.all_parts():
        model = part.model_class
        said = {*part.fields, *part.named_by, "id", "subject", "public_id"}
        missing = fields(model) - said - worked_out.get(model._meta.label_lower, set())
        assert not missing, part.key


def test_a_row_of_every_part_comes_back_identical(tmp_path: Path) -> None:
    world = build()
    filler = Filler(world)
    for part in wholes.all_parts():
        filler.fill(part)
    region = world.region.subject.public_id
    before = parts_of(written(world.region.subject, tmp_path / "ut.zip"))
    empty = [name for name, content in before.items() if not content and name != "others.jsonl"]
    assert empty == []
    assert before[f"documents/{files.keep(CONTENT)}"] == CONTENT

    emptied()
    loaded = wholes.load_whole(COMMAND, path=tmp_path / "ut.zip")

    assert loaded.register.public_id == region
    assert parts_of(written(loaded.register, tmp_path / "igjen.zip")) == before
    assert not User.objects.filter(grants__role="region_admin").first().has_usable_password()


def test_the_first_one_is_let_in_after_a_load_and_no_second(tmp_path: Path) -> None:
    world = build()
    path = written(world.region.subject, tmp_path / "ut.zip")
    emptied()
    wholes.load_whole(COMMAND, path=path)

    begun = let_in_after_load(COMMAND, email="leder@example.org")

    assert begun.unit.public_id == world.region.subject.public_id
    assert begun.user.grants.get().role == "region_admin"
    assert "/" in begun.address
    User.objects.filter(pk=begun.user.pk).update(last_login=timezone.now())
    with pytest.raises(Conflict):
        let_in_after_load(COMMAND, email="en-annen@example.org")
