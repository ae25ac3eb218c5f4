"""Letting go of people: who would go, who is marked, and what can still be called off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from samlet.web.core import access, audit, kinds
from samlet.web.core.actor import Actor
from samlet.web.core.errors import NotFound
from samlet.web.core.forms import done
from samlet.web.core.middleware import Request
from samlet.web.core.models import Erasure, RetentionRun, Subject
from samlet.web.core.personal import Due, documents, person_kinds, retention
from samlet.web.core.policy import needs
from samlet.web.ui.pages import page

SHOWN = 200


@needs(retention.ACT)
@require_safe
def overview(request: Request) -> HttpResponse:
    """Each register one keeps: the dry run, and the run that waits."""
    rows = [_told(request, register) for register in retention.registers_for(request.actor)]
    return page(request, "privacy/retention.html", {"rows": rows}, mark="internal")


def _told(request: Request, register: Subject) -> dict[str, object]:
    run = retention.open_run(register)
    look = retention.look(request.actor, controller=register)
    marked = run.erasures.filter(cancelled_at=None, rows_gone_at=None)[:SHOWN] if run else []
    ids = [*(one.subject_id for one in look.due), *(one.subject_id for one in marked)]
    names, hidden = _names(request.actor, ids), _("Somebody in a unit that is closed upwards")
    audit.seen(request.actor, "retention.looked", list(names))
    accounts = _accounts([*look.due, *marked])

    def called(one: Due | Erasure) -> str:
        if one.account_id:
            return accounts.get(one.account_id, _("An account"))
        return names.get(one.subject_id or 0, hidden)

    return {
        "register": register,
        "name": documents.name_of(register),
        "look": look,
        "due": [(called(one), one) for one in look.due[:SHOWN]],
        "run": run,
        "marked": [(called(one), one) for one in marked],
        "may_agree": run is not None
        and run.needs_second
        and run.second_at is None
        and run.marked_by != request.actor.trail,
    }


def _names(actor: Actor, subjects: Sequence[int | None]) -> dict[int, str]:
    """Names of those the actor may see; who is closed upwards goes in time all the same."""
    found: dict[int, str] = {}
    for kind in person_kinds().values():
        seen = Subject.objects.filter(
            access.visible(actor, kind.view_act, ""), pk__in=[pk for pk in subjects if pk]
        )
        found |= kinds.kind_of(kind.key).titles(seen.values_list("pk", flat=True))
    return found


def _accounts(rows: Iterable[Due | Erasure]) -> dict[int, str]:
    """What the accounts are called, to the register that gave them access last."""
    pks = [one.account_id for one in rows if one.account_id]
    found = get_user_model()._base_manager.filter(pk__in=pks)
    return {user.pk: _("The account %(name)s") % {"name": user} for user in found}


def _back() -> str:
    return reverse("privacy:retention")


def _run(request: Request, public_id: str) -> RetentionRun:
    own = retention.registers_for(request.actor)
    run = RetentionRun.objects.filter(public_id=public_id, controller__in=own).first()
    if run is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    return run


@needs(retention.ACT)
@require_POST
def mark(request: Request, public_id: str) -> HttpResponse:
    """Mark those whose time is over."""
    register = retention.registers_for(request.actor).filter(public_id=public_id).first()
    if register is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    run = retention.mark(request.actor, controller=register)
    count = run.marked if run else 0
    message = ngettext(
        "%(count)s person is marked, and is erased in fourteen days.",
        "%(count)s people are marked, and are erased in fourteen days.",
        count,
    ) % {"count": count}
    return done(request, message, _back())


@needs(retention.ACT)
@require_POST
def agree(request: Request, public_id: str) -> HttpResponse:
    """Agree, as the second person."""
    retention.agree(request.actor, run=_run(request, public_id))
    return done(request, _("You have agreed. They are erased when the time has come."), _back())


@needs(retention.ACT)
@require_POST
def cancel(request: Request, public_id: str) -> HttpResponse:
    """Keep all of them."""
    retention.cancel_run(request.actor, run=_run(request, public_id))
    return done(request, _("All of them are kept."), _back())


@needs(retention.ACT)
@require_POST
def keep(request: Request, public_id: str) -> HttpResponse:
    """Keep one of them."""
    own = retention.registers_for(request.actor)
    marked = Erasure.objects.filter(public_id=public_id, controller__in=own).first()
    if marked is None:
        raise NotFound(_("There is no such page, or it is not open to you."))
    retention.keep_one(request.actor, marked=marked)
    return done(request, _("The person is kept."), _back())
