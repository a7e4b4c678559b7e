"""What a session would begin with: its exercises, their sets for the day, and what last time suggests."""

from __future__ import annotations

from collections.abc import Iterable

from logbook.advice.suggestions import suggest
from logbook.choices import ReadinessState
from logbook.log.sessions import last_safeties
from logbook.models import SessionExercise, TrainingSession, User
from programming.catalogue.entries import entries
from programming.models import RiskEntry, Workout
from programming.rulebook import RULES, deload_recipe

_RED = RULES["red_day"].numbers


def sets_for_the_day(session: TrainingSession, items: Iterable[SessionExercise]) -> None:
    """A red day takes a set off each plan, any other gives it back; nothing is saved.

    Never below one set, nor below what is done (rulebook 6). Call it where the day changed: what
    the lifter added since stays.
    """
    off = _RED["sets_off"] if session.readiness == ReadinessState.RED else 0
    for item in items:
        if item.planned_sets is not None:
            whole = item.planned_sets + item.sets_off
            left = max(whole - off, _RED["least_sets"], item.working_sets)
            item.planned_sets, item.sets_off = left, whole - left


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
    safeties: str = "",
) -> SessionExercise:
    """An exercise as the session begins it, unsaved: the one place where one is put together.

    `reps` are the bottom and the top of the range planned; without a plan the role is the
    exercise's own.
    """
    bottom, top = reps
    return SessionExercise(
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
        safeties=safeties,
        local_date=session.local_date,
        started_at=session.started_at,
    )


def items_of(session: TrainingSession, workout: Workout) -> list[SessionExercise]:
    """The exercises of `workout` as `session` would begin with them, unsaved."""
    planned = list(workout.planned.all())
    risks = entries(session.release_id)
    safeties = last_safeties(session.athlete, [one.exercise_id for one in planned])
    items = [
        begun(
            session.athlete,
            session,
            risks[one.exercise_id],
            position=position,
            role=one.role,
            planned_sets=deload_recipe().sets(one.sets) if session.is_deload else one.sets,
            reps=(one.reps_bottom, one.reps_top),
            rest_seconds=one.rest_seconds,
            safeties=safeties.get(one.exercise_id, ""),
        )
        for position, one in enumerate(planned, start=1)
    ]
    sets_for_the_day(session, items)
    suggest(session.athlete, session, items)
    return items
