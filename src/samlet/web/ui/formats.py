"""Numbers as people write them: 1 888 and 0,4 % in Norwegian, 1,888 and 0.4% in English.

Spaces inside a number are narrow and never broken. Table cells are made here, as text, before the
template sees them: formatting in a template costs three times the rendering.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import phonenumbers
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

NARROW = "\u202f"
UNBROKEN = "\u00a0"
MINUS = "\u2212"
NORWAY = 47  # the country's calling code


def _english() -> bool:
    return (get_language() or "").startswith("en")


def number(value: int | float | Decimal | Fraction, decimals: int = 0) -> str:
    """`value` rounded half up to `decimals`, with the reader's separators."""
    exact = (
        Decimal(value.numerator) / Decimal(value.denominator)
        if isinstance(value, Fraction)
        else Decimal(str(value))
    )
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole, _dot, part = f"{abs(rounded):,f}".partition(".")
    text = whole if _english() else whole.replace(",", NARROW)
    if part:
        text += ("." if _english() else ",") + part
    return (MINUS if rounded < 0 else "") + text


def signed(value: int | float | Decimal, decimals: int = 0) -> str:
    """With + or −; zero has none."""
    text = number(value, decimals)
    return text if text.startswith(MINUS) or not text.strip("0.,") else f"+{text}"


def percent(share: float | Decimal | Fraction, decimals: int = 1) -> str:
    """`share` (0 to 1) as per cent."""
    hundredfold = share * 100
    return number(hundredfold, decimals) + ("%" if _english() else f"{UNBROKEN}%")


def points(share: float | Decimal, decimals: int = 1) -> str:
    """A difference of shares (0 to 1) in percentage points, with its sign."""
    return _("%(number)s points") % {"number": signed(share * 100, decimals)}


def of_total(part: int, total: int) -> str:
    """20 of 51."""
    return _("%(part)s of %(total)s") % {"part": number(part), "total": number(total)}


def of_ten(share: float) -> str:
    """A chance as people say it, in tenths; never 0 or 10 of 10, which would claim certainty."""
    if share < 0.05:
        return _("less than 1 of 10")
    if share >= 0.95:
        return _("more than 9 of 10")
    return of_total(int(Decimal(str(share * 10)).quantize(Decimal(1), ROUND_HALF_UP)), 10)


def seats(count: int) -> str:
    return ngettext("%(count)s seat", "%(count)s seats", count) % {"count": number(count)}


def votes(count: int) -> str:
    return ngettext("%(count)s vote", "%(count)s votes", count) % {"count": number(count)}


def day(value: date) -> str:
    """24. november 2026."""
    return date_format(value, "j F Y" if _english() else "j. F Y")


def phone(stored: str) -> str:
    """A stored number (+4742629481) as people read it aloud: 426 29 481, abroad with its code."""
    try:
        number = phonenumbers.parse(stored, "NO")
    except phonenumbers.NumberParseException:
        return stored
    form = phonenumbers.PhoneNumberFormat
    written = form.NATIONAL if number.country_code == NORWAY else form.INTERNATIONAL
    return str(phonenumbers.format_number(number, written)).replace(" ", UNBROKEN)
