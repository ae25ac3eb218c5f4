"""What the register's pages need besides the demonstration: run in the site's own data folder.

`python -m tests.browser.prepared` makes it and prints where each kind of page is, as JSON.
"""

from __future__ import annotations

import json
from datetime import timedelta

from samlet.web import server

server.ready()

from django.conf import settings  # noqa: E402  Django is made ready first
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from samlet.web.accounts import links, my_page  # noqa: E402
from samlet.web.accounts.grants.holding import LOOK_AS, actor_for, in_force  # noqa: E402
from samlet.web.accounts.home import board, lasting  # noqa: E402
from samlet.web.accounts.models import User  # noqa: E402
from samlet.web.core.access import ROLES  # noqa: E402
from samlet.web.core.actor import SYSTEM  # noqa: E402
from samlet.web.core.attached import actions as attached  # noqa: E402
from samlet.web.core.guard import unscoped  # noqa: E402
from samlet.web.core.personal import documents  # noqa: E402
from samlet.web.core.promises import actions as promises  # noqa: E402
from samlet.web.events import actions as events  # noqa: E402
from samlet.web.events.letters import REPLY  # noqa: E402
from samlet.web.organisations.models import Unit  # noqa: E402
from samlet.web.people import actions as people  # noqa: E402
from samlet.web.people.models import Person, Position  # noqa: E402
from samlet.web.places.models import Municipality  # noqa: E402

REDIRECT = 302
FILE = """Fornavn;Etternavn;Mobil;E-post;Verv;Klubb
Prøve;Tastesen;40000001;tastesen@example.org;Tillitsvalgt;{club}
Prøve;Skrivesen;40000002;skrivesen@example.org;Tillitsvalgt;{club}
Prøve;Feilesen;12;feil;Tillitsvalgt;{club}
"""
Addresses = dict[str, str]


def user_of(role: str) -> User:
    return User.objects.get(pk__in=in_force().filter(role=role).values("user"))


def unit_of(role: str) -> Unit:
    return Unit.objects.get(pk__in=in_force().filter(role=role).values("unit"))


def looking_as(role: str) -> Client:
    """A browser that looks as this role, which it can in a demonstration."""
    client = Client(headers={"host": "127.0.0.1"})
    session = client.session
    session[LOOK_AS] = user_of(role).public_id
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return client


def contact() -> Position:
    """A club's contact who can be written to, in a club of the region's own."""
    found = lasting.contacts(person__subject__controller=unit_of("region_admin").pk)
    return min((row for row in found if row.person.email), key=lambda row: row.pk)


def by_link(office: Position) -> Addresses:
    """Pages opened by a link: of a club's contact, of anybody in the register, of one invited."""
    person = office.person.subject
    mine = links.make_link(SYSTEM, purpose=my_page.PURPOSE, subject=person, single_use=False)
    return {
        "my page": mine,
        "club home": lasting.link_for(SYSTEM, office),
        "notice board": reverse("home:board", args=[board.token_of(office.unit)]),
        "invitation": invited(office),
    }


def invited(office: Position) -> str:
    """The link in a letter that invites to a visit."""
    begins = timezone.now().replace(hour=13, minute=15) + timedelta(days=9)
    occasion = events.plan_occasion(
        SYSTEM,
        subject=office.unit.subject,
        title="Besøk fra helseutvalget (prøve)",
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        place="Resepsjonen",
    )
    invitation = events.invite(SYSTEM, occasion=occasion, person=office.person.subject)
    address = links.make_link(
        SYSTEM, purpose=REPLY, subject=office.person.subject, single_use=False
    )
    invitation.link = links.read_link(address.rstrip("/").rpartition("/")[2], REPLY)
    invitation.save(update_fields=["link"])
    return address


def at_work(office: Position) -> Addresses:
    """Tasks, a promise, a grant, an import halfway, two records that look like one."""
    admin, club = actor_for(user_of("region_admin")), office.unit
    today = timezone.localdate()
    attached.follow_up(admin, subject=club.subject, kind="other", what="Ring om besøket", due=today)
    attached.add_note(admin, subject=club.subject, text="Klubben vil vise turnusrommet.")
    party = Unit.objects.filter(kind__key="county_party").order_by("pk")[0]
    promises.record_promise(
        SYSTEM,
        subject=party.subject,
        text="Ord til prøve.",
        source="Prøve",
        day=today,
        deadline=today,
    )
    one, two = (twin(club) for _ in range(2))
    return {
        "accounts of a party": reverse("promises:accounts", args=[party.public_id]),
        "a pair": reverse("people:merge_compare", args=[one.public_id, two.public_id]),
        "import columns": (columns := imported(club)),
        "import tried": tried(columns),
    }


def twin(club: Unit) -> Person:
    """A record that looks like another."""
    register = unit_of("region_admin").subject
    return people.add_person(
        SYSTEM,
        unit=club,
        register=register,
        given_name="Dobbel",
        family_name="Prøvesen",
        email="dobbel@example.org",
    )


def imported(club: Unit) -> str:
    """A spreadsheet sent in, waiting for its columns."""
    content = FILE.format(club=club.name).encode()
    sent = {"file": SimpleUploadedFile("tillitsvalgte.csv", content)}
    answer = looking_as("region_admin").post(reverse("people:import_send"), sent)
    assert answer.status_code == REDIRECT, answer.content.decode()
    return str(answer["Location"])


def tried(columns: str) -> str:
    client = looking_as("region_admin")
    form = client.get(columns).context["form"]
    given = {field.html_name: field.value() or "" for field in form}
    answer = client.post(columns, given)
    assert answer.status_code == REDIRECT, answer.content.decode()
    return columns + "prov/"


def places(office: Position) -> Addresses:
    """The pages of organisations and people."""
    region, club, person = unit_of("region_admin"), office.unit, office.person
    local, branch = unit_of("local_leader"), Unit.objects.filter(kind__key="municipal_party")
    place = Municipality.objects.get(number="3201", valid_to=None)
    assert place.subject is not None
    return {
        "a region": reverse("organisations:unit", args=[region.public_id]),
        "a club": reverse("organisations:unit", args=[club.public_id]),
        "a party branch": reverse("organisations:unit", args=[branch.order_by("pk")[0].public_id]),
        "a place": reverse("organisations:place", args=[place.subject.public_id]),
        "a person": reverse("people:person", args=[person.public_id]),
        "a person's details": reverse("people:edit", args=[person.public_id]),
        "a person's position": reverse("people:add_position", args=[person.public_id]),
        "erasing a person": reverse("people_privacy:erase", args=[person.public_id]),
        "a club's poster": reverse("home:poster", args=[club.public_id]),
        "moving an organisation": reverse("organisations:move", args=[local.public_id]),
        "closing an organisation": reverse("organisations:close", args=[local.public_id]),
        "an organisation's details": reverse("organisations:edit", args=[local.public_id]),
        "giving a role": reverse("grants:give", args=[club.public_id]),
        "a task": reverse("attached:follow_up", args=[club.subject.public_id]),
        "a notice": reverse("privacy:notice", args=[region.public_id]),
        "purposes": reverse("privacy:settings", args=[region.public_id]),
        "record of processing": reverse(
            "privacy:document", args=[region.public_id, next(iter(documents.DOCUMENTS))]
        ),
    }


if __name__ == "__main__":
    setup_test_environment()  # so that a page says what it was made of
    with unscoped("the tests look up what the demonstration made"):
        office = contact()
        found = places(office) | at_work(office) | by_link(office)
        found |= {f"role: {role}": user_of(role).public_id for role in ROLES}
    print(json.dumps(found))
