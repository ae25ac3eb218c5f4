"""The audit trail for the auditor: read, filtered, taken out, and checked."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samlet.web.core import audit
from samlet.web.core.audit import reading
from samlet.web.core.audit.forms import FilterForm
from samlet.web.core.middleware import Request
from samlet.web.core.models import AuditEntry, AuditPayload
from samlet.web.core.policy import needs
from samlet.web.ui.downloads import Sheet, sheet_response
from samlet.web.ui.pages import page

ON_A_PAGE = 50
LONGEST_FILE = 10_000  # lines; more is taken out day by day


@needs("audit.view")
@never_cache
@require_safe
def trail(request: Request) -> HttpResponse:
    """What has been done, the latest first, as sentences."""
    entries = reading.entries_for(request.actor)
    form = FilterForm(entries, request.GET or None)
    chosen = _filtered(entries, form)
    shown = Paginator(chosen, ON_A_PAGE).get_page(request.GET.get("side"))
    query = request.GET.copy()
    query.pop("side", None)
    context = {
        "filter": form,
        "shown": shown,
        "lines": reading.lines(request.actor, list(shown)),
        "query": query.urlencode(),
    }
    return page(request, "audit/trail.html", context, mark="internal")


def _filtered(entries: QuerySet[AuditEntry], form: FilterForm) -> QuerySet[AuditEntry]:
    if not form.is_valid():
        return entries
    asked = form.cleaned_data
    if asked["act"]:
        entries = entries.filter(act=asked["act"])
    if asked["actor"]:
        entries = entries.filter(actor=asked["actor"])
    if asked["from_day"]:
        entries = entries.filter(at__date__gte=asked["from_day"])
    if asked["to_day"]:
        entries = entries.filter(at__date__lte=asked["to_day"])
    return entries


@needs("audit.export")
@never_cache
@require_safe
def export(request: Request, kind: str) -> HttpResponse:
    """The lines shown, as CSV or Excel. Taking them out is written down, with whom they name."""
    entries = reading.entries_for(request.actor)
    form = FilterForm(entries, request.GET or None)
    chosen = list(_filtered(entries, form)[:LONGEST_FILE])
    named = AuditPayload.objects.filter(entry__in=[entry.pk for entry in chosen])
    audit.seen(request.actor, "audit.exported", set(named.values_list("subject", flat=True)))
    rows = [
        (
            date_format(timezone.localtime(line.at), "Y-m-d H:i:s"),
            line.actor,
            line.act,
            line.about,
            ", ".join(line.fields),
        )
        for line in reading.lines(request.actor, chosen)
    ]
    sheet = Sheet(
        name="revisjon",
        title=_("Audit trail"),
        columns=[_("When"), _("Who"), _("What"), _("About"), _("Fields")],
        rows=rows,
        notes=[_("Taken out by an auditor. It names people: keep it as safe as the register.")],
    )
    return sheet_response(sheet, kind)


@needs("audit.view")
@never_cache
@require_safe
def verdict(request: Request) -> HttpResponse:
    """Whether the chain holds, worked out again from the first line."""
    found = audit.verify(request.GET.get("hode", "").strip())
    return page(request, "audit/verdict.html", {"verdict": found}, mark="internal")
