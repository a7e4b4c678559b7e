"""Logs that many tests begin with: made once by the operations the pages call, then copied in bulk.

A copy has the rows of the one that was made, under keys of its own; `test_copies.py` holds both
equal.
"""

from collections.abc import Callable
from functools import cache
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db import models

from logbook.models import ExerciseRecord, Set, User

Keys = dict[type[models.Model], dict[int, int]]
Rows = dict[type[models.Model], list[dict[str, Any]]]

# Who somebody is and since when: another lifter of the same settings has the same log.
_WHO = ("id", "email", "password", "last_login", "date_joined")
_kept: dict[object, tuple[Rows, dict[str, Any]]] = {}


def forget() -> None:
    """Make them anew: the catalogue that they point to went."""
    _kept.clear()


@cache
def tables() -> list[type[models.Model]]:
    """Every table of a lifter's, what is pointed to before what points to it."""
    of_lifters = {
        model
        for model in apps.get_app_config("logbook").get_models()
        if any(field.name == "athlete" for field in model._meta.concrete_fields)
    }
    order = TopologicalSorter(
        {
            model: of_lifters & {field.related_model for field in model._meta.concrete_fields}
            for model in of_lifters
        }
    )
    order.add(ExerciseRecord, Set)
    return list(order.static_order())


def rows_of(lifter: User) -> Rows:
    """All there is of a lifter, table by table in the order it was written."""
    found = {
        model: list(model._base_manager.filter(athlete=lifter).order_by("pk").values())
        for model in tables()
    }
    return {model: rows for model, rows in found.items() if rows}


def made_or_copied(lifter: User, args: object, make: Callable[[], object]) -> None:
    """What `make` writes for a lifter of whom there is nothing yet; `args` is what it depends on.

    For a lifter of whom there is something it is made.
    """
    if rows_of(lifter):
        make()
        return
    before = _columns(lifter)
    ordinary = repr((args, {name: before[name] for name in before if name not in _WHO}))
    if ordinary not in _kept:
        make()
        after = _columns(lifter)
        changed = {name: value for name, value in after.items() if value != before[name]}
        _kept[ordinary] = rows_of(lifter), changed
        return
    rows, changed = _kept[ordinary]
    _write(lifter, rows)
    if changed:
        User.objects.filter(pk=lifter.pk).update(**changed)


def _columns(lifter: User) -> dict[str, Any]:
    return dict(User.objects.filter(pk=lifter.pk).values().get())


def _write(lifter: User, rows: Rows) -> None:
    keys: Keys = {}
    for model, found in rows.items():
        columns = [one for one in model._meta.concrete_fields if not one.generated]
        keys[User] = dict.fromkeys((row["athlete_id"] for row in found), lifter.pk)
        written = model._base_manager.bulk_create(
            model(
                **{
                    one.attname: value_of(one, row[one.attname], keys)
                    for one in columns
                    if not one.primary_key or one.is_relation
                }
            )
            for row in found
        )
        name = model._meta.pk.attname
        keys[model] = {row[name]: copy.pk for row, copy in zip(found, written, strict=True)}


def value_of(column: Any, value: Any, keys: Keys) -> Any:
    """A column's value, with these keys where it names rows of the lifter's."""
    if value is None:
        return None
    if column.related_model in keys:
        return keys[column.related_model][value]
    if column.model is ExerciseRecord and column.name == "grinds":
        return [keys[Set][key] for key in value]
    if column.model is ExerciseRecord and column.name == "records":
        return [[code, key and keys[Set][key], *rest] for code, key, *rest in value]
    return value
