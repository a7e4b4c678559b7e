"""The timed sets of the last time an exercise was done: no rule reads them, the next session shows them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import BigIntegerField, DateTimeField

from logbook.choices import SetKind
from logbook.log.exercise_history import PastSet
from logbook.models import Set, TrainingSession, User
from logbook.speed.compiled import Columns, Compiled, Given, Part, athlete
from programming.loads import typed_load

# As many sets as a session may have of an exercise.
_READ = 30

_LAST = Compiled(
    lambda: (
        Set.objects.live()
        .filter(
            athlete_id=athlete(),
            exercise_id=Given("exercise", output_field=BigIntegerField()),
            started_at__lte=Given("started_at", output_field=DateTimeField()),
            kind=SetKind.TIMED,
        )
        .latest_first()
        .values_list("session_id", "seconds", "load_milli", "load_unit", "load_kind", "safeties")[
            :_READ
        ]
    )
)


def timed_parts(
    lifter: User, session: TrainingSession, exercise_ids: Collection[int]
) -> list[Part]:
    """The queries whose rows `timed_of` reads: a slice of each exercise."""
    given = {"athlete": lifter.pk, "started_at": session.started_at}
    return [(_LAST, {**given, "exercise": one}) for one in exercise_ids]


def timed_of(session: TrainingSession, rows: Sequence[Columns]) -> tuple[PastSet, ...]:
    """The timed sets of the last session before `session`, in the order they were done."""
    earlier = [row for row in rows if row[0] != session.pk]
    return tuple(
        PastSet(0, typed_load(milli, unit), kind, None, safeties, seconds)
        for sid, seconds, milli, unit, kind, safeties in reversed(earlier)
        if sid == earlier[0][0]
    )
