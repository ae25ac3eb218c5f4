"""Tests of acts and rules read their messages in English; pages choose their own language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def messages_in_english() -> Iterator[None]:
    """Outside a request the program speaks the source language, whatever is translated."""
    with translation.override("en"):
        yield
