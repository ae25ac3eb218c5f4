"""Takes the demonstration away, so that real use can begin in the same place."""

from __future__ import annotations

from django.apps import apps
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from samlet.web.core import audit, installation, search
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Conflict, Forbidden
from samlet.web.core.guard import unscoped
from samlet.web.core.models import Erasure, Job, Stamp, Subject
from samlet.web.core.personal import Identity, all_stores, erasing
from samlet.web.core.personal.scrubbing import scrub
from samlet.web.core.wholes.naming import PLACES
from samlet.web.core.wholes.parts import all_parts

USER = "accounts.user"


def remove_demonstration(actor: Actor) -> int:
    """Remove everything invented; how many people there were. Official figures stay, and the lines
    of the audit trail, which name nobody.

    Raises Conflict unless this is a demonstration and all who are in it are invented.
    """
    if not actor.is_trusted:
        raise Forbidden(_("Your role does not include this."))
    with transaction.atomic(), unscoped("removes a demonstration, in which all are invented"):
        people = Subject.objects.filter(kind=installation.PERSON)
        if not installation.is_demonstration():
            raise Conflict(_("There is no demonstration here to remove."))
        if people.filter(synthetic=False).exists():
            raise Conflict(_("There are real people here. Nothing was removed."))
        count = people.count()
        _forget_everybody()
        _remove_registers()
        mode = Stamp.objects.get(pk=installation.KEY)
        audit.record(actor, "demonstration.removed", mode)
        installation.end_demonstration()
    scrub()
    return count


def _forget_everybody() -> None:
    """What each declaration would do for one person, for all of them at once."""
    everybody = _everybody()
    search.remove(Subject.objects.exclude(kind__in=PLACES).values_list("pk", flat=True))
    for store in all_stores():
        store.forget(everybody)
    for declaration in erasing.in_order():
        rows = declaration.model_class._base_manager.all()
        if declaration.model_class is Subject:
            continue  # once nothing points at them
        if declaration.erasure == "delete":
            rows.delete()
        elif declaration.erase:
            declaration.erase(everybody)
        elif declaration.blanks:
            rows.update(**declaration.blanks)


def _everybody() -> Identity:
    """Those who signed in, by all they are known by; whom the registers hold goes with the rows."""
    users = apps.get_model(USER)._base_manager.all()
    people = apps.get_model(installation.PERSON)._base_manager.all()
    full = people.annotate(full=Concat("given_name", Value(" "), "family_name"))
    names = {*users.values_list("name", flat=True), *full.values_list("full", flat=True)}
    return Identity(
        users=tuple(users.values_list("pk", flat=True)),
        accounts=tuple(users.values_list("pk", flat=True)),
        public_ids=tuple(users.values_list("public_id", flat=True)),
        emails=tuple(users.values_list("email", flat=True)),
        names=tuple(sorted(name for name in names if name.strip())),
    )


def _remove_registers() -> None:
    for part in reversed(all_parts()):
        if not part.shared:
            part.model_class._base_manager.all().delete()
    Job.objects.exclude(finished_at=None).delete()
    Erasure.objects.all().delete()
    invented = Subject.objects.exclude(kind__in=PLACES)
    invented.update(controller=None)
    invented.delete()
