"""What is found is told in the reader's language, whichever the index is written in."""

from __future__ import annotations

import pytest
from django.utils import translation

from samlet.web.core import search
from samlet.web.core.models import SearchEntry
from tests.web.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(built: World) -> World:
    return built  # whoever added them reads English


@pytest.mark.parametrize(
    ("language", "office", "club"),
    [
        ("nb", "tillitsvalgt, Prøveklubben", "klubb"),
        ("nn", "tillitsvald, Prøveklubben", "klubb"),
        ("en", "shop steward, Prøveklubben", "club"),
    ],
)
def test_offices_and_kinds_are_told_in_the_readers_language(
    made: World, language: str, office: str, club: str
) -> None:
    reader = made.actor("region_admin")

    with translation.override(language):
        person = search.find(reader, "Ahornsen").hits[0]
        unit = search.find(reader, "Prøveklubben", kinds=["organisations.unit"]).hits[0]

    assert person.subtitle == office
    assert "".join(piece.text for piece in person.subtitle_pieces) == office
    assert unit.subtitle == club


def test_the_index_is_written_in_one_language(made: World) -> None:
    assert SearchEntry._base_manager.get(subject=made.own.subject).subtitle.startswith(
        "tillitsvalgt"
    )
