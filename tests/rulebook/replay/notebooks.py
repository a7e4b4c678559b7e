"""Made lifters as notebooks show them: by habit, by copying, mostly unrated, with what befalls people.

`lifters.py` obeys the rules; these know none. Each has a strength nobody sees, a curve of reps over
load of their own, and for every exercise a way to choose load and reps. No number here was
taken from anybody's log.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from math import exp
from random import Random

from programming.rulebook import LoggedSet

START = date(2021, 1, 4)
KILOGRAM = 1_000
# Grams. Plates in kg, small plates, plates in lb, dumbbells, a stack.
STEPS = (2_500, 2_500, 1_250, 2_268, 4_536, 2_000, 5_000)
WAYS = ("fixed", "double", "effort", "feel", "feel", "feel", "wander", "ramp", "heavy_light")
# Numbers people stop at.
ROUND = (1, 3, 5, 6, 8, 10, 12, 15)


@dataclass
class Exercise:
    """How one exercise is trained. one_rep_max and step in grams; curve: reps a whole 1RM is worth."""

    name: str
    way: str
    one_rep_max: float
    curve: float
    step: int
    reps: tuple[int, int]
    sets: int
    spare: float
    raises: float
    loose: float
    machine: float = 1.0
    load: int = 0
    next_reps: int = 0
    drift: float = 0.0
    missed: int = 0
    last: list[tuple[int, int, str]] = field(default_factory=list)

    def able(self, load: float, strength: float) -> int:
        """The reps that could be done at a load, in a strength of 1 for the usual."""
        best = self.one_rep_max * strength * exp(self.drift) * self.machine
        return max(int(self.curve * (best / load - 1) + 1), 0) if load else 30

    def for_reps(self, reps: float, strength: float) -> int:
        """The load that leaves so many reps."""
        best = self.one_rep_max * strength * exp(self.drift) * self.machine
        return max(round(best / (1 + reps / self.curve) / self.step), 1) * self.step


@dataclass(frozen=True)
class Notebook:
    """Somebody's ways. copies: the share of exposures that repeat the last; rates: of sets with an RIR."""

    seed: int
    sessions: int
    copies: float
    rates: float
    gain: float
    day_spread: float
    breaks: float
    marks_drops: bool
    exercises: tuple[Exercise, ...]


def notebook(seed: int, sessions: int = 150) -> Notebook:
    """The lifter of a seed."""
    chance = Random(f"lifter {seed}")
    return Notebook(
        seed=seed,
        sessions=sessions,
        copies=chance.choice([0.0, 0.1, 0.25, 0.4, 0.55]),
        rates=chance.choice([0.0, 0.0, 0.0, 0.9]),
        gain=chance.uniform(0.0, 0.4),
        day_spread=chance.uniform(0.01, 0.04),
        breaks=chance.choice([0.005, 0.02]),
        marks_drops=chance.random() < 0.5,
        exercises=tuple(_exercise(chance, number) for number in range(chance.randint(6, 12))),
    )


def _exercise(chance: Random, number: int) -> Exercise:
    bottom = chance.choice([3, 5, 5, 6, 8, 8, 8, 10, 10, 12])
    return Exercise(
        name=f"exercise {number}",
        way=chance.choice(WAYS),
        one_rep_max=chance.uniform(25, 180) * KILOGRAM,
        curve=chance.uniform(18, 45),
        step=chance.choice(STEPS),
        reps=(bottom, bottom + chance.choice([1, 2, 2, 4])),
        sets=chance.randint(1, 5),
        spare=chance.uniform(0, 3),
        raises=chance.uniform(0.2, 1.0),
        loose=chance.uniform(0.05, 0.4),
    )


@cache
def log_of(seed: int, sessions: int = 150) -> tuple[LoggedSet, ...]:
    """The log of a seed, unrated sets and all, in time order."""
    return tuple(_log(notebook(seed, sessions)))


def _log(of: Notebook) -> Iterator[LoggedSet]:
    chance, day = Random(of.seed), START
    split = chance.choice([2, 3])
    for number in range(of.sessions):
        gap = chance.choice([2, 2, 3, 3, 4])
        has_paused = chance.random() < of.breaks
        if has_paused:
            gap = chance.randint(14, 90)
        day += timedelta(days=gap)
        years = (day - START).days / 365
        strength = 1 + of.gain * years / (1 + years)
        strength *= exp(chance.gauss(0, of.day_spread)) * (0.95 if has_paused else 1)
        is_light = chance.random() < 0.04
        for place, exercise in enumerate(of.exercises):
            if place % split != number % split or chance.random() < 0.1:
                continue
            if has_paused:
                exercise.load = round(exercise.load * 0.9 / exercise.step) * exercise.step
            for load, reps, kind in _exposure(of, exercise, strength, chance, is_light=is_light):
                yield LoggedSet(
                    exercise=exercise.name,
                    session=number,
                    day=day,
                    load=load,
                    reps=reps,
                    rir=_felt(of, exercise, load, reps, strength, chance),
                    kind=kind,
                )


def _felt(
    of: Notebook, exercise: Exercise, load: int, reps: int, strength: float, chance: Random
) -> float | None:
    if chance.random() >= of.rates:
        return None
    return min(max(round(exercise.able(load, strength) - reps + chance.gauss(0, 1)), 0), 5)


def _exposure(
    of: Notebook, exercise: Exercise, strength: float, chance: Random, *, is_light: bool
) -> list[tuple[int, int, str]]:
    """An exercise in a session: its sets as (load, reps, kind)."""
    exercise.drift += chance.gauss(0, 0.008)
    if chance.random() < 0.004:
        # Another gym, another machine, the old name.
        exercise.machine *= chance.uniform(0.6, 1.6)
        exercise.load = 0
    if exercise.last and exercise.load and chance.random() < of.copies:
        return exercise.last
    load, wanted = _chosen(exercise, strength, chance)
    if is_light:
        load = max(round(load * 0.85 / exercise.step), 1) * exercise.step
    sets: list[tuple[int, int, str]] = []
    if exercise.way == "ramp":
        sets += [
            (max(round(load * share / exercise.step), 1) * exercise.step, more, "working")
            for share, more in ((0.6, wanted + 4), (0.8, wanted + 2))
        ]
    able = exercise.able(load, strength * exp(chance.gauss(0, 0.012)))
    done = [_done(exercise, able - place, wanted, chance) for place in range(exercise.sets)]
    sets += [(load, reps, "working") for reps in done if reps]
    if chance.random() < 0.08:
        drop = max(round(load * 0.7 / exercise.step), 1) * exercise.step
        sets.append((drop, wanted + 3, "drop" if of.marks_drops else "working"))
    if chance.random() < 0.002 and sets:
        slipped = sets[0]
        sets[0] = (slipped[0] * 10, slipped[1], slipped[2])
    else:
        _learn(exercise, load, done[0], wanted, chance)
        exercise.last = sets
    return sets


def _chosen(exercise: Exercise, strength: float, chance: Random) -> tuple[int, int]:
    """The load and the reps somebody means to do."""
    low, high = exercise.reps
    if exercise.way in {"wander", "heavy_light"}:
        wanted = (
            chance.choice([low, low + 3, low + 6])
            if exercise.way == "wander"
            else chance.choice([low, high + 4])
        )
        usual = exercise.for_reps(wanted + exercise.spare, 1 + chance.gauss(0, 0.01))
        exercise.load = usual
        return usual, wanted
    if not exercise.load:
        exercise.load = exercise.for_reps(low + exercise.spare + 1, strength)
        exercise.next_reps = low
    if exercise.way in {"effort", "feel"} and chance.random() < exercise.raises:
        fair = exercise.for_reps(sum(exercise.reps) / 2 + exercise.spare, strength)
        pull = 1 if fair > exercise.load else -1
        exercise.load += chance.choice([-2, -1, 1, 2, pull, pull, 2 * pull]) * exercise.step
        exercise.load = max(exercise.load, exercise.step)
    wanted = {"double": exercise.next_reps, "effort": 30, "feel": 30}.get(exercise.way, low)
    return exercise.load, wanted


def _done(exercise: Exercise, able: int, wanted: int, chance: Random) -> int:
    """The reps of a set: those wanted, now and then one more, never more than can be done."""
    if exercise.way == "effort":
        return max(able - round(exercise.spare + chance.gauss(0, 0.7)), 1)
    if exercise.way == "feel":
        ends = max(able - round(exercise.spare + chance.gauss(0, 1.2)), 1)
        nearest = min(ROUND, key=lambda one: abs(one - ends))
        return nearest if chance.random() < 0.5 and nearest <= max(able, 1) else ends
    if chance.random() < exercise.loose:
        wanted += chance.choice([-1, 1, 1, 2])
    return max(min(wanted, able), 1)


def _learn(exercise: Exercise, load: int, first: int, wanted: int, chance: Random) -> None:
    """What the set changes for the next time."""
    low, high = exercise.reps
    if exercise.way in {"wander", "heavy_light", "effort", "feel"} or load != exercise.load:
        return
    exercise.missed = exercise.missed + 1 if first < wanted - 1 else 0
    if exercise.missed >= 2:
        exercise.load = max(round(load * 0.9 / exercise.step), 1) * exercise.step
        exercise.next_reps, exercise.missed = low, 0
        return
    goes_up = first >= (high if exercise.way == "double" else wanted)
    if goes_up and chance.random() < exercise.raises * (1 if exercise.way == "double" else 0.4):
        exercise.load += exercise.step
        exercise.next_reps = max(low - (0 if chance.random() < 0.7 else 1), 1)
    elif exercise.way == "double":
        exercise.next_reps = min(max(first + chance.choice([0, 1, 1]), low), high)


def unrated(log: tuple[LoggedSet, ...]) -> tuple[LoggedSet, ...]:
    """The same log without a word on effort."""
    return tuple(replace(one, rir=None) for one in log)
