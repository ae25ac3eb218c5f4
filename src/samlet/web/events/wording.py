"""When an occasion is, in words, in the language that is on."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samlet.web.events.models import Occasion

DAY, HOUR = "l j. F Y", "H:i"


def when(occasion: Occasion) -> str:
    """On which day and from when to when, by the clock in Oslo."""
    start, end = localtime(occasion.starts_at), localtime(occasion.ends_at)
    day = date_format(start, DAY)
    if start.date() == end.date():
        return _("%(day)s at %(from)s–%(to)s") % {
            "day": day,
            "from": date_format(start, HOUR),
            "to": date_format(end, HOUR),
        }
    return _("from %(day)s at %(from)s to %(last_day)s at %(to)s") % {
        "day": day,
        "from": date_format(start, HOUR),
        "last_day": date_format(end, DAY),
        "to": date_format(end, HOUR),
    }
