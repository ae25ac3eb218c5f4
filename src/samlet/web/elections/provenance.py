"""Publishers and sources of the packaged figures, collected for translation.

The manifest in samlet.data holds them in English; a test holds the two together.
"""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop

PUBLISHERS = (
    gettext_noop("Valgdirektoratet; the party-support register of the Ministry"),
    gettext_noop("Valgdirektoratet; Vestland county election board (2019)"),
    gettext_noop("Kartverket (borders), redrawn by Samlet"),
    gettext_noop(
        "Valgdirektoratet (seats, turnout, electorate); The municipalities' election "
        "boards (seats 2019); Statistisk sentralbyrå (population, table 07459)"
    ),
    gettext_noop(
        "Valgdirektoratet (seats, electorate); Statistisk sentralbyrå (number, name, "
        "population, table 07459)"
    ),
    gettext_noop(
        "Valgdirektoratet (2015, 2019, 2023); the party-support register of the Ministry "
        "(2007, 2011)"
    ),
    gettext_noop("Valgdirektoratet (codes); Samlet (short names, colours, order)"),
    gettext_noop("The municipalities' election boards"),
    gettext_noop(
        "Valgdirektoratet; The municipalities' election boards (Nynorsk names, from protocols)"
    ),
)
SOURCES = (
    gettext_noop("read off the official names"),
    gettext_noop("valgresultat.no, republished"),
    gettext_noop("municipality borders of 2024, already simplified, republished"),
    gettext_noop("valgresultat.no, republished; protocol of Vestland 2019"),
    gettext_noop("41 protocols of the municipal election 2019"),
    gettext_noop("SSB number series, republished"),
    gettext_noop("official result files 2009-2025"),
    gettext_noop("valgresultat.no, republished; protocols of 2019"),
    gettext_noop(
        "valgresultat.no and the register, republished; 2023 seats and small lists typed "
        "and checked"
    ),
    gettext_noop("protocols of five more municipalities, typed by a third party"),
    gettext_noop(
        "valgresultat.no, republished; county model of Akershus: constituting meeting of "
        "the county council, 17 October 2023"
    ),
)


def named(text: str) -> str:
    """A publisher or a source in the reader's language; a proper name stays as it is."""
    return gettext(text) if text in PUBLISHERS or text in SOURCES else text
