"""Organisations are no people: what is said of a unit is shared, such as an office's e-mail."""

from samlet.web.core.personal import exempt

exempt(
    "organisations; e-mail and phone are the unit's shared ones, never a person's",
    "organisations.UnitKind",
    "organisations.Unit",
    "organisations.UnitName",
    "organisations.Edge",
    "organisations.Coverage",
)
