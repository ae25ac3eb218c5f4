"""Subjects of the tests' own to be found: two kinds, two registers, one of them seen by each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from samlet.web.core import access, kinds, search
from samlet.web.core.actor import Actor, Held
from samlet.web.core.models import Placement, Reach, Subject

PERSON, UNIT = "people.person", "organisations.unit"

access.declare("find.people", "see people", {"region_admin", "club_leader"})
access.declare("find.units", "see units", {"region_admin", "club_leader", "auditor"}, open=True)


@dataclass(frozen=True)
class Ground:
    """A register with two clubs, and who may look: at all of it, at the first club only."""

    top: Subject
    clubs: tuple[Subject, Subject]
    admin: Actor
    leader: Actor


@pytest.fixture
def own_kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """People and units, seen by the acts declared here, with a page each."""
    own = {
        PERSON: kinds.SubjectKind(PERSON, "person", "find.people", "people:person", _no_titles),
        UNIT: kinds.SubjectKind(
            UNIT, "organisation", "find.units", "organisations:unit", _no_titles
        ),
    }
    monkeypatch.setattr(kinds, "_kinds", own)
    return iter(())


def _no_titles(ids: object) -> dict[int, str]:
    return {}


def ground(*, closed: bool = False) -> Ground:
    """A register of its own. closed: its second club is hidden from above."""
    top = Subject.objects.create(kind=UNIT, synthetic=True)
    Subject.objects.filter(pk=top.pk).update(controller=top)
    Reach.objects.create(ancestor=top, descendant=top)
    Placement.objects.create(subject=top, unit=top)
    one, other = (
        Subject.objects.create(kind=UNIT, controller=top, synthetic=True) for _club in range(2)
    )
    for club in (one, other):
        Placement.objects.create(subject=club, unit=club)
        Reach.objects.create(ancestor=club, descendant=club)
        Reach.objects.create(ancestor=top, descendant=club, closed=closed and club == other)
    return Ground(
        top,
        (one, other),
        _actor("region_admin", top, top),
        _actor("club_leader", one, top),
    )


def _actor(role: str, unit: Subject, controller: Subject) -> Actor:
    held = Held(role, unit.pk, True, controller.pk)
    return Actor(role, "user", key=f"user:{role}{unit.pk}", user_id=unit.pk, grants=(held,))


def person(
    name: str,
    at: Subject,
    *,
    subtitle: str = "",
    words: Sequence[str] = (),
    ended: bool = False,
    public: bool = False,
) -> Subject:
    """A synthetic person placed at a club and put in the index."""
    made = Subject.objects.create(
        kind=PERSON, controller=at.controller, synthetic=True, is_public=public
    )
    Placement.objects.create(subject=made, unit=at)
    search.put(made.pk, title=name, subtitle=subtitle, words=words, ended=ended)
    return made


def titles(results: search.Results) -> list[str]:
    return [hit.title for hit in results.hits]
