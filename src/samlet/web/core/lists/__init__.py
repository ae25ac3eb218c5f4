"""Every list is made in one way: a room says what it holds, the rest follows.

    from samlet.web.core import lists

    PEOPLE = lists.List(
        key="people",
        title=_("People"),
        model=Person,
        act="people.view",                      # rows are access.scoped(actor, Person, act)
        columns=(                               # the first names the row and is always shown
            lists.Column("navn", _("Name"), lambda p: p.name, ("family_name", "given_name"),
                         personal=True),
            lists.Column("kommune", _("Lives in"), lambda p: str(p.home_municipality or ""),
                         "home_municipality__name", personal=True, shown=False),
        ),
        filters=(lists.ChoiceFilter("verv", _("Position"), narrow_by_kind, choices=kind_choices),),
        order=("family_name", "given_name"),
        load=lambda rows, actor: rows.select_related("subject", "home_municipality"),
        search=lambda rows, actor, words: rows.filter(pk__in=…),
        row_href=lambda p: reverse("people:person", args=[p.public_id]),
        counted=lambda n: ngettext("%(count)s person", "%(count)s people", n) % {…},
        export_act="people.export",
        bulk=(lists.BulkAct("avslutt", _("End positions"), "people.edit", bulk_end, EndForm),),
    )

    urlpatterns = [*lists.paths(PEOPLE, "personer/", "people")]

A page with something of its own above the list: a view that ends in
`return lists.answer(request, PEOPLE, context={…})`, given as `paths(…, view=…)`, and a template
that extends "ui/list.html" (blocks: list_top, list_side, list_bottom).

The address holds everything: `finn` (words), one word per filter, `kolonner`, `sort`, `side`,
`visning`. A wrong filter answers 400 and says what is wrong; unknown columns, orders and pages are
left out. Columns and filters with `needs` are closed to who lacks the act, sorting included.
"""

from samlet.web.core.lists.address import Asked, asked_of
from samlet.web.core.lists.bulk import BulkAct
from samlet.web.core.lists.columns import Column, Value, shown_text
from samlet.web.core.lists.definition import List, all_lists, list_of
from samlet.web.core.lists.filters import (
    ChoiceFilter,
    DateFilter,
    Filter,
    LinkFilter,
    MultiChoiceFilter,
    TextFilter,
    YesNoFilter,
)
from samlet.web.core.lists.showing import Shown, show
from samlet.web.core.lists.urls import paths
from samlet.web.core.lists.views import answer

__all__ = [
    "Asked",
    "BulkAct",
    "ChoiceFilter",
    "Column",
    "DateFilter",
    "Filter",
    "LinkFilter",
    "List",
    "MultiChoiceFilter",
    "Shown",
    "TextFilter",
    "Value",
    "YesNoFilter",
    "all_lists",
    "answer",
    "asked_of",
    "list_of",
    "paths",
    "show",
    "shown_text",
]
