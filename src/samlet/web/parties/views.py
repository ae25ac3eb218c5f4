"""Blocs and statements over HTTP. Internal pages; who may not write sees no forms."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samlet.charts import party_badge
from samlet.web.core import access
from samlet.web.core.errors import NotFound
from samlet.web.core.forms import carried_out, done
from samlet.web.core.middleware import Request
from samlet.web.core.policy import needs
from samlet.web.parties import actions, queries
from samlet.web.parties.config import read_blocs, write_blocs
from samlet.web.parties.forms import (
    BlocEditForm,
    BlocForm,
    BlocsFileForm,
    StatementForm,
)
from samlet.web.parties.models import Bloc, BlocList, Statement
from samlet.web.ui.pages import page

_PLAIN = str.maketrans("øæå", "oea")


@needs("majorities.view")
@require_safe
def blocs(request: Request) -> HttpResponse:
    """Every bloc with its parties, its decision, and the lists somebody counts with it."""
    context = {
        "blocs": [(bloc, _badges(bloc)) for bloc in queries.blocs_in_full()],
        "home": settings.HOME_COUNTY,
        "may_write": access.may(request.actor, "blocs.edit"),
    }
    return page(request, "parties/blocs.html", context, mark="internal")


def _badges(bloc: Bloc) -> list[tuple[str, str, str]]:
    """(code, name, badge) of each party of a bloc, in the neutral order."""
    return [
        (party.code, queries.name_of(party), mark_safe(party_badge(party.short, party.colour)))
        for party in bloc.parties.all()
    ]


def _bloc(public_id: str) -> Bloc:
    found = Bloc.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound(_("There is no such bloc; it may have been removed."))
    return found


@needs("blocs.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add_bloc(request: Request) -> HttpResponse:
    """A new bloc: a proposal until a decision is entered."""
    access.require(request.actor, "blocs.edit")
    form = BlocForm(
        request.POST if request.method == "POST" else None, initial={"colour": "#4b5563"}
    )
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.add_bloc(
            request.actor, key=_free_key(form.cleaned_data["name"]), **form.cleaned_data
        ),
    ):
        return done(request, _("The bloc is added."), reverse("parties:blocs"))
    return page(request, "parties/bloc_form.html", {"form": form}, mark="internal")


def _free_key(name: str) -> str:
    """A key for addresses, made from the name; a number behind it when it is taken."""
    letters = name.lower().translate(_PLAIN)
    base = slugify(letters)[:34] or "blokk"
    taken = set(Bloc.objects.filter(key__startswith=base).values_list("key", flat=True))
    return next(
        key
        for key in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3)))
        if key not in taken
    )


@needs("blocs.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit_bloc(request: Request, public_id: str) -> HttpResponse:
    """Name, colour, parties and decision of one bloc."""
    access.require(request.actor, "blocs.edit")
    bloc = _bloc(public_id)
    form = BlocEditForm(
        request.POST if request.method == "POST" else None, initial=BlocEditForm.initial_of(bloc)
    )
    if request.method == "POST" and carried_out(
        form, lambda: actions.edit_bloc(request.actor, bloc=bloc, **form.cleaned_data)
    ):
        return done(request, _("The bloc is changed."), reverse("parties:blocs"))
    context = {"form": form, "bloc": bloc}
    return page(request, "parties/bloc_form.html", context, mark="internal")


@needs("blocs.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def remove_bloc(request: Request, public_id: str) -> HttpResponse:
    """Asks first; then removes the bloc."""
    access.require(request.actor, "blocs.edit")
    bloc = _bloc(public_id)
    if request.method == "POST":
        actions.remove_bloc(request.actor, bloc=bloc)
        return done(request, _("The bloc is removed."), reverse("parties:blocs"))
    return page(
        request,
        "parties/remove.html",
        {
            "heading": _("Remove the bloc %(name)s?") % {"name": bloc.name},
            "text": _(
                "Addresses that show this bloc stop working. Download the blocs as a file first "
                "if you may want it back."
            ),
            "back": reverse("parties:blocs"),
        },
        mark="internal",
    )


@needs("majorities.view")
@require_safe
def blocs_toml(request: Request) -> HttpResponse:
    """The blocs as the file that the upload, and SAMLET_BLOCS_FILE, read."""
    text = write_blocs(queries.blocs_as_config())
    response = HttpResponse(text, content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="blokker.toml"'
    return response


@needs("blocs.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def blocs_file(request: Request) -> HttpResponse:
    """A file takes the place of all the blocs, when whoever sends it has said so."""
    access.require(request.actor, "blocs.edit")
    sent = request.method == "POST"
    form = BlocsFileForm(request.POST, request.FILES) if sent else BlocsFileForm()
    if sent and carried_out(
        form,
        lambda: actions.configure_blocs(request.actor, blocs=read_blocs(form.cleaned_data["file"])),
    ):
        return done(request, _("The blocs are those of the file."), reverse("parties:blocs"))
    return page(request, "parties/blocs_file.html", {"form": form}, mark="internal")


@needs("blocs.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def stop_list(request: Request, public_id: str) -> HttpResponse:
    """Asks first; then the list no longer counts with the bloc."""
    access.require(request.actor, "blocs.edit")
    extra = BlocList.objects.select_related("bloc", "municipality").filter(public_id=public_id)
    item = extra.first()
    if item is None:
        raise NotFound(_("The list is not counted with any bloc."))
    if request.method == "POST":
        actions.stop_counting_list(request.actor, extra=item)
        return done(request, _("The list is no longer counted."), reverse("parties:blocs"))
    return page(
        request,
        "parties/remove.html",
        {
            "heading": _("Stop counting this list with %(name)s?") % {"name": item.bloc.name},
            "text": f"{item.municipality} {item.year}: {item.code}. {item.reason}",
            "back": reverse("parties:blocs"),
        },
        mark="internal",
    )


@needs("majorities.view")
@require_safe
def statements(request: Request) -> HttpResponse:
    """What parties have said about governing with each other, newest first."""
    context = {
        "statements": queries.all_statements(),
        "may_write": access.may(request.actor, "statements.record"),
    }
    return page(request, "parties/statements.html", context, mark="internal")


@needs("statements.record")
@require_http_methods(["GET", "HEAD", "POST"])
def add_statement(request: Request) -> HttpResponse:
    """Record a quotation with its source."""
    access.require(request.actor, "statements.record")
    form = StatementForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(
        form, lambda: actions.record_statement(request.actor, **form.cleaned_data)
    ):
        return done(request, _("The statement is recorded."), reverse("parties:statements"))
    return page(request, "parties/statement_form.html", {"form": form}, mark="internal")


@needs("statements.record")
@require_http_methods(["GET", "HEAD", "POST"])
def remove_statement(request: Request, public_id: str) -> HttpResponse:
    """Asks first; then the statement is gone."""
    access.require(request.actor, "statements.record")
    found = Statement.objects.select_related("party", "about").filter(public_id=public_id).first()
    if found is None:
        raise NotFound(_("There is no such statement; it may have been removed."))
    if request.method == "POST":
        actions.remove_statement(request.actor, statement=found)
        return done(request, _("The statement is removed."), reverse("parties:statements"))
    return page(
        request,
        "parties/remove.html",
        {
            "heading": _("Remove this statement?"),
            "text": f"{found.party}: “{found.quote}” ({found.source})",
            "back": reverse("parties:statements"),
        },
        mark="internal",
    )
