"""The page of figures, and each as a file."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samlet.web.core.indicators.registry import (
    Indicator,
    Measured,
    all_indicators,
    indicator_of,
    measure,
)
from samlet.web.core.middleware import Request
from samlet.web.core.policy import needs
from samlet.web.ui.downloads import Sheet, sheet_response
from samlet.web.ui.pages import page
from samlet.web.ui.tables import Column, Download, Table


def _source(indicator: Indicator, day: date) -> str:
    return _("%(source)s %(fresh)s Measured %(day)s.") % {
        "source": indicator.source,
        "fresh": indicator.fresh,
        "day": date_format(day, "j. F Y"),
    }


def _table(measured: Measured) -> Table:
    indicator = measured.indicator
    return Table(
        id=f"figure-{indicator.key.replace('.', '-')}",
        caption=str(indicator.name),
        columns=[Column(_("Place")), Column(str(indicator.unit).capitalize(), "end")],
        rows=[[value.name, value.text] for value in measured.values],
        source=_source(indicator, measured.day),
        downloads=[Download("CSV", reverse("indicators:file", args=[indicator.key]))],
        empty=_("Nothing to count in what you can see."),
    )


@needs("indicators.view")
@require_safe
def indicators(request: Request) -> HttpResponse:
    """Every figure for the scope one acts in, with its definition and source."""
    day = timezone.localdate()
    shown = [measure(request.actor, one, day) for one in all_indicators(request.actor)]
    context = {"shown": [(one, _table(one)) for one in shown]}
    return page(request, "indicators/indicators.html", context, mark="internal")


@needs("indicators.view")
@require_safe
def file(request: Request, key: str) -> HttpResponse:
    """The values as a file; what is hidden on the page is hidden here too."""
    indicator = indicator_of(request.actor, key)
    day = timezone.localdate()
    measured = measure(request.actor, indicator, day)
    sheet = Sheet(
        name=key.replace(".", "-"),
        title=str(indicator.name),
        columns=[_("Place"), str(indicator.unit).capitalize(), _("Of")],
        rows=[
            [one.name, one.text if one.value is None else one.value, one.of]
            for one in measured.values
        ],
        notes=[str(indicator.definition), _source(indicator, day)],
    )
    return sheet_response(sheet, "csv")
