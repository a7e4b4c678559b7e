"""What is published never changes: the database itself refuses, whoever asks.

Triggers on both engines, for the ORM, bulk queries, the admin and raw SQL alike. They are made
after every `migrate`: SQLite drops a table's triggers when a migration makes the table anew.
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "A published release never changes: publish a new one."

_RELEASES, _ENTRIES = "programming_cataloguerelease", "programming_riskentry"
# Everything a published release says. Its links to accounts may only be cut, when one is deleted.
_KEPT = (
    *("id", "number", "based_on_id", "restores_id", "created_at", "published_at"),
    *("publisher", "reason", "digest"),
)
_ACCOUNTS = ("created_by_id", "published_by_id")


def _is_published(release: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM {_RELEASES} r "  # noqa: S608 - names of ours alone
        f"WHERE r.id = {release} AND r.published_at IS NOT NULL)"
    )


def _has_changed(distinct: str) -> str:
    kept = [f"NEW.{name} {distinct} OLD.{name}" for name in _KEPT]
    cut = [f"(NEW.{name} IS NOT NULL AND NEW.{name} {distinct} OLD.{name})" for name in _ACCOUNTS]
    return " OR ".join(kept + cut)


def _sqlite() -> list[tuple[str, str]]:
    """Each trigger by its name. `INSERT OR REPLACE` fires no delete trigger, so inserts look too."""
    same_entry = (
        f"EXISTS (SELECT 1 FROM {_ENTRIES} e JOIN {_RELEASES} r ON r.id = e.release_id "  # noqa: S608
        "WHERE e.id = NEW.id AND r.published_at IS NOT NULL)"
    )
    same_release = (
        f"EXISTS (SELECT 1 FROM {_RELEASES} r WHERE r.published_at IS NOT NULL "  # noqa: S608
        "AND (r.id = NEW.id OR r.number = NEW.number))"
    )
    old, new = _is_published("OLD.release_id"), _is_published("NEW.release_id")
    was_published = f"OLD.published_at IS NOT NULL AND ({_has_changed('IS NOT')})"
    number_taken = f"NEW.number IS NOT OLD.number AND {same_release}"
    guarded = [
        (_ENTRIES, "INSERT", f"{new} OR {same_entry}"),
        (_ENTRIES, "UPDATE", f"{old} OR {new}"),
        (_ENTRIES, "DELETE", old),
        (_RELEASES, "INSERT", same_release),
        (_RELEASES, "UPDATE", f"({was_published}) OR ({number_taken})"),
        (_RELEASES, "DELETE", "OLD.published_at IS NOT NULL"),
    ]
    made = []
    for table, event, when in guarded:
        name = f"published_{table}_{event.lower()}"
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        made.append((name, f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {when} {refuse}"))
    return made


_REFUSE = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';"
_FUNCTIONS = {
    "published_entry": f"""
        IF TG_OP <> 'INSERT' AND {_is_published("OLD.release_id")} THEN {_REFUSE} END IF;
        IF TG_OP <> 'DELETE' AND {_is_published("NEW.release_id")} THEN {_REFUSE} END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;""",
    "published_release": f"""
        IF OLD.published_at IS NOT NULL THEN
            IF TG_OP = 'DELETE' THEN {_REFUSE} END IF;
            IF {_has_changed("IS DISTINCT FROM")} THEN {_REFUSE} END IF;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;""",
    "published_emptied": f"""
        IF EXISTS (SELECT 1 FROM {_RELEASES} WHERE published_at IS NOT NULL) THEN {_REFUSE} END IF;
        RETURN NULL;""",  # noqa: S608
}
_POSTGRES = {
    "published_entry": f"BEFORE INSERT OR UPDATE OR DELETE ON {_ENTRIES} FOR EACH ROW",
    "published_release": f"BEFORE UPDATE OR DELETE ON {_RELEASES} FOR EACH ROW",
}


def protect(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers, in place of those that are there."""
    with connection.cursor() as cursor:
        for statement in [*unprotecting(connection), *protecting(connection)]:
            cursor.execute(statement)


def protecting(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that make the triggers where there are none."""
    if connection.vendor == "sqlite":
        return [statement for _, statement in _sqlite()]
    statements = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {body} END $$ "
        "LANGUAGE plpgsql"
        for name, body in _FUNCTIONS.items()
    ]
    statements += [
        f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {name}()"
        for name, when in _POSTGRES.items()
    ]
    return statements + [
        f"CREATE TRIGGER published_emptied BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION published_emptied()"
        for table in (_ENTRIES, _RELEASES)
    ]


def unprotecting(connection: BaseDatabaseWrapper) -> list[str]:
    """The statements that take the triggers away: for who empties a database of tests."""
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name, _ in _sqlite()]
    return [
        f"DROP TRIGGER IF EXISTS {name} ON {table}"
        for table in (_ENTRIES, _RELEASES)
        for name in (*_POSTGRES, "published_emptied")
    ]


def protect_after_migrate(using: str, plan: Any = (), **_: Any) -> None:
    """The receiver of `post_migrate`: nothing to do where the tables are not there yet."""
    connection = connections[using]
    with connection.cursor() as cursor:
        there = connection.introspection.table_names(cursor)
    if {_RELEASES, _ENTRIES} <= set(there):
        protect(connection)
