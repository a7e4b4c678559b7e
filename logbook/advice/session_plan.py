"""What a session would begin with: its exercises, their sets for the day, and what last time suggests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from logbook.advice.set_counts import sets_for_the_day
from logbook.advice.suggestions import suggest
from logbook.log.asking import STORED, Ask
from logbook.log.beginning import Beginning, beginning_of
from logbook.models import SessionExercise, TrainingSession, User
from programming.catalogue.entries import entries_for
from programming.models import PlannedExercise, RiskEntry, Workout
from programming.rulebook import deload_recipe

NOTHING = Beginning()


def begun(
    lifter: User,
    session: TrainingSession,
    risk: RiskEntry,
    *,
    position: int,
    role: str = "",
    planned_sets: int | None = None,
    reps: tuple[int | None, int | None] = (None, None),
    rest_seconds: int | None = None,
    beginning: Beginning = NOTHING,
) -> SessionExercise:
    """An exercise as the session begins it, unsaved: the one place where one is put together.

    `reps` are the bottom and the top of the range planned; without a plan the role is the
    exercise's own.
    """
    bottom, top = reps
    usual = beginning.of(risk.exercise_id)
    item = SessionExercise(
        athlete=lifter,
        session=session,
        exercise_id=risk.exercise_id,
        risk=risk,
        position=position,
        role=role or risk.default_role,
        planned_sets=planned_sets,
        reps_bottom=bottom,
        reps_top=top,
        rest_seconds=rest_seconds,
        safeties=usual.safeties,
        bar=usual.bar,
        load_of=usual.load_of,
        sides=usual.sides,
        warm_ups=usual.warm_ups,
        local_date=session.local_date,
        started_at=session.started_at,
    )
    put_pin(item, beginning)
    item.is_timed = beginning.timed.get(risk.exercise_id, False)
    return item


def put_pin(item: SessionExercise, beginning: Beginning) -> None:
    """Put the load that is pinned to its exercise on the item, or none; unsaved."""
    load, kind = beginning.pins.get(item.exercise_id, (None, ""))
    item.pin_milli = load.milli if load is not None else None
    item.pin_unit = load.unit if load is not None else ""
    item.pin_kind = kind


def as_planned(
    item: SessionExercise, one: PlannedExercise, substitutes: Sequence[int] = ()
) -> SessionExercise:
    """The same with what its plan says beside sets and reps."""
    lines = one.lines
    says_more = len(lines) > 1 or lines[0].target or lines[0].percent or lines[0].load
    item.seconds_bottom, item.seconds_top = one.seconds_bottom, one.seconds_top
    item.is_timed = one.seconds_bottom is not None
    item.lines = [line.stored() for line in lines] if says_more else []
    item.load_rule = one.load_rule
    item.target_by = one.target_by
    item.superset = one.superset
    item.plan_note = one.note
    item.substitutes = list(substitutes)
    return item


def items_of(session: TrainingSession, workout: Workout) -> list[SessionExercise]:
    """The exercises of `workout` as `session` would begin with them, unsaved."""
    return items_of_each([(session, list(workout.planned.all()))])[0]


def items_of_each(
    wanted: Sequence[tuple[TrainingSession, Sequence[PlannedExercise]]],
    *,
    risks: Mapping[int, RiskEntry] | None = None,
    ask: Ask = STORED,
) -> list[list[SessionExercise]]:
    """What each of some sessions would begin with, unsaved: all of one lifter and one instant.

    They may have goals of their own. In as many queries as one takes; `risks` are the exercises'
    entries where they are at hand, `ask` gives the log.
    """
    if not wanted:
        return []
    first = wanted[0][0]
    exercises = [one.exercise_id for _, planned in wanted for one in planned]
    if risks is None:
        risks = entries_for(exercises, first.release, first.athlete)
    workouts = {one.workout_id for _, planned in wanted for one in planned}
    beginning = beginning_of(first.athlete, exercises, workouts, ask=ask)
    found = [
        [
            as_planned(
                begun(
                    session.athlete,
                    session,
                    risks[one.exercise_id],
                    position=position,
                    role=one.role,
                    planned_sets=(
                        deload_recipe().sets(one.all_sets) if session.is_deload else one.all_sets
                    ),
                    reps=(one.reps_bottom, one.reps_top),
                    rest_seconds=one.rest_seconds,
                    beginning=beginning,
                ),
                one,
                substitutes=beginning.substitutes.get(one.pk, ()),
            )
            for position, one in enumerate(planned, start=1)
        ]
        for session, planned in wanted
    ]
    for (session, _), items in zip(wanted, found, strict=True):
        sets_for_the_day(session, items)
    suggest(first.athlete, first, [item for items in found for item in items], ask=ask)
    return found
