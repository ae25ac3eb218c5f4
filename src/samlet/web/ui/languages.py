"""The language switch: links that keep the rest of the address."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

# Each in its own language, so that whoever cannot read the page finds their own.
OWN_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


@dataclass(frozen=True)
class Choice:
    code: str
    name: str
    href: str
    current: bool


def choices(request: HttpRequest) -> list[Choice]:
    current = get_language()
    made = []
    for code, _name in settings.LANGUAGES:
        query = request.GET.copy()
        query["lang"] = code
        href = f"{request.path}?{query.urlencode()}"
        made.append(Choice(code, OWN_NAMES.get(code, code), href, code == current))
    return made
