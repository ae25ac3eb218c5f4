"""Begins the demonstration: an invented register for Akershus, and a user for each role."""

from __future__ import annotations

from django.db import transaction

from samlet.synthetic import Size, generate
from samlet.web.accounts.demonstration.users import make_users
from samlet.web.core import installation
from samlet.web.core.actor import Actor
from samlet.web.people.loading import load_register

SEED = 7
# The unit of each role in the demonstration, by the generator's keys.
ROLES = {
    "region_admin": "lo-32",
    "coordinator": "lo-32",
    "local_leader": "lo-nedre-romerike",
    "branch_leader": "branch-9001",
    "club_leader": "club-1037",
    "board_member": "lo-32",
    "course_organiser": "lo-32",
    "party_county_admin": "party-A-32",
    "auditor": "lo-32",
    "operator": "lo-32",
}
# Who is given a role by the region, and so sees the region's register and not the union's.
BY_THE_REGION = ("branch_leader", "club_leader")


@transaction.atomic
def begin_demonstration(actor: Actor) -> None:
    """Load the demonstration into an installation that nobody has begun to use.

    Raises Conflict where there are real people.
    """
    installation.begin("demonstration")
    loaded = load_register(actor, generate(SEED, Size.DEMO))
    units = {role: loaded.units[key] for role, key in ROLES.items()}
    registers = dict.fromkeys(BY_THE_REGION, units["region_admin"])
    # A party sees its own register, which nobody has begun, and what is officially published.
    registers["party_county_admin"] = units["party_county_admin"]
    make_users(actor, units, registers)
