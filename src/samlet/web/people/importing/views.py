"""Pages of an import: send, say what the columns are, look at what will happen, do it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from samlet.web.core import access, audit, changes
from samlet.web.core.errors import Rejected
from samlet.web.core.forms import carried_out, done
from samlet.web.core.jobs import start_job
from samlet.web.core.middleware import Request
from samlet.web.core.models import Job, Subject
from samlet.web.core.policy import needs
from samlet.web.people.importing import actions
from samlet.web.people.importing.forms import FIELD_NAMES, ColumnsForm, SendForm
from samlet.web.people.importing.models import ImportBatch
from samlet.web.people.importing.planning import FATES
from samlet.web.people.importing.queries import batches_for
from samlet.web.people.importing.reading import columns_of, read_people
from samlet.web.people.importing.reasons import said
from samlet.web.people.models import Person, PositionKind
from samlet.web.ui.pages import page

SHOWN = 200  # rows of one fate that are shown at once


@needs("people.import")
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: Request) -> HttpResponse:
    """Send a spreadsheet; what may not be kept is refused or left out at once."""
    sent = request.method == "POST"
    form = SendForm(request.actor, request.POST if sent else None, request.FILES if sent else None)
    made: list[ImportBatch] = []

    def act() -> None:
        file = form.cleaned_data["file"]
        read = read_people(file.read(), file.name, form.cleaned_data["sheet"])
        register = access.get_visible(request.actor, Subject, "units.view", form.register)
        made.append(
            actions.receive_file(request.actor, register=register, read=read, filename=file.name)
        )

    if sent and carried_out(form, act):
        return HttpResponseRedirect(reverse("people:import_columns", args=[made[0].public_id]))
    return page(request, "people/import_send.html", {"form": form}, mark="internal")


def _batch(request: Request, public_id: str) -> ImportBatch:
    """One's own import, or one of a register one keeps the whole of; NotFound for all others."""
    found = batches_for(request.actor).filter(public_id=public_id).first()
    if found is None:
        raise access.not_there()
    return found


@needs("people.import")
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: Request, public_id: str) -> HttpResponse:
    """What each column is: guessed, shown with examples, corrected here."""
    batch = _batch(request, public_id)
    if batch.emptied_at is not None:
        return HttpResponseRedirect(reverse("people:import_look", args=[public_id]))
    found = columns_of(batch)
    form = ColumnsForm(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(
        form, lambda: actions.map_columns(request.actor, batch=batch, fields=form.chosen())
    ):
        return _start(request, "people.import_try", batch)
    context = {
        "form": form,
        "batch": batch,
        "rows": len(batch.table["rows"]),
        "refused": [one for one in found if one["outcome"] == "refused"],
        "aside": [(number, said(code)) for number, code in batch.table["aside"][:20]],
    }
    return page(request, "people/import_columns.html", context, mark="internal")


def _start(request: Request, kind: str, batch: ImportBatch) -> HttpResponse:
    job: Job = start_job(request.actor, kind, controller=batch.controller, batch=batch.public_id)
    return HttpResponseRedirect(reverse("jobs:job", args=[job.public_id]))


@needs("people.import")
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: Request, public_id: str) -> HttpResponse:
    """What will happen to each row; then do it."""
    batch = _batch(request, public_id)
    if batch.emptied_at is not None:
        return _told(request, batch)
    if batch.plan is None:
        return HttpResponseRedirect(reverse("people:import_columns", args=[public_id]))
    error = ""
    if request.method == "POST":
        choices = {name[1:]: str(value) for name, value in request.POST.items() if name[:1] == "r"}
        try:
            actions.choose(
                request.actor, batch=batch, choices=choices, ticked=request.POST.getlist("tick")
            )
        except Rejected as refusal:
            error = refusal.message
        else:
            return _start(request, "people.import", batch)
    return _looked(request, batch, error)


def _looked(request: Request, batch: ImportBatch, error: str) -> HttpResponse:
    plan: dict[str, Any] = batch.plan or {}
    fate = request.GET.get("rad", "")
    rows = [row for row in plan["rows"] if not fate or row["fate"] == fate]
    kinds = {kind.key: str(kind) for kind in PositionKind.objects.all()}
    shown = [_row(row, kinds, batch) for row in rows[:SHOWN]]
    audit.seen(request.actor, "people.import_looked", _known(plan["rows"]))
    context = {
        "batch": batch,
        "error": error,
        "fates": [(key, _fate(key, plan["counts"][key])) for key in FATES],
        "fate": fate,
        "warnings": [(key, _warning(key, count)) for key, count in plan["warnings"]],
        "ticked": batch.ticked,
        "rows": shown,
        "more": max(0, len(rows) - SHOWN),
        "missing": plan["missing"],
        "anything": plan["counts"]["new"] + plan["counts"]["changed"] + plan["counts"]["doubtful"],
    }
    status = 422 if error else 200
    return page(request, "people/import_look.html", context, mark="internal", status=status)


def _known(rows: list[dict[str, Any]]) -> list[int]:
    return sorted({pk for row in rows if (pk := row["person"] or row["near"])})


def _row(row: dict[str, Any], kinds: dict[str, str], batch: ImportBatch) -> dict[str, Any]:
    """A row as the page tells it."""
    changed = [
        {
            "field": Person._meta.get_field(name).verbose_name,  # type: ignore[union-attr]
            "old": row["old"].get(name, ""),
            "new": value,
        }
        for name, value in row["told"].items()
        if row["person"] or row["near"] or name not in ("given_name", "family_name")
    ]
    return {
        **row,
        "said": _fate_word(row["fate"]),
        "changes": changed,
        "new_offices": [kinds.get(kind, kind) for kind, *_rest in row["offices"]],
        "ended": len(row["ends"]),
        "why": [said(code, params) for code, params in row["notes"]],
        "choice": batch.choices.get(str(row["number"]), ""),
    }


def _fate_word(fate: str) -> str:
    words = {
        "new": _("New"),
        "changed": _("Changed"),
        "same": _("As it is"),
        "doubtful": _("In doubt"),
        "rejected": _("Left out"),
    }
    return words[fate]


def _fate(fate: str, count: int) -> str:
    words = {
        "new": ngettext("%(count)s new", "%(count)s new", count),
        "changed": ngettext("%(count)s changed", "%(count)s changed", count),
        "same": ngettext("%(count)s as it is", "%(count)s as they are", count),
        "doubtful": ngettext("%(count)s in doubt", "%(count)s in doubt", count),
        "rejected": ngettext("%(count)s left out", "%(count)s left out", count),
    }
    return words[fate] % {"count": count}


def _warning(key: str, count: int) -> str:
    if key.startswith("many:"):
        field = str(Person._meta.get_field(key.removeprefix("many:")).verbose_name)  # type: ignore[union-attr]
        return ngettext(
            "“%(field)s” changes for %(count)s person who has one already. Is the column right?",
            "“%(field)s” changes for %(count)s people who have one already. Is the column right?",
            count,
        ) % {"field": field, "count": count}
    texts = {
        "ends": ngettext("%(count)s position ends.", "%(count)s positions end.", count),
        "rejected": ngettext("%(count)s row is left out.", "%(count)s rows are left out.", count),
        "refused": ngettext(
            "%(count)s column may not be stored and was never read.",
            "%(count)s columns may not be stored and were never read.",
            count,
        ),
    }
    return texts[key] % {"count": count}


def _told(request: Request, batch: ImportBatch) -> HttpResponse:
    """What became of an import that is done or thrown away."""
    counts = (batch.plan or {}).get("counts", {})
    may_undo = batch.change_set is not None and changes.may_undo(request.actor, batch.change_set)
    context = {
        "batch": batch,
        "fates": [(key, _fate(key, counts[key])) for key in FATES if key in counts],
        "may_undo": may_undo,
    }
    return page(request, "people/import_told.html", context, mark="internal")


@needs("people.import")
@require_POST
def throw_away(request: Request, public_id: str) -> HttpResponse:
    """Let go of what was read."""
    actions.throw_away(request.actor, batch=_batch(request, public_id))
    return done(
        request, _("The file is thrown away; nothing was changed."), reverse("people:import_send")
    )


__all__ = ["FIELD_NAMES", "columns", "look", "send", "throw_away"]
