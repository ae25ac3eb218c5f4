"""Figures and sources: what Samlet holds, files brought in, what they moved, how it is computed."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from samlet import data
from samlet.sources import UnreadableSource
from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.core.errors import NotFound
from samlet.web.core.forms import carried_out, done
from samlet.web.core.middleware import Request
from samlet.web.core.policy import needs, public
from samlet.web.elections import incoming, queries
from samlet.web.elections.actions import (
    ImportReport,
    confirm_import,
    import_results,
    undo_import,
)
from samlet.web.elections.import_forms import BringInForm, NameForm, UploadForm
from samlet.web.elections.models import ResultImport
from samlet.web.elections.moved import Flip, Moved, flips, moved_by_import, seats_moved
from samlet.web.elections.reasons import refused
from samlet.web.elections.tables.figures import (
    moved_table,
    packaged_sheet,
    packaged_table,
    rejected_table,
)
from samlet.web.elections.upload_limit import SLACK, Limited, announced, drain, too_large
from samlet.web.parties.queries import blocs
from samlet.web.ui.downloads import TABLE_FORMATS, links, sheet_response
from samlet.web.ui.pages import page
from samlet.web.ui.tables import Table

WRITES = ["GET", "HEAD", "POST"]


@needs("majorities.view")
@require_safe
def figures(request: Request) -> HttpResponse:
    """Every packaged table and every import, with who, when and whether it is confirmed."""
    context = {
        "packaged": packaged_table(links("", "kilder", TABLE_FORMATS)),
        "version": data.version(),
        "imports": queries.imports(),
        "may_write": access.may(request.actor, "figures.import"),
    }
    return page(request, "elections/figures.html", context, mark="internal")


@needs("majorities.view")
@require_safe
def figures_file(request: Request, name: str, ending: str) -> HttpResponse:
    """The packaged tables' sources as a file."""
    if name != "kilder":
        raise Http404
    return sheet_response(packaged_sheet(), ending)


@public
@require_safe
def method(request: Request) -> HttpResponse:
    """How the figures are made, in plain words. Public."""
    return page(request, "elections/figures_method.html", {}, mark="public")


@needs("figures.import")
@csrf_exempt
@require_http_methods(WRITES)
def bring_in(request: Request) -> HttpResponse:
    """Look at a file first; bring it in on the second click.

    The token is checked inside: reading it reads the whole body, and a body that is announced as
    too large must be refused before that.
    """
    length = announced(request)
    if request.method == "POST" and length > incoming.LARGEST + SLACK:
        drain(request, length)
        return _upload_page(
            request, UploadForm(request.actor), error=too_large().message, status=413
        )
    if request.method == "POST":
        request.upload_handlers.insert(0, Limited(request, incoming.LARGEST))
    return _bring_in(request)


@csrf_protect
def _bring_in(request: Request) -> HttpResponse:
    access.require(request.actor, "figures.import")
    if request.method != "POST":
        return _upload_page(request, UploadForm(request.actor))
    if "digest" in request.POST:
        return _brought_in(request)
    form = UploadForm(request.actor, request.POST, request.FILES)
    if not form.is_valid():
        return _upload_page(request, form)
    file = form.cleaned_data["file"]
    return _looked_at(request, form.actor(), file.read(), file.name)


def _upload_page(
    request: Request, form: UploadForm, *, error: str = "", status: int | None = None
) -> HttpResponse:
    context = {"form": form, "error": error}
    return page(request, "elections/figures_upload.html", context, mark="internal", status=status)


def _looked_at(request: Request, actor: Actor, content: bytes, filename: str) -> HttpResponse:
    """What the file would do; nothing is changed. 422 when a line in it cannot be used."""
    try:
        report = import_results(actor, content=content, filename=filename, dry_run=True)
    except UnreadableSource as error:
        form = UploadForm(request.actor)
        return _upload_page(request, form, error=_unreadable(error), status=400)
    context = {
        "report": report,
        "sentence": _would(report),
        "digest": "" if report.rejected or report.already else incoming.keep(content),
        "name": actor.name,
        "rejected": rejected_table(report),
        "moved": [_shown(item, f"moved-{n}") for n, item in enumerate(report.moved)],
        "flips": _told(flips(report.moved, blocs())),
    }
    status = 422 if report.rejected else 200
    return page(request, "elections/figures_look.html", context, mark="internal", status=status)


def _unreadable(error: UnreadableSource) -> str:
    said = {"file": error.file, "why": refused(error), "line": error.line}
    if error.line is None:
        return _("%(file)s cannot be read. %(why)s") % said
    return _("%(file)s cannot be read, line %(line)s. %(why)s") % said


def _would(report: ImportReport) -> str:
    """What an import would do, in a sentence."""
    if report.already:
        return _("This very file is brought in already. Nothing would change.")
    if report.rejected:
        return ngettext(
            "%(count)s line cannot be used, so nothing of the file is brought in.",
            "%(count)s lines cannot be used, so nothing of the file is brought in.",
            len(report.rejected),
        ) % {"count": len(report.rejected)}
    if not report.moved:
        return _("Everything in the file is as Samlet has it. Nothing would change.")
    return _("%(new)s results are new, %(changed)s would change and %(same)s are as before.") % {
        "new": report.new,
        "changed": report.changed,
        "same": report.same,
    }


def _brought_in(request: Request) -> HttpResponse:
    form = BringInForm(request.actor, request.POST)
    if not form.is_valid():
        again = UploadForm(request.actor)
        return _upload_page(request, again, error=_("Choose the file again."), status=400)
    digest = form.cleaned_data["digest"]
    report = import_results(
        form.actor(),
        content=incoming.kept(digest),
        filename=form.cleaned_data["filename"],
    )
    incoming.forget(digest)
    if report.rejected:  # a place or a list changed since the file was looked at
        context = {"report": report, "sentence": _would(report), "rejected": rejected_table(report)}
        return page(request, "elections/figures_look.html", context, mark="internal", status=422)
    return done(
        request,
        _("The file is brought in. A second person should now compare it and confirm."),
        reverse("elections:figures"),
    )


def _import(public_id: str) -> ResultImport:
    found = queries.imports().filter(public_id=public_id).first()
    if found is None:
        raise NotFound(_("There is no such import."))
    return found


@needs("figures.import")
@require_http_methods(WRITES)
def confirm(request: Request, public_id: str) -> HttpResponse:
    """A second person says that the import is right."""
    access.require(request.actor, "figures.import")
    found = _import(public_id)
    form = NameForm(request.actor, request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(
        form, lambda: confirm_import(form.actor(), result_import=found)
    ):
        return done(request, _("The import is confirmed."), reverse("elections:figures"))
    context = {"form": form, "import": found}
    return page(request, "elections/figures_confirm.html", context, mark="internal")


@needs("figures.import")
@require_http_methods(WRITES)
def undo(request: Request, public_id: str) -> HttpResponse:
    """Asks first; then everything is as it was before the import."""
    access.require(request.actor, "figures.import")
    found = _import(public_id)
    if request.method == "POST":
        undo_import(request.actor, result_import=found)
        message = _("The import is undone. Everything is as before it.")
        return done(request, message, reverse("elections:figures"))
    return page(request, "elections/figures_undo.html", {"import": found}, mark="internal")


@dataclass(frozen=True, slots=True)
class Shown:
    """One contest that moved: the lists as a table, and each bloc's seats in a sentence."""

    moved: Moved
    table: Table
    blocs: list[str]


@dataclass(frozen=True, slots=True)
class Told:
    """One import on the page of what moved."""

    result_import: ResultImport
    moved: list[Shown]
    flips: list[str]


def _shown(item: Moved, id_: str) -> Shown:
    sentences = []
    for bloc in blocs():
        if seats := seats_moved(item, bloc):
            said = {"bloc": bloc.name, "before": seats[0], "after": seats[1]}
            sentences.append(_("%(bloc)s: %(before)s → %(after)s seats") % said)
    return Shown(item, moved_table(item, id_), sentences)


@needs("majorities.view")
@require_safe
def changes(request: Request) -> HttpResponse:
    """Per import: which councils moved, before and after, and which majorities."""
    told = []
    for number, item in enumerate(queries.imports()):
        moved = moved_by_import(item)
        shown = [_shown(m, f"moved-{number}-{n}") for n, m in enumerate(moved)]
        told.append(Told(item, shown, _told(flips(moved, blocs()))))
    return page(request, "elections/figures_changes.html", {"told": told}, mark="internal")


def _told(found: list[Flip]) -> list[str]:
    """Majorities that moved, one sentence each."""
    sentences = []
    for flip in found:
        said = {"place": flip.council.name, "year": flip.council.year, "bloc": flip.bloc.name}
        sentences.append(
            _("%(place)s %(year)s: %(bloc)s now has the majority, and had not.") % said
            if flip.won
            else _("%(place)s %(year)s: %(bloc)s no longer has the majority.") % said
        )
    return sentences
