"""What publishing a draft would change: targets of planned sets, and warnings that disappear.

Read-only. A target depends on far less than there are planned sets, so what is asked of the rules
is asked once for each thing it depends on.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from logbook.card_building import planned_load
from logbook.effort import Facts, effort_context, facts_of
from logbook.impact_warnings import TOO_EASY, Asked, Said, differences, target_of
from logbook.models import SessionExercise, TrainingSession, User
from logbook.past import Past
from logbook.pasts import bodyweights, read_pasts, safeties_of_all, sessions_to_come
from logbook.planned import PlannedLift, Running, planned_lifts, running
from programming.choices import Goal, Level
from programming.models import CatalogueRelease, RiskEntry
from programming.release_changes import EntryChange, changes_of
from programming.rulebook import (
    EffortTarget,
    is_recovering,
)

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


def impact_of(draft: CatalogueRelease, now: dt.datetime) -> Impact:
    """What publishing `draft` at the instant `now` would change of the planned sets.

    Sets of templates change; a session that is running keeps the release it started with. In a
    constant number of queries; nothing is written.
    """
    changes = {change.exercise_id: change for change in changes_of(draft)}
    lifts = planned_lifts()
    concerned = [lift for lift in lifts if lift.plan.exercise_id in changes]
    found = {key: ExerciseImpact(change) for key, change in changes.items()}
    targets = list(_compared(concerned, changes, found, now))
    return Impact(
        lifters=len(set().union(*(one.lifters for one in found.values()))),
        planned_sets=sum(lift.plan.sets for lift in lifts),
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
    weights = bodyweights(sessions)
    for lift in lifts:
        plan, lifter = lift.plan, lift.lifter
        change, one = changes[plan.exercise_id], found[plan.exercise_id]
        one.planned_sets += plan.sets
        if change.before is None or change.after is None:
            # New ones are not planned yet, and one that is planned cannot go.
            continue
        before, after = (
            _facts(
                lift,
                risk,
                sessions[lifter.pk],
                pasts[lifter.pk],
                safeties.get((lifter.pk, plan.exercise_id), ""),
                weights.get(lifter.pk),
                now,
            )
            for risk in (change.before, change.after)
        )
        for is_final, sets in ((False, plan.sets - 1), (True, 1)):
            if not sets:
                continue
            old, new = (_asked(*facts, is_final=is_final) for facts in (before, after))
            lost, gained = differences(old, new)
            for said, into in ((lost, one.lost), (gained, one.gained)):
                for which in said:
                    into[which] += sets
            was, becomes = (_band(target_of(asked.context)) for asked in (old, new))
            if was != becomes:
                one.changed_targets += sets
                one.counted[_who(lifter, is_final=is_final), was, becomes] += sets
                yield ChangedTarget(lifter.pk, plan.pk, is_final, was, becomes)
            if was != becomes or lost or gained:
                one.lifters.add(lifter.pk)


def _facts(
    lift: PlannedLift,
    risk: RiskEntry,
    session: TrainingSession,
    past: Past,
    safeties: str,
    bodyweight: int | None,
    now: dt.datetime,
) -> tuple[Facts, int | None]:
    """The facts of the exercise as it would begin, and the load planned for it."""
    plan = lift.plan
    item = SessionExercise(
        athlete=lift.lifter,
        session=session,
        exercise_id=plan.exercise_id,
        risk=risk,
        role=plan.role,
        planned_sets=plan.sets,
        reps_bottom=plan.reps_bottom,
        reps_top=plan.reps_top,
        safeties=safeties,
    )
    history = past.histories[plan.exercise_id]
    facts = facts_of(lift.lifter, item, history, past.week, at=now, bodyweight=bodyweight)
    return facts, planned_load(facts)


def _asked(facts: Facts, load: int | None, *, is_final: bool) -> Asked:
    context = effort_context(facts, is_final=is_final, load=load)
    recovering = is_recovering(facts.hours_since_muscle_failure, facts.muscle_failure_sets)
    return Asked(context, load, facts.history.e1rm, recovering)


def _band(target: EffortTarget) -> Band:
    return target.low, target.aim, target.high


def _who(lifter: User, *, is_final: bool) -> str:
    """`Intermediate, mixed: final set`."""
    level, goal = Level(lifter.level).label, Goal(lifter.goal).label
    return f"{level}, {goal.lower()}: {'final set' if is_final else 'sets before the final one'}"
