"""The addresses of the API. Each takes checked parameters, reads once, and answers."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Path, Query
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer
from pydantic import Field

from samlet.web.core.policy import Policy, each_method, policy_of, public
from samlet.web.elections import queries
from samlet.web.elections.api import errors, reads, schemas

ContestId = Annotated[
    str,
    Field(
        pattern=r"^(municipal|county|storting)\.[0-9]{2,4}\.[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        description="id of the contest, e.g. `municipal.3232.2023-09-11`",
    ),
]
MunicipalityNumber = Annotated[
    str, Field(pattern=r"^[0-9]{4}$", description="official number of four digits")
]
VERSION = "1"
DESCRIPTION = """Results of Norwegian elections and how the law turns them into seats: public facts
with their source, date and checksum. Read only, no key. Official seats always lead; where the
published figures cannot give the true order of award, none is given and `notes` say why.

Texts (`notes`, errors) come in the language asked for by `lang` (`nb`, `nn` or `en`); codes are the
same in all. Every answer has an `ETag`: send it back as `If-None-Match`, and an unchanged answer is
304 without a body."""


class Renderer(JSONRenderer):
    """Norwegian letters as they are, not as escapes."""

    json_dumps_params = {"ensure_ascii": False}


class PublicAPI(NinjaAPI):
    """Ninja with every address behind our own door, under the policy its operations state."""

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        own = super()._get_urls()
        stated = self._policies()
        for pattern in own:
            if isinstance(pattern, URLPattern):
                door = errors.door(pattern.callback)
                # The description of the API and the list of its addresses tell nothing secret.
                policies = stated.get(str(pattern.pattern))
                pattern.callback = each_method(policies)(door) if policies else public(door)
        return own

    def _policies(self) -> dict[str, dict[str, Policy | None]]:
        """From each address to what its operations state, method by method."""
        found: dict[str, dict[str, Policy | None]] = {}
        for router in self._get_bound_routers():
            views = [view for view in router.path_operations.values() for _op in view.operations]
            for pattern, view in zip(router.urls_paths(router.prefix), views, strict=True):
                found[str(pattern.pattern)] = {
                    method: policy_of(operation.view_func)
                    for operation in view.operations
                    for method in operation.methods
                }
        return found


# Ninja's own page of documentation is built by scripts from another host: docs/using/api.md stands
# in its place.
api = PublicAPI(
    title="Samlet",
    version=VERSION,
    description=DESCRIPTION,
    docs_url=None,
    renderer=Renderer(),
    urls_namespace="api",
)
api.add_exception_handler(errors.Absent, errors.absent)
api.add_exception_handler(errors.Unsettled, errors.unsettled)
api.add_exception_handler(ValidationError, errors.invalid)
api.add_decorator(errors.known_parameters_only)

WRONG = {422: schemas.Error}
MISSING = {404: schemas.Error, 422: schemas.Error}


@api.get(
    "/",
    response={200: schemas.Start, **WRONG},
    operation_id="start",
    summary="What there is",
    url_name="start",
)
@public
def start(request: HttpRequest) -> dict[str, str]:
    return {
        "name": "Samlet",
        "version": VERSION,
        "data_version": queries.data_version(),
        "licence": "EUPL-1.2",
        "openapi": reverse("api:openapi-json"),
        **{
            name: reverse(f"api:{name}")
            for name in (
                "counties",
                "municipalities",
                "municipality_changes",
                "parties",
                "contests",
            )
        },
    }


@api.get(
    "/counties",
    response={200: schemas.CountyList, **WRONG},
    operation_id="counties",
    summary="Counties of today",
    tags=["Places"],
    url_name="counties",
)
@public
def counties(request: HttpRequest) -> dict[str, Any]:
    return {"items": reads.counties()}


@api.get(
    "/municipalities",
    response={200: schemas.MunicipalityPage, **WRONG},
    operation_id="municipalities",
    summary="Municipalities, today's and earlier ones, by number",
    tags=["Places"],
    url_name="municipalities",
)
@public
def municipalities(
    request: HttpRequest, filters: Query[schemas.MunicipalityFilter]
) -> dict[str, Any]:
    return reads.municipalities(filters)


@api.get(
    "/municipalities/{number}",
    response={200: schemas.MunicipalityDetail, **MISSING},
    operation_id="municipality",
    summary="One municipality: its numbers over time, and what became what",
    tags=["Places"],
)
@public
def municipality(
    request: HttpRequest,
    number: Path[MunicipalityNumber],
) -> dict[str, Any]:
    return reads.municipality(number)


@api.get(
    "/municipality-changes",
    response={200: schemas.ChangePage, **WRONG},
    operation_id="municipality_changes",
    summary="Mergers, splits and new numbers, oldest first",
    tags=["Places"],
    url_name="municipality_changes",
)
@public
def municipality_changes(
    request: HttpRequest, filters: Query[schemas.ChangeFilter]
) -> dict[str, Any]:
    return reads.changes(filters)


@api.get(
    "/parties",
    response={200: schemas.PartyList, **WRONG},
    operation_id="parties",
    summary="Registered parties: code, letters, and names over time",
    tags=["Parties"],
    url_name="parties",
)
@public
def parties(request: HttpRequest) -> dict[str, Any]:
    return {"items": reads.parties()}


@api.get(
    "/contests",
    response={200: schemas.ContestPage, **WRONG},
    operation_id="contests",
    summary="Contests, newest first, then by kind and number",
    tags=["Contests"],
    url_name="contests",
)
@public
def contests(request: HttpRequest, filters: Query[schemas.ContestFilter]) -> dict[str, Any]:
    return reads.contests(filters)


@api.get(
    "/contests/{contest_id}",
    response={200: schemas.Contest, **MISSING},
    operation_id="contest",
    summary="One contest",
    tags=["Contests"],
)
@public
def contest(
    request: HttpRequest,
    contest_id: Path[ContestId],
) -> dict[str, Any]:
    return reads.contest_summary(reads.contest(contest_id))


@api.get(
    "/contests/{contest_id}/results",
    response={200: schemas.Results, **MISSING},
    operation_id="results",
    summary="Ballots, shares and official seats of every list, and where they come from",
    tags=["Contests"],
)
@public
def results(
    request: HttpRequest,
    contest_id: Path[ContestId],
) -> dict[str, Any]:
    return reads.results(contest_id)


@api.get(
    "/contests/{contest_id}/settlement",
    response={200: schemas.Settlement, **MISSING},
    operation_id="settlement",
    summary="The contest settled by law: which quotient won which seat",
    description="Storting votes are counted per municipality and are not settled: 404, "
    "`not_settled`.",
    tags=["Contests"],
)
@public
def settlement(
    request: HttpRequest,
    contest_id: Path[ContestId],
) -> dict[str, Any]:
    return reads.settlement(contest_id)


@api.get("/{path:rest}", include_in_schema=False)
@public
def nothing(request: HttpRequest, rest: str) -> None:
    raise errors.Absent(_("There is no such address in the API."))
