"""Access is given within one's own, in one's own register, never more than one has."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from samlet.web.accounts import second_factor
from samlet.web.accounts.grants import actions, queries
from samlet.web.accounts.grants.giving import DUTIES, GIVES
from samlet.web.accounts.grants.holding import actor_for
from samlet.web.accounts.models import Grant, User
from samlet.web.core import access
from samlet.web.core.access import ROLES
from samlet.web.core.errors import Conflict, Forbidden, NotFound, Rejected
from samlet.web.core.models import AuditEntry
from samlet.web.people import actions as people
from tests.web import world as worlds
from tests.web.world import World

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def made(built: World) -> World:
    return built


def give(world: World, giver: str, role: str, unit, **more) -> Grant:
    given = {"email": "ny@example.org", **more}
    return actions.give_grant(
        world.actor(giver), role=role, unit=getattr(unit, "subject", unit), **given
    )


def test_no_role_gives_another_that_may_do_more() -> None:
    for giver, given in GIVES.items():
        for role in given:
            more = {
                act
                for act in access.acts_of(role) - access.acts_of(giver)
                if not act.startswith(("proof.", "find."))  # other tests' own
            }
            assert not more, f"{giver} gives {role}, which may also {sorted(more)}"
    assert not DUTIES & {role for given in GIVES.values() for role in given}


def test_a_leader_gives_a_board_member_access_and_it_is_written_down(made: World) -> None:
    grant = give(made, "local_leader", "board_member", made.local, name="Ny Prøve")

    assert (grant.role, grant.unit_id, grant.controller_id) == (
        "board_member",
        made.local.pk,
        made.region.pk,
    )
    assert grant.user.name == "Ny Prøve"
    assert not grant.user.has_usable_password()
    line = AuditEntry.objects.get(act="grant.given")
    assert line.actor == made.actor("local_leader").trail
    assert "ny@example.org" not in str(line.fields)


@pytest.mark.parametrize(
    ("giver", "role"),
    [
        ("local_leader", "region_admin"),
        ("local_leader", "coordinator"),
        ("branch_leader", "local_leader"),
        ("club_leader", "branch_leader"),
        ("local_leader", "auditor"),
        ("region_admin", "party_county_admin"),
    ],
)
def test_nobody_gives_a_role_above_their_own(made: World, giver: str, role: str) -> None:
    with pytest.raises(Forbidden):
        give(made, giver, role, made.unit_of(giver))
    assert not User.objects.filter(email="ny@example.org").exists()


@pytest.mark.parametrize("giver", ["coordinator", "board_member", "course_organiser", "auditor"])
def test_who_may_not_give_gives_nothing(made: World, giver: str) -> None:
    with pytest.raises(NotFound):
        give(made, giver, "board_member", made.unit_of(giver))


def test_nobody_gives_access_outside_their_own_reach(made: World) -> None:
    for unit in (made.region, made.union_club, made.party):
        with pytest.raises(NotFound):
            give(made, "local_leader", "board_member", unit)
    with pytest.raises(NotFound):
        give(made, "region_admin", "branch_leader", made.union_branch)


def test_nobody_gives_access_to_another_register_even_at_a_shared_club(made: World) -> None:
    with pytest.raises(NotFound):
        give(made, "branch_leader", "club_leader", made.club, register=made.union.pk)

    grant = give(made, "branch_leader", "club_leader", made.club)

    actor = actor_for(grant.user)
    assert access.can(actor, "people.view", made.own.subject)
    assert not access.can(actor, "people.view", made.other.subject)


def test_nobody_gives_to_themselves_however_the_address_is_written(made: World) -> None:
    with pytest.raises(Forbidden):
        give(made, "region_admin", "coordinator", made.region, email=" Region_Admin@EXAMPLE.org ")


def test_this_unit_alone_gives_this_unit_alone(made: World) -> None:
    user = made.users["local_leader"]
    user.grants.update(below=False)

    with pytest.raises(Forbidden):
        give(made, "local_leader", "board_member", made.local, below=True)
    with pytest.raises(NotFound):
        give(made, "local_leader", "board_member", made.club, below=False)
    assert not give(made, "local_leader", "board_member", made.local, below=False).below


def test_what_is_given_does_not_outlast_the_givers_own(made: World) -> None:
    ends = TODAY + timedelta(days=30)
    made.users["local_leader"].grants.update(to_day=ends)

    for too_long in (None, ends + timedelta(days=1)):
        with pytest.raises(Rejected):
            give(made, "local_leader", "board_member", made.local, to_day=too_long)
    assert give(made, "local_leader", "board_member", made.local, to_day=ends).to_day == ends


def test_within_the_chosen_scope_one_gives_only_there(made: World) -> None:
    user = made.users["region_admin"]
    worlds.grant(user, "club_leader", made.club, made.region.subject)
    scope = user.grants.get(role="club_leader").pk

    with pytest.raises(NotFound):
        actions.give_grant(
            actor_for(user, scope=scope),
            email="ny@example.org",
            role="club_leader",
            unit=made.local.subject,
        )


def test_the_register_s_admin_gives_the_duties_on_all_of_it_and_an_area(made: World) -> None:
    assert give(made, "region_admin", "auditor", made.region).role == "auditor"
    with pytest.raises(Forbidden):
        give(made, "region_admin", "auditor", made.local)
    place = made.place.subject
    assert place is not None
    assert give(made, "region_admin", "local_leader", place).unit_id == place.pk
    with pytest.raises(NotFound):
        give(made, "local_leader", "board_member", place)


def test_a_grant_follows_its_office_and_ends_with_it(made: World) -> None:
    office = worlds.office_of(made.own)
    grant = give(made, "branch_leader", "club_leader", made.club, office=office)
    assert actor_for(grant.user).grants

    people.end_position(made.actor("region_admin"), position=office, day=TODAY - timedelta(days=1))

    assert not actor_for(grant.user).grants


def test_an_office_of_another_register_is_not_there(made: World) -> None:
    with pytest.raises(NotFound):
        give(made, "branch_leader", "club_leader", made.club, office=worlds.office_of(made.other))


def test_the_same_access_twice_is_told_and_changes_nothing(made: World) -> None:
    give(made, "local_leader", "board_member", made.local)

    with pytest.raises(Rejected):
        give(made, "local_leader", "board_member", made.local)


def test_ended_access_opens_nothing_from_the_next_request(made: World) -> None:
    grant = made.users["club_leader"].grants.get()
    client = worlds.client_for(made.users["club_leader"])
    assert client.get("/personer/").status_code == 200

    actions.end_grant(made.actor("branch_leader"), grant=grant)

    assert client.get("/personer/").status_code == 403
    assert AuditEntry.objects.filter(act="grant.ended").count() == 1
    with pytest.raises(Conflict):
        actions.end_grant(made.actor("branch_leader"), grant=grant)


def test_nobody_ends_access_above_or_outside_their_own(made: World) -> None:
    above = made.users["region_admin"].grants.get()
    outside = made.users["other"].grants.get()
    beside = made.users["coordinator"].grants.get()

    with pytest.raises(NotFound):
        actions.end_grant(made.actor("local_leader"), grant=above)
    with pytest.raises(NotFound):
        actions.end_grant(made.actor("region_admin"), grant=outside)
    with pytest.raises(NotFound):
        actions.end_grant(made.actor("branch_leader"), grant=beside)


def test_one_may_give_up_ones_own_but_not_as_the_last_who_gives(made: World) -> None:
    actions.end_grant(made.actor("board_member"), grant=made.users["board_member"].grants.get())
    last = made.users["region_admin"].grants.get()

    with pytest.raises(Conflict):
        actions.end_grant(made.actor("region_admin"), grant=last)
    give(made, "region_admin", "region_admin", made.region)
    actions.end_grant(made.actor("region_admin"), grant=last)


def test_who_can_names_roles_units_and_offices_and_no_people(made: World) -> None:
    give(
        made,
        "branch_leader",
        "club_leader",
        made.club,
        office=worlds.office_of(made.own),
    )

    told = queries.who_can("people.view", made.own.subject)

    by_role = {(one.role, one.unit): one for one in told}
    club = by_role["club_leader", "Prøveklubben"]
    assert club.count == 2
    assert len(club.offices) == 1
    assert ("branch_leader", "Prøveforbundet") not in by_role
    assert not any(worlds.OWN in str(one) for one in told)


def test_beyond_ones_own_club_a_second_factor_is_needed(made: World) -> None:
    needed = {role for role in ROLES if second_factor.needs_second_factor(made.users[role])}

    assert needed == set(ROLES) - {"club_leader", "board_member"}
    assert not second_factor.needs_second_factor(made.users["none"])


def test_without_the_second_factor_nothing_but_setting_it_up_is_open(made: World) -> None:
    client = worlds.client_for(None)
    client.force_login(made.users["region_admin"])

    assert client.get("/personer/")["Location"] == "/konto/sikkerhet/"


def test_a_closed_user_holds_nothing(made: World) -> None:
    user = made.users["region_admin"]
    user.is_active = False

    assert actor_for(user).grants == ()


def test_closed_upwards_is_hidden_from_above_and_open_to_its_own(made: World) -> None:
    leader = User.objects.create_user("lukket@example.org")
    worlds.grant(leader, "club_leader", made.closed, made.region.subject)
    own, above = worlds.client_for(leader), worlds.client_for(made.users["region_admin"])

    assert worlds.CLOSED in own.get("/personer/").content.decode()
    assert worlds.CLOSED not in above.get("/personer/").content.decode()
    assert above.get(f"/organisasjon/{made.closed.public_id}/").status_code == 200
    assert own.get(f"/tilgang/ny/{made.closed.public_id}/").status_code == 200
    assert above.get(f"/tilgang/ny/{made.closed.public_id}/").status_code == 404
