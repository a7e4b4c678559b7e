"""Which sets say something of the reps planned now, and the target they are held against (rulebook 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from logbook.choices import ReadinessState
from logbook.log.logged_sets import TypedSet
from logbook.models import SessionExercise, User
from programming.loads import Load
from programming.rulebook import EffortContext, LoggedSet, is_new_movement

Done = Sequence[tuple[LoggedSet, TypedSet]]


def comparable(item: SessionExercise, done: Done) -> Done:
    """The sets with the reps that are planned now: a triple says nothing of a twelve.

    What was done without a plan counts where its best set was such a one.
    """
    if item.reps_bottom is None:
        return done
    planned = (item.reps_bottom, item.reps_top or item.reps_bottom)
    free: dict[int | str, int] = {}
    for one, _ in done:
        if one.rep_range is None:
            free[one.session] = max(one.reps, free.get(one.session, 0))
    fits = {session for session, reps in free.items() if planned[0] <= reps <= planned[1]}
    return [pair for pair in done if pair[0].rep_range == planned or pair[0].session in fits]


def with_own_reps(done: Done, fits: Done) -> list[LoggedSet]:
    """The history; what was done without a plan and does not fit it had a plan of its own."""
    same = {one.session for one, _ in fits}
    own: dict[int | str, list[int]] = {}
    for one, _ in done:
        if one.session not in same and one.rep_range is None:
            own.setdefault(one.session, []).append(max(one.reps, 1))
    return [
        replace(one, rep_range=(min(own[one.session]), max(own[one.session])))
        if one.session in own
        else one
        for one, _ in done
    ]


def heaviest_of(last: Sequence[TypedSet]) -> tuple[Load, str] | None:
    """The heaviest load as it was typed, and what it means; None where none was."""
    typed = [(one.load or 0, one.typed_load, one.load_kind) for one in last]
    known = [(moved, load, kind) for moved, load, kind in typed if load is not None]
    if not known:
        return None
    _, load, kind = max(known, key=lambda one: one[0])
    return load, kind


def context_now(lifter: User, item: SessionExercise, history: Sequence[LoggedSet]) -> EffortContext:
    """What the target of an exercise's sets depends on before any is done, the last one aside.

    history: its latest sets, in time order, other exercises' among them.
    """
    own = [one for one in history if one.exercise == item.exercise_id and one.counts]
    risk = item.risk
    return EffortContext(
        level=lifter.level,
        goal=lifter.goal,
        role=item.role,
        tier=risk.tier,
        rir_floor=risk.floor,
        rir_floor_with_safeties=risk.floor_with_safeties,
        safeties=risk.counts(item.safeties),
        is_final_set=False,
        readiness=ReadinessState.GREEN,
        budget_left=False,
        planned_reps=item.reps_bottom,
        is_new_movement=is_new_movement(
            len({one.session for one in own}), [one.ended_by for one in reversed(own)]
        ),
    )
