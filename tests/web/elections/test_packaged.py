"""The packaged figures come into the database once, and anew with another release."""

import pytest

from samlet import data
from samlet.web.core import stamps
from samlet.web.core.actor import ANONYMOUS, SYSTEM
from samlet.web.core.errors import Forbidden
from samlet.web.elections import packaged
from samlet.web.elections.models import Contest, ListResult, LotDrawn
from samlet.web.elections.queries import council

pytestmark = pytest.mark.django_db


def test_a_second_load_changes_nothing():
    before = stamps.stamp()

    assert packaged.load(SYSTEM) is False
    assert stamps.stamp() == before


def test_nobody_in_particular_cannot_load():
    with pytest.raises(Forbidden):
        packaged.load(ANONYMOUS)


def test_another_release_replaces_what_the_package_brought():
    row = ListResult.objects.get(contest__stable_id="municipal.3232.2023-09-11", code="A")
    ListResult.objects.filter(pk=row.pk).update(ballots=1)
    stamps.put(packaged.VERSION_KEY, "an older release")

    assert packaged.load(SYSTEM) is True

    again = ListResult.objects.get(contest__stable_id="municipal.3232.2023-09-11", code="A")
    assert again.ballots == row.ballots
    assert stamps.stamp(packaged.VERSION_KEY) == data.version()


def test_another_release_leaves_a_contest_whose_lot_is_recorded():
    contest = Contest.objects.get(stable_id="municipal.3232.2023-09-11")
    LotDrawn.objects.create(contest=contest, winner="A", source="protocol", day="2023-09-12")
    stamps.put(packaged.VERSION_KEY, "an older release")

    packaged.load(SYSTEM)

    assert LotDrawn.objects.filter(contest__pk=contest.pk).count() == 1


def test_each_election_names_its_own_source():
    assert council("3232").source == "Valgdirektoratet: valgresultat.no 2023"
    assert "Gjerdrum" not in council("3032", 2019).source
    assert council("3032", 2019).source.startswith("The municipalities' election boards")
