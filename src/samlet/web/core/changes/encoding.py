"""Values of fields as JSON and back, exactly: decode(encode(x)) == x for every kind of field."""

from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.duration import duration_string

Field = models.Field[Any, Any]
Json = Any


def plain(field: Field) -> Field:
    """The field itself; for a foreign key, the one it points at."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


def encode(field: Field, value: Any) -> Json:
    """The value as JSON. Raises ValidationError for what the field cannot hold."""
    field = plain(field)
    if value is None:
        return None
    if isinstance(field, models.JSONField):
        return json.dumps(value, cls=field.encoder, ensure_ascii=True)
    return _written(field.to_python(value))


def _written(value: Any) -> Json:  # noqa: PLR0911  one line for each kind
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_string(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value.is_finite() else str(value)
    if isinstance(value, float):
        return repr(value)  # PostgreSQL's jsonb would make an int of 1e16
    if isinstance(value, int):
        return int(value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"no exact JSON is known for {type(value).__name__}")


def decode(field: Field, data: Json) -> Any:
    """What `encode` was given."""
    field = plain(field)
    if data is None:
        return None
    if isinstance(field, models.JSONField):
        return json.loads(data, cls=field.decoder)
    if isinstance(field, models.BinaryField):
        return base64.b64decode(data)
    return field.to_python(data)


def fields_of(model: type[models.Model]) -> list[Field]:
    """Every column of the model, the primary key too."""
    return list(model._meta.concrete_fields)


def field_of(model: type[models.Model], name: str) -> Field:
    found = model._meta.get_field(name)
    if not isinstance(found, models.Field) or not found.concrete:
        raise TypeError(f"{model._meta.label}.{name} is no column of its own")
    return found


def row_of(instance: models.Model) -> dict[str, Json]:
    """The whole row, by field name."""
    return {
        field.name: encode(field, getattr(instance, field.attname))
        for field in fields_of(type(instance))
    }
