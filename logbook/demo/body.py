"""A simulated lifter: what a body can do, and what its owner makes of it.

How a set ends comes from true strength, fatigue and a sense of effort that is off by some reps;
no verdict and no target is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from logbook.choices import EndedBy, ReadinessState

# Epley, as the rulebook reads it (7): 30 reps are one more time the load.
_EPLEY = 30
_MOST_RIR = 5
_WORN = {ReadinessState.GREEN: 0.0, ReadinessState.AMBER: 0.02, ReadinessState.RED: 0.05}


class Mood(StrEnum):
    """How a lifter trains for a week."""

    ORDINARY = "ordinary"
    EAGER = "eager"
    CAREFUL = "careful"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Lift:
    """What the lifter brings to one exercise.

    `strength` is the load of one good rep in the first week, in the lifter's unit and with
    bodyweight where that is moved; `gain` its rise in percent a week; `step` the least change of
    load; `form` how often form breaks before the muscle at the limit, 0 to 1; `stall` the weeks,
    counted back from the last, in which nothing is gained.
    """

    strength: float
    gain: float
    step: float
    form: float = 0.0
    stall: tuple[int, ...] = ()

    def strength_in(self, weeks_ago: int, weeks: int) -> float:
        """The load of one good rep, so many weeks before the last of `weeks`."""
        gained = sum(week not in self.stall for week in range(weeks_ago + 1, weeks))
        return self.strength * (1 + self.gain / 100) ** gained


@dataclass(frozen=True, slots=True)
class Sense:
    """How the lifter reads effort.

    `bias` is how many reps more are believed to be left than are (an optimist's is above 0),
    `spread` how much that differs from set to set, `slip` how often a set goes a rep past or short
    of what was meant, and `blank` how often effort is not told; the last two 0 to 1.
    """

    bias: float
    spread: float
    slip: float
    blank: float


@dataclass(frozen=True, slots=True)
class Ending:
    """How a set ended: `rir` in whole reps in reserve as the lifter tells it, None untold."""

    reps: int
    rir: int | None
    ended_by: EndedBy = EndedBy.STOPPED


@dataclass(slots=True)
class Form:
    """The body on one exercise today: `strength` as it is now, falling with every set."""

    strength: float
    breaks: float

    def capacity(self, load: float) -> int:
        """The good reps that are there at `load`."""
        return max(int(_EPLEY * (self.strength / load - 1)), 1)

    def tire(self, left: int) -> None:
        """Lose what a set costs that ended `left` reps from the limit."""
        self.strength *= 1 - 0.008 - 0.006 * max(3 - left, 0)


def form_today(lift: Lift, strength: float, readiness: str, rng: Random) -> Form:
    """The body before the first set of an exercise."""
    worn = _WORN[ReadinessState(readiness)]
    return Form(strength * (1 - worn + rng.gauss(0, 0.01)), lift.form)


def wanted(aim: int, mood: Mood, *, is_heavy: bool) -> int:
    """The reps the lifter means to leave, with `aim` on the screen."""
    if mood is Mood.EAGER and is_heavy:
        return max(aim - 2, 0)
    if mood is Mood.CAREFUL:
        return max(aim, 1)
    if mood is Mood.EASY:
        return min(aim + 2, _MOST_RIR)
    return aim


def do_set(
    form: Form,
    load: float,
    *,
    reps: tuple[int, int],
    leave: int,
    mood: Mood,
    sense: Sense,
    rng: Random,
) -> Ending:
    """One set at `load`, meant to stop `leave` reps from failure within the rep range `reps`."""
    bottom, top = reps
    capacity = form.capacity(load)
    felt = capacity + sense.bias + rng.gauss(0, sense.spread)
    meant = round(felt - leave)
    if meant < bottom and rng.random() < _pride(mood):
        # Rather the reps of the plan than its effort.
        meant = min(bottom, round(felt))
    if rng.random() < sense.slip:
        meant += 1 if mood is not Mood.CAREFUL and rng.random() < 0.6 else -1
    meant = min(max(meant, 1), top)
    done = min(meant, capacity)
    left = capacity - done
    form.tire(left)
    untold = rng.random() < sense.blank
    if left == 0 and rng.random() < form.breaks:
        return Ending(done, None if untold else 0, EndedBy.TECHNICAL_FAILURE)
    if meant > capacity:
        return Ending(done, 0, EndedBy.MUSCULAR_FAILURE)
    least = 1 if mood is Mood.CAREFUL else 0
    return Ending(done, None if untold else min(max(round(felt - done), least), _MOST_RIR))


def _pride(mood: Mood) -> float:
    """How often the lifter goes for the reps of the plan when they are not there."""
    return {Mood.ORDINARY: 0.25, Mood.EAGER: 0.9, Mood.CAREFUL: 0.0, Mood.EASY: 0.0}[mood]


def first_load(lift: Lift, strength: float, own: float, bottom: int, aim: int) -> float:
    """A load for the bottom of the range and a bit at `aim`, on a step the gym has.

    `own` is the part of `strength` that the lifter's bodyweight is; it is not on the bar.
    """
    load = strength / (1 + (bottom + 2 + aim) / _EPLEY) - own
    return max(load // lift.step, 0 if own else 1) * lift.step


def next_load(
    load: float, lift: Lift, endings: list[Ending], reps: tuple[int, int], mood: Mood
) -> float:
    """The load of the next exposure after these sets, least 0."""
    bottom, top = reps
    line = top - 1 if mood is Mood.EAGER else top
    if mood in (Mood.EASY, Mood.CAREFUL) or not endings:
        return load
    if all(one.reps >= line for one in endings):
        return load + lift.step
    mean = sum(one.reps for one in endings) / len(endings)
    return max(load - lift.step, 0) if mean < bottom - 1 else load
