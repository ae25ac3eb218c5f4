"""What a room says about one of its lists; everything else follows from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.core.lists.columns import Column, SortBy
from samlet.web.core.lists.filters import Filter, usable
from samlet.web.core.models import Subjected
from samlet.web.ui import formats
from samlet.web.ui.pages import Mark

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from samlet.web.core.lists.bulk import BulkAct

Rows = QuerySet[Any]
PAGE_SIZE = 50
FIND_LABEL = _("Find")
NOTHING_YET = _("There is nothing here yet")


def _rows(count: int) -> str:
    return ngettext("%(count)s row", "%(count)s rows", count) % {"count": formats.number(count)}


def _as_it_is(rows: Rows, actor: Actor) -> Rows:
    return rows


@dataclass(frozen=True)
class List:
    """One list of a room. Rows come from `access.scoped(actor, model, act)` and nowhere else.

    key: unique in the program; saved views and audit lines name it.
    columns: the first one names the row and is always shown.
    order: how the list is sorted when the reader has not chosen; ends with pk by itself.
    narrow: what belongs in the list at all (rows, actor) → rows, before any filter.
    load: (rows, actor) → rows with select_related and prefetch_related, for the rows shown only.
        Relations to personal models are prefetched with `Prefetch(…, access.scoped(…))`.
    search: (rows, actor, words) → rows; none, no search field.
    row_href: where a row's name leads. counted: "12 people", from a number.
    export_act: the act that lets one take the rows along as a file; none, no files.
    bulk: acts on chosen rows.
    add_href, add_label: the button that adds a row, for who may `add_act`.
    import_href: where rows come in from a spreadsheet, for who may `import_act`.
    """

    key: str
    title: _StrOrPromise
    model: type[models.Model]
    act: str
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    order: Sequence[SortBy] = ("pk",)
    narrow: Callable[[Rows, Actor], Rows] = _as_it_is
    load: Callable[[Rows, Actor], Rows] = _as_it_is
    search: Callable[[Rows, Actor, str], Rows] | None = None
    search_label: _StrOrPromise = FIND_LABEL
    row_href: Callable[[Any], str] | None = None
    counted: Callable[[int], str] = _rows
    lead: _StrOrPromise = ""
    empty_title: _StrOrPromise = NOTHING_YET
    empty_text: _StrOrPromise = ""
    add_href: Callable[[], str] | None = None
    add_label: _StrOrPromise = ""
    add_act: str = ""
    import_href: Callable[[], str] | None = None
    import_act: str = ""
    export_act: str = ""
    bulk: Sequence[BulkAct] = ()
    template: str = "ui/list.html"
    mark: Mark = "internal"
    page_size: int = PAGE_SIZE
    _by_key: dict[str, Column] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_key.update({column.key: column for column in self.columns})
        words = [one.key for one in self.filters]
        if taken := {"finn", "kolonner", "sort", "side", "visning", "lang"} & set(words):
            raise ValueError(f"{self.key}: a filter cannot be called {', '.join(sorted(taken))}")
        if len(self._by_key) < len(self.columns) or len(set(words)) < len(words):
            raise ValueError(f"{self.key}: two columns or two filters have the same key")
        _defined[self.key] = self

    @property
    def id_path(self) -> str:
        """Where a row's public id is, for forms and addresses."""
        return "subject__public_id" if issubclass(self.model, Subjected) else "public_id"

    def rows(self, actor: Actor, act: str = "") -> Rows:
        """Every row of the list that the actor may see, or may do `act` with."""
        return self.narrow(access.scoped(actor, self.model, act or self.act), actor)

    def columns_for(self, actor: Actor) -> list[Column]:
        return [one for one in self.columns if not one.needs or access.may(actor, one.needs)]

    def filters_for(self, actor: Actor) -> list[Filter]:
        return usable(self.filters, lambda act: access.may(actor, act))

    def column(self, key: str) -> Column | None:
        return self._by_key.get(key)


_defined: dict[str, List] = {}


def list_of(key: str) -> List:
    """The list with this key; KeyError when no room has made it."""
    return _defined[key]


def all_lists() -> tuple[List, ...]:
    return tuple(_defined.values())
