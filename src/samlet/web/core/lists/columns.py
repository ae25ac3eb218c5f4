"""A column of a list: what it shows, what it sorts by, and who may see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from django.db.models.expressions import Combinable
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

from samlet.web.ui import formats

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Value = str | int | Decimal | float | bool | date | None
SortBy = str | Combinable


@dataclass(frozen=True)
class Column:
    """key: its name in the address, a Norwegian word. value: from a row to what stands there.

    sort: what the list is ordered by when this column is chosen for it, ascending; none, no link.
    shown: among the columns when the reader has chosen none. personal: it tells something of a
    named person, so that an export of it is logged as such. needs: an act without which the column
    is neither shown, sorted by nor exported. href: where the cell leads.
    """

    key: str
    heading: _StrOrPromise
    value: Callable[[Any], Value]
    sort: SortBy | Sequence[SortBy] = ()
    shown: bool = True
    personal: bool = False
    needs: str = ""
    align: Literal["start", "end"] = "start"
    href: Callable[[Any], str] | None = None
    hint: _StrOrPromise = ""

    @property
    def sort_by(self) -> tuple[SortBy, ...]:
        if isinstance(self.sort, (str, Combinable)):
            return (self.sort,) if self.sort else ()
        return tuple(self.sort)


def shown_text(value: Value) -> str:
    """A value as people read it."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return pgettext("answer", "Yes") if value else pgettext("answer", "No")
    if isinstance(value, date):
        return _day(value)
    return formats.number(value, 0 if isinstance(value, int) else 1)


def _day(value: date) -> str:
    if not isinstance(value, datetime):
        return formats.day(value)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{formats.day(local.date())} {date_format(local, 'H:i')}"
