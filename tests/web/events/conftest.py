"""People, a unit and an occasion to invite to; all invented and marked so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
import time_machine

from samlet.web.core import installation, stamps
from samlet.web.core.actor import SYSTEM
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Subject
from samlet.web.events import actions
from samlet.web.events.models import Occasion
from samlet.web.organisations.models import Unit, UnitKind
from samlet.web.people.models import Person
from tests.web.english import messages_in_english  # noqa: F401  for every test

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def in_use(db: None) -> Iterator[None]:
    stamps.put(installation.KEY, "real")
    with unscoped("tests look at everything"), time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def unit() -> Unit:
    kind, _made = UnitKind.objects.get_or_create(key="club", defaults={"name_nb": "Klubb"})
    subject = Subject.objects.create(kind="organisations.unit", synthetic=True)
    Subject.objects.filter(pk=subject.pk).update(controller=subject)
    subject.refresh_from_db()
    return Unit.objects.create(
        subject=subject, kind=kind, name="Klubben i Prøve", email="klubben@example.org"
    )


@pytest.fixture
def person(unit: Unit) -> Callable[..., Person]:
    numbers = count(1)

    def make(**more: Any) -> Person:
        number = next(numbers)
        subject = Subject.objects.create(
            kind="people.person", controller=unit.subject, synthetic=True
        )
        given = {"family_name": f"Prøve{number}", "email": f"p{number}@example.org", **more}
        return Person.objects.create(subject=subject, **given)

    return make


@pytest.fixture
def occasion(unit: Unit) -> Occasion:
    return actions.plan_occasion(
        SYSTEM,
        subject=unit.subject,
        title="Besøk på Prøvesykehuset",
        starts_at=datetime(2027, 1, 12, 9, 0, tzinfo=UTC),
        ends_at=datetime(2027, 1, 12, 11, 0, tzinfo=UTC),
        place="Inngang B, Prøveveien 1; ring på",
    )
