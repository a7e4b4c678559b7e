"""What publishing a draft would change: targets of planned sets, and warnings that disappear.

Read-only. A target depends on far less than there are planned sets, so what is asked of the rules
is asked once for each thing it depends on.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field

from logbook.advice.effort import effort_context
from logbook.advice.facts import facts_of
from logbook.advice.kit import Kit
from logbook.advice.load_rules import loads_by_rule
from logbook.advice.load_scale import Scale
from logbook.advice.prefill import expected_sets, micrograms_of, prefill
from logbook.advice.session_plan import as_planned, begun
from logbook.log.before import Past
from logbook.log.before_all_lifters import (
    bodyweights,
    pins_of_all,
    read_pasts,
    safeties_of_all,
    sessions_to_come,
)
from logbook.log.beginning import Beginning, Usual
from logbook.models import SessionExercise, TrainingSession, User
from logbook.pages.publishing.impact_warnings import TOO_EASY, Asked, Said, differences, target_of
from logbook.pages.publishing.planned import PlannedLift, Running, planned_lifts, running
from logbook.speed.courtesy import unhurried
from programming.choices import Goal, Level
from programming.models import RiskEntry
from programming.releases.changes import EntryChange
from programming.rulebook import EffortTarget, is_recovering

Band = tuple[int, int, int]
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Example:
    """Sets of one kind of lifter whose target changes."""

    who: str
    before: Band
    after: Band
    sets: int


@dataclass(slots=True)
class ExerciseImpact:
    """What the draft does to the planned sets of one exercise."""

    change: EntryChange
    planned_sets: int = 0
    changed_targets: int = 0
    lifters: set[int] = field(default_factory=set)
    lost: dict[Said, int] = field(default_factory=lambda: defaultdict(int))
    gained: dict[Said, int] = field(default_factory=lambda: defaultdict(int))
    counted: dict[tuple[str, Band, Band], int] = field(default_factory=lambda: defaultdict(int))

    @property
    def name(self) -> str:
        """The exercise's name."""
        return self.change.name

    @property
    def lost_guards(self) -> dict[Said, int]:
        """What is said less of a set that goes too close or wrong, with the sets it is said of.

        That a set was too easy is said less of every target that becomes easier: no loss.
        """
        return {said: sets for said, sets in self.lost.items() if said.code != TOO_EASY}

    @property
    def transition(self) -> tuple[str, str]:
        """The tier before and after; empty for what is not there."""
        old, new = self.change.before, self.change.after
        return (old.tier if old else "", new.tier if new else "")

    @property
    def examples(self) -> list[Example]:
        """The commonest changes of a target."""
        ranked = sorted(self.counted.items(), key=lambda pair: (-pair[1], pair[0]))
        return [Example(*key, sets) for key, sets in ranked[:_EXAMPLES]]


@dataclass(frozen=True, slots=True)
class ChangedTarget:
    """One planned set whose target is another one after publishing."""

    lifter_id: int
    planned_id: int
    is_final: bool
    before: Band
    after: Band


@dataclass(frozen=True, slots=True)
class Impact:
    """What publishing would change. Sessions that are running keep their release: `running`."""

    lifters: int
    planned_sets: int
    changed_targets: int
    exercises: tuple[ExerciseImpact, ...]
    targets: tuple[ChangedTarget, ...]
    running: Running

    @property
    def losing(self) -> list[ExerciseImpact]:
        """The exercises of which warnings disappear or grow quieter, most sets first."""
        losing = [one for one in self.exercises if one.lost_guards]
        return sorted(losing, key=lambda one: (-sum(one.lost_guards.values()), one.name))

    @property
    def transitions(self) -> list[tuple[tuple[str, str], list[ExerciseImpact]]]:
        """The exercises by the tier they leave and the one they come to."""
        found: dict[tuple[str, str], list[ExerciseImpact]] = defaultdict(list)
        for one in self.exercises:
            found[one.transition].append(one)
        return sorted(found.items())


def impact_of(content: Iterable[EntryChange], now: dt.datetime) -> Impact:
    """What publishing these changes at the instant `now` would change of the planned sets.

    Sets of templates change; a session that is running keeps the release it started with. In a
    constant number of queries; nothing is written.
    """
    changes = {change.exercise_id: change for change in content}
    lifts = planned_lifts()
    concerned = [lift for lift in lifts if lift.plan.exercise_id in changes]
    found = {key: ExerciseImpact(change) for key, change in changes.items()}
    targets = list(_compared(concerned, changes, found, now))
    return Impact(
        lifters=len(set().union(*(one.lifters for one in found.values()))),
        planned_sets=sum(lift.plan.all_sets for lift in lifts),
        changed_targets=sum(one.changed_targets for one in found.values()),
        exercises=tuple(sorted(found.values(), key=lambda one: one.name.casefold())),
        targets=tuple(targets),
        running=running(),
    )


def _compared(
    lifts: Sequence[PlannedLift],
    changes: Mapping[int, EntryChange],
    found: Mapping[int, ExerciseImpact],
    now: dt.datetime,
) -> Iterable[ChangedTarget]:
    """Each planned set whose target changes; counts what changes with it in `found`."""
    if not lifts:
        return
    lifters = {lift.lifter.pk: lift.lifter for lift in lifts}
    exercises = {lift.plan.exercise_id for lift in lifts}
    sessions = sessions_to_come(list(lifters.values()), now)
    pasts, safeties = read_pasts(sessions, exercises), safeties_of_all(exercises)
    pins = pins_of_all(exercises)
    weights = bodyweights(sessions)
    for lift in unhurried(lifts):
        plan, lifter = lift.plan, lift.lifter
        change, one = changes[plan.exercise_id], found[plan.exercise_id]
        one.planned_sets += plan.all_sets
        if change.before is None or change.after is None:
            # New ones are not planned yet, and one that is planned cannot go.
            continue
        key = (lifter.pk, plan.exercise_id)
        beginning = Beginning(
            {plan.exercise_id: Usual(safeties.get(key, ""))},
            {plan.exercise_id: pins[key]} if key in pins else {},
        )
        session = _with_goal(sessions[lifter.pk], lift.goal)
        past, weight = pasts[lifter.pk], weights.get(lifter.pk)
        before, after = (
            _asked(_to_begin(lift, session, risk, beginning), past, weight, now)
            for risk in (change.before, change.after)
        )
        for (sets, old), (_, new) in zip(before, after, strict=True):
            is_final = new.context.is_final_set
            lost, gained = differences(old, new)
            for said, into in ((lost, one.lost), (gained, one.gained)):
                for which in said:
                    into[which] += sets
            was, becomes = (_band(target_of(asked.context)) for asked in (old, new))
            if was != becomes:
                one.changed_targets += sets
                goal = session.goal_of(lifter)
                one.counted[_who(lifter, goal, is_final=is_final), was, becomes] += sets
                yield ChangedTarget(lifter.pk, plan.pk, is_final, was, becomes)
            if was != becomes or lost or gained:
                one.lifters.add(lifter.pk)


def _with_goal(session: TrainingSession, goal: str) -> TrainingSession:
    """The session as one of a block with this goal; empty is the lifter's own."""
    if session.goal == goal:
        return session
    of_block = copy(session)
    of_block.goal = goal
    return of_block


def _to_begin(
    lift: PlannedLift, session: TrainingSession, risk: RiskEntry, beginning: Beginning
) -> SessionExercise:
    """The exercise as it would begin in the session at this risk."""
    plan = lift.plan
    item = begun(
        lift.lifter,
        session,
        risk,
        position=plan.position,
        role=plan.role,
        planned_sets=plan.all_sets,
        reps=(plan.reps_bottom, plan.reps_top),
        beginning=beginning,
    )
    return as_planned(item, plan)


def _asked(
    item: SessionExercise, past: Past, bodyweight: int | None, now: dt.datetime
) -> list[tuple[int, Asked]]:
    """What is asked of the rules of each line's sets before the final one, and of that one.

    Each with how many sets it speaks of. By the functions that Today asks: the preview says what
    publishing does.
    """
    history = past.histories[item.exercise_id]
    item.rule_loads = loads_by_rule(
        item, history.e1rm, Scale.of(Kit.of(item.athlete, item), item.risk, ())
    )
    facts = facts_of(item.athlete, item, history, past.week, at=now, bodyweight=bodyweight)
    recovering = is_recovering(facts.hours_since_muscle_failure, facts.muscle_failure_sets)
    expected = expected_sets(facts, None)

    def asked(index: int, *, is_final: bool) -> Asked:
        load = micrograms_of(facts, prefill(facts, (), 0, expected, index))
        context = effort_context(facts.at_set(index), is_final=is_final, load=load)
        return Asked(context, load, history.e1rm, recovering)

    found, begun_sets = [], 0
    last = (item.planned_sets or 1) - 1
    for line in item.set_lines:
        # The last set of all is the final one, and is asked about by itself.
        if sets := min(line.sets, last - begun_sets):
            found.append((sets, asked(begun_sets, is_final=False)))
        begun_sets += line.sets
    return [*found, (1, asked(last, is_final=True))]


def _band(target: EffortTarget) -> Band:
    return target.low, target.aim, target.high


def _who(lifter: User, goal: str, *, is_final: bool) -> str:
    """`Intermediate, mixed: final set`."""
    level, what_for = Level(lifter.level).label, Goal(goal).label
    return (
        f"{level}, {what_for.lower()}: {'final set' if is_final else 'sets before the final one'}"
    )
