"""A small world for tests of access: two registers that share a club, a party, and somebody in
each role. Every name is invented and unique, so that a page that shows it by mistake is found out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.test import Client
from django.utils import timezone

from samlet.web.accounts import second_factor
from samlet.web.accounts.models import Grant, User
from samlet.web.core import installation, stamps
from samlet.web.core.access import ROLES
from samlet.web.core.actor import SYSTEM, Actor
from samlet.web.core.guard import unscoped
from samlet.web.organisations import actions as organisations
from samlet.web.organisations.models import Unit, UnitKind
from samlet.web.people import actions as people
from samlet.web.people import official
from samlet.web.people.models import Person, Position, PositionKind
from samlet.web.places.models import Municipality

if TYPE_CHECKING:
    from samlet.web.core.models import Subject

# Names that stand nowhere else: seen on a page, they tell whose data it shows.
OWN, OTHER, PARTY = "Ahornsen", "Bjelkerud", "Cederlund"
OTHER_USER = "Duesund"
CLUB, OTHER_CLUB = "Prøveklubben", "Eklunden"
CLOSED = "Ekornrud"  # in a club of the region's that is closed upwards
PARTY_ROLES = frozenset({"party_county_admin"})


@dataclass
class World:
    """region: register A, with a local organisation, a branch and a club, and a club that is closed
    upwards. union: register U, with a branch to which the first club belongs, and a club of its
    own. party: register P.
    """

    region: Unit
    local: Unit
    branch: Unit
    club: Unit
    closed: Unit
    union: Unit
    union_branch: Unit
    union_club: Unit
    party: Unit
    place: Municipality
    own: Person
    other: Person
    other_alone: Person
    politician: Person
    users: dict[str, User] = field(default_factory=dict)

    def unit_of(self, role: str) -> Unit:
        """The unit on which the user of this role has it."""
        return {
            "local_leader": self.local,
            "branch_leader": self.branch,
            "club_leader": self.club,
            "board_member": self.club,
            "party_county_admin": self.party,
        }.get(role, self.region)

    def actor(self, role: str) -> Actor:
        from samlet.web.accounts.grants.holding import actor_for  # noqa: PLC0415  models first

        return actor_for(self.users[role])


def unit(name: str, kind: str, **more: object) -> Unit:
    """An invented unit, through the action that adds one."""
    return organisations.add_unit(SYSTEM, kind=UnitKind.objects.get(key=kind), name=name, **more)


def person(name: str, at: Unit, register: Subject, kind: str = "shop_steward") -> Person:
    """An invented person with a position at a unit, in a register."""
    made = people.add_person(
        SYSTEM,
        unit=at,
        register=register,
        given_name="Prøve",
        family_name=name,
        email=f"{name.lower()}@example.org",
        mobile="+4790000000",
    )
    office = (
        PositionKind.objects.filter(key=kind).first()
        or PositionKind.objects.filter(political=False).first()
    )
    assert office is not None
    people.add_position(SYSTEM, person=made, unit=at, kind=office, from_day=date(2024, 1, 1))
    return made


def elected(world: World) -> Person:
    """Somebody who sits in an invented council, as officially published."""
    register = official.public_register().subject
    council = unit("Prøvekommunestyret", "council", municipality=world.place, register=register)
    return official.record_official(
        SYSTEM,
        given_name="Prøve",
        family_name="Folkevald",
        unit=council,
        kind=PositionKind.objects.get(key="councillor"),
        source="Prøvekommunens egen side",
        read_on=timezone.localdate(),
    )


def grant(user: User, role: str, at: Unit | Subject, controller: Subject, **more: object) -> Grant:
    """A grant in force, as it stands in the table."""
    given = {"from_day": timezone.localdate() - timedelta(days=30), "given_by": "test", **more}
    subject = at.subject if isinstance(at, Unit) else at
    return Grant.objects.create(user=user, role=role, unit=subject, controller=controller, **given)


def build() -> World:
    """The world, in an installation in real use."""
    stamps.put(installation.KEY, "real")
    place = Municipality.objects.get(number="3220", valid_to=None)
    region = unit("LO Prøveregionen", "region")
    register = region.subject
    local = unit("LO i Prøvebygda", "local_organisation", lies_in=[region], register=register)
    branch = unit("Prøveavdelingen", "union_branch", belongs_to=[local], register=register)
    union = unit("Prøveforbundet", "union")
    union_branch = unit(
        "Forbundsavdelingen", "union_branch", belongs_to=[union], register=union.subject
    )
    club = unit(
        CLUB,
        "club",
        belongs_to=[branch, union_branch],
        lies_in=[local],
        register=register,
    )
    closed = unit("Den lukkede klubben", "club", belongs_to=[branch], register=register)
    organisations.close_upwards(SYSTEM, unit=closed, closed=True)
    person(CLOSED, closed, register)
    union_club = unit(OTHER_CLUB, "club", belongs_to=[union_branch], register=union.subject)
    party = unit("Prøvepartiet fylke", "county_party")
    world = World(
        region,
        local,
        branch,
        club,
        closed,
        union,
        union_branch,
        union_club,
        party,
        place,
        own=person(OWN, club, register),
        # In the same club, and in another register.
        other=person(OTHER, club, union.subject),
        other_alone=person(f"{OTHER}-to", union_club, union.subject),
        politician=person(PARTY, party, party.subject),
    )
    _people_with_roles(world)
    return world


def _people_with_roles(world: World) -> None:
    for role in ROLES:
        at = world.unit_of(role)
        user = User.objects.create_user(f"{role}@example.org", name=f"Bruker {role}")
        grant(user, role, at, at.subject.controller)
        world.users[role] = user
    outsider = User.objects.create_user("utenfor@example.org", name=OTHER_USER)
    grant(outsider, "branch_leader", world.union, world.union.subject)
    world.users["other"] = outsider
    world.users["none"] = User.objects.create_user("ingen@example.org", name="Ingen Rolle")


def office_of(someone: Person) -> Position:
    with unscoped("a test looks up the position it made"):
        found = Position.objects.filter(person=someone).first()
    assert found is not None
    return found


def client_for(user: User | None) -> Client:
    """A browser in which the user is signed in, with a second factor asked for elsewhere."""
    client = Client(headers={"accept-language": "en"})
    client.cookies["samlet_language"] = "en"
    if user is not None:
        client.force_login(user)
        session = client.session
        session[second_factor.BY_PROVIDER] = True
        session.save()
    return client
