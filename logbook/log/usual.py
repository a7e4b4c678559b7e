"""How a lifter does an exercise as a rule: what a session of theirs begins it with."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import BigIntegerField

from logbook.log.sessions import LAST_SAFETIES
from logbook.models import ExerciseHabit, User
from logbook.speed.compiled import Compiled, Given, athlete, together


class Usual(NamedTuple):
    """The safeties of the last set, and what was said once of the exercise."""

    safeties: str = ""
    bar: str = ""
    load_of: str = ""
    sides: str = ""
    warm_ups: bool | None = None


_HABIT = Compiled(
    lambda: ExerciseHabit.objects.filter(
        athlete_id=athlete(), exercise_id=Given("exercise", output_field=BigIntegerField())
    ).values_list("bar", "load_of", "sides", "warm_ups")
)


def as_usual(lifter: User, exercise_ids: Collection[int]) -> dict[int, Usual]:
    """What sessions begin each of the exercises with, in one query."""
    wanted = list(dict.fromkeys(exercise_ids))
    parts = [
        (one, {"athlete": lifter.pk, "exercise": pk})
        for pk in wanted
        for one in (LAST_SAFETIES, _HABIT)
    ]
    rows = iter(together(*parts))
    found = {}
    for pk in wanted:
        safeties, habit = next(rows), next(rows)
        found[pk] = Usual(safeties[0][1] if safeties else "", *(habit[0] if habit else ()))
    return found
