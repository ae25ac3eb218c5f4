"""Taking out of the index what deleting alone leaves in it."""

from __future__ import annotations

from django.db import connection

_HELD = {
    "sqlite": "SELECT term FROM core_searchentry_terms",
    "postgresql": "SELECT word FROM ts_stat('SELECT all_vector FROM core_searchentry')",
}
_WRITE_ANEW = {
    "sqlite": ("INSERT INTO core_searchentry_fts(core_searchentry_fts) VALUES ('optimize')",),
    "postgresql": (
        # An index of a table with checks still to be made cannot be written anew.
        "SET CONSTRAINTS ALL IMMEDIATE",
        "REINDEX INDEX search_title_vector",
        "REINDEX INDEX search_all_vector",
    ),
}


def scrub() -> None:
    """Leave nothing of what is no longer in any entry: the last step of erasure, before vacuum.

    Words that went with a deleted subject are let go of. FTS5 only marks what is deleted until
    its pieces are merged, and PostgreSQL keeps the keys of a GIN index: both are written anew.
    """
    held = _HELD[connection.vendor]
    unused = f"SELECT id FROM core_searchword WHERE word NOT IN ({held})"
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM core_searchgram WHERE word_id IN ({unused})")
        cursor.execute(f"DELETE FROM core_searchword WHERE id IN ({unused})")
        for statement in _WRITE_ANEW[connection.vendor]:
            cursor.execute(statement)
