"""Which sets say something of the reps planned now, and the target they are held against (rulebook 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from logbook.advice.by_hand import first_line, override_of
from logbook.choices import ReadinessState
from logbook.log.exposure_rows import TypedSet
from logbook.models import SessionExercise, User
from programming.loads import Load
from programming.rulebook import EffortContext, LoggedSet, is_new_movement

Done = Sequence[tuple[LoggedSet, TypedSet]]


def with_own_reps(item: SessionExercise, history: Sequence[LoggedSet]) -> list[LoggedSet]:
    """The history as it is held against the reps planned now: a triple says nothing of a twelve.

    What was done of the exercise without a plan counts where its best set was among them; else it
    had a plan of its own, the reps that were done.
    """
    planned = _planned(item)
    if planned is None:
        return list(history)
    free: dict[int | str, list[int]] = {}
    for one in history:
        if _is_free(one, item):
            free.setdefault(one.session, []).append(max(one.reps, 1))
    own = {
        session: (min(reps), max(reps))
        for session, reps in free.items()
        if not planned[0] <= max(reps) <= planned[1]
    }
    return [
        replace(one, rep_range=own[one.session])
        if one.session in own and _is_free(one, item)
        else one
        for one in history
    ]


def comparable(item: SessionExercise, done: Done) -> Done:
    """Those of an exercise's sets that say something of the reps planned now."""
    planned = _planned(item)
    if planned is None:
        return [pair for pair in done if not pair[0].is_back_off] or done
    read = with_own_reps(item, [one for one, _ in done])
    return [
        pair
        for pair, one in zip(done, read, strict=True)
        if one.rep_range in {None, planned} and not one.is_back_off
    ]


def _planned(item: SessionExercise) -> tuple[int, int] | None:
    bottom = item.reps_bottom
    return None if bottom is None else (bottom, item.reps_top or bottom)


def _is_free(one: LoggedSet, item: SessionExercise) -> bool:
    return one.exercise == item.exercise_id and one.counts and one.rep_range is None


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
        goal=item.session.goal_of(lifter),
        role=item.role,
        tier=risk.tier,
        rir_floor=risk.floor,
        rir_floor_with_safeties=risk.floor_with_safeties,
        safeties=risk.counts(item.safeties),
        is_final_set=False,
        readiness=ReadinessState.GREEN,
        budget_left=False,
        planned_reps=item.reps_bottom,
        override=override_of(item, first_line(item)),
        is_new_movement=is_new_movement(
            len({one.session for one in own}), [one.ended_by for one in reversed(own)]
        ),
    )
