"""Acts on many rows at once: chosen, shown, confirmed, done, and undone if it was wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from samlet.web.core import access
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Forbidden, NotFound, Rejected
from samlet.web.core.lists.address import Asked

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from samlet.web.core.lists.definition import Rows

MOST = 20_000
NAMED = 10


@dataclass(frozen=True)
class BulkAct:
    """key: its name in forms. title: the button. act: what one must be allowed with each row.

    run: (actor, rows, **the form's data) → the change set, so that it can be undone; it is an
    action of the room. form: its `takes_actor`, when true, has it made with `actor=`. text: what
    happens, in a sentence or two, on the page that asks.
    done: from how many rows to what is said afterwards.
    """

    key: str
    title: _StrOrPromise
    act: str
    run: Callable[..., Any]
    form: type[forms.Form] | None = None
    text: _StrOrPromise = ""
    done: Callable[[int], str] | None = None


@dataclass(frozen=True)
class Chosen:
    """Rows chosen for an act. count: those it is open for; left: chosen, and not open for it."""

    act: BulkAct
    rows: Rows
    count: int
    left: int
    every: bool
    ids: Sequence[str]


def act_of(asked: Asked, key: str) -> BulkAct:
    """The act with this key; NotFound when the list has none, Forbidden when the role has not."""
    found = next((one for one in asked.made.bulk if one.key == key), None)
    if found is None:
        raise NotFound(_("There is no such act on this list."))
    if not access.may(asked.actor, found.act):
        raise Forbidden(_("Your role does not include this."))
    return found


def chosen(asked: Asked, act: BulkAct, *, every: bool, ids: Sequence[str]) -> Chosen:
    """The rows marked, or every row that matches, found again by the same filters.

    Ids from elsewhere are simply not found: the answer is the same as for what does not exist.
    """
    made = asked.made
    seen = asked.rows() if every else made.rows(asked.actor).filter(**{_in(made.id_path): ids})
    open_ = made.rows(asked.actor, act.act).order_by().values("pk")
    rows = seen.filter(pk__in=open_)
    count = rows.count()
    if count > MOST:
        raise Rejected(_("That is too many rows at once. Use filters to choose fewer."))
    return Chosen(act, rows, count, seen.count() - count, every, () if every else tuple(ids))


def _in(path: str) -> str:
    return f"{path}__in"


def first_names(asked: Asked, chosen_: Chosen) -> list[str]:
    """What the first rows are called, so that the wrong choice is seen before it is made."""
    from samlet.web.core.lists.showing import loaded, name_of  # noqa: PLC0415  it knows acts

    ids = list(chosen_.rows.order_by(*asked.ordering()).values_list("pk", flat=True)[:NAMED])
    return [name_of(asked.made, row) for row in loaded(asked, ids)]


def carry_out(actor: Actor, chosen_: Chosen, data: dict[str, Any]) -> Any:
    """Run the act on the rows; its change set."""
    return chosen_.act.run(actor, chosen_.rows, **data)
