"""One index for everything that has a subject: put in by rooms, found within what one may see."""

from samlet.web.core.search.actions import (
    Entry,
    Indexed,
    put,
    put_many,
    refresh,
    register,
    reindex,
    reindex_all,
    remove,
)
from samlet.web.core.search.queries import Hit, Results, find
from samlet.web.core.search.scrubbing import scrub

__all__ = [
    "Entry",
    "Hit",
    "Indexed",
    "Results",
    "find",
    "put",
    "put_many",
    "refresh",
    "register",
    "reindex",
    "reindex_all",
    "remove",
    "scrub",
]
