"""One declaration for each model that holds something about a person.

A model is about a person by the path from its rows to the person's Subject or to the user who
signs in. Every other model is said to be about nobody, with the reason: a test fails for a model
of which neither is said, and for a field that a declaration does not list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from samlet.web.core.models.subjects import Subject, Subjected

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Fate = Literal["delete", "blank", "count"]


@dataclass(frozen=True)
class Identity:
    """Whom it is about: their subjects, and the accounts.

    users: the accounts that are theirs and serve nothing else. accounts: all that are theirs, also
    those that another register needs.
    registers: whose records these are; nothing of another register goes by an address alone.
    public_ids, emails, mobiles and names: for what knows a person by these only (a queue, a file).
    """

    subjects: tuple[int, ...] = ()
    users: tuple[int, ...] = ()
    accounts: tuple[int, ...] = ()
    public_ids: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    mobiles: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    registers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Due:
    """Somebody whose time is over: since when, and why. A person in a register, or an account."""

    subject_id: int
    since: date
    why: _StrOrPromise
    account_id: int = 0


@dataclass(frozen=True)
class Retention:
    """How long rows are kept, in words; and what the daily work does about it.

    over: from a moment to the rows whose time is over by themselves; they are deleted, or let go
    of by `let_go`, which says how many. due: from a register and a day to the people or accounts
    whose time is over there; they are marked, waited for and can be kept. Neither: the rows go
    with what they are about.
    """

    said: _StrOrPromise
    over: Callable[[datetime], Q] | None = None
    let_go: Callable[[datetime], int] | None = None
    due: Callable[[Subject, date], Iterable[Due]] | None = None


WITH_PERSON = Retention(_("as long as the person is in the register"))
WITH_ACCOUNT = Retention(_("as long as the account"))
WITHOUT_NAMES = Retention(_("kept, and names nobody when the person is gone"))


@dataclass(frozen=True)
class Declaration:
    """What a model holds about a person and what becomes of it.

    model: its label, "people.person". person_path: the lookup from a row to the Subject it is
    about; user_path: to the user. find: in place of both, a filter from who it is. controller_path:
    to the Subject of the register, where it is not the person's own. fields: from each field that
    says something to why it is there. keys: fields that only tie rows together. secret: fields
    that are never shown or exported, since they open something. erasure: "delete" the row, "blank"
    what is in it by `blanks`, or "count" for what keeps a number only. erase: in place of these,
    what returns how many rows it took. retention: how long rows are kept. kept: what the law
    requires kept, and which law. export, search: whether it is in the register's export, and in
    the search index. order: where My page tells it; what says most comes first.
    """

    model: str
    title: _StrOrPromise
    purpose: str
    fields: Mapping[str, _StrOrPromise]
    person_path: str = ""
    user_path: str = ""
    find: Callable[[Identity], Q] | None = None
    controller_path: str = ""
    keys: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()
    erasure: Fate = "delete"
    blanks: Mapping[str, object] = field(default_factory=dict)
    erase: Callable[[Identity], int] | None = None
    retention: Retention | None = None
    kept: _StrOrPromise = ""
    export: bool = True
    search: bool = False
    shown: bool = True
    order: int = 50

    @property
    def model_class(self) -> type[models.Model]:
        return apps.get_model(self.model)

    def rows(self, who: Identity) -> models.QuerySet[Any]:
        """The rows about them, in whichever way the model tells."""
        return self.model_class._base_manager.filter(self.about(who))

    def about(self, who: Identity) -> Q:
        if self.find:
            return self.find(who)
        found = Q(pk__in=[])
        if self.person_path and who.subjects:
            found |= Q(**{f"{self.person_path}__in": who.subjects})
        if self.user_path and who.users:
            found |= Q(**{f"{self.user_path}__in": who.users})
        return found


@dataclass(frozen=True)
class Store:
    """Something about people that deleting rows does not reach: an index, files, a cache.

    forget: takes them out, within the transaction of the rows; says how many went. scrub: what is
    to be done after that transaction so that no byte is left behind.
    """

    key: str
    title: _StrOrPromise
    forget: Callable[[Identity], int]
    scrub: Callable[[], None] | None = None


@dataclass(frozen=True)
class PersonKind:
    """A kind of subject that is a person: the acts by which one is seen and erased, and by which
    one who is officially published is erased.
    """

    key: str
    view_act: str
    erase_act: str
    official_erase_act: str = ""

    def erase_act_for(self, subject: Subject) -> str:
        return (subject.is_public and self.official_erase_act) or self.erase_act


# A room that knows more about who it is (accounts, merged records, addresses) adds that.
Finder = Callable[[Identity], Identity]

_declarations: dict[str, Declaration] = {}
_exempt: dict[str, str] = {}
_stores: dict[str, Store] = {}
_person_kinds: dict[str, PersonKind] = {}
_finders: dict[str, Finder] = {}
_found: list[bool] = []


def declare(declaration: Declaration) -> None:
    """Say what a model holds about people, from a room's personal.py."""
    _declarations[declaration.model.lower()] = declaration


def exempt(why: str, *labels: str) -> None:
    """Say that these models are about nobody, and why."""
    if not why.strip():
        raise ValueError("say why these models are about nobody")
    _exempt.update({label.lower(): why for label in labels})


def store(one: Store) -> None:
    """Say how something outside the models forgets a person."""
    _stores[one.key] = one


def person_kind(kind: str, *, view_act: str, erase_act: str, official_erase_act: str = "") -> None:
    """Say that subjects of this kind are people, from a room's personal.py."""
    _person_kinds[kind] = PersonKind(kind, view_act, erase_act, official_erase_act)


def register_finder(key: str, finder: Finder) -> None:
    """Say how a room widens who it is: the accounts that are theirs, the records merged, ..."""
    _finders[key] = finder


def discover() -> None:
    """Import every room's personal.py, once; core's own stands in this package."""
    if not _found:
        _found.append(True)
        from samlet.web.core.personal import furniture, ground  # noqa: F401, PLC0415  by import

        autodiscover_modules("personal")


def all_declarations() -> tuple[Declaration, ...]:
    """All, by label."""
    discover()
    return tuple(_declarations[label] for label in sorted(_declarations))


def declaration_of(model: type[models.Model]) -> Declaration | None:
    discover()
    return _declarations.get(model._meta.label_lower)


def is_declared(model: type[models.Model]) -> bool:
    return declaration_of(model) is not None


def exemptions() -> Mapping[str, str]:
    discover()
    return dict(_exempt)


def all_stores() -> tuple[Store, ...]:
    discover()
    return tuple(_stores.values())


def person_kinds() -> Mapping[str, PersonKind]:
    """The kinds of subject that are people, by key."""
    discover()
    return dict(_person_kinds)


def is_person(kind: str) -> bool:
    return kind in person_kinds()


def identify(subject: Subject) -> Identity:
    """All that is known of who this is, inside one register."""
    discover()
    registers = () if subject.controller_id is None else (subject.controller_id,)
    who = Identity((subject.pk,), public_ids=(subject.public_id,), registers=registers)
    for finder in _finders.values():
        who = finder(who)
    return who


def identify_account(user: models.Model) -> Identity:
    """An account by itself: nothing of a person in any register is hers by it."""
    said: Any = user
    return Identity(
        users=(said.pk,),
        accounts=(said.pk,),
        public_ids=(said.public_id,),
        emails=(said.email,),
        names=(said.name,) if said.name else (),
    )


def subjects_of(row: models.Model) -> set[int]:
    """The subjects a row is about by its declaration; none when that goes another way."""
    if isinstance(row, Subject):
        return {row.pk}
    found = declaration_of(type(row))
    if found is None or not found.person_path:
        return set()
    here: Any = row
    for name in found.person_path.split("__"):
        related = here._meta.get_field(name).related_model
        pk = getattr(here, here._meta.get_field(name).attname)
        if pk is None:
            return set()
        # A model with a subject shares its primary key, so the last step needs no query.
        if related is Subject or issubclass(related, Subjected):
            return {pk}
        here = getattr(here, name)
    return set()
