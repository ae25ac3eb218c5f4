"""Every error of the API in one shape, in the reader's language, and no error page of HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, get_type_hints

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from ninja.errors import ValidationError

ALWAYS_KNOWN = frozenset({"lang"})
Params = dict[str, Any]


class Unsettled(Exception):
    """The contest is there, but too little is known to settle it."""


class Absent(Exception):
    """No such thing; the message says what was looked for."""


def answer(code: str, message: str, status: int, details: Iterable[Params] = ()) -> JsonResponse:
    body = {"error": {"code": code, "message": message, "details": list(details)}}
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})


def absent(_request: HttpRequest, error: object) -> HttpResponse:
    return answer("not_found", str(error), 404)


def unsettled(_request: HttpRequest, error: object) -> HttpResponse:
    return answer("not_settled", str(error), 404)


def invalid(_request: HttpRequest, error: object) -> HttpResponse:
    """Wrong parameters: 422, each named. An address no thing can have: 404, as for any other."""
    problems: list[Params] = getattr(error, "errors", [])
    if any(problem["loc"][0] == "path" for problem in problems):
        return answer("not_found", _("There is no such address in the API."), 404)
    details = [
        {"where": str(problem["loc"][-1]), "message": _problem(problem)} for problem in problems
    ]
    return answer("invalid", _("A parameter is wrong; nothing was looked up."), 422, details)


_WHOLE = _lazy("This must be a whole number.")
# What pydantic calls it → our words, for every kind our parameters can give.
_PROBLEMS = {
    "unknown": _lazy("There is no such parameter here. There are: %(names)s."),
    "twice": _lazy("The parameter stands more than once."),
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "greater_than_equal": _lazy("The least allowed is %(ge)s."),
    "less_than_equal": _lazy("The most allowed is %(le)s."),
    "bool_parsing": _lazy("This must be true or false."),
    "literal_error": _lazy("This must be one of %(expected)s."),
    "string_pattern_mismatch": _lazy("This is not written as an official number is."),
}


def _problem(problem: Params) -> str:
    template = _PROBLEMS.get(problem["type"])
    if template is None:
        return str(problem["msg"])
    context = {
        name: value.replace(" or ", ", ") if isinstance(value, str) else value
        for name, value in problem.get("ctx", {}).items()
    }
    return str(template) % context


def known_parameters_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse a parameter the operation does not have: a misspelt filter must not answer with all.

    The parameters are the fields of the operation's `filters`.
    """
    filters = get_type_hints(view).get("filters")
    known: dict[str, Any] = filters.model_fields if filters else {}

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        problems: list[Params] = [
            {"loc": ("query", name[:40]), "type": "unknown", "ctx": {"names": _names(known)}}
            for name in request.GET
            if name not in known and name not in ALWAYS_KNOWN
        ]
        problems += [
            {"loc": ("query", name), "type": "twice"}
            for name in known
            if len(request.GET.getlist(name)) > 1
        ]
        if problems:
            raise ValidationError(problems)
        return view(request, *args, **kwargs)

    return checked


def _names(known: Iterable[str]) -> str:
    return ", ".join(sorted({*known, *ALWAYS_KNOWN}))


def door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer HEAD as GET (the server leaves the body out), and a refused method in our shape."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            method, request.method = request.method, "GET"
            response = view(request, *args, **kwargs)
            request.method = method
            patch_vary_headers(response, ["Cookie", "Accept-Language"])
            return response
        refused = answer("not_allowed", _("The figures can only be read: use GET."), 405)
        refused["Allow"] = "GET, HEAD"
        return refused

    return opened
