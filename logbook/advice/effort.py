"""From the log to the rules: builds the context of a target, and stores and reads verdicts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from logbook.advice.breaches import store_breach
from logbook.advice.by_hand import first_line, override_of
from logbook.advice.facts import Facts
from logbook.advice.load_rules import given_load
from logbook.choices import Origin
from logbook.log.verdicts import performed_of, said, stored_context, stored_target
from logbook.models import Set
from programming import rulebook
from programming.choices import LoadRule
from programming.rulebook import (
    RULEBOOK_VERSION,
    EffortContext,
    EffortTarget,
    Judgement,
    PerformedSet,
    deload_recipe,
    effort_target,
    judge_set,
    reps_to_failure_at,
    warnings_before,
    worst_first,
)


def effort_context(
    facts: Facts, *, is_final: bool, load: int | None, is_test: bool = False
) -> EffortContext:
    """The context of one set's target; `load` in micrograms is what is planned or typed."""
    item, risk, history = facts.item, facts.item.risk, facts.history
    context = EffortContext(
        level=facts.lifter.level,
        goal=item.session.goal_of(facts.lifter),
        role=item.role,
        tier=risk.tier,
        rir_floor=risk.floor,
        rir_floor_with_safeties=risk.floor_with_safeties,
        safeties=risk.counts(item.safeties),
        is_final_set=is_final,
        readiness=item.session.readiness,
        budget_left=not facts.budget.spent,
        planned_reps=_fewest_planned(facts),
        reps_to_failure=(
            reps_to_failure_at(history.e1rm, load) if history.e1rm is not None and load else None
        ),
        is_test_set=is_test,
        days_since_test=facts.days_since_test,
        is_new_movement=history.is_new_movement,
        aim_rise=item.suggestion.get("aim_rise", 0) if item.takes_suggestion else 0,
        is_deload=item.session.is_deload,
        override=override_of(item, facts.line or first_line(item)),
        reps_to_failure_seen=(
            history.seen(load, item.session.local_date)
            if history.e1rm is not None and load
            else None
        ),
    )
    if not item.session.is_deload:
        return context
    # How far a deload raises an aim depends on what it would be without one (rulebook 9).
    rise = deload_recipe().rise(effort_target(replace(context, aim_rise=0)).aim)
    return replace(context, aim_rise=max(context.aim_rise, rise))


def _fewest_planned(facts: Facts) -> int | None:
    """The bottom of the range, or what a suggestion that is taken asks where that is less.

    After a large step in load fewer are asked for (rulebook 8). Unplanned what is suggested, else
    the fewest of last time.
    """
    item, planned = facts.item, facts.rep_range
    taken = item.suggestion.get("sets", ()) if item.takes_suggestion else ()
    if item.lines or item.pin_milli is not None:
        # Of its own line alone, and none where another load is planned than the one suggested.
        taken = _taken_of(facts, taken)
    asked = min((reps for reps, *_ in taken if reps), default=None)
    if planned is not None:
        return planned[0] if asked is None else min(planned[0], asked)
    return asked or facts.history.fewest_reps or None


def _taken_of(facts: Facts, taken: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
    """What of a suggestion that is taken speaks of the line of a set."""
    begun = 0
    for place, line in enumerate(facts.item.set_lines):
        if facts.line in (line, None):
            is_given = place > 0 and facts.item.load_rule == LoadRule.TOP_SET
            is_given = is_given or given_load(facts.item, place) is not None
            return () if is_given else taken[begun : begun + line.sets]
        begun += line.sets
    return taken


@dataclass(frozen=True, slots=True)
class Effort:
    """A set's target and verdict, and the context both came from."""

    context: EffortContext
    target: EffortTarget
    judgement: Judgement
    before: tuple[rulebook.Warning, ...] = ()
    """What is said before the set and while it is typed, never of a saved one."""

    @property
    def while_typed(self) -> tuple[rulebook.Warning, ...]:
        """All that is said while the set is typed, worst first."""
        return worst_first((*self.judgement.warnings, *self.before))


def judge(
    facts: Facts,
    performed: PerformedSet,
    earlier: Sequence[Set],
    *,
    is_final: bool,
    is_test: bool,
    already_said: Collection[str] = (),
) -> Effort:
    """Target and verdict of a set being typed or saved, after the `earlier` ones of its exercise.

    `already_said` are codes shown before in the session that speak once in it.
    """
    # The load typed, not the one filled in: a load that is too heavy is warned of before the set.
    context = effort_context(facts, is_final=is_final, load=performed.load, is_test=is_test)
    target = effort_target(context)
    done = [performed_of(one) for one in earlier]
    judgement = judge_set(
        target,
        performed,
        context=context,
        earlier=done,
        rep_range=facts.rep_range,
        e1rm=facts.history.e1rm,
        hours_since_muscle_failure=facts.hours_since_muscle_failure,
        muscle_failure_sets=facts.muscle_failure_sets,
        already_said=(*said(earlier), *already_said),
    )
    before: tuple[rulebook.Warning, ...] = ()
    if performed.counts:
        before = warnings_before(target, context=context, load=performed.load, earlier=done)
    return Effort(context, target, judgement, before)


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
    store_breach(row)


def judge_again(row: Set, earlier: Sequence[Set], already_said: Collection[str] = ()) -> Judgement:
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
        already_said=(*said(earlier), *already_said),
    )
