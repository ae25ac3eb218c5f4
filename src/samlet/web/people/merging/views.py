"""Pages of pairs: which records look like one person, side by side, and the merge."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samlet.web.core import access, audit, changes
from samlet.web.core.forms import carried_out
from samlet.web.core.guard import unscoped
from samlet.web.core.middleware import Request
from samlet.web.core.models import ChangeSet
from samlet.web.core.policy import needs
from samlet.web.people import queries
from samlet.web.people.merging import actions, moving
from samlet.web.people.merging.forms import MergeForm
from samlet.web.people.merging.pairs import (
    ACT,
    EMAIL,
    MOBILE,
    NAME,
    likely_pairs,
    people_of,
    people_to_merge,
)
from samlet.web.people.models import Person
from samlet.web.ui.pages import page

ON_A_PAGE = 25


def _address() -> str:
    return reverse("people:merge_pairs")


@needs(ACT)
@never_cache
@require_safe
def pairs(request: Request) -> HttpResponse:
    """Records that may be of the same person, the surest first."""
    words = {
        EMAIL: pgettext("shared", "the same e-mail"),
        MOBILE: pgettext("shared", "the same mobile"),
        NAME: pgettext("shared", "nearly the same name in the same place"),
    }
    shown = Paginator(likely_pairs(request.actor), ON_A_PAGE).get_page(request.GET.get("side"))
    rows = [
        (one, two, ", ".join(words[what] for what in words if what in pair.shared))
        for one, two, pair in people_of(request.actor, list(shown))
    ]
    named = {person.pk for one, two, _said in rows for person in (one, two)}
    audit.seen(request.actor, "people.paired", named)
    return page(request, "people/merge_pairs.html", {"shown": shown, "rows": rows}, mark="internal")


def _pair(request: Request, one: str, two: str) -> tuple[Person, Person]:
    found = {
        person.public_id: person
        for person in people_to_merge(request.actor)
        .filter(subject__public_id__in=[one, two])
        .select_related("subject", "home_municipality", "works_at")
    }
    if len(found) < 2 or found[one].controller_id != found[two].controller_id:
        raise access.not_there()
    return found[one], found[two]


@needs(ACT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: Request, one: str, two: str) -> HttpResponse:
    """Two records side by side; what stays is chosen, and what moves is told before it does."""
    first, second = _pair(request, one, two)
    sent = request.POST if request.method == "POST" else None
    form = MergeForm(first, second, sent)
    made: list[ChangeSet] = []

    def act() -> None:
        person, other, taken = form.chosen
        made.append(actions.merge_people(request.actor, person=person, other=other, taken=taken))

    if sent is not None and carried_out(form, act):
        kept = reverse("people:person", args=[form.chosen[0].public_id])
        return changes.done(request, _("The two records are now one."), kept, made[0])
    audit.seen(request.actor, "people.paired", [first.pk, second.pk])
    context = {"form": form, "sides": [_side(request, person) for person in (first, second)]}
    return page(request, "people/merge_compare.html", context, mark="internal")


def _side(request: Request, person: Person) -> dict[str, object]:
    now, before = queries.of_person(request.actor, person)
    with unscoped("counts what hangs on a person that is scoped already"):
        moves = moving.counted(person.pk)
    return {"person": person, "now": now, "before": before, "moves": moves}


@needs(ACT)
@require_POST
def apart(request: Request, one: str, two: str) -> HttpResponse:
    """They are two people: do not propose them again."""
    first, second = _pair(request, one, two)
    made = actions.not_the_same(request.actor, person=first, other=second)
    return changes.done(request, _("They are kept apart from now on."), _address(), made)
