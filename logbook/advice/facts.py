"""Everything but the set itself that its target and verdict depend on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from logbook.choices import COUNTED, SetKind
from logbook.log.before import read_past
from logbook.log.bodyweight import latest_bodyweight
from logbook.log.exercise_history import ExerciseHistory
from logbook.log.records import so_far_part
from logbook.log.verdicts import performed_of
from logbook.log.week import Week
from logbook.log.workbench import Workbench, days_since_test
from logbook.models import SessionExercise, Set, User
from programming.lines import SetLine, line_at
from programming.loads import Load, LoadKind
from programming.rulebook import BudgetState, budget_state


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything but the set itself that its target and verdict depend on.

    `bodyweight` is in micrograms; `hours_since_muscle_failure` and `muscle_failure_sets` speak of
    the exercise's primary muscles. `heaviest`, in micrograms, and `most_reps` are of the sessions
    that have ended; read where a set is typed, 0 for none. `line` is the one of the plan that the set
    stands in, where a plan says more than sets and reps; None is the first.
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
    heaviest: int = 0
    most_reps: int = 0
    line: SetLine | None = None

    @property
    def rep_range(self) -> tuple[int, int] | None:
        """The planned reps, bottom and top."""
        if self.line is not None:
            return self.line.reps
        if self.item.reps_bottom is None:
            return None
        return self.item.reps_bottom, self.item.reps_top or self.item.reps_bottom

    def at_set(self, index: int) -> Facts:
        """The facts of the set with so many working sets before it, by its own line of the plan."""
        found = line_at(self.item.set_lines, index) if self.item.lines else None
        return self if found is None else replace(self, line=found[1])


def timed_among(items: Iterable[SessionExercise]) -> list[int]:
    """The exercises of those that are told in seconds."""
    return [item.exercise_id for item in items if item.is_timed]


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
        history = history.after(performed_of(row), row.local_date)
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


def read_facts(bench: Workbench, *, at: dt.datetime, is_test: bool = False) -> Facts:
    """What the target and verdict of a set logged now depend on."""
    item, lifter = bench.item, bench.lifter
    so_far = so_far_part(lifter, item.session, item.exercise_id)
    past = read_past(
        lifter,
        item.session,
        [item.exercise_id],
        at=at,
        also=[so_far],
        timed=timed_among([item]),
    )
    facts = facts_of(
        lifter,
        item,
        past.histories[item.exercise_id],
        past.week,
        at=at,
        bodyweight=(
            latest_bodyweight(lifter, item.session.local_date)
            if item.risk.bodyweight_percent
            else None
        ),
        days_since_test=days_since_test(bench) if is_test else None,
    )
    [most] = past.also
    heaviest, most_reps = most[0] if most else (0, 0)
    facts = replace(facts, heaviest=heaviest, most_reps=most_reps)
    return facts.at_set(sum(one.kind in COUNTED for one in bench.live))
