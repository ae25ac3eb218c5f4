"""Policy header, language, actor, and errors told once at the edge."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from samlet.web.core import access, stamps
from samlet.web.core.actor import Actor, actor_of
from samlet.web.core.errors import SamletError

ONE_YEAR = 365 * 24 * 60 * 60

# Statuses that have a page of their own in ui/templates; the others borrow that of 400.
WITH_PAGE = frozenset({400, 403, 404, 409, 422})

GetResponse = Callable[[HttpRequest], HttpResponse]


class Request(HttpRequest):
    """A request as our views see it."""

    actor: Actor


class ContentSecurityPolicy:
    """A constant Content-Security-Policy; the setting is named as in Django 6."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.policy = "; ".join(
            f"{name} {' '.join(values)}" for name, values in settings.SECURE_CSP.items()
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", self.policy)
        return response


class Language:
    """Bokmål unless the reader chose otherwise, or the browser asks for nynorsk first.

    The browser's other wishes are not followed: most browsers in Norway are set to English
    by their maker, and the users' language is Norwegian.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.known = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = self._language(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.setdefault("Content-Language", language)
        if request.GET.get("lang") == language:  # chosen by a link: kept for the next pages
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                max_age=ONE_YEAR,
                samesite="Lax",
                httponly=True,
            )
        return response

    def _language(self, request: HttpRequest) -> str:
        for wish in (
            request.GET.get("lang", ""),
            request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),
        ):
            if wish in self.known:
                return wish
        first = request.headers.get("Accept-Language", "").split(",")[0].split(";")[0].strip()
        return "nn" if first.split("-")[0].lower() == "nn" else settings.LANGUAGE_CODE


class CurrentActor:
    """Puts the actor on the request; reads each stamp once for all of it, and for a page that only
    reads, asks once what its actor may do with each subject.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reads = request.method in ("GET", "HEAD")
        with stamps.read_once(), access.asked_once() if reads else nullcontext():
            # Public figures are answered without asking who wants them.
            request.actor = SimpleLazyObject(  # type: ignore[attr-defined]
                lambda: actor_of(request)
            )
            return self.get_response(request)


class Errors:
    """Turns errors a user can act on into a page with their status; other errors pass."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return told(request, error) if isinstance(error, SamletError) else None


def told(request: HttpRequest, error: SamletError) -> HttpResponse:
    """The page that tells an error, with its status."""
    known = error.status if error.status in WITH_PAGE else 400
    return render(request, f"{known}.html", {"message": error.message}, status=error.status)


def refused_by_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: most often a page that stood open too long, or another site."""
    text = _(
        "The form could not be trusted, so nothing was changed. Load the page again and retry."
    )
    return render(request, "403.html", {"message": text}, status=403)
