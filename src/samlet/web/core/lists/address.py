"""What the address asks for: words, filters, columns, order, page; and back to an address.

A wrong value of a filter is told, since leaving it out would show, export or change more than was
asked for. Unknown columns, orders and pages do no harm and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.db.models.expressions import OrderBy
from django.http import QueryDict
from django.utils.translation import gettext as _

from samlet.web.core.actor import Actor
from samlet.web.core.errors import Rejected
from samlet.web.core.lists.columns import Column, SortBy
from samlet.web.core.lists.definition import List, Rows
from samlet.web.core.lists.filters import Filter
from samlet.web.core.lists.sorting import ordered

FIND, COLUMNS, SORT, PAGE, VIEW = "finn", "kolonner", "sort", "side", "visning"
WHOLE = "alle"  # the list as it is, for who meets a view of it first


class FilterForm(forms.Form):
    """The search field and the filters of one list, for one actor."""

    def __init__(self, data: QueryDict, made: List, actor: Actor) -> None:
        super().__init__(data, auto_id="list-%s", use_required_attribute=False)
        if made.search:
            self.fields[FIND] = forms.CharField(
                label=made.search_label,
                required=False,
                max_length=100,
                widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
            )
        for one in made.filters_for(actor):
            self.fields[one.key] = one.field(actor)
        self.refused = [
            one
            for one in made.filters
            if one.key not in self.fields and any(text.strip() for text in data.getlist(one.key))
        ]

    @property
    def lead_field(self) -> forms.BoundField | None:
        """The search field, which stands first and is always open."""
        return self[FIND] if FIND in self.fields else None

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [bound for bound in self.visible_fields() if bound.name != FIND]

    @property
    def is_open(self) -> bool:
        """Whether the filters are shown at once: there is nothing else, or one of them is wrong."""
        return FIND not in self.fields or bool(self.errors)

    def clean(self) -> dict[str, Any]:
        if self.refused:
            raise forms.ValidationError(
                _("Your role does not include filtering by this: %(names)s."),
                params={"names": ", ".join(str(one.label) for one in self.refused)},
            )
        return self.cleaned_data


@dataclass(frozen=True)
class Asked:
    """What is asked of a list. `chosen`: columns as chosen, empty for those shown by default."""

    made: List
    actor: Actor
    form: FilterForm
    find: str
    values: dict[str, Any]
    chosen: tuple[str, ...]
    sort: str
    page: int

    @property
    def is_right(self) -> bool:
        return self.form.is_valid()

    @property
    def used(self) -> list[Filter]:
        """The filters in use."""
        return [one for one in self.made.filters if one.in_address(self.values.get(one.key)) != []]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.find or self.used)

    @property
    def columns(self) -> list[Column]:
        """The columns shown: the first always, then the chosen in the list's own order."""
        open_ = self.made.columns_for(self.actor)
        if self.chosen:
            kept = [one for one in open_[1:] if one.key in self.chosen]
        else:
            kept = [one for one in open_[1:] if one.shown]
        return [*open_[:1], *kept]

    def rows(self, act: str = "") -> Rows:
        """The rows asked for, unordered. Raises Rejected when a filter is wrong."""
        if not self.is_right:
            raise Rejected(_("A filter in the address is wrong. Correct it and try again."))
        rows = self.made.rows(self.actor, act)
        for one in self.used:
            rows = one.narrow(rows, self.values[one.key])
        if self.find and self.made.search:
            rows = self.made.search(rows, self.actor, self.find)
        return rows

    def ordering(self) -> list[SortBy | OrderBy]:
        """By the column asked for, else the list's own order; pk last, so pages never overlap."""
        column, model = self.made.column(self.sort.removeprefix("-")), self.made.model
        given = column.sort_by if column else tuple(self.made.order)
        turned = bool(column) and self.sort.startswith("-")
        # By the alphabet for the first one only: each costs 40 ms for 60,000 rows, and the next
        # ones only decide among namesakes.
        parts = [
            ordered(model, one, turned=turned, by_alphabet=place == 0)
            for place, one in enumerate(given)
        ]
        return parts if parts[-1] in ("pk", "-pk") else [*parts, "pk"]

    def with_(self, **changes: Any) -> Asked:
        return replace(self, **changes)

    def query(self, *, leave: Iterable[str] = (), kept: bool = False) -> str:
        """The address's query. kept: without words typed and page, as a saved view keeps it."""
        left = set(leave)
        out = QueryDict(mutable=True)
        if self.find and FIND not in left and not kept:
            out[FIND] = self.find
        for one in self.used:
            if one.key not in left and not (kept and one.personal):
                out.setlist(one.key, one.in_address(self.values[one.key]))
        if self.chosen and COLUMNS not in left:
            out[COLUMNS] = ",".join(self.chosen)
        if self.sort and SORT not in left:
            out[SORT] = self.sort
        if self.page > 1 and PAGE not in left and not kept:
            out[PAGE] = str(self.page)
        return out.urlencode(safe=",")


def asked_of(made: List, actor: Actor, data: QueryDict) -> Asked:
    """Read the address. What is wrong in a filter stands in `form.errors`."""
    form = FilterForm(data, made, actor)
    form.is_valid()
    values = {
        one.key: form.cleaned_data.get(one.key)
        for one in made.filters_for(actor)
        if one.key in form.cleaned_data
    }
    return Asked(
        made=made,
        actor=actor,
        form=form,
        find=form.cleaned_data.get(FIND, "").strip(),
        values=values,
        chosen=_columns(made, actor, data),
        sort=_sort(made, actor, data.get(SORT, "")),
        page=_page(data.get(PAGE, "")),
    )


def _columns(made: List, actor: Actor, data: QueryDict) -> tuple[str, ...]:
    named = {key for text in data.getlist(COLUMNS) for key in text.split(",")}
    open_ = made.columns_for(actor)
    chosen = tuple(one.key for one in open_ if one.key in named)
    usual = tuple(one.key for one in open_[:1]) + tuple(one.key for one in open_[1:] if one.shown)
    return () if set(chosen) | {one.key for one in open_[:1]} == set(usual) else chosen


def _sort(made: List, actor: Actor, text: str) -> str:
    """Only by a column the actor may see: an order tells what a hidden column holds."""
    column = made.column(text.removeprefix("-"))
    return text if column in made.columns_for(actor) and column and column.sort_by else ""


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 and int(text) else 1
