"""Nothing is found, counted, suggested or left behind that is not the actor's to see."""

from __future__ import annotations

import pytest
from django.db import connection

from samlet.web.core import search
from samlet.web.core.actor import ANONYMOUS
from samlet.web.core.models import SearchWord, Subject
from tests.web.core.search_room import UNIT, ground, own_kinds, person, titles

__all__ = ["own_kinds"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_kinds")]


def test_another_controllers_person_is_not_found_counted_or_suggested() -> None:
    mine, theirs = ground(), ground()
    person("Kari Prøvesen", theirs.clubs[0])

    for asked in ("Kari Prøvesen", "prøvesen", "prøvesne", "kari", "k p"):
        results = search.find(mine.admin, asked)

        assert (results.hits, results.total, results.corrected) == ((), 0, "")
    assert titles(search.find(theirs.admin, "prøvesne")) == ["Kari Prøvesen"]


def test_a_club_leader_finds_the_people_of_the_own_club_alone() -> None:
    here = ground()
    person("Kari Prøvesen", here.clubs[0])
    person("Ola Prøvesen", here.clubs[1])

    results = search.find(here.leader, "prøvesen")

    assert (titles(results), results.total) == (["Kari Prøvesen"], 1)
    assert titles(search.find(here.admin, "prøvesen")) == ["Kari Prøvesen", "Ola Prøvesen"]


def test_what_is_hidden_from_above_is_not_found_from_above() -> None:
    here = ground(closed=True)
    person("Kari Prøvesen", here.clubs[0])
    person("Ola Prøvesen", here.clubs[1])

    assert titles(search.find(here.admin, "prøvesen")) == ["Kari Prøvesen"]
    assert search.find(here.admin, "ola").total == 0


def test_the_first_page_is_full_although_others_stand_before_in_the_index() -> None:
    mine, theirs = ground(), ground()
    for number in range(30):
        person(f"Aa Prøvesen {number:02}", theirs.clubs[0])
    for number in range(3):
        person(f"Kari Prøvesen {number}", mine.clubs[0])

    results = search.find(mine.admin, "prøvesen", limit=3)

    assert (len(results.hits), results.total) == (3, 3)


def test_a_correction_is_made_of_what_is_seen() -> None:
    mine, theirs = ground(), ground()
    person("Hemmelig Hansen", theirs.clubs[0])
    person("Kari Jansen", mine.clubs[0])

    results = search.find(mine.admin, "kari hansne")

    assert "hemmelig" not in results.corrected.lower()
    assert "Hansen" not in results.corrected


def test_public_facts_are_marked_and_an_open_act_finds_them_everywhere() -> None:
    mine = ground()
    party = Subject.objects.create(kind=UNIT, is_public=True, synthetic=True)
    search.put(party.pk, title="Prøvepartiet")

    (hit,) = search.find(mine.leader, "prøvepartiet").hits

    assert hit.is_public
    assert hit.href.endswith(f"/{party.public_id}/")


def test_a_public_person_of_another_register_is_not_opened_by_being_public() -> None:
    mine, theirs = ground(), ground()
    person("Kari Prøvesen", theirs.clubs[0], public=True)

    assert search.find(mine.admin, "prøvesen").total == 0


def test_who_is_not_signed_in_finds_nothing() -> None:
    party = Subject.objects.create(kind=UNIT, is_public=True, synthetic=True)
    search.put(party.pk, title="Prøvepartiet")

    assert search.find(ANONYMOUS, "prøvepartiet").total == 0


@pytest.mark.django_db(transaction=True)
def test_what_is_removed_is_nowhere_in_the_database() -> None:
    """The subject stays, so all that told of her is the index's own to take away."""
    here = ground()
    unique = "Ufattelignavn"
    subject = person(f"Kari {unique}", here.clubs[0], words=["ufattelig@samlet.example"])
    person("Ola Prøvesen", here.clubs[0])
    assert "ufattelig" in _everything()

    search.remove([subject.pk])
    search.scrub()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON" if _on_sqlite() else "SELECT 1")
        cursor.execute("VACUUM")

    assert "ufattelig" not in _everything()
    assert not SearchWord.objects.filter(word__startswith="ufattelig").exists()
    assert titles(search.find(here.admin, "ola")) == ["Ola Prøvesen"]


def _on_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _everything() -> str:
    """SQLite: every byte of the file. PostgreSQL: every row of every table."""
    if _on_sqlite():
        raw: bytes = connection.connection.serialize()
        return raw.decode("latin-1").lower()
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        text = []
        for table in tables:
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT t::text FROM {name} AS t")
            text += [row[0] for row in cursor.fetchall()]
        return "\n".join(text).lower()
