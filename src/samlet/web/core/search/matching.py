"""Whether an entry answers a question, as a condition that the ORM can put in a query."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler

from samlet.web.core.search.asking import Asked, in_fts5, in_tsquery


class Answers(Func):
    """True for an entry that holds what is asked. in_title: in its title alone."""

    conditional = True

    def __init__(self, asked: Asked, *, in_title: bool = False) -> None:
        super().__init__(F("pk"), output_field=BooleanField())
        self.asked, self.in_title = asked, in_title

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_extra: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        column, _none = compiler.compile(self.source_expressions[0])
        asked = in_fts5(self.asked)
        if self.in_title:
            asked = f"title_terms : {asked}"
        return (
            f"{column} IN (SELECT rowid FROM core_searchentry_fts"
            " WHERE core_searchentry_fts MATCH %s)",
            (asked,),
        )

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_extra: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        column, _none = compiler.compile(self.source_expressions[0])
        table = column.rpartition(".")[0]
        vector = "title_vector" if self.in_title else "all_vector"
        return f'{table}."{vector}" @@ %s::tsquery', (in_tsquery(self.asked),)
