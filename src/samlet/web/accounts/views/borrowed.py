"""allauth's own pages under our policy, with our templates."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from samlet.web.core.policy import public, signed_in

View = Callable[..., HttpResponseBase]


def _ours(view: View) -> View:
    """A form with errors answers 422, as everywhere; nothing of it is kept in a cache."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and request.method == "POST":
            context = response.context_data or {}
            forms = [context.get("form"), context.get("webauthn_form")]
            if any(form is not None and form.is_bound and form.errors for form in forms):
                response.status_code = 422
        response.setdefault("Cache-Control", "no-store, private")
        return response

    return answer


def open_to_all(view: View) -> View:
    """A page on the way in, or out."""
    return public(_ours(view))


def for_signed_in(view: View) -> View:
    """A page about one's own sign-in."""
    return signed_in(_ours(view))
