"""Given names that are common in Norway: only to tell which of two words is one."""

from __future__ import annotations

from typing import Final

from samlet.sources.sheets.folding import fold

_COMMON: Final = """
from __future__ import annotations from typing import Final from samlet.sources.sheets.folding
import fold GIVEN_NAMES: Final = frozenset( map( fold, [
"""
GIVEN_NAMES: Final = frozenset(map(fold, _COMMON.split()))
