"""Pages of an import: send, say what the columns are, look at what will happen, do it.

A room's own views call these with its kind, and state the policy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samlet.web.core import access, changes
from samlet.web.core.errors import Rejected
from samlet.web.core.forms import carried_out, done
from samlet.web.core.importing import actions
from samlet.web.core.importing.forms import ColumnsForm, SendForm
from samlet.web.core.importing.jobs import CARRY_OUT, TRY
from samlet.web.core.importing.kinds import FATES, Change, ImportKind
from samlet.web.core.importing.queries import batches_for
from samlet.web.core.importing.reading import columns_of, read_file
from samlet.web.core.importing.reasons import said
from samlet.web.core.jobs import start_job
from samlet.web.core.middleware import Request
from samlet.web.core.models import ImportBatch, Subject
from samlet.web.ui.pages import page
from samlet.web.ui.templatetags.samlet import Step

SHOWN = 100  # rows on a page


def send(request: Request, kind: ImportKind) -> HttpResponse:
    """Send a spreadsheet; what may not be kept is refused or left out at once."""
    sent = request.method == "POST"
    form = SendForm(
        request.actor, kind, request.POST if sent else None, request.FILES if sent else None
    )
    made: list[ImportBatch] = []

    def act() -> None:
        file = form.cleaned_data["file"]
        read = read_file(kind, file.read(), file.name)
        register = access.get_visible(request.actor, Subject, "units.view", form.register)
        made.append(
            actions.receive_file(
                request.actor, kind=kind, register=register, read=read, filename=file.name
            )
        )

    if sent and carried_out(form, act):
        return HttpResponseRedirect(kind.address("columns", made[0].public_id))
    return _page(request, kind, "send", {"form": form, "steps": steps(0)})


def _page(
    request: Request,
    kind: ImportKind,
    name: str,
    context: dict[str, Any],
    status: int | None = None,
) -> HttpResponse:
    batch = context.get("batch")
    more = {"kind": kind, "home": reverse(kind.home), "send": kind.address("send")}
    if batch is not None:
        more["columns"] = kind.address("columns", batch.public_id)
        more["throw_away"] = kind.address("throw_away", batch.public_id)
    template = f"importing/{name}.html"
    return page(request, template, {**more, **context}, mark="internal", status=status)


def steps(current: int) -> list[Step]:
    """The course of an import; past the last, all is done."""
    labels = (
        _("Send the file"),
        _("Look over the columns"),
        _("See what will happen"),
        _("Carry it out"),
    )
    return [
        Step(label, "done" if n < current else "current" if n == current else "ahead")
        for n, label in enumerate(labels)
    ]


def _batch(request: Request, kind: ImportKind, public_id: str) -> ImportBatch:
    """One's own import, or one of a register one keeps the whole of; NotFound for all others."""
    found = batches_for(request.actor, kind).filter(public_id=public_id).first()
    if found is None:
        raise access.not_there()
    return found


def columns(request: Request, kind: ImportKind, public_id: str) -> HttpResponse:
    """What each column is: guessed, shown with examples, corrected here."""
    batch = _batch(request, kind, public_id)
    if batch.emptied_at is not None:
        return HttpResponseRedirect(kind.address("look", public_id))
    if request.method == "POST" and "sheet" in request.POST:
        actions.choose_sheet(request.actor, batch=batch, sheet=request.POST["sheet"])
        return HttpResponseRedirect(kind.address("columns", public_id))
    found = columns_of(batch)
    form = ColumnsForm(kind, batch, found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.map_columns(
            request.actor, batch=batch, fields=form.chosen(), options=form.chosen_options()
        ),
    ):
        return _start(request, TRY, batch)
    context = {
        "form": form,
        "asked": [form[name] for name in form.options],
        "mapped": [(one, form[f"c{one['place']}"]) for one in found if one["outcome"] != "refused"],
        "steps": steps(1),
        "batch": batch,
        "rows": len(batch.table["rows"]),
        "refused": [one for one in found if one["outcome"] == "refused"],
        "others": [(name, len(one["rows"])) for name, one in batch.table["others"].items()],
        "notes": [said(code, params) for code, params in batch.table["notes"]],
        "aside": [(number, said(code)) for number, code in batch.table["aside"][:20]],
    }
    return _page(request, kind, "columns", context)


def _start(request: Request, job: str, batch: ImportBatch) -> HttpResponse:
    started = start_job(
        request.actor, job, controller=batch.controller, rows=batch.kind, batch=batch.public_id
    )
    return HttpResponseRedirect(reverse("jobs:job", args=[started.public_id]))


def look(request: Request, kind: ImportKind, public_id: str) -> HttpResponse:
    """What will happen to each row; then do it."""
    batch = _batch(request, kind, public_id)
    if batch.emptied_at is not None:
        return _told(request, kind, batch)
    if batch.plan is None:
        return HttpResponseRedirect(kind.address("columns", public_id))
    error = ""
    if request.method == "POST" and "again" in request.POST:
        return _start(request, TRY, batch)
    if request.method == "POST":
        choices = {name[1:]: str(value) for name, value in request.POST.items() if name[:1] == "r"}
        try:
            actions.choose(
                request.actor,
                batch=batch,
                choices=choices,
                ticked=request.POST.getlist("tick"),
                ready="save" not in request.POST,
            )
        except Rejected as refusal:
            error = refusal.message
        else:
            if "save" in request.POST:
                return HttpResponseRedirect(request.get_full_path())
            return _start(request, CARRY_OUT, batch)
    return _looked(request, kind, batch, error)


def _looked(request: Request, kind: ImportKind, batch: ImportBatch, error: str) -> HttpResponse:
    plan: dict[str, Any] = batch.plan or {}
    fate = request.GET.get("rad", "")
    matching = [row for row in plan["rows"] if not fate or row["fate"] == fate]
    pages = max(1, -(-len(matching) // SHOWN))
    asked = request.GET.get("side", "")
    number = min(pages, max(1, int(asked))) if asked.isascii() and asked.isdigit() else 1
    rows = matching[SHOWN * (number - 1) : SHOWN * number]
    kind.seen(request.actor, rows)
    counts = plan["counts"]
    context = {
        "batch": batch,
        "error": error,
        "steps": steps(2),
        "fates": [(key, _fate(key, counts[key]), counts[key]) for key in FATES],
        "fate": fate,
        "number": number,
        "pages": pages,
        "before": number - 1,
        "after": number + 1 if number < pages else 0,
        "doubtful_here": any(row["fate"] == "doubtful" for row in rows),
        "warnings": [(key, _warning(kind, key, count)) for key, count in plan["warnings"]],
        "ticked": batch.ticked,
        "rows": [
            _row(kind, row, batch, lines) for row, lines in zip(rows, kind.lines(rows), strict=True)
        ],
        "missing": kind.missing(plan["missing"]) if plan["missing"] else "",
        "anything": counts["new"] + counts["changed"] + counts["doubtful"],
    }
    return _page(request, kind, "look", context, status=422 if error else 200)


def _row(
    kind: ImportKind, row: Mapping[str, Any], batch: ImportBatch, lines: Sequence[str]
) -> dict[str, Any]:
    """A row as the page tells it."""
    there = row["target"] or row["near"]
    return {
        **row,
        "said": _fate_word(row["fate"]),
        "changes": [
            Change(kind.label(name), row["old"].get(name, ""), value)
            for name, value in row["told"].items()
            if there or name not in kind.naming
        ],
        "lines": lines,
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


def _warning(kind: ImportKind, key: str, count: int) -> str:
    if key.startswith("many:"):
        return ngettext(
            "“%(field)s” changes in %(count)s row that has one already. Is the column right?",
            "“%(field)s” changes in %(count)s rows that have one already. Is the column right?",
            count,
        ) % {"field": kind.label(key.removeprefix("many:")), "count": count}
    texts = {
        "rejected": ngettext("%(count)s row is left out.", "%(count)s rows are left out.", count),
        "refused": ngettext(
            "%(count)s column may not be stored and was never read.",
            "%(count)s columns may not be stored and were never read.",
            count,
        ),
    }
    return (texts[key] if key in texts else kind.warning(key, count)) % {"count": count}


def _told(request: Request, kind: ImportKind, batch: ImportBatch) -> HttpResponse:
    """What became of an import that is done or thrown away."""
    counts = (batch.plan or {}).get("counts", {})
    may_undo = batch.change_set is not None and changes.may_undo(request.actor, batch.change_set)
    context = {
        "batch": batch,
        "steps": steps(4),
        "fates": [(key, _fate(key, counts[key]), counts[key]) for key in FATES if key in counts],
        "may_undo": may_undo,
    }
    return _page(request, kind, "told", context)


def throw_away(request: Request, kind: ImportKind, public_id: str) -> HttpResponse:
    """Let go of what was read."""
    actions.throw_away(request.actor, batch=_batch(request, kind, public_id))
    message = _("The file is thrown away; nothing was changed.")
    return done(request, message, kind.address("send"))
