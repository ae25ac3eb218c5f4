"""The front page: what waits for one's role, and a way on for every role."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from samlet.web.core.access import ROLES
from samlet.web.core.attached import actions as attached
from samlet.web.people.models import Position
from tests.web import world as made
from tests.web.english import messages_in_english  # noqa: F401
from tests.web.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(built: World) -> World:
    return built


def front(world: World, role: str) -> str:
    return made.client_for(world.users[role]).get("/").content.decode()


def test_the_heading_is_what_waits_for_oneself(world: World) -> None:
    actor, today = world.actor("club_leader"), timezone.localdate()
    made.office_of(world.own)
    Position._base_manager.update(confirmed_on=today)
    assert "Nothing waits for you today." in front(world, "club_leader")

    attached.follow_up(actor, subject=world.club.subject, kind="other", what="Ring", due=today)

    assert '<h1 class="ds-heading s-title">1 task is for today or overdue.</h1>' in front(
        world, "club_leader"
    )
    assert "overdue" not in front(world, "branch_leader")


def test_what_is_later_does_not_wait(world: World) -> None:
    actor, then = world.actor("club_leader"), timezone.localdate() + timedelta(days=9)
    Position._base_manager.update(confirmed_on=timezone.localdate())
    attached.follow_up(actor, subject=world.club.subject, kind="other", what="Ring", due=then)

    page = front(world, "club_leader")

    assert "Nothing waits for you today." in page
    assert "The next one is due" in page


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"region_admin"}))
def test_every_role_has_something_to_go_on_with(world: World, role: str) -> None:
    page = front(world, role)

    assert page.count('class="ds-card s-card s-next"') >= 1 or 'class="ds-button"' in page
    unit = world.unit_of(role)
    if role not in {"auditor", "operator"}:
        assert f"/organisasjon/{unit.public_id}/" in page
    assert ("/revisjon/" in page) == (role == "auditor")
    assert ("/drift/" in page) == (role == "operator")
    assert "Look as" not in page


def test_the_menu_leads_whoever_may_give_access_to_it_and_hides_it_from_others(
    world: World,
) -> None:
    admin = made.client_for(world.users["region_admin"]).get("/tilgang/").content.decode()

    assert 'aria-label="Setup"' in admin
    assert "Who has access" in admin
    assert "Setup" not in front(world, "board_member")
