"""Log lines without what opens a link."""

from __future__ import annotations

import logging
import re

# The addresses whose last part opens something: access links, calendars, links to a new password.
_SECRET = re.compile(
    r"(/lenke/|/kalender/|/konto/passord/nytt/[0-9a-z]+-)[^/\s\"'?]+", re.IGNORECASE
)


class WithoutTokens(logging.Formatter):
    """Formats as usual, then takes out the tokens, from tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub(r"\1…", super().format(record))
