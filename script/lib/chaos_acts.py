"""The steps of chaos.py, each in a process of its own: begin, queue, work, look."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from threading import Thread
from typing import Any

PEOPLE, IMPORTED, ERASED, LETTERS = 40, 400, 12, 60
MARK = "Kaosprøve"


def _ready() -> None:
    from samlet.web.server import ready

    ready()


def begin() -> None:
    """Real use, with a few people."""
    _ready()
    from samlet.web.accounts.beginning.actions import begin_real_use
    from samlet.web.core.actor import COMMAND
    from samlet.web.core.guard import unscoped
    from samlet.web.organisations.actions import add_unit
    from samlet.web.organisations.models import UnitKind
    from samlet.web.people.actions import add_person_with_office
    from samlet.web.people.models import PositionKind

    begun = begin_real_use(COMMAND, name="LO Prøve", email="leder@example.org", ground=False)
    with unscoped("chaos makes people"):
        club = add_unit(
            COMMAND,
            kind=UnitKind.objects.get(key="club"),
            name="Kaosklubben",
            lies_in=[begun.unit],
            register=begun.unit.subject,
        )
        for number in range(PEOPLE):
            add_person_with_office(
                COMMAND,
                fields={
                    "given_name": "Kari",
                    "family_name": f"{MARK}{number}",
                    "email": f"kari{number}@example.org",
                },
                unit=club,
                kind=PositionKind.objects.get(key="shop_steward"),
                register=begun.unit.subject,
            )


def _admin() -> Any:
    from samlet.web.accounts.grants.holding import actor_for
    from samlet.web.accounts.models import User

    return actor_for(User.objects.get(email="leder@example.org"))


def _register() -> Any:
    from samlet.web.core.models import Subject
    from samlet.web.organisations.models import Unit

    return Subject.objects.get(pk=Unit.objects.get(name="LO Prøve").pk)


def export(path: str) -> None:
    _ready()
    from samlet.web.core.actor import COMMAND
    from samlet.web.core.wholes import write_whole

    write_whole(COMMAND, register=_register(), target=Path(path))


def queue(what: str) -> None:
    _ready()
    {"import": _queue_import, "erasure": _queue_erasures, "mail": _queue_letters}[what]()


def _queue_import() -> None:
    from samlet.web.core.importing import actions
    from samlet.web.core.importing.jobs import CARRY_OUT
    from samlet.web.core.importing.reading import read_file
    from samlet.web.core.jobs import start_job
    from samlet.web.people.importing.kind import KIND

    text = io.StringIO()
    text.write("Fornavn;Etternavn;Klubb;Verv;E-post\n")
    for number in range(IMPORTED):
        given, family = _name(number)
        text.write(f"{given};{family};Kaosklubben;Tillitsvalgt;ola{number}@example.org\n")
    admin, content = _admin(), text.getvalue().encode()
    read = read_file(KIND, content, "liste.csv")
    batch = actions.receive_file(
        admin, kind=KIND, register=_register(), read=read, filename="liste.csv"
    )
    batch = actions.try_out(admin, batch=batch)
    actions.choose(
        admin, batch=batch, choices={}, ticked=[one[0] for one in batch.plan["warnings"]]
    )
    start_job(admin, CARRY_OUT, controller=_register(), rows=batch.kind, batch=batch.public_id)


def _name(number: int) -> tuple[str, str]:
    """A name that is like no other of them, so that none is taken for a double."""
    chance = random.Random(number)
    given, family = ("".join(chance.choices("abdefghijklmnoprstuv", k=9)) for _part in "12")
    return given.capitalize(), f"Im{family}"


def _queue_erasures() -> None:
    from samlet.web.core.actor import COMMAND
    from samlet.web.core.guard import unscoped
    from samlet.web.core.models import Erasure
    from samlet.web.core.personal import erasure
    from samlet.web.people.models import Person

    with unscoped("chaos chooses whom to erase"):
        people = list(Person.objects.order_by("pk")[:ERASED])
    for person in people:
        erasure.ask(COMMAND, subject=person.subject, reason=Erasure.Reason.NO_BASIS)


def _queue_letters() -> None:
    from samlet.web.core.actor import COMMAND
    from samlet.web.messages.outbox import queue_letter

    for number in range(LETTERS):
        queue_letter(
            COMMAND,
            template="outgoing.ready",
            to=f"brev{number}@example.org",
            language="nb",
            context={"subject": "Prøve", "text": "Prøve"},
        )


def work() -> None:
    """What `samlet serve` has beside its pages, until nothing is left to do."""
    _ready()
    from samlet.web.core.jobs import worker

    Thread(target=_end_when_idle, daemon=True).start()
    print("working", flush=True)
    worker.work()


def _end_when_idle() -> None:
    from django.db.models import Q

    from samlet.web.core.guard import unscoped
    from samlet.web.core.jobs.running import OPEN
    from samlet.web.core.models import Job
    from samlet.web.messages.models import Letter

    waits = Q(sent_at=None, given_up_at=None, taken_at=None)
    idle = 0
    while idle < 2:
        time.sleep(0.5)
        with unscoped("chaos asks whether all is done"):
            busy = Job.objects.filter(OPEN).exists() or Letter.objects.filter(waits).exists()
        idle = 0 if busy else idle + 1
    os.kill(os.getpid(), signal.SIGTERM)


def look(what: str) -> dict[str, Any]:
    _ready()
    from samlet.web.core.guard import unscoped

    with unscoped("chaos looks at what is left"):
        return {
            "import": _look_import,
            "erasure": _look_erasure,
            "mail": _look_mail,
            "load": _look_load,
            "always": _look_always,
        }[what]()


def _look_import() -> dict[str, Any]:
    from samlet.web.core.models import ImportBatch, Job, SearchEntry
    from samlet.web.people.models import Person, Position

    people = Person.objects.filter(family_name__startswith="Im")
    found = {
        "people": people.count(),
        "positions": Position.objects.filter(person__in=people).count(),
        "found": SearchEntry.objects.filter(subject__in=people.values("pk")).count(),
        "done": ImportBatch.objects.exclude(done_at=None).count(),
        "jobs": Job.objects.filter(kind="imports.carry_out").exclude(finished_at=None).count(),
        "failures": list(Job.objects.exclude(failure="").values_list("failure", flat=True)),
    }
    right = found["people"] == found["positions"] == found["found"] == IMPORTED
    return {**found, "right": right and found["done"] == 1 and not found["failures"]}


def _look_erasure() -> dict[str, Any]:
    from samlet.web.core.models import Erasure, ErasureCount
    from samlet.web.core.personal import ledger
    from samlet.web.people.models import Person

    found = {
        "left": Person.objects.filter(family_name__startswith=MARK).count(),
        "done": Erasure.objects.exclude(done_at=None).count(),
        "counted": sum(ErasureCount.objects.values_list("people", flat=True)),
        "marks": len(ledger.marks()),
    }
    right = found == {
        "left": PEOPLE - ERASED,
        "done": ERASED,
        "counted": ERASED,
        "marks": ERASED,
    }
    return {**found, "right": right}


def _look_mail() -> dict[str, Any]:
    from samlet.web.messages.models import Letter

    rows = Letter.objects.filter(to__startswith="brev")
    sent = list(rows.exclude(sent_at=None).values_list("to", flat=True))
    uncertain = list(rows.filter(sent_at=None).values_list("to", flat=True))
    return {
        "sent": sent,
        "uncertain": uncertain,  # handed over when the program was killed: never sent again
        "right": len(sent) + len(uncertain) == LETTERS
        and not rows.filter(sent_at=None, taken_at=None).exists(),
    }


def _look_load() -> dict[str, Any]:
    from samlet.web.core import installation
    from samlet.web.core.models import SearchEntry, Subject
    from samlet.web.people.models import Person

    people = Person.objects.count()
    indexed = SearchEntry.objects.filter(subject__kind="people.person").count()
    subjects = Subject.objects.filter(kind="people.person").count()
    mode = installation.mode()
    whole = people == PEOPLE == indexed and mode == "real"
    if not people and (subjects or mode):
        return {"people": -1, "whole": False, "mode": mode, "subjects": subjects}
    return {"people": people, "whole": whole, "mode": mode}


def _look_always() -> dict[str, Any]:
    from django.conf import settings

    from samlet.web.core import audit

    names = [path.name for path in Path(settings.DATA_DIR).iterdir()]
    left = [name for name in names if name.startswith(("backup-", "whole-", "restore-"))]
    return {"holds": audit.verify().holds, "left": left, "right": audit.verify().holds and not left}


def main(arguments: list[str]) -> int:
    name, *rest = arguments
    steps = {"begin": begin, "empty": _ready, "export": export, "queue": queue, "work": work}
    if name == "look":
        print(json.dumps(look(*rest)))
    else:
        steps[name](*rest)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
