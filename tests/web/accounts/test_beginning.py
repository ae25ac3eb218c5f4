"""How real use begins: once, apart from a demonstration, with a guide that knows what is done."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from samlet.web.accounts import second_factor
from samlet.web.accounts.beginning import guide
from samlet.web.accounts.beginning.actions import Begun, begin_real_use
from samlet.web.accounts.grants.holding import actor_for
from samlet.web.accounts.models import Grant
from samlet.web.core import installation, stamps
from samlet.web.core.actor import ANONYMOUS, SYSTEM
from samlet.web.core.errors import Conflict, Forbidden, Rejected
from samlet.web.core.models import Subject
from samlet.web.organisations.actions import add_unit
from samlet.web.organisations.models import Unit, UnitKind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_begun() -> None:
    stamps.put(installation.KEY, "")


def begun(**more: object) -> Begun:
    given = {"name": "LO i Eksempelfylke", "email": "leder@example.org", "ground": False, **more}
    return begin_real_use(SYSTEM, **given)


def test_first_user_runs_the_register_of_the_controller() -> None:
    found = begun()

    grant = Grant.objects.get(user=found.user)
    assert (grant.role, grant.unit_id, grant.controller_id) == (
        "region_admin",
        found.unit.pk,
        found.unit.pk,
    )
    assert found.unit.controller_id == found.unit.pk
    assert found.address.startswith("/lenke/")
    assert installation.mode() == "real"


def test_ground_is_real_structure_with_its_sources_and_no_people() -> None:
    found = begun(county="Akershus", ground=True)

    kinds = dict.fromkeys(Unit.objects.values_list("kind__key", flat=True))
    assert {"local_organisation", "union", "council", "county_council", "party"} <= kinds.keys()
    follo = Unit.objects.get(name="LO i Follo")
    assert "Konferanse for LOs lokalorganisasjoner" in follo.source
    assert follo.controller_id == found.unit.pk
    assert not Subject.objects.filter(kind="people.person").exists()
    assert not Subject.objects.filter(kind="organisations.unit", synthetic=True).exists()


def test_real_use_begins_once() -> None:
    begun()

    with pytest.raises(Conflict, match="already"):
        begun()


def test_real_use_never_begins_in_a_demonstration() -> None:
    stamps.put(installation.KEY, "demonstration")

    with pytest.raises(Conflict, match="demonstration"):
        begun()

    assert installation.mode() == "demonstration"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("email", "ikke en adresse", "no e-mail"),
        ("county", "Atlantis", "No county"),
        ("kind", "kongerike", "no kind"),
        ("name", "", "Name:"),
    ],
)
def test_what_cannot_be_used_is_told_and_nothing_begins(field: str, value: str, said: str) -> None:
    with translation.override("en"), pytest.raises(Rejected, match=said):
        begun(**{field: value})

    assert installation.mode() == ""
    assert not Grant.objects.exists()


def test_only_the_machine_itself_begins() -> None:
    with pytest.raises(Forbidden):
        begin_real_use(ANONYMOUS, name="X", email="x@example.org", ground=False)


def test_guide_knows_what_is_done() -> None:
    found = begun()
    actor = actor_for(found.user)
    assert [step.done for step in guide.steps(actor)] == [False] * 6

    add_unit(
        SYSTEM,
        kind=UnitKind.objects.get(key="club"),
        name="Klubben",
        belongs_to=[found.unit],
        register=found.unit.subject,
    )

    assert [step.done for step in guide.steps(actor)] == [True] + [False] * 5


def test_front_page_leads_to_the_guide_until_all_is_done(client: Client) -> None:
    found = begun()
    client.force_login(found.user)
    session = client.session
    session[second_factor.BY_PROVIDER] = True  # their own sign-in asked for a second factor
    session.save()

    page = client.get(reverse("beginning:guide"), {"lang": "en"})

    assert "6 steps are left." in page.content.decode()
    assert client.get("/").headers["Location"] == reverse("beginning:guide")
