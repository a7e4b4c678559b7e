"""Exercises by the names their lifter last had them under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import BigIntegerField

from logbook.models import SessionExercise, User
from logbook.speed.compiled import Compiled, Given, athlete
from programming.rulebook import RULEBOOK_VERSION, Reason, reason_from

_NAMES = Compiled(
    lambda: (
        SessionExercise.objects.filter(
            athlete_id=athlete(), exercise_id=Given("exercise", output_field=BigIntegerField())
        )
        .latest_first()
        .values_list("exercise_id", "risk__name")[:1]
    )
)


def names_of(lifter: User, exercises: Iterable[str | int]) -> dict[int, str]:
    """The names of exercises as the lifter last had them, in one query."""
    return dict(_NAMES.of_each("exercise", {int(one) for one in exercises}, athlete=lifter.pk))


def named(reason: Reason, names: Mapping[int, str], version: str = RULEBOOK_VERSION) -> Reason:
    """The reason with its exercise called by name, in that rulebook's words."""
    numbers = dict(reason.numbers)
    numbers["exercise"] = names[int(numbers["exercise"])]
    return reason_from(reason.code, None, None, numbers.items(), version=version)
