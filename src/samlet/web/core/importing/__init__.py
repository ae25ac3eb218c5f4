"""Import from the spreadsheets that people keep: read, map, try, carry out, undo.

A room says what its rows are and the rest is here: reading and its limits, the page of columns,
every row's fate before anything is written, all or nothing, one change that can be undone, the
same file twice changing nothing, and the file let go when it is done.

    class People(ImportKind):        # people/importing/__init__.py: columns and words
        def planner(self, actor, batch): …   # a Planner: ParsedRow → RowPlan
        def write(self, writing): …          # rows in slices, through writing.recorder
    register(People())               # in AppConfig.ready()

and four views of one line each: `views.send(request, kind)`, `columns`, `look`, `throw_away`, at
`<room>:import_send`, `import_columns`, `import_look` and `import_throw_away`, each with the
policy of the kind's act. Sentences of its own: `reasons.add({...})`.
"""

from samlet.web.core.importing.kinds import (
    FATES,
    NEW,
    SAME,
    SKIP,
    Change,
    Fate,
    ImportKind,
    Note,
    Planner,
    RowPlan,
    Writing,
    kind_of,
    register,
    slices,
)

__all__ = [
    "FATES",
    "NEW",
    "SAME",
    "SKIP",
    "Change",
    "Fate",
    "ImportKind",
    "Note",
    "Planner",
    "RowPlan",
    "Writing",
    "kind_of",
    "register",
    "slices",
]
