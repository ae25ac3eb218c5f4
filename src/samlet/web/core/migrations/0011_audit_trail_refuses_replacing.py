"""The database refuses INSERT OR REPLACE in the audit trail too, which SQLite let through."""

from typing import Any

from django.db import migrations

from samlet.web.core.audit import triggers


def refuse(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("core", "0010_account_time_over")]

    operations = [migrations.RunPython(refuse, migrations.RunPython.noop)]
