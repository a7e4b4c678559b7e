"""From the log to the rules: builds the context of a target, and stores and reads verdicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from logbook.history import ExerciseHistory
from logbook.models import SessionExercise, Set, User
from logbook.shown_targets import shown_target
from logbook.week import Week
from programming import rulebook
from programming.choices import Origin, SetKind
from programming.loads import Load, LoadKind
from programming.rulebook import (
    RULEBOOK_VERSION,
    BudgetState,
    EffortContext,
    EffortTarget,
    Judgement,
    PerformedSet,
    Reason,
    budget_state,
    deload_recipe,
    effort_target,
    is_failure_set,
    judge_set,
    reason_from,
    reps_to_failure_at,
    warning_from,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything but the set itself that its target and verdict depend on.

    `bodyweight` is in micrograms; `hours_since_muscle_failure` and `muscle_failure_sets` speak of
    the exercise's primary muscles.
    """

    lifter: User
    item: SessionExercise
    history: ExerciseHistory
    week: Week
    at: dt.datetime
    budget: BudgetState
    hours_since_muscle_failure: float | None
    muscle_failure_sets: int
    bodyweight: int | None = None
    days_since_test: int | None = None

    @property
    def rep_range(self) -> tuple[int, int] | None:
        """The planned reps, bottom and top."""
        if self.item.reps_bottom is None:
            return None
        return self.item.reps_bottom, self.item.reps_top or self.item.reps_bottom


def facts_of(
    lifter: User,
    item: SessionExercise,
    history: ExerciseHistory,
    week: Week,
    *,
    at: dt.datetime,
    bodyweight: int | None,
    days_since_test: int | None = None,
) -> Facts:
    """The facts of one exercise of a session at the instant `at`."""
    muscles = item.risk.primary_muscles
    hours, sets = week.muscle_failure_before(item.session_id, muscles, at)
    return Facts(
        lifter=lifter,
        item=item,
        history=history,
        week=week,
        at=at,
        budget=budget_state(
            lifter.level,
            item.session.readiness,
            exercise_failures=week.exercise_failures(item.session_id, item.exercise_id),
            muscle_failures=week.muscle_failures(muscles),
            failures=week.failures,
            rated_hard_sets=week.rated_hard_sets,
        ),
        hours_since_muscle_failure=hours,
        muscle_failure_sets=sets,
        bodyweight=bodyweight,
        days_since_test=days_since_test,
    )


def facts_after(facts: Facts, row: Set) -> Facts:
    """The facts once `row` is logged and its item summarised, without asking the log again."""
    history = facts.history
    if row.kind == SetKind.WORKING:
        history = history.after(row.ended_by)
    return facts_of(
        facts.lifter,
        facts.item,
        history,
        facts.week.after(facts.item),
        at=facts.at,
        bodyweight=facts.bodyweight,
    )


def moved(risk_percent: int, kind: str, typed: Load | None, bodyweight: int | None) -> int | None:
    """What a set moves, in micrograms: bodyweight's share with the typed load (rulebook 7).

    None where it is not known, or not above nothing.
    """
    if kind == LoadKind.EXTERNAL:
        return typed.micrograms if typed is not None else None
    if bodyweight is None or not risk_percent:
        return None
    share = bodyweight * risk_percent // 100
    change = typed.micrograms if typed is not None else 0
    total = share - change if kind == LoadKind.ASSISTED else share + change
    return total if total > 0 else None


def effort_context(
    facts: Facts, *, is_final: bool, load: int | None, is_test: bool = False
) -> EffortContext:
    """The context of one set's target; `load` in micrograms is what is planned or typed."""
    item, risk, history = facts.item, facts.item.risk, facts.history
    context = EffortContext(
        level=facts.lifter.level,
        goal=facts.lifter.goal,
        role=item.role,
        tier=risk.tier,
        rir_floor=risk.floor,
        rir_floor_with_safeties=risk.floor_with_safeties,
        safeties=risk.counts(item.safeties),
        is_final_set=is_final,
        readiness=item.session.readiness,
        budget_left=not facts.budget.spent,
        planned_reps=item.reps_bottom or history.fewest_reps or None,
        reps_to_failure=(
            reps_to_failure_at(history.e1rm, load) if history.e1rm is not None and load else None
        ),
        is_test_set=is_test,
        days_since_test=facts.days_since_test,
        is_new_movement=history.is_new_movement,
        aim_rise=item.suggestion.get("aim_rise", 0) if item.takes_suggestion else 0,
    )
    if not item.session.is_deload:
        return context
    # How far a deload raises an aim depends on what it would be without one (rulebook 9).
    rise = deload_recipe().rise(effort_target(replace(context, aim_rise=0)).aim)
    return replace(context, aim_rise=max(context.aim_rise, rise))


@dataclass(frozen=True, slots=True)
class Effort:
    """A set's target and verdict, and the context both came from."""

    context: EffortContext
    target: EffortTarget
    judgement: Judgement


def judge(
    facts: Facts, performed: PerformedSet, earlier: Sequence[Set], *, is_final: bool, is_test: bool
) -> Effort:
    """Target and verdict of a set being typed or saved, after the `earlier` ones of its exercise."""
    context = effort_context(facts, is_final=is_final, load=performed.load, is_test=is_test)
    target = effort_target(context)
    judgement = judge_set(
        target,
        performed,
        context=context,
        earlier=[performed_of(one) for one in earlier],
        rep_range=facts.rep_range,
        e1rm=facts.history.e1rm,
        hours_since_muscle_failure=facts.hours_since_muscle_failure,
        muscle_failure_sets=facts.muscle_failure_sets,
        already_said=said(earlier),
    )
    return Effort(context, target, judgement)


def said(earlier: Sequence[Set]) -> list[str]:
    """The warning codes shown before on the exercise, for those that speak once."""
    return [stored[0] for one in earlier for stored in one.warnings]


_DEFAULTS = {
    field.name: field.default for field in fields(EffortContext) if field.name != "override"
}


def store(row: Set, effort: Effort, facts: Facts) -> None:
    """Write target, verdict and what they were made from on the row (codes and numbers only)."""
    target = effort.target
    row.target_low, row.target_aim, row.target_high = target.low, target.aim, target.high
    row.reasons = [reason.stored() for reason in target.reasons]
    row.rulebook_version = RULEBOOK_VERSION
    row.judged_by = {
        "context": {
            name: value
            for name, value in asdict(effort.context).items()
            if name in _DEFAULTS and value != _DEFAULTS[name]
        },
        "may_fail": target.may_fail,
        "load_too_heavy": target.load_too_heavy,
        "floor_in_force": target.floor_in_force,
        "test_refused": target.test_refused,
        "e1rm": facts.history.e1rm,
        "rep_range": facts.rep_range,
        "hours_since_muscle_failure": facts.hours_since_muscle_failure,
        "muscle_failure_sets": facts.muscle_failure_sets,
    }
    store_judgement(row, effort.judgement)


def store_judgement(row: Set, judgement: Judgement) -> None:
    """Write a verdict on the row, leaving its target as it stood."""
    row.outcome = judgement.outcome or ""
    row.warnings = [warning.stored() for warning in judgement.warnings]


def stored_context(row: Set) -> EffortContext:
    """The context the row's target was made from."""
    return EffortContext(**row.judged_by["context"])


def stored_target(row: Set) -> EffortTarget | None:
    """The row's target as it was shown; None where it has none (imported sets)."""
    if row.target_low is None or row.target_aim is None or row.target_high is None:
        return None
    kept: Mapping[str, Any] = row.judged_by
    return EffortTarget(
        low=row.target_low,
        aim=row.target_aim,
        high=row.target_high,
        may_fail=kept["may_fail"],
        load_too_heavy=kept["load_too_heavy"],
        floor_in_force=kept["floor_in_force"],
        test_refused=kept["test_refused"],
        reasons=tuple(reasons_of(row)),
    )


def reasons_of(row: Set) -> list[Reason]:
    """The row's chain of reasons, worded."""
    return [reason_from(*stored) for stored in row.reasons]


def warnings_of(row: Set) -> list[rulebook.Warning]:
    """The row's warnings, worded, worst first."""
    return [warning_from(*stored) for stored in row.warnings]


def performed_of(row: Set) -> PerformedSet:
    """The row as the rules see it."""
    return PerformedSet(
        reps=row.reps,
        rir=row.rir,
        ended_by=row.ended_by,
        load=row.load,
        rest_seconds=row.rest_seconds,
        kind=row.kind,
        target=shown_target(row),
    )


def judge_again(row: Set, earlier: Sequence[Set]) -> Judgement:
    """The verdict of an edited row against its stored target, tier and floors, not today's."""
    target = stored_target(row)
    if target is None or row.origin != Origin.TYPED:
        return Judgement(outcome=None, warnings=())
    kept = row.judged_by
    return judge_set(
        target,
        performed_of(row),
        context=replace(stored_context(row), is_test_set=row.is_test),
        earlier=[performed_of(one) for one in earlier],
        rep_range=tuple(kept["rep_range"]) if kept["rep_range"] else None,
        e1rm=kept["e1rm"],
        hours_since_muscle_failure=kept["hours_since_muscle_failure"],
        muscle_failure_sets=kept["muscle_failure_sets"],
        already_said=said(earlier),
    )


def failed(row: Set) -> bool:
    """Whether the row is a failure set (rulebook 1, 5)."""
    return is_failure_set(performed_of(row))
