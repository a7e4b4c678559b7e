"""A cycle of training written again and again by the engine itself: a million sets in a minute.

One statement a table copies the rows of fourteen days to every lifter and for every fortnight
before: keys are counted on from the highest, dates go back, all else is as the product wrote it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.management.color import no_style
from django.db import connection, models

from logbook.models import SessionExercise, Set, TrainingSession, User

_TABLES: tuple[type[models.Model], ...] = (TrainingSession, SessionExercise, Set)
_DATES = ("local_date", "started_at", "finished_at", "last_set_at", "logged_at")
_KEYS = {"session_id": TrainingSession, "session_exercise_id": SessionExercise}
_COPIES = "bench_copies"


def copy_in_bulk(
    source: User, since: dt.datetime, lifters: Iterable[User], copies: int, cycle: dt.timedelta
) -> None:
    """The rows of `source` from an instant on, for each lifter, `copies` cycles one before another.

    Call it in a transaction.
    """
    places = [(lifter.pk, back) for lifter in lifters for back in range(copies)]
    with connection.cursor() as cursor:
        quote = connection.ops.quote_name
        cursor.execute(
            f"CREATE TEMPORARY TABLE {_COPIES} (place bigint, athlete bigint, back bigint)"
        )
        insert = f"INSERT INTO {_COPIES} VALUES (%s, %s, %s)"
        cursor.executemany(
            insert, [(place, pk, back * cycle.days) for place, (pk, back) in enumerate(places)]
        )
        bounds = {model: _bounds(model, source, since) for model in _TABLES}
        for model in _TABLES:
            fields = model._meta.concrete_fields
            names = ", ".join(quote(str(field.column)) for field in fields)
            values = ", ".join(_value(model, field, bounds) for field in fields)
            table, (low, high, _) = quote(model._meta.db_table), bounds[model]
            # Names and whole numbers of ours.
            cursor.execute(
                f"INSERT INTO {table} ({names}) SELECT {values} FROM {_COPIES} AS c "
                f"JOIN {table} AS t ON t.id BETWEEN {low} AND {high} "
                f"AND t.athlete_id = {source.pk} ORDER BY c.place, t.id"
            )
        if connection.vendor == "postgresql":
            for statement in connection.ops.sequence_reset_sql(no_style(), list(_TABLES)):
                cursor.execute(statement)
        cursor.execute(f"DROP TABLE {_COPIES}")


def _bounds(model: type[models.Model], source: User, since: dt.datetime) -> tuple[int, int, int]:
    """The first and last key of what is copied, and the first one that is free."""
    rows = model._default_manager.filter(athlete=source, started_at__gt=since)
    found = rows.aggregate(low=models.Min("pk"), high=models.Max("pk"))
    top = model._default_manager.aggregate(top=models.Max("pk"))["top"]
    return found["low"], found["high"], top + 1


def _value(
    model: type[models.Model],
    field: models.Field,
    bounds: dict[type[models.Model], tuple[int, int, int]],
) -> str:
    """What a column of a copy is, as SQL."""
    name = field.attname
    column = f"t.{connection.ops.quote_name(str(field.column))}"
    of = model if name == "id" else _KEYS.get(name)
    is_sqlite = connection.vendor == "sqlite"
    if of is not None:
        low, high, free = bounds[of]
        return f"{free} + c.place * {high - low + 1} + {column} - {low}"
    if name == "athlete_id":
        return "c.athlete"
    if name == "key":
        return "lower(hex(randomblob(16)))" if is_sqlite else "gen_random_uuid()"
    if name in _DATES and is_sqlite:
        day = f"date(substr({column}, 1, 10), '-' || c.back || ' days')"
        return f"{day} || substr({column}, 11)"
    if name in _DATES:
        days = (
            "c.back::int"
            if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)
            else "make_interval(days => c.back::int)"
        )
        return f"{column} - {days}"
    return column
