"""What of people belongs to a register, when it is taken whole: what their declarations say."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from samlet.web.core import search, wholes
from samlet.web.core.wholes import Part, declared
from samlet.web.people.actions import KIND, place
from samlet.web.people.models import Consent, Person


def register() -> None:
    """From the room's AppConfig.ready()."""
    wholes.register(_parts)
    wholes.after_load(_work_out)


def _parts() -> Iterator[Part]:
    """Those that others point at first."""
    yield Part(
        "posts",
        "people.PositionKind",
        ("name_nb", "name_nn", "name_en", "political", "steward", "contact", "order"),
        lambda register: Q(),
        ("key",),
        shared=True,
    )
    yield Part(
        "consent_texts",
        "people.ConsentText",
        ("created_at", "purpose", "register", "version", "text_nb", "text_nn", "text_en"),
        lambda register: (
            Q(register=register)
            | Q(pk__in=Consent.objects.filter(person__subject__controller=register).values("text"))
        ),
        shared=True,
    )
    yield Part(
        "persons",
        "people.Person",
        declared("people.Person", "merged_into"),
        "subject__controller",
    )
    for key, model in (
        ("consents", "people.Consent"),
        ("consent_requests", "people.ConsentRequest"),
        ("memberships", "people.Position"),
        ("disclosures", "people.Disclosure"),
    ):
        yield Part(key, model, declared(model, "person"), "person__subject__controller")
    yield Part(
        "told_apart",
        "people.NotSame",
        declared("people.NotSame", "one", "two"),
        "one__subject__controller",
    )


def _work_out() -> None:
    place(Person.objects.values_list("pk", flat=True))
    search.reindex(KIND)
