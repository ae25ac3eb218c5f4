"""Figures that rooms measure themselves: said once, with definition, source and who may see them.

    indicators.register(indicators.Indicator(key="people.clubs_with_contact", name=_("…"), …,
                                             values=function))

values: (actor, day) → one `Value` for each unit or place. Counts of people below `smallest` are
never told, and no total is given beside them, so that nothing can be found by subtraction. A
function that counts people counts the whole register, not the reader's part of it, so that two
readers' figures cannot be subtracted either; the scope says only which places are shown.
"""

from samlet.web.core.indicators.registry import (
    Indicator,
    Measured,
    Value,
    all_indicators,
    indicator_of,
    measure,
    register,
)

__all__ = [
    "Indicator",
    "Measured",
    "Value",
    "all_indicators",
    "indicator_of",
    "measure",
    "register",
]
