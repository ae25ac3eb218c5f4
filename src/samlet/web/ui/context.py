"""What the base page needs on every request."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest

from samlet.web.ui import bars, footer, languages, menu


def shell(request: HttpRequest) -> dict[str, Any]:
    """Menu, search box, languages and source lines; computed once, if the template asks."""
    return {
        "shell_menu": cache(lambda: menu.rooms(request)),
        "shell_search": cache(lambda: menu.search_box(request)),
        "shell_bars": cache(lambda: bars.shown(request)),
        "shell_marks": cache(lambda: bars.shown(request, by_link=True)),
        "shell_languages": cache(lambda: languages.choices(request)),
        "shell_sources": footer.lines,
    }
