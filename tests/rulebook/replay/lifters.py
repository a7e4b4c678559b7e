"""Simulated lifters: a true strength, fatigue from set to set, a sense of reps left that errs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from programming.rulebook import (
    Advice,
    ExerciseFacts,
    HowOften,
    Judgement,
    LoadableSteps,
    LoggedSet,
    NextTime,
    Severity,
    Walk,
    deload_recipe,
    how_often,
)

START = date(2023, 1, 2)
STEP = 2_000


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
WEEK = {0: UPPER, 3: LOWER}
# What climbs in other steps than a bar: a stack, and dumbbells whose next is a fifth to a third more.
DEVICES = (
    UPPER[0],
    Lift("pulldown", 80_000, (8, 12), muscles=("lats",), pattern="vertical_pull", tier="safer",
         floor=0, step=5_000),
    Lift("lateral raise", 10_000, (10, 15), role="isolation", tier="safer", floor=0,
         muscles=("side delts",), step=2_000),
)  # fmt: skip
LIFTS = {lift.name: lift for lift in (*UPPER, *LOWER, *DEVICES)}
# A worn body comes back slowly while it trains and in a week while it does not; it tells from
# so much on.
_RESTS_A_DAY, _RESTS_IN_A_DELOAD = 0.975, 0.75
_AMBER_FROM, _RED_FROM = 0.03, 0.05


def facts(name: str | int) -> ExerciseFacts:
    """What the catalogue says of a lift, and the loads its gym has."""
    lift = LIFTS[str(name)]
    return ExerciseFacts(
        lift.floor, lift.floor_with_safeties, lambda _: LoadableSteps(lift.step, lift.step)
    )


@dataclass
class Lifter:
    """Somebody who trains a plan for some weeks.

    stops_at: the reserve at which a set ends, given the target's aim; at the top of the range it
    ends anyway, or at most_reps where those are more. is_rating: whether they say what was left.
    gain: of strength in a year. loss: reps a set costs the next ones, from, to. noise: what is
    felt to be left errs by at most so much. week: what is trained, by weekday. wears: the share of
    strength that a session costs for weeks; a deload that is advised is taken.
    """

    seed: int
    weeks: int
    level: str = "intermediate"
    goal: str = "mixed"
    stops_at: Callable[[int], float] = float
    is_rating: bool = True
    most_reps: int = 0
    gain: float = 0.35
    loss: tuple[float, float] = (1.0, 1.5)
    noise: float = 1.0
    week: Mapping[int, tuple[Lift, ...]] = field(default_factory=lambda: WEEK)
    wears: float = 0.0


@dataclass(frozen=True)
class Told:
    """A set of a simulated log, what was said of it, its true reserve, and what was suggested.

    able_to: the true 1RM of that day, in grams.
    """

    done: LoggedSet
    judgement: Judgement
    floor: int
    was_left: float
    found: NextTime | None
    able_to: float


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
    worn, easy_until = 0.0, START - timedelta(days=1)
    for number in range(lifter.weeks * 7):
        day = START + timedelta(days=number)
        worn *= _RESTS_IN_A_DELOAD if day <= easy_until else _RESTS_A_DAY
        lifts = lifter.week.get(number % 7)
        if not lifts:
            continue
        of_day = {"is_deload": day <= easy_until, "readiness": _readiness(worn)}
        yield [
            one
            for lift in lifts
            for one in _exposure(
                walk, lifter, lift, day, chance, strength(lifter, lift, day) * (1 - worn), of_day
            )
        ]
        walk.end_session()
        if day > easy_until:
            worn += lifter.wears
            if walk.advice(day).kind is Advice.DELOAD:
                easy_until = day + timedelta(days=deload_recipe().days)


def _readiness(worn: float) -> str:
    return "red" if worn >= _RED_FROM else "amber" if worn >= _AMBER_FROM else "green"


def _exposure(
    walk: Walk,
    lifter: Lifter,
    lift: Lift,
    day: date,
    chance: Random,
    one_rep_max: float,
    of_day: Mapping[str, Any],
) -> Iterator[Told]:
    planned = replace(_planned(lift, day), **of_day)
    found = walk.suggestion(planned)
    load = found.load if found and found.load else _first_load(lift)
    plan: Sequence[int] = found.reps if found else (lift.reps[0],) * lift.sets
    sets, most = lift.sets, max(lift.reps[1], lifter.most_reps)
    if planned.is_deload and walk.last(lift.name):
        load, plan, sets, most = _easy(walk, lift, load)
    tired = 0.0
    for place in range(sets):
        wanted = max(plan[min(place, len(plan) - 1)], most)
        asked = replace(planned, load=load, reps=wanted, is_final_set=place + 1 == sets)
        context = walk.context(asked, aim_rise=found.aim_rise if found else 0)
        target = walk.target(asked, aim_rise=found.aim_rise if found else 0)
        able = max(30 * (one_rep_max / load - 1) - tired, 0)
        error = chance.uniform(-lifter.noise, lifter.noise)
        reps, has_failed = _reps(able, wanted, lifter.stops_at(target.aim), error)
        was_left = max(able - reps, 0)
        felt = 0 if has_failed else min(max(round(was_left + error), 0), 5)
        done = replace(
            asked, reps=reps, rir=felt if lifter.is_rating else None, target=target,
        )  # fmt: skip
        judgement = walk.judge(done, target, context)
        walk.log(done, [one.code for one in judgement.warnings])
        yield Told(done, judgement, target.floor_in_force, was_left, found, one_rep_max)
        tired += chance.uniform(*lifter.loss)


def _easy(walk: Walk, lift: Lift, load: int) -> tuple[int, Sequence[int], int, int]:
    """A deload's load, reps, sets and most reps: nine tenths, those done before it, half (rulebook 9)."""
    before = walk.last(lift.name)
    made = LoadableSteps(lift.step, lift.step)
    lighter = deload_recipe().load(max(one.load or 0 for one in before), made) or load
    if before[-1].is_deload:
        lighter = before[-1].load or load
    return min(lighter, load), [one.reps for one in before], (lift.sets + 1) // 2, 0


def _reps(able: float, wanted: int, stops_at: float, error: float) -> tuple[int, bool]:
    """The reps of a set that ends at the plan's, where it feels like the aim, or at failure.

    And whether it was failure: a rep was tried that could not be done.
    """
    reps = 1
    while reps < wanted and round(able - (reps + 1) + error) >= stops_at:
        if reps + 1 > able:
            return reps, True
        reps += 1
    return reps, stops_at <= 0 and able - reps < 1


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
    guess = lift.one_rep_max / (1 + (lift.reps[0] + 6) / 30)
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


def random_log(seed: int, exposures: int = 8) -> list[LoggedSet]:
    """A log nobody planned: odd days, loads, reps and efforts of one lift, with what befalls people."""
    chance = Random(seed)
    lift = chance.choice(list(LIFTS.values()))
    plan = chance.choice([lift.reps, (lift.reps[0],) * 2, None])
    day, load = START, _first_load(lift)
    log = []
    for _ in range(exposures):
        day += timedelta(days=chance.choice([1, 2, 3, 4, 7, 7, 16, 30, 70, 200, 400]))
        load = max(round(load * chance.uniform(0.85, 1.15) / lift.step), 1) * lift.step
        of_day: dict[str, Any] = {
            "readiness": chance.choice(["green"] * 6 + ["amber", "red"]),
            "is_deload": chance.random() < 0.1,
            "has_pain": chance.random() < 0.1,
            "rep_range": plan,
        }
        reps = chance.randint(1, 16)
        log += [
            replace(
                _planned(lift, day),
                load=load if chance.random() < 0.8 else max(load - lift.step, lift.step),
                reps=max(reps - place * chance.choice([0, 1, 1, 3]), 0),
                rir=chance.choice([None, 0, 0.5, 1, 2, 3, 4, 5]),
                ended_by=chance.choice(["stopped"] * 8 + ["muscular_failure", "technical_failure"]),
                is_final_set=place + 1 == lift.sets,
                **of_day,
            )
            for place in range(lift.sets)
        ]
    return log
