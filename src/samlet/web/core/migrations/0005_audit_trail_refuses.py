"""The chain begins with the entries that are there, and the database refuses to change the trail."""

from typing import Any

from django.db import migrations

from samlet.web.core.audit import triggers


def begin_the_chain(apps: Any, schema_editor: Any) -> None:
    """Entries from before wait for their place; the first act or check gives it to them."""
    entries = apps.get_model("core", "AuditEntry").objects.filter(link=None).order_by("pk")
    pending = apps.get_model("core", "AuditPending")
    pending.objects.bulk_create(
        (pending(entry_id=pk) for pk in entries.values_list("pk", flat=True)), batch_size=1000
    )


def refuse(apps: Any, schema_editor: Any) -> None:
    triggers.install(schema_editor)


def allow(apps: Any, schema_editor: Any) -> None:
    triggers.remove(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("core", "0004_audit_chain_and_erasure")]

    operations = [
        migrations.RunPython(begin_the_chain, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(refuse, allow),
    ]
