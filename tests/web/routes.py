"""How to make the arguments of every address, for the tests that walk them all.

A room that adds an address with arguments adds a maker here, by the address's name; a test fails
for an address whose arguments nobody can make.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from samlet.web.accounts.models import OperatorSession
from samlet.web.core import access
from samlet.web.core.attached import files
from samlet.web.core.jobs import registry as jobs
from samlet.web.core.models import (
    ChangeSet,
    Document,
    Erasure,
    FollowUp,
    ImportBatch,
    Job,
    Note,
    Promise,
    PromiseStep,
    Record,
    RetentionRun,
    SavedView,
    Target,
    new_public_id,
)
from samlet.web.core.personal import documents
from samlet.web.core.policy import Policy, policy_of
from samlet.web.core.wholes import files as whole_files
from samlet.web.core.wholes import jobs as wholes
from samlet.web.events.models import Occasion
from samlet.web.organisations.models import Unit
from samlet.web.parties.models import Bloc, BlocList
from samlet.web.people.models import ConsentText, Person
from samlet.web.people.privacy.purposes import HANDING_OVER
from tests.web import make
from tests.web import world as made
from tests.web.world import PARTY_ROLES, World

Args = dict[str, Any]
TO_HAND_OVER = {"purpose": HANDING_OVER}
NOBODYS = "zzzzzzzzzzzz"  # looks like an id and is none
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Maker:
    """own: arguments for what belongs to the role's own organisation. other: for the same kind of
    thing in another's; None for what belongs to no organisation. made_up: for what is not there;
    None where every argument is a fixed word.
    """

    own: Callable[[World, str], Args]
    other: Callable[[World, str], Args] | None = None
    made_up: Args | None = None
    # Pages of figures are the same for every role; one of them is enough to look at.
    same_for_all: bool = False
    # Whose the register is: what is about all of it is not there for who holds a part.
    of_register: bool = False


def fixed(**args: str) -> Maker:
    """Arguments that belong to no organisation."""
    return Maker(lambda _world, _role: dict(args), same_for_all=True)


def of(own: Callable[[World, str], Any], other: Callable[[World, str], Any] | None = None) -> Maker:
    """Something with an id, in one's own organisation and in another's."""

    def args(find: Callable[[World, str], Any]) -> Callable[[World, str], Args]:
        return lambda world, role: {"public_id": find(world, role).public_id}

    return Maker(args(own), args(other) if other else None, {"public_id": NOBODYS})


def is_party(role: str) -> bool:
    return role in PARTY_ROLES


def own_person(world: World, role: str) -> Person:
    return world.politician if is_party(role) else world.own


def other_person(world: World, role: str) -> Person:
    """Somebody in the very same club, and in another register; for the party, a unionist."""
    return world.own if is_party(role) else world.other


def seen_person(world: World, role: str) -> Person:
    """Who sees nobody of a register still sees those elected."""
    if access.act_of("people.view").allows(role) or role not in access.ROLES:
        return own_person(world, role)
    return made.elected(world)


def to_be_erased(world: World, role: str) -> Person:
    person = own_person(world, role)
    Erasure.objects.create(
        subject=person.subject,
        reason=Erasure.Reason.MISTAKE,
        asked_by="test",
        due_at=timezone.now() + HOUR,
    )
    return person


def _consent_text(person: Person) -> Args:
    text = ConsentText.objects.filter(purpose=HANDING_OVER)[0]
    return {"public_id": person.public_id, "text_id": text.public_id}


def own_consent(world: World, role: str) -> Record:
    return make.consent(own_person(world, role))


def other_consent(world: World, role: str) -> Record:
    return make.consent(other_person(world, role))


def own_register(world: World, role: str) -> Unit:
    return world.party if is_party(role) else world.region


def other_register(world: World, role: str) -> Unit:
    return world.region if is_party(role) else world.union


def _run(register: Unit) -> RetentionRun:
    return RetentionRun.objects.create(
        controller=register.subject,
        marked_by="somebody",
        due_at=timezone.now() + HOUR,
        needs_second=True,
    )


def _marked(register: Unit, person: Person) -> Erasure:
    return Erasure.objects.create(
        subject=person.subject,
        controller=register.subject,
        run=_run(register),
        reason=Erasure.Reason.RETENTION,
        asked_by="somebody",
        due_at=timezone.now() + HOUR,
    )


RUN = replace(
    of(
        lambda world, role: _run(own_register(world, role)),
        lambda world, role: _run(other_register(world, role)),
    ),
    of_register=True,
)
MARKED = replace(
    of(
        lambda world, role: _marked(own_register(world, role), own_person(world, role)),
        lambda world, role: _marked(other_register(world, role), other_person(world, role)),
    ),
    of_register=True,
)


def own_unit(world: World, role: str) -> Unit:
    return world.unit_of(role)


def other_unit(world: World, role: str) -> Unit:
    return world.club if is_party(role) else world.union_club


def own_position(world: World, role: str) -> Record:
    return made.office_of(own_person(world, role))


def other_position(world: World, role: str) -> Record:
    return made.office_of(other_person(world, role))


def own_job(world: World, role: str) -> Record:
    return _job(world, role)


def other_job(world: World, _role: str) -> Record:
    return _job(world, "other")


def _job(world: World, role: str) -> Record:
    return Job.objects.create(
        kind=next(iter(jobs.all_kinds())).key,
        started_by=world.actor(role).trail,
        starter_kind="user",
        controller=world.union.subject if role == "other" else None,
        finished_at=timezone.now(),
    )


def view_of(key: str) -> Maker:
    def made_by(role: str) -> Callable[[World, str], Record]:
        return lambda world, own: SavedView.objects.create(
            name=new_public_id(), list_key=key, owner=world.users[role or own]
        )

    return of(made_by(""), made_by("other"))


def change_set(world: World, role: str) -> Record:
    return ChangeSet.objects.create(what="people.tried", actor_key=world.actor(role).trail)


def others_change_set(world: World, _role: str) -> Record:
    return change_set(world, "other")


def own_grant(world: World, role: str) -> Record:
    return world.users[role].grants.get()


def others_grant(world: World, _role: str) -> Record:
    return world.users["other"].grants.get()


def _occasion(world: World, unit: Unit) -> Record:
    begins = timezone.now()
    return Occasion.objects.create(
        subject=unit.subject, title="Prøvemøtet", starts_at=begins, ends_at=begins + HOUR
    )


def own_occasion(world: World, role: str) -> Record:
    return _occasion(world, own_unit(world, role))


def other_occasion(world: World, role: str) -> Record:
    return _occasion(world, other_unit(world, role))


def operator_session(world: World, role: str) -> Record:
    now = timezone.now()
    return OperatorSession.objects.create(
        user=world.users[role],
        register=world.region.subject,
        reason="Prøver en gjenoppretting.",
        started_at=now,
        ends_at=now + HOUR,
    )


def others_operator_session(world: World, _role: str) -> Record:
    return operator_session(world, "other")


def at_place(world: World, _role: str) -> Args:
    assert world.place.subject is not None
    return {"public_id": world.place.subject.public_id}


def bloc(_world: World, _role: str) -> Record:
    return Bloc.objects.order_by("pk")[0]


def counted_list(world: World, _role: str) -> Record:
    return BlocList.objects.create(
        bloc=Bloc.objects.order_by("pk")[0],
        municipality=world.place,
        year=2023,
        code="PRØVE",
        reason="Prøve.",
    )


def statement(_world: World, _role: str) -> Record:
    return make.statement()


def brought_in(_world: World, _role: str) -> Record:
    found = make.imported(make.sample(SAMPLE), SAMPLE).result_import
    assert found is not None
    return found


def _attached(model: type[Record], unit: Unit, **more: Any) -> Record:
    return model._default_manager.create(
        subject=unit.subject, controller=unit.subject.controller, **more
    )


def own_follow_up(world: World, role: str) -> Record:
    due = timezone.localdate()
    return _attached(FollowUp, own_unit(world, role), kind="other", what="Prøve", due=due)


def other_follow_up(world: World, role: str) -> Record:
    due = timezone.localdate()
    return _attached(FollowUp, other_unit(world, role), kind="other", what="Prøve", due=due)


def _document(unit: Unit) -> Record:
    sha256 = files.keep(b"%PDF-")
    more = {"name": "prøve.pdf", "sha256": sha256, "content_type": "application/pdf", "size": 5}
    return _attached(Document, unit, **more)


def own_document(world: World, role: str) -> Record:
    return _document(own_unit(world, role))


def other_document(world: World, role: str) -> Record:
    return _document(other_unit(world, role))


def own_note(world: World, role: str) -> Record:
    return _attached(Note, own_unit(world, role), text="Prøve")


def other_note(world: World, role: str) -> Record:
    return _attached(Note, other_unit(world, role), text="Prøve")


def _import(kind: str, register: Unit, started_by: str) -> Record:
    return ImportBatch._base_manager.create(
        kind=kind,
        controller=register.subject,
        started_by=started_by,
        filename="liste.xlsx",
        sha256="0" * 64,
        table={**dict.fromkeys(("columns", "rows", "aside", "fields", "notes"), ()), "others": {}},
    )


def own_import(world: World, role: str) -> Record:
    return _import("people", own_register(world, role), world.actor(role).trail)


def other_import(world: World, role: str) -> Record:
    return _import("people", other_register(world, role), "somebody")


def own_import_of_units(world: World, role: str) -> Record:
    return _import("units", own_register(world, role), world.actor(role).trail)


def other_import_of_units(world: World, role: str) -> Record:
    return _import("units", other_register(world, role), "somebody")


def own_club(world: World, role: str) -> Unit:
    if not is_party(role):
        return world.club
    party = world.party
    return made.unit("Partiklubben", "club", belongs_to=[party], register=party.subject)


def other_club(world: World, _role: str) -> Unit:
    return world.union_club


def _target(unit: Unit) -> Record:
    today = timezone.localdate()
    return _attached(
        Target,
        unit,
        indicator="people.clubs_with_contact",
        value=1,
        due=today,
        decided_by="Styret",
        decided_on=today,
    )


def own_target(world: World, role: str) -> Record:
    return _target(own_unit(world, role))


def other_target(world: World, role: str) -> Record:
    return _target(other_unit(world, role))


def _promise(unit: Unit, register: Unit) -> Promise:
    return Promise.objects.create(
        subject=unit.subject,
        controller=register.subject.controller,
        text="Ord til prøve.",
        source="Prøve",
        day=timezone.localdate(),
    )


def own_promise(world: World, _role: str) -> Promise:
    return _promise(world.region, world.region)


def other_promise(world: World, _role: str) -> Promise:
    return _promise(world.union_club, world.union)


def _step(promise: Promise) -> Record:
    return PromiseStep.objects.create(
        promise=promise,
        stage="kept",
        day=timezone.localdate(),
        evidence="Prøve",
        recorded_by="user:other",
    )


def own_step(world: World, role: str) -> Record:
    return _step(own_promise(world, role))


def other_step(world: World, role: str) -> Record:
    return _step(other_promise(world, role))


def party_unit(world: World, role: str) -> Unit:
    return own_unit(world, role)


def _pair(one: Person, two: Person) -> Args:
    return {"one": one.public_id, "two": two.public_id}


def own_pair(world: World, role: str) -> Args:
    """Two records of one register, at the same place."""
    at, register = world.unit_of(role), own_register(world, role).subject
    second = made.person("Nummerto", at, register)
    return _pair(made.person("Nummeren", at, register), second)


def other_pair(world: World, role: str) -> Args:
    return _pair(other_person(world, role), own_person(world, role))


def _written(register: Unit, started_by: str) -> Record:
    """A register's file that waits to be fetched."""
    job = Job.objects.create(
        kind=wholes.KIND,
        started_by=started_by,
        starter_kind="user",
        controller=register.subject,
        finished_at=timezone.now(),
    )
    path = whole_files.file_of(job)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"PK")
    return job


WRITTEN = replace(
    of(
        lambda world, role: _written(own_register(world, role), world.actor(role).trail),
        lambda world, role: _written(other_register(world, role), "somebody"),
    ),
    of_register=True,
)
CONSENT_TEXT = Maker(
    lambda world, role: _consent_text(own_person(world, role)),
    lambda world, role: _consent_text(other_person(world, role)),
    {"public_id": NOBODYS, "text_id": NOBODYS},
)
PUBLISH = Maker(
    lambda world, role: {"public_id": own_register(world, role).public_id, **TO_HAND_OVER},
    lambda world, role: {"public_id": other_register(world, role).public_id, **TO_HAND_OVER},
    {"public_id": NOBODYS, **TO_HAND_OVER},
    of_register=True,
)
PAIR = Maker(own_pair, other_pair, {"one": NOBODYS, "two": NOBODYS})
PERSON = of(own_person, other_person)
SUBJECT = PERSON
PARTY_UNIT = of(party_unit, other_unit)
UNIT = of(own_unit, other_unit)
POSITION = of(own_position, other_position)
JOB = of(own_job, other_job)
REGISTER = Maker(
    lambda world, role: {"public_id": own_register(world, role).public_id},
    lambda world, role: {"public_id": other_register(world, role).public_id},
    {"public_id": NOBODYS},
    of_register=True,
)
RECORD = next(iter(documents.DOCUMENTS))
SAMPLE = "partifordeling_2025.csv"
COUNTY, COUNCIL, CONTEST = "32", "3232", "municipal.3232.2023-09-11"

MAKERS: dict[str, Maker] = {
    # People and organisations.
    **{f"people:{name}": PERSON for name in ("edit", "add_position")},
    "people:person": of(seen_person, other_person),
    **{
        f"{room}:{name}": of(own, other)
        for room, own, other in (
            ("people", own_import, other_import),
            ("organisations", own_import_of_units, other_import_of_units),
        )
        for name in ("import_columns", "import_look", "import_throw_away")
    },
    "people:merge_compare": PAIR,
    "people:merge_apart": PAIR,
    "wholes:fetch": WRITTEN,
    "my_page:send_to": PERSON,
    **{f"people_privacy:{name}": PERSON for name in ("consents", "ask", "disclose")},
    "people_privacy:record": CONSENT_TEXT,
    "people_privacy:publish": PUBLISH,
    "people_privacy:withdraw": of(own_consent, other_consent),
    "people_privacy:erase": PERSON,
    "people_privacy:keep": of(to_be_erased, other_person),
    **{
        f"people:{name}": POSITION
        for name in ("end_position", "confirm_position", "remove_position")
    },
    "people:kind": fixed(key="shop_steward"),
    "people:people-view": view_of("people"),
    "people:people-take": fixed(kind="csv"),
    "people:officials-view": view_of("officials"),
    "people:officials-take": fixed(kind="csv"),
    **{
        f"organisations:{name}": UNIT
        for name in (
            "unit",
            "edit",
            "move",
            "close",
            "reopen",
            "alias",
            "coverage",
            "upwards",
        )
    },
    "organisations:units-view": view_of("units"),
    "organisations:units-take": fixed(kind="csv"),
    "organisations:kind": fixed(key="club"),
    "organisations:place": Maker(at_place, made_up={"public_id": NOBODYS}),
    # Access, the operator, background work, changes, occasions.
    "grants:give": UNIT,
    "grants:end": of(own_grant, others_grant),
    "grants:operator_end": of(operator_session, others_operator_session),
    "jobs:job": JOB,
    "jobs:cancel": JOB,
    "jobs:restart": JOB,
    "changes:undo": of(change_set, others_change_set),
    "events:occasion": of(own_occasion, other_occasion),
    # How personal data is kept, and the trail.
    "audit:export": fixed(kind="csv"),
    "privacy:mark": REGISTER,
    "privacy:settings": REGISTER,
    "privacy:notice": REGISTER,
    "privacy:agree": RUN,
    "privacy:cancel": RUN,
    "privacy:keep": MARKED,
    "privacy:document": Maker(
        lambda world, role: {"public_id": own_register(world, role).public_id, "name": RECORD},
        lambda world, role: {"public_id": other_register(world, role).public_id, "name": RECORD},
        {"public_id": NOBODYS, "name": RECORD},
        of_register=True,
    ),
    # Furniture.
    **{f"attached:{name}": SUBJECT for name in ("follow_up", "note", "link", "add_document")},
    "attached:finish": of(own_follow_up, other_follow_up),
    "attached:document": of(own_document, other_document),
    "attached:remove": Maker(
        lambda world, role: {"what": "notat", "public_id": own_note(world, role).public_id},
        lambda world, role: {"what": "notat", "public_id": other_note(world, role).public_id},
        {"what": "notat", "public_id": NOBODYS},
    ),
    "calls:outcome": Maker(
        lambda world, role: {
            "source": "people.stale_contact",
            "item": own_position(world, role).public_id,
        },
        lambda world, role: {
            "source": "people.stale_contact",
            "item": other_position(world, role).public_id,
        },
        {"source": "people.stale_contact", "item": NOBODYS},
    ),
    "indicators:file": fixed(key="people.clubs_with_contact"),
    "targets:new": SUBJECT,
    "targets:remove": of(own_target, other_target),
    **{f"promises:{name}": PARTY_UNIT for name in ("accounts", "file", "new")},
    **{f"promises:{name}": of(own_promise, other_promise) for name in ("step", "reply", "correct")},
    "promises:check": of(own_step, other_step),
    "home:send": POSITION,
    "home:revoke": POSITION,
    "home:poster": of(own_club, other_club),
    # Links: whoever has none is told the same as whoever has an old one.
    "accounts:link": fixed(token=NOBODYS),
    "home:board": fixed(token=NOBODYS),
    "weekly:off": fixed(token=NOBODYS),
    "events:feed": fixed(token=NOBODYS),
    "my_page:withdraw": fixed(public_id=NOBODYS),
    "my_page:decline": fixed(public_id=NOBODYS),
    # One's own sign-in.
    "accounts:end_session": fixed(pk="0"),
    "openid_connect_login": fixed(provider_id="oidc"),
    "openid_connect_callback": fixed(provider_id="oidc"),
    "account_reset_password_from_key": fixed(uidb36="zz", key="zz"),
    "mfa_remove_webauthn": fixed(pk="0"),
    "mfa_edit_webauthn": fixed(pk="0"),
    # Results, blocs and statements: the same for all who may see them.
    "api:municipality": fixed(number=COUNCIL),
    "api:contest": fixed(contest_id=CONTEST),
    "api:results": fixed(contest_id=CONTEST),
    "api:settlement": fixed(contest_id=CONTEST),
    "api:nothing": fixed(rest="nowhere"),
    "parties:bloc": of(bloc),
    "parties:remove_bloc": of(bloc),
    "parties:stop_list": of(counted_list),
    "parties:remove_statement": of(statement),
    "elections:confirm_import": of(brought_in),
    "elections:undo_import": of(brought_in),
    "elections:majorities": fixed(county=COUNTY),
    "elections:majorities_file": fixed(county=COUNTY, name="kommuner", kind="csv"),
    "elections:majorities_country_file": fixed(name="kommuner", kind="csv"),
    "elections:swing_file": fixed(name="mandater", ending="csv"),
    "elections:figures_file": fixed(name="kilder", ending="csv"),
    **{
        f"elections:{name}": fixed(number=number)
        for name, number in (
            ("council", COUNCIL),
            ("settlement", COUNCIL),
            ("coalition", COUNCIL),
            ("scenario", COUNCIL),
            ("county_council", COUNTY),
            ("county_settlement", COUNTY),
            ("county_coalition", COUNTY),
            ("county_scenario", COUNTY),
        )
    },
    **{
        f"elections:{name}_file": fixed(number=number, name=file, ending="csv")
        for name, number, file in (
            ("council", COUNCIL, "lister"),
            ("settlement", COUNCIL, "stemmer"),
            ("coalition", COUNCIL, "muligheter"),
            ("scenario", COUNCIL, "lister"),
            ("county_council", COUNTY, "lister"),
            ("county_settlement", COUNTY, "stemmer"),
            ("county_coalition", COUNTY, "muligheter"),
            ("county_scenario", COUNTY, "lister"),
        )
    },
}


# What a page asks for inside: its door is open to more in a demonstration, or it shows the things
# of many rooms, each by that room's own act.
INSIDE = {"outgoing:post": "messages.view", "events:occasion": "units.view"}


@dataclass(frozen=True)
class Route:
    """One address of the project."""

    name: str
    pattern: str
    view: Callable[..., object]
    takes_arguments: bool

    def policy(self, method: str) -> Policy | None:
        return policy_of(self.view, method)

    def maker(self) -> Maker:
        """How its arguments are made; KeyError when nobody can."""
        if self.takes_arguments:
            return MAKERS[self.name]
        return MAKERS.get(self.name, NO_ARGUMENTS)

    def address(self, args: Args) -> str:
        return reverse(self.name, kwargs=args)


NO_ARGUMENTS = Maker(lambda _world, _role: {})


def routes() -> list[Route]:
    """Every address, those of included rooms and of the API as well."""
    return list(_walk(get_resolver().url_patterns, "", ()))


def _walk(
    patterns: list[URLPattern | URLResolver], before: str, names: tuple[str, ...]
) -> Iterator[Route]:
    for one in patterns:
        whole = before + str(one.pattern)
        if isinstance(one, URLResolver):
            inner = (*names, one.namespace) if one.namespace else names
            yield from _walk(one.url_patterns, whole, inner)
            continue
        name = ":".join((*names, one.name or "")) if one.name else ""
        takes = bool(one.pattern.regex.groups) or "<" in whole
        yield Route(name, whole, one.callback, takes)
