"""Fills a database with an invented Norway and times its pages. Started by `bench register`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from django.test import Client

    from samlet.web.accounts.models import User
    from samlet.web.organisations.models import Unit
    from samlet.web.people.loading import Loaded
    from samlet.web.people.models import Person

SEED, ROUNDS, TERMS = 7, 3, 8
# The unit of each role, by the generator's keys; who is given it by the region.
ROLES = {"region_admin": "lo-32", "local_leader": "lo-nedre-romerike", "auditor": "lo-32"}
COMMON = ("fagforbundet", "klubb", "leder", "avdeling", "lo", "hansen", "tillitsvalgt", "kommune")
MANY = "17 registers"


@dataclass(frozen=True)
class Someone:
    """A user, what they are called in the table, and whom and what they may open."""

    name: str
    user: User
    person: Person
    unit: Unit


def main() -> int:
    from samlet.web.server import ready

    ready()
    began = perf_counter()
    loaded = fill()
    seconds = round(perf_counter() - began)
    print(json.dumps(measured(loaded, seconds)))
    return 0


def fill() -> Loaded:
    """The invented Norway; refuses where anything has begun."""
    from django.db import connection

    from samlet.synthetic import Size, generate
    from samlet.web.core import installation
    from samlet.web.core.actor import COMMAND
    from samlet.web.people.loading import load_register

    if installation.mode():
        sys.exit("samlet bench: that database is in use; the bench fills an empty one")
    installation.begin("demonstration")
    print("Loading an invented Norway ...", file=sys.stderr, flush=True)
    loaded = load_register(COMMAND, generate(SEED, Size.NATIONAL))
    with connection.cursor() as cursor:  # as the database does by itself after a while
        cursor.execute("ANALYZE")
    return loaded


def measured(loaded: Loaded, seconds: int) -> dict[str, Any]:
    from django.db import connection

    rows: list[tuple[str, str, int, str, str, str]] = []
    for someone in users(loaded):
        client = client_as(someone.user)
        for page, addresses in pages(someone).items():
            rows.append((page, someone.name, *timed(client, addresses)))
            print(rows[-1], file=sys.stderr, flush=True)
    person = next(one.person for one in users(loaded) if one.name == "region_admin")
    rows.append(("My page", "by link", *timed(client_by_link(person), ["/min-side/"])))
    return {
        "database": {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor],
        "units": len(loaded.units),
        "people": len(loaded.people),
        "seconds": seconds,
        "load": " ".join(f"{one:.1f}" for one in os.getloadavg()),
        "rows": rows,
    }


def users(loaded: Loaded) -> Iterator[Someone]:
    """A user for each of some roles: of a region, a branch, a club, a union, many registers."""
    from samlet.web.accounts.models import Grant, User
    from samlet.web.core.guard import unscoped
    from samlet.web.organisations.models import Unit
    from samlet.web.people.models import Position

    with unscoped("the bench chooses whom and what to open"):
        region = loaded.units["lo-32"]
        office = (
            Position.objects.filter(
                person__subject__controller=region.subject, unit__kind__key="club", to_day=None
            )
            .select_related("person__subject", "unit__subject")
            .order_by("pk")
            .first()
        )
        assert office is not None
        largest = max(
            (unit for unit in loaded.units.values() if unit.kind.key == "union"),
            key=lambda unit: Unit.objects.filter(subject__controller=unit.subject).count(),
        )
        of_union = (
            Position.objects.filter(person__subject__controller=largest.subject, to_day=None)
            .select_related("person__subject", "unit__subject")
            .first()
        )
        assert of_union is not None
        roles: list[tuple[str, str, list[Unit], Position]] = [
            ("region_admin", "region_admin", [region], office),
            ("club_leader", "club_leader", [office.unit], office),
            ("auditor", "auditor", [region], office),
            ("a union's admin", "branch_leader", [largest], of_union),
            (MANY, "region_admin", registers(loaded), office),
        ]
        for name, role, units, held in roles:
            user, made = User.objects.get_or_create(
                email=f"{role}-{len(units)}-{units[0].pk}@example.org",
                defaults={"is_synthetic": True},
            )
            for unit in units if made else ():
                controller = region.subject if role == "club_leader" else unit.subject
                Grant.objects.create(
                    user=user,
                    role=role,
                    unit=unit.subject,
                    controller=controller,
                    from_day="2020-01-01",
                    given_by="bench",
                )
            yield Someone(name, user, held.person, held.unit)


def registers(loaded: Loaded) -> list[Unit]:
    """LO's regions and two unions."""
    kinds = {kind: [] for kind in ("region", "union")}  # type: dict[str, list[Unit]]
    for unit in loaded.units.values():
        if unit.kind.key in kinds and unit.own_controller:
            kinds[unit.kind.key].append(unit)
    return [*kinds["region"][:15], *kinds["union"]][:17]


def pages(someone: Someone) -> Mapping[str, list[str]]:
    """What is opened, by what it is called in the table."""
    name = someone.person.name
    names = names_in(someone)
    person = f"/person/{someone.person.public_id}/"
    unit = f"/organisasjon/{someone.unit.public_id}/"
    top = f"/organisasjon/{someone.user.grants.first().unit.public_id}/"  # type: ignore[union-attr]
    return {
        "search: a name": [search(one) for one in [name, *names]],
        "search: misspelt": [search(misspelt(one)) for one in names],
        "search: the beginning": [search(one[: len(one) // 2]) for one in names],
        "search: common words": [search(one) for one in COMMON],
        "suggestions": [f"/sok/forslag/?q={quote(one[:5])}" for one in names],
        "people": [
            "/personer/",
            "/personer/?side=2",
            "/personer/?sort=-name",
            f"/personer/?finn={quote(name[:4])}",
        ],
        "organisations": ["/organisasjoner/", "/organisasjoner/?side=3"],
        "officials": ["/folkevalgte/"],
        "an organisation": [unit, top],
        "a person": [person],
        "call today": ["/ring/"],
        "the front page": ["/"],
    }


def names_in(someone: Someone) -> list[str]:
    from samlet.web.core.guard import unscoped
    from samlet.web.people.models import Person

    with unscoped("the bench chooses what to search for"):
        rows = Person.objects.filter(subject__controller=someone.person.subject.controller)
        return [one.name for one in rows.order_by("pk")[: TERMS * 7 : 7]]


def search(text: str) -> str:
    return f"/sok/?q={quote(text)}"


def misspelt(name: str) -> str:
    """With two letters of the last word changed about."""
    at = max(1, len(name) - 4)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def client_as(user: User) -> Client:
    from django.test import Client

    client = Client(SERVER_NAME="localhost", headers={"accept-language": "nb"})
    client.post("/demonstrasjon/se-som/", {"som": user.public_id})
    return client


def client_by_link(person: Person) -> Client:
    from datetime import timedelta

    from django.test import Client

    from samlet.web.accounts import links
    from samlet.web.accounts.my_page import PURPOSE
    from samlet.web.core.actor import SYSTEM

    address = links.make_link(
        SYSTEM, purpose=PURPOSE, subject=person.subject, lasts=timedelta(days=1)
    )
    client = Client(SERVER_NAME="localhost", headers={"accept-language": "nb"})
    client.get(address, follow=True)
    client.post("/lenke/", follow=True)
    return client


def timed(client: Client, addresses: list[str]) -> tuple[int, str, str, str]:
    """Requests, p50 and p95 in milliseconds, and p95 of this process's own time."""
    open_to = [one for one in addresses if client.get(one, follow=True).status_code == 200]
    waited, own = [], []
    for address in open_to * ROUNDS:
        wall, cpu = perf_counter(), process_time()
        client.get(address)
        waited.append(perf_counter() - wall)
        own.append(process_time() - cpu)
    return len(waited), at(waited, 50), at(waited, 95), at(own, 95)


def at(seconds: list[float], percent: int) -> str:
    ordered = sorted(seconds)
    if not ordered:
        return "not open"
    return f"{ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] * 1000:.0f}"


if __name__ == "__main__":
    sys.exit(main())
