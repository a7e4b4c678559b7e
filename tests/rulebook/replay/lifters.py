"""Simulated lifters: a true strength, fatigue from set to set, a sense of reps left that errs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from programming.rulebook import (
    ExerciseFacts,
    HowOften,
    Judgement,
    LoadableSteps,
    LoggedSet,
    Severity,
    Walk,
    how_often,
)

START = date(2023, 1, 2)
STEP = 2_500


@dataclass(frozen=True)
class Lift:
    """An exercise of a plan: what the catalogue knows, sets and reps, and the strength it begins with.

    one_rep_max in grams.
    """

    name: str
    one_rep_max: int
    reps: tuple[int, int]
    sets: int = 3
    role: str = "secondary"
    tier: str = "caution"
    floor: int = 1
    floor_with_safeties: int | None = None
    muscles: tuple[str, ...] = ()
    pattern: str | None = None
    is_lower_body: bool = False
    step: int = STEP


UPPER = (
    Lift("bench", 100_000, (5, 8), role="main", tier="avoid", floor=2, floor_with_safeties=0,
         muscles=("chest",), pattern="horizontal_push"),
    Lift("row", 90_000, (8, 12), muscles=("upper back",), pattern="horizontal_pull"),
    Lift("incline press", 40_000, (8, 12), muscles=("chest",), step=2_000),
    Lift("curl", 45_000, (10, 15), role="isolation", tier="safer", floor=0, muscles=("biceps",)),
)  # fmt: skip
LOWER = (
    Lift("squat", 140_000, (5, 8), role="main", tier="avoid", floor=2, floor_with_safeties=1,
         muscles=("quadriceps",), pattern="squat", is_lower_body=True),
    Lift("romanian deadlift", 130_000, (8, 10), tier="avoid", floor=2, muscles=("hamstrings",),
         pattern="hinge", is_lower_body=True),
    Lift("leg extension", 80_000, (10, 15), role="isolation", tier="safer", floor=0,
         muscles=("quadriceps",), is_lower_body=True, step=5_000),
)  # fmt: skip
WEEK = {0: UPPER, 1: LOWER, 3: UPPER, 4: LOWER}
LIFTS = {lift.name: lift for lift in (*UPPER, *LOWER)}


def facts(name: str | int) -> ExerciseFacts:
    """What the catalogue says of a lift, and the loads its gym has."""
    lift = LIFTS[str(name)]
    return ExerciseFacts(
        lift.floor, lift.floor_with_safeties, lambda _: LoadableSteps(lift.step, lift.step)
    )


@dataclass
class Lifter:
    """Somebody who trains a plan for some weeks.

    stops_at: the reserve at which a set ends, given the target's aim. is_rating: whether they say
    what was left. gain: of strength in a year. loss: reps a set costs the next ones, from, to.
    """

    seed: int
    weeks: int
    level: str = "intermediate"
    goal: str = "mixed"
    stops_at: Callable[[int], float] = float
    is_rating: bool = True
    gain: float = 0.10
    loss: tuple[float, float] = (1.0, 1.5)
    noise: tuple[int, ...] = (-1, 0, 0, 1)


@dataclass(frozen=True)
class Told:
    """A set of a simulated log, what was said of it, and its true reserve."""

    done: LoggedSet
    judgement: Judgement
    floor: int
    was_left: float


def strength(lifter: Lifter, lift: Lift, day: date) -> float:
    """The true 1RM of a lift on a day, in grams."""
    years = (day - START).days / 365
    return lift.one_rep_max * (1 + lifter.gain * years)


def train(lifter: Lifter) -> list[Told]:
    """The lifter's log: each suggestion is followed, each set ends where they think the aim is."""
    return [one for session in sessions(lifter) for one in session]


def sessions(lifter: Lifter) -> Iterator[list[Told]]:
    """The log, a session at a time."""
    chance = Random(lifter.seed)
    walk = Walk(level=lifter.level, goal=lifter.goal, facts=facts)
    for number in range(lifter.weeks * 7):
        lifts = WEEK.get(number % 7)
        if lifts:
            day = START + timedelta(days=number)
            yield [one for lift in lifts for one in _exposure(walk, lifter, lift, day, chance)]
            walk.end_session()


def _exposure(walk: Walk, lifter: Lifter, lift: Lift, day: date, chance: Random) -> Iterator[Told]:
    planned = _planned(lift, day)
    found = walk.suggestion(planned)
    load = found.load if found and found.load else _first_load(lift)
    plan = found.reps if found else (lift.reps[0],) * lift.sets
    tired = 0.0
    one_rep_max = strength(lifter, lift, day)
    for place in range(lift.sets):
        wanted = plan[min(place, len(plan) - 1)]
        asked = replace(planned, load=load, reps=wanted, is_final_set=place + 1 == lift.sets)
        context = walk.context(asked, aim_rise=found.aim_rise if found else 0)
        target = walk.target(asked, aim_rise=found.aim_rise if found else 0)
        able = max(30 * (one_rep_max / load - 1) - tired, 0)
        error = chance.choice(lifter.noise)
        reps = _reps(able, wanted, lifter.stops_at(target.aim), error)
        was_left = able - reps
        felt = 0.0 if was_left < 1 else min(max(round(was_left + error), 0), 5)
        done = replace(
            asked, reps=reps, rir=felt if lifter.is_rating else None, target=target,
        )  # fmt: skip
        judgement = walk.judge(done, target, context)
        walk.log(done, [one.code for one in judgement.warnings])
        yield Told(done, judgement, target.floor_in_force, was_left)
        tired += chance.uniform(*lifter.loss)


def _reps(able: float, wanted: int, stops_at: float, error: int) -> int:
    """The reps of a set that ends at the plan's, where it feels like the aim, or at failure."""
    reps = 0
    while reps < wanted and reps + 1 <= able and able - (reps + 1) + error >= stops_at:
        reps += 1
    return max(reps, 1)


def _planned(lift: Lift, day: date) -> LoggedSet:
    named: dict[str, Any] = {
        "role": lift.role,
        "tier": lift.tier,
        "pattern": lift.pattern,
        "is_lower_body": lift.is_lower_body,
        "primary_muscles": lift.muscles,
        "rep_range": lift.reps,
    }
    return LoggedSet(exercise=lift.name, session=str(day), day=day, reps=lift.reps[0], **named)


def _first_load(lift: Lift) -> int:
    """What somebody who knows the lift begins with: the bottom of the range and some to spare."""
    guess = lift.one_rep_max / (1 + (lift.reps[0] + 4) / 30)
    return int(guess // lift.step) * lift.step


def counted(log: Sequence[Told], lifter: Lifter) -> HowOften:
    """How often the rules spoke to a simulated log."""
    return how_often(
        [one.done for one in log],
        level=lifter.level,
        goal=lifter.goal,
        facts=facts,
        told={
            place: [(said.code, said.severity) for said in one.judgement.warnings]
            for place, one in enumerate(log)
        },
    )


def stopped(log: Sequence[Told]) -> tuple[int, int]:
    """How many sessions met a stop, and of how many."""
    by_session: dict[str, bool] = {}
    for one in log:
        stops = any(said.severity is Severity.STOP for said in one.judgement.warnings)
        key = str(one.done.session)
        by_session[key] = by_session.get(key, False) or stops
    return sum(by_session.values()), len(by_session)
