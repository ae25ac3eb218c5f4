"""Walking through JSON that may hold anything: a value with its path, or the reason it is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from samlet.sources.codes import clean_name
from samlet.sources.values import InvalidValue, json_share, json_whole, shown

_MISSING = object()


@dataclass(frozen=True, slots=True)
class Node:
    """A place in a JSON document. Asking for what is not there gives an empty node, no error."""

    value: Any
    path: str = ""

    def __getitem__(self, key: str) -> Node:
        found = self.value.get(key, _MISSING) if isinstance(self.value, dict) else _MISSING
        return Node(found, f"{self.path}.{shown(key)}" if self.path else shown(key))

    @property
    def there(self) -> bool:
        """Whether the document has something here; null counts as nothing."""
        return self.value is not _MISSING and self.value is not None

    def items(self) -> Iterator[tuple[str, Node]]:
        """The members of an object; nothing for any other value."""
        if isinstance(self.value, dict):
            for key in self.value:
                yield key, self[key]

    def elements(self) -> Iterator[Node]:
        """The elements of an array; nothing for any other value."""
        if isinstance(self.value, list):
            for place, element in enumerate(self.value):
                yield Node(element, f"{self.path}[{place}]")

    def text(self) -> str:
        """The text here, cleaned. Raises InvalidValue for anything but text or a whole number."""
        if not self.there:
            raise InvalidValue("missing_value", {"field": self.path})
        if isinstance(self.value, bool) or not isinstance(self.value, str | int):
            raise InvalidValue("wrong_type", {"field": self.path})
        return clean_name(str(self.value))

    def whole(self) -> int:
        """The count here, >= 0. Raises InvalidValue."""
        return json_whole(self.value if self.there else None, self.path)

    def optional_whole(self) -> int | None:
        """The count here, or None when there is nothing. Raises InvalidValue."""
        return self.whole() if self.there else None

    def share(self) -> tuple[float, int]:
        """The percentage here as a share 0 to 1, and its decimals. Raises InvalidValue."""
        return json_share(self.value if self.there else None, self.path)

    def optional_share(self) -> tuple[float, int] | tuple[None, None]:
        """The same, or nothing when there is nothing. Raises InvalidValue."""
        return self.share() if self.there else (None, None)
