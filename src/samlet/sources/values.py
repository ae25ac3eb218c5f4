"""Single values of result files: whole numbers, shares, place numbers, with the reason if not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Literal

Level = Literal["municipality", "county"]

LARGEST_COUNT = 1_000_000_000  # above all of Norway's voters times the seats of any council
LONGEST_NAME = 200
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,12}(?:[.,][0-9]{1,20})?")
_GROUPED = re.compile(
    r"[+-]?[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})*(?:,[0-9]+)?|[+-]?[0-9]+(?:[.,][0-9]+)?"
)


class InvalidValue(ValueError):
    """One value that cannot be used: a code of REASONS and its params."""

    def __init__(self, code: str, params: Mapping[str, object]) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = dict(params)


def shown(value: object) -> str:
    """A value as it may be quoted in a message: short, on one line, and nothing unprintable."""
    text = re.sub(r"\s+", " ", str(value)[:200]).strip()
    text = "".join(sign if sign.isprintable() else "�" for sign in text)
    return text if len(text) <= 40 else text[:39] + "…"


def whole(text: str, field: str) -> int:
    """A count, >= 0, from text. Thousands may be set apart by spaces; nothing else is let through.

    Raises InvalidValue: missing_value, not_whole, negative or too_big.
    """
    stripped = text.strip()
    if not stripped:
        raise InvalidValue("missing_value", {"field": field})
    compact = _SPACES.sub("", stripped)
    if not _GROUPED.fullmatch(stripped) or not _WHOLE.fullmatch(compact):
        raise InvalidValue("not_whole", {"field": field, "value": shown(stripped)})
    return _counted(int(compact), field)


def optional_whole(text: str, field: str) -> int | None:
    """Like whole, but an empty text is None."""
    return whole(text, field) if text.strip() else None


def share(text: str, field: str) -> tuple[float, int]:
    """A share 0 to 1 from a percentage in text, and the decimals the percentage had.

    Raises InvalidValue: missing_value, not_number or share_out_of_range.
    """
    compact = _SPACES.sub("", text).removesuffix("%")
    if not compact:
        raise InvalidValue("missing_value", {"field": field})
    if not _DECIMAL.fullmatch(compact):
        raise InvalidValue("not_number", {"field": field, "value": shown(text)})
    return _share(Decimal(compact.replace(",", ".")), field)


def json_whole(value: object, field: str) -> int:
    """A count, >= 0, from JSON: a number without decimals. Raises InvalidValue as whole does."""
    if value is None:
        raise InvalidValue("missing_value", {"field": field})
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidValue("not_whole", {"field": field, "value": shown(value)})
    if isinstance(value, float) and not value.is_integer():
        raise InvalidValue("not_whole", {"field": field, "value": shown(value)})
    return _counted(int(value), field)


def json_share(value: object, field: str) -> tuple[float, int]:
    """A share 0 to 1 from a percentage in JSON, and its decimals. Raises InvalidValue as share."""
    if value is None:
        raise InvalidValue("missing_value", {"field": field})
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidValue("not_number", {"field": field, "value": shown(value)})
    try:
        return _share(Decimal(repr(value)), field)
    except InvalidOperation:
        raise InvalidValue("not_number", {"field": field, "value": shown(value)}) from None


def place_number(text: str, level: Level) -> str:
    """The number of a municipality (four digits) or county (two), with the zero in front restored.

    Raises InvalidValue: missing_value or bad_place_number.
    """
    stripped = text.strip()
    digits = 4 if level == "municipality" else 2
    if not stripped:
        raise InvalidValue("missing_value", {"field": level})
    if not re.fullmatch(rf"[0-9]{{{digits - 1},{digits}}}", stripped):
        raise InvalidValue("bad_place_number", {"value": shown(stripped)})
    return stripped.zfill(digits)


def _counted(number: int, field: str) -> int:
    if number < 0:
        raise InvalidValue("negative", {"field": field, "value": number})
    if number > LARGEST_COUNT:
        raise InvalidValue("too_big", {"field": field, "value": shown(number)})
    return number


def _share(percent: Decimal, field: str) -> tuple[float, int]:
    if not percent.is_finite() or not 0 <= percent <= 100:
        raise InvalidValue("share_out_of_range", {"field": field, "value": shown(percent)})
    exponent = percent.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return float(percent / 100), decimals
