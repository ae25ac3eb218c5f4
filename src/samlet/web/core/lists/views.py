"""The pages of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samlet.web.core import access, changes
from samlet.web.core.errors import Rejected
from samlet.web.core.forms import carried_out, done
from samlet.web.core.lists import bulk as acts
from samlet.web.core.lists import saved
from samlet.web.core.lists.address import VIEW, WHOLE, Asked, asked_of
from samlet.web.core.lists.definition import List
from samlet.web.core.lists.forms import ViewForm
from samlet.web.core.lists.showing import Shown, show
from samlet.web.core.lists.taking import take
from samlet.web.core.middleware import Request
from samlet.web.core.policy import needs
from samlet.web.ui import formats
from samlet.web.ui.pages import page

View = Callable[..., HttpResponseBase]


def answer(
    request: Request, made: List, *, context: dict[str, Any] | None = None
) -> HttpResponseBase:
    """The list as the address asks for it; 400 with what to do when a filter is wrong.

    An address without a query leads to the view that the reader has chosen to meet first.
    """
    actor = request.actor
    if not request.META.get("QUERY_STRING") and (view := saved.first_view(actor, made)):
        return HttpResponseRedirect(f"{request.path}?{view.query or f'{VIEW}={WHOLE}'}")
    asked = asked_of(made, actor, request.GET)
    return _page(request, asked, show(asked), context or {})


def _page(request: Request, asked: Asked, shown: Shown, context: dict[str, Any]) -> HttpResponse:
    made, actor = asked.made, request.actor
    whole = {
        "made": made,
        "list": shown,
        "filters": asked.form,
        "add_href": _href(request, made.add_href, made.add_act or made.act),
        "import_href": _href(request, made.import_href, made.import_act or made.act),
        "may_take": bool(made.export_act) and access.may(actor, made.export_act),
        "views": _tabs(request, asked),
        "view_form": ViewForm(registers=saved.sharing_choices(actor)) if actor.user_id else None,
        "typed_left_out": bool(asked.find) or any(one.personal for one in asked.used),
        **context,
    }
    status = 200 if asked.is_right else 400
    return page(request, made.template, whole, mark=made.mark, status=status)


def _href(request: Request, href: Callable[[], str] | None, act: str) -> str:
    return href() if href is not None and access.may(request.actor, act) else ""


def _tabs(request: Request, asked: Asked) -> list[dict[str, Any]]:
    """The whole list and the saved views; the one that is shown is marked. None, no tabs."""
    views = list(saved.views_for(request.actor, asked.made)) if asked.made.key else []
    if not views:
        return []
    now = asked.query(kept=True) if not (asked.find or not asked.is_right) else None
    tabs = [{"label": _("All"), "href": f"?{VIEW}={WHOLE}", "current": now == "", "edit": ""}]
    for view in views:
        tabs.append(
            {
                "label": view.name,
                "href": f"?{view.query or f'{VIEW}={WHOLE}'}",
                "current": now == view.query,
                "edit": f"visning/{view.public_id}/",
                "shared": view.unit_id is not None,
            }
        )
    return tabs


def list_view(made: List) -> View:
    """The list's page, for who may see it."""

    @needs(made.act)
    @require_safe
    @never_cache
    def show_list(request: Request, **kwargs: Any) -> HttpResponseBase:
        return answer(request, made)

    return show_list


def take_view(made: List) -> View:
    """The list as a file. A POST, since it is an act that is logged, which no link may cause."""

    @needs(made.export_act or made.act)
    @require_POST
    def take_list(request: Request, kind: str, **kwargs: Any) -> HttpResponseBase:
        return take(request.actor, asked_of(made, request.actor, request.GET), kind)

    return take_list


class NoMore(forms.Form):
    """An act that asks for nothing more."""


def bulk_view(made: List) -> View:
    """Asks before it acts on the chosen rows, then acts, and says how to undo it."""

    @needs(made.act)
    @require_POST
    @never_cache
    def act_on_chosen(request: Request, **kwargs: Any) -> HttpResponseBase:
        asked = asked_of(made, request.actor, request.GET)
        back = _list_address(request, "velg/")
        if not request.POST.get("act"):
            messages.warning(request, _("Choose what to do with the rows."))
            response = HttpResponseRedirect(back)
            response.status_code = 303
            return response
        act = acts.act_of(asked, request.POST.get("act", ""))
        every = request.POST.get("alle") == "1"
        ids = request.POST.getlist("row")[: acts.MOST]
        found = acts.chosen(asked, act, every=every, ids=ids)
        if not found.count:
            messages.warning(request, _nothing_chosen(found))
            response = HttpResponseRedirect(back)
            response.status_code = 303
            return response
        return _ask_or_act(request, asked, found, back)

    return act_on_chosen


def _nothing_chosen(found: acts.Chosen) -> str:
    if found.left:
        return _("Your role does not include doing this with what you chose.")
    return _("Choose at least one row first.")


def _ask_or_act(request: Request, asked: Asked, found: acts.Chosen, back: str) -> HttpResponseBase:
    confirmed = request.POST.get("confirmed") == "1"
    moved = confirmed and request.POST.get("count") != str(found.count)
    made = found.act.form or NoMore
    scoped: dict[str, Any] = {"actor": request.actor} if getattr(made, "takes_actor", False) else {}
    form = made(request.POST if confirmed else None, **scoped)
    results: list[Any] = []
    if (
        confirmed
        and not moved
        and carried_out(
            form,
            lambda: results.append(acts.carry_out(request.actor, found, form.cleaned_data)),
        )
    ):
        counted = asked.made.counted(found.count)
        said = found.act.done(found.count) if found.act.done else None
        message = said or _("Done: %(counted)s.") % {"counted": counted}
        return changes.done(request, message, back, results[0])
    context = {
        "made": asked.made,
        "found": found,
        "counted": asked.made.counted(found.count),
        "left": asked.made.counted(found.left) if found.left else "",
        "names": acts.first_names(asked, found),
        "more": formats.number(found.count - acts.NAMED) if found.count > acts.NAMED else "",
        "form": form,
        "moved": moved,
        "back": back,
    }
    return page(request, "ui/list_bulk.html", context, mark=asked.made.mark)


def _list_address(request: Request, tail: str) -> str:
    """The list's own address, with its query, from the address of something below it."""
    base = request.path.removesuffix(tail)
    query = request.GET.urlencode()
    return f"{base}?{query}" if query else base


def save_view(made: List) -> View:
    """Keep what is shown under a name."""

    @needs(made.act)
    @require_POST
    def save(request: Request, **kwargs: Any) -> HttpResponseBase:
        actor = request.actor
        asked = asked_of(made, actor, request.GET)
        form = ViewForm(request.POST, registers=saved.sharing_choices(actor))
        results: list[Any] = []

        def act() -> None:
            if not asked.is_right:
                raise Rejected(gettext_lazy("A filter in the address is wrong. Correct it first."))
            name, share_in = form.cleaned_data["name"], form.cleaned_data["share_in"]
            view = saved.save_view(actor, asked=asked, name=name, share_in=share_in)
            if form.cleaned_data["first"]:
                saved.meet_first(actor, made=made, view=view)
            results.append(view)

        back = request.path.removesuffix("visning/")
        if carried_out(form, act):
            query = results[0].query or f"{VIEW}={WHOLE}"
            return done(request, _("The view is saved."), f"{back}?{query}")
        context = {"made": made, "form": form, "back": f"{back}?{request.GET.urlencode()}"}
        return page(request, "ui/list_view.html", context, mark=made.mark)

    return save


def change_view(made: List) -> View:
    """A saved view: its name, who sees it, whether one meets it first; or remove it."""

    @needs(made.act)
    @require_http_methods(["GET", "HEAD", "POST"])
    @never_cache
    def change(request: Request, public_id: str, **kwargs: Any) -> HttpResponseBase:
        actor = request.actor
        view = saved.view_for(actor, made, public_id)
        back = request.path.removesuffix(f"visning/{public_id}/")
        if request.method == "POST" and "remove" in request.POST:
            saved.remove_view(actor, view=view)
            return done(request, _("The view is removed."), f"{back}?{VIEW}={WHOLE}")
        may = saved.may_change(actor, view)
        form = _form_of(request, made, view, may=may)

        def act() -> None:
            if may:
                saved.change_view(
                    actor,
                    view=view,
                    name=form.cleaned_data["name"],
                    share_in=form.cleaned_data["share_in"],
                )
            saved.meet_first(actor, made=made, view=view if form.cleaned_data["first"] else None)

        if request.method == "POST" and carried_out(form, act):
            query = view.query or f"{VIEW}={WHOLE}"
            return done(request, _("The view is changed."), f"{back}?{query}")
        context = {"made": made, "view": view, "form": form, "may_change": may, "back": back}
        return page(request, "ui/list_view.html", context, mark=made.mark)

    return change


def _form_of(request: Request, made: List, view: Any, *, may: bool) -> ViewForm:
    actor = request.actor
    first = saved.first_view(actor, made)
    form = ViewForm(
        request.POST if request.method == "POST" else None,
        registers=saved.sharing_choices(actor),
        initial={
            "name": view.name,
            "share_in": view.unit.public_id if view.unit else "",
            "first": first == view,
        },
    )
    if not may:
        del form.fields["name"], form.fields["share_in"]
    return form
