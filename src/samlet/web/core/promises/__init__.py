"""Promises of parties and other organisations, and the political accounts made of them.

A promise is quoted with its source. What came of it is a step with evidence, recorded by one and
checked by another before it counts. Whoever promised can reply; what was wrong is corrected in the
open. Counts only: no promise weighs more than another.
"""

from samlet.web.core.promises.actions import (
    check_step,
    correct,
    record_promise,
    record_reply,
    record_step,
)
from samlet.web.core.promises.queries import accounts_of, promises_for

__all__ = [
    "accounts_of",
    "check_step",
    "correct",
    "promises_for",
    "record_promise",
    "record_reply",
    "record_step",
]
