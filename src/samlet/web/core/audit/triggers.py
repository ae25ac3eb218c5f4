"""What makes the database refuse to change or remove a line of the trail, on both databases.

SQLite forgets a table's triggers when a later migration rebuilds the table: such a migration must
run `install` again. A test that reads the triggers of a migrated database holds this.
"""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# From table to what is refused. A payload is removed with its person, and never changed.
REFUSED = {
    "core_auditentry": ("UPDATE", "DELETE"),
    "core_auditlink": ("UPDATE", "DELETE"),
    "core_auditpayload": ("UPDATE",),
}
# SQLite's INSERT OR REPLACE removes the row that stands in its way without asking what refuses a
# delete, so a second row with what is one row's own is refused before that.
OWN = {
    "core_auditentry": ("id",),
    "core_auditlink": ("n", "entry_id"),
    "core_auditpayload": ("id",),
}
TOLD = "the audit trail is never changed"


def install(editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers; those that are there are replaced."""
    for statement in remove_statements(editor.connection.vendor):
        editor.execute(statement)
    for statement in statements(editor.connection.vendor):
        editor.execute(statement)


def remove(editor: BaseDatabaseSchemaEditor) -> None:
    for statement in remove_statements(editor.connection.vendor):
        editor.execute(statement)


def statements(vendor: str) -> list[str]:
    """The SQL that makes the triggers."""
    made = [
        f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} {_refusal(vendor)}"
        for table, acts in REFUSED.items()
        for what in acts
    ]
    if vendor == "postgresql":
        refuse = (
            "CREATE OR REPLACE FUNCTION core_audit_refuse() RETURNS trigger LANGUAGE plpgsql "
            f"AS $$ BEGIN RAISE EXCEPTION '{TOLD}'; END $$"
        )
        emptied = [
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION core_audit_refuse()"
            for table in REFUSED
        ]
        return [refuse, *made, *emptied]
    return [*made, *(_no_replacing(table, columns) for table, columns in OWN.items())]


def _no_replacing(table: str, columns: tuple[str, ...]) -> str:
    stands = " OR ".join(f"{column} = NEW.{column}" for column in columns)
    return (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {stands}) {_refusal('sqlite')}"
    )


def remove_statements(vendor: str) -> list[str]:
    """The SQL that removes them, as a rebuild of the tables and the tests' own emptying need."""
    on = vendor == "postgresql"
    return [
        f"DROP TRIGGER IF EXISTS {table}_no_{what.lower()}{f' ON {table}' if on else ''}"
        for table, acts in REFUSED.items()
        for what in (*acts, "TRUNCATE" if on else "REPLACE")
    ]


def _refusal(vendor: str) -> str:
    if vendor == "postgresql":
        return "FOR EACH ROW EXECUTE FUNCTION core_audit_refuse()"
    return f"BEGIN SELECT RAISE(ABORT, '{TOLD}'); END"
