"""Sentences of allauth and Django that our pages can show and whose nynorsk is missing there.

Nothing calls this. `script/messages` reads it, so they stand in our catalogues, which Django asks
before the libraries' own; a test fails when a library changes its words. All else that sign-in says
is in `texts` and `forms`.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop, ngettext

ALLAUTH = (gettext_noop("You must type the same password each time."),)
DJANGO = (
    gettext_noop("Enter a valid domain name."),
    gettext_noop("Ensure this value is a multiple of step size %(limit_value)s."),
)


def too_short(min_length: int) -> str:
    """The rule of length, with its plural."""
    return ngettext(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        min_length,
    )
