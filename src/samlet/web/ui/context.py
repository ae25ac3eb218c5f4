"""What the base page needs on every request."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from samlet.web.ui import bars, footer, languages, menu


def shell(request: HttpRequest) -> dict[str, Any]:
    """Menu, search box, languages and source lines; computed only if the template asks."""
    return {
        "shell_menu": lambda: menu.rooms(request),
        "shell_search": lambda: menu.search_box(request),
        "shell_bars": lambda: bars.shown(request),
        "shell_marks": lambda: bars.shown(request, by_link=True),
        "shell_languages": lambda: languages.choices(request),
        "shell_sources": footer.lines,
    }
