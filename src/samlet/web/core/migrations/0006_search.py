from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

# What FTS5 holds of a row has to be told when it goes, so the old terms come with each delete.
SQLITE = (
    """CREATE VIRTUAL TABLE core_searchentry_fts USING fts5(
        title_terms, other_terms, content='core_searchentry', content_rowid='subject_id',
        tokenize="ascii tokenchars '~^'", prefix='2 3', detail=column, columnsize=0)""",
    "CREATE VIRTUAL TABLE core_searchentry_terms USING fts5vocab(core_searchentry_fts, 'row')",
    """CREATE TRIGGER core_searchentry_put AFTER INSERT ON core_searchentry BEGIN
        INSERT INTO core_searchentry_fts(rowid, title_terms, other_terms)
        VALUES (new.subject_id, new.title_terms, new.other_terms);
    END""",
    """CREATE TRIGGER core_searchentry_remove AFTER DELETE ON core_searchentry BEGIN
        INSERT INTO core_searchentry_fts(core_searchentry_fts, rowid, title_terms, other_terms)
        VALUES ('delete', old.subject_id, old.title_terms, old.other_terms);
    END""",
    """CREATE TRIGGER core_searchentry_change AFTER UPDATE ON core_searchentry BEGIN
        INSERT INTO core_searchentry_fts(core_searchentry_fts, rowid, title_terms, other_terms)
        VALUES ('delete', old.subject_id, old.title_terms, old.other_terms);
        INSERT INTO core_searchentry_fts(rowid, title_terms, other_terms)
        VALUES (new.subject_id, new.title_terms, new.other_terms);
    END""",
)
SQLITE_BACK = (
    "DROP TRIGGER core_searchentry_put",
    "DROP TRIGGER core_searchentry_remove",
    "DROP TRIGGER core_searchentry_change",
    "DROP TABLE core_searchentry_terms",
    "DROP TABLE core_searchentry_fts",
)


def vector(terms: str) -> str:
    """A tsvector of terms as they are: PostgreSQL's own parser would split the marked ones."""
    return f"array_to_tsvector(array_remove(string_to_array({terms}, ' '), ''))"


POSTGRES = (
    f"""ALTER TABLE core_searchentry
        ADD COLUMN title_vector tsvector GENERATED ALWAYS AS ({vector("title_terms")}) STORED,
        ADD COLUMN all_vector tsvector
        GENERATED ALWAYS AS ({vector("title_terms || ' ' || other_terms")}) STORED""",
    "CREATE INDEX search_title_vector ON core_searchentry USING gin (title_vector)",
    "CREATE INDEX search_all_vector ON core_searchentry USING gin (all_vector)",
)
POSTGRES_BACK = (
    "ALTER TABLE core_searchentry DROP COLUMN title_vector, DROP COLUMN all_vector",
)


def make_index(apps: Any, schema_editor: Any) -> None:
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRES}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_index(apps: Any, schema_editor: Any) -> None:
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": SQLITE_BACK, "postgresql": POSTGRES_BACK}[vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0005_audit_trail_refuses'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('subject', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_entry', serialize=False, to='core.subject')),
                ('title', models.CharField(max_length=300)),
                ('subtitle', models.CharField(blank=True, max_length=300)),
                ('words', models.TextField(blank=True)),
                ('title_key', models.CharField(max_length=300)),
                ('title_terms', models.TextField()),
                ('other_terms', models.TextField(blank=True)),
                ('ended', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['title_key'], name='search_title')],
            },
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=40, unique=True)),
                ('length', models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchGram',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gram', models.CharField(max_length=3)),
                ('word', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grams', to='core.searchword')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('gram', 'word'), name='search_gram_once')],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
