"""What speaks against a plan before anybody trains it, each with its rule, and what it aims at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from logbook.models import SessionExercise
from logbook.pages.session.cards import Aim, Card
from programming.choices import LoadRule, Muscle, Tier
from programming.loads import MICROGRAMS_PER_KG
from programming.models import PlannedExercise, RiskEntry, Workout
from programming.programs.cost import MuscleWeek
from programming.rulebook import (
    RULES,
    BudgetState,
    Level,
    ReadinessState,
    budget_state,
    reps_to_failure_at,
)

# From so many hard sets a week on the share of failures is judged (rulebook 5).
_SHARE_FROM = RULES["budget_share"].numbers["from_sets"]
_ALLOWANCE = RULES["load_too_heavy"].numbers["allowance"]
_MOST_REPS = RULES["feasibility"].numbers["most_reps"]
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to know before anybody trains it, and its rule."""

    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Failures:
    """The sets of a week that aim at failure: all, of each primary muscle, and of how many."""

    every: float
    by_muscle: Mapping[str, float]
    sets: float

    @property
    def text(self) -> str:
        """How many a week, in words."""
        if not self.every:
            return "no set aims at failure"
        return f"{self.every:.3g} sets a week aim at failure"


@dataclass(frozen=True, slots=True)
class Says:
    """What the targets of a planned exercise come to, as far as its block asks.

    `to_failure` are the sets that aim at failure; `least` is the reserve that holds where failure was
    asked by hand of a lift to keep short of it; `heavy` is which load leaves too little, and the
    reserve in reps or the percent that does.
    """

    to_failure: int = 0
    least: int | None = None
    heavy: tuple[str, int] | None = None

    @classmethod
    def of(cls, card: Card) -> Says:
        """Read off the card a session would begin with."""
        return cls(_to_failure(card), _least_by_hand(card), _too_heavy(card))

    def stored(self) -> list[Any]:
        """As JSON; `said` is the same again."""
        return [self.to_failure, self.least, self.heavy and list(self.heavy)]


def said(stored: Sequence[Any]) -> Says:
    """What `Says.stored` wrote."""
    to_failure, least, heavy = stored
    return Says(to_failure, least, tuple(heavy) if heavy else None)


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A planned exercise of a workout with its entry, and what its targets come to."""

    workout: Workout
    planned: PlannedExercise
    risk: RiskEntry
    says: Says

    @property
    def name(self) -> str:
        """The workout's name and the exercise's."""
        return f"{self.workout.name}, {self.risk.name}"


def failures_a_week(lines: Sequence[SaidLine], days: int, workouts: int) -> Failures:
    """What of a block's week aims at failure by the plan, on average over its turns."""
    muscles: dict[str, float] = defaultdict(float)
    every = sets = 0
    for line in lines:
        sets += line.planned.all_sets
        every += line.says.to_failure
        for muscle in line.risk.primary_muscles if line.says.to_failure else ():
            muscles[muscle] += line.says.to_failure
    share = days / workouts if workouts else 0
    return Failures(
        every * share,
        {muscle: count * share for muscle, count in muscles.items()},
        sets * share,
    )


def faults_of(
    lines: Sequence[SaidLine], muscles: Sequence[MuscleWeek], failures: Failures, level: str
) -> list[Fault]:
    """Everything to know of a block before it is trained, what costs most first."""
    return [
        *_failing_what_must_not(lines),
        *_over_budget(lines, failures, level),
        *(fault for line in lines if (fault := _heavy_fault(line)) is not None),
        *_out_of_band(lines, muscles),
    ]


def _aims(card: Card) -> Iterator[tuple[Aim, int]]:
    """The targets of a planned exercise's sets, each with how many have it, the final one last.

    Sets told in seconds have none.
    """
    if card.item.is_timed:
        return
    final = card.final or card.now
    if card.lines:
        *others, last = card.lines
        for line in others:
            yield line.aim, line.sets
        yield last.aim, last.sets - 1
    else:
        yield card.now, (card.item.planned_sets or 1) - 1
    yield final, 1


def _to_failure(card: Card) -> int:
    return sum(count for aim, count in _aims(card) if aim.target.aim == 0)


def _asks_for_failure(item: SessionExercise) -> bool:
    """Whether a target set by hand aims at failure, whatever the floors make of it."""
    return any(line.target is not None and line.target[1] == 0 for line in item.set_lines)


def _least_by_hand(card: Card) -> int | None:
    """The reserve that holds where failure was asked by hand of a lift to keep short of it."""
    if card.item.risk.tier != Tier.AVOID or _to_failure(card):
        return None
    if not _asks_for_failure(card.item):
        return None
    return min(aim.target.low for aim, count in _aims(card) if count)


def _failing_what_must_not(lines: Sequence[SaidLine]) -> list[Fault]:
    """Failure planned on a lift whose own tier is avoid (rulebook 2, 3)."""
    found = []
    for line in lines:
        if line.risk.tier != Tier.AVOID:
            continue
        if line.says.to_failure:
            says = f"{line.name}: planned to failure, on a lift to keep short of it."
            found.append(Fault(says, "exercise_floor"))
        elif line.says.least is not None:
            says = f"{line.name}: failure was asked by hand, on a lift to keep short of it. "
            found.append(Fault(f"{says}Never under {line.says.least} holds.", "exercise_floor"))
    return found


def _over_budget(lines: Sequence[SaidLine], failures: Failures, level: str) -> list[Fault]:
    """A failure budget that the plan itself overspends, on green days alone (rulebook 5)."""
    budget = _whole_budget(level, failures.by_muscle)
    found = [
        Fault(
            f"{line.name}: {line.says.to_failure} sets aim at failure, "
            f"{budget.exercise_limit} a session are in your budget.",
            "budget_exercise",
        )
        for line in lines
        if line.says.to_failure > max(budget.exercise_limit, 1)
    ]
    for muscle in budget.muscles:
        planned = failures.by_muscle[muscle.muscle]
        if planned > muscle.limit:
            found.append(
                Fault(
                    f"{Muscle(muscle.muscle).label}: {planned:.3g} sets a week aim at failure, "
                    f"{muscle.limit} are in your budget. The later ones will be held back.",
                    "budget_muscle",
                )
            )
    most = budget.share_limit_percent
    if failures.sets >= _SHARE_FROM and failures.every * _PERCENT > failures.sets * most:
        share = failures.every * _PERCENT / failures.sets
        says = f"{share:.0f} % of the week’s sets aim at failure; {most} % is the cap."
        found.append(Fault(says, "budget_share"))
    return found


def _whole_budget(level: str, muscles: Mapping[str, float]) -> BudgetState:
    return budget_state(
        Level(level),
        ReadinessState.GREEN,
        exercise_failures=0,
        muscle_failures=dict.fromkeys(muscles, 0),
        failures=0,
        rated_hard_sets=0,
    )


def _out_of_band(lines: Sequence[SaidLine], muscles: Sequence[MuscleWeek]) -> list[Fault]:
    """What the block trains directly and too little to be seen, or more than pays (rulebook 12)."""
    direct = {
        muscle
        for line in lines
        if line.planned.seconds_bottom is None
        for muscle in line.risk.primary_muscles
    }
    wanted = {"below_detection": direct, "very_high": None}
    return [
        Fault(f"{one.name}: {one.sets:g} hard sets a week, {one.band_text}.", "weekly_volume")
        for one in muscles
        if (among := wanted.get(one.band.value, set())) is None or one.muscle in among
    ]


_PERCENT_OF = "percent"
_LOADS = {
    "pinned": "at the load you pinned",
    "planned": "at the load planned",
    "last": "at the load of last time",
}


def _too_heavy(card: Card) -> tuple[str, int] | None:
    """Reps and load that cannot leave the reserve asked for (rulebook 2, step 9).

    Which load, and the reserve that it does not leave; or the percent of a 1RM that does not.
    """
    heavy = [aim for aim, count in _aims(card) if count and aim.target.load_too_heavy]
    if heavy:
        return _load_of(card), heavy[0].target.low
    percent = _percent_too_high(card)
    return (_PERCENT_OF, percent) if percent is not None else None


def _heavy_fault(line: SaidLine) -> Fault | None:
    if line.says.heavy is None:
        return None
    which, number = line.says.heavy
    if which == _PERCENT_OF:
        says = f"{number} % of a 1RM does not leave the reps planned and their reserve"
    else:
        says = f"{_LOADS[which]} the reps planned do not leave {number} in reserve"
    return Fault(f"{line.name}: {says}.", "load_too_heavy")


def _load_of(card: Card) -> str:
    if card.item.pin is not None:
        return "pinned"
    by_plan = card.item.load_rule in {LoadRule.PERCENT, LoadRule.FIXED} and card.item.rule_loads
    return "planned" if by_plan else "last"


def _percent_too_high(card: Card) -> int | None:
    """A percent of the 1RM that cannot leave its line's reps and reserve, whoever lifts it.

    So it is known before there is an estimate to take it of. None where each of them can.
    """
    if card.item.load_rule != LoadRule.PERCENT or card.item.rule_loads:
        return None
    aims = [line.aim for line in card.lines] or [card.now]
    for line, aim in zip(card.item.set_lines, aims, strict=False):
        if line.reps is None or line.percent is None:
            continue
        left = reps_to_failure_at(_PERCENT * MICROGRAMS_PER_KG, line.percent * MICROGRAMS_PER_KG)
        if left <= _MOST_REPS and line.reps[0] + aim.target.low > int(left) + _ALLOWANCE:
            return line.percent
    return None
