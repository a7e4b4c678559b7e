"""The reps a lifter will do at a load, guessed in several ways and weighed (RepStack policy, `guess`).

The last time at that load, the middle of the last ones, what is usual, what a curve of reps over
load says: each counts for as much as it was right for this lifter, and the middle one is given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import exp, log

from programming.rulebook.one_set.performed import is_same_load
from programming.rulebook.rows.rules import rule
from programming.rulebook.rows.tables import GUESS_ERRORS

_NUMBERS = rule("guess").numbers
_EPLEY = rule("e1rm").numbers["epley"]
_PERCENT, _PERMILLE = 100, 1000
_HALF = 0.5

Guesses = Mapping[str, int]
"""What each way of guessing says, by its name in `GUESS_ERRORS`."""
Seen = tuple[int, int, int]
"""The number of a session, a load, and the reps of the first set at it."""


@dataclass(slots=True)
class Errors:
    """How far off each way of guessing was, the latest counting most: sums and weights."""

    fade: float
    found: dict[str, tuple[float, float]] = field(default_factory=dict)

    def add(self, guesses: Guesses, done: int) -> None:
        """Hold guesses against the reps that were done."""
        for name, guess in guesses.items():
            total, weight = self.found.get(name, (0.0, 0.0))
            error = min(abs(guess - done), _NUMBERS["most_error"])
            self.found[name] = total * self.fade + error, weight * self.fade + 1

    def mean(self, name: str, usual: float, worth: int) -> float:
        """Return the mean error of one way, with the usual one counting as so many seen."""
        total, weight = self.found.get(name, (0.0, 0.0))
        return (total + usual * worth) / (weight + worth)


def errors_by_class(whose: str) -> dict[bool, Errors]:
    """Return no errors yet, of the lifter or an exercise, by whether the load was used before."""
    fade = _NUMBERS[f"{whose}_fade_percent"] / _PERCENT
    return {True: Errors(fade), False: Errors(fade)}


@dataclass(slots=True)
class RepsPast:
    """An exercise so far: its last top sets, oldest first, and by load the last sets at it."""

    sessions: int = 0
    tops: list[Seen] = field(default_factory=list)
    at: dict[int, list[Seen]] = field(default_factory=dict)
    errors: dict[bool, Errors] = field(default_factory=lambda: errors_by_class("exercise"))
    # What was guessed last: it is asked for before a session and once more to learn from it.
    asked: tuple[int, bool, Guesses] | None = None

    def seen_at(self, load: int) -> list[Seen]:
        """Return the sets at a load, the latest session first, a session's in their order."""
        found = [
            one for other, seen in self.at.items() if is_same_load(other, load) for one in seen
        ]
        return sorted(found, key=lambda one: -one[0])

    def is_near(self, load: int) -> bool:
        """Whether some load on record is at least half and at most twice this one."""
        times = _NUMBERS["most_times"]
        return any(load <= times * known and known <= times * load for known in self.at)

    def add(self, sets: Sequence[tuple[int, int]], top: tuple[int, int]) -> None:
        """Add a session's sets as (load, reps), and its top set."""
        self.sessions += 1
        self.asked = None
        self.tops.append((self.sessions, *top))
        del self.tops[: -_NUMBERS["sessions"]]
        for load, reps in sets:
            seen = self.at.setdefault(load, [])
            if not seen or seen[-1][0] != self.sessions:
                seen.append((self.sessions, load, reps))
                del seen[: -_NUMBERS["times_at_load"]]


def guess_reps(past: RepsPast, load: int, lifter: Mapping[bool, Errors]) -> int:
    """Return the reps that are most likely at a load, the middle one of all guesses.

    The exercise needs a session. lifter: how far off the ways were over all exercises.
    """
    is_same, guesses = guesses_of(past, load)
    votes = [
        (guess, weight_of(name, past.errors[is_same], lifter[is_same], is_same=is_same))
        for name, guess in guesses.items()
    ]
    return min(_middle(votes), _NUMBERS["most_reps"])


def weight_of(name: str, exercise: Errors, lifter: Errors, *, is_same: bool) -> float:
    """Return how much a way of guessing counts, after how far off it was here and everywhere."""
    error = GUESS_ERRORS[is_same][name] / _PERMILLE
    error = lifter.mean(name, error, _NUMBERS["usual_worth"])
    error = exercise.mean(name, error, _NUMBERS["lifter_worth"])
    power = _NUMBERS["same_power" if is_same else "other_power"]
    return float((error + _NUMBERS["floor_permille"] / _PERMILLE) ** -power)


def guesses_of(past: RepsPast, load: int) -> tuple[bool, Guesses]:
    """Return whether a load was used before, and what each way of guessing says of it."""
    if past.asked is None or past.asked[0] != load:
        past.asked = (load, *_all_guesses(past, load))
    return past.asked[1:]


def _all_guesses(past: RepsPast, load: int) -> tuple[bool, Guesses]:
    seen, tops = past.seen_at(load), past.tops[::-1]
    _, last_load, last_reps = tops[0]
    nearness = _nearness(tops, load)
    guesses = {
        "habit": _middle(_fading([reps for _, _, reps in tops], "habit_percent")),
        "half_curve": _moved(last_reps, last_load, load, _HALF),
        "full_curve": _moved(last_reps, last_load, load, 1),
        "near_half": _nearby(tops, load, _HALF, nearness),
    }
    turns = [
        reps
        for (_, now, reps), (_, before, _) in pairwise(tops)
        if _turn(now, before) == _turn(load, last_load)
    ]
    if turns:
        guesses["turn"] = _middle(_fading(turns, "habit_percent"))
    if seen:
        reps_there = [reps for _, _, reps in seen][: _NUMBERS["times_at_load"]]
        guesses["last"] = reps_there[0]
        guesses["recent"] = _middle(_fading(reps_there, "recent_percent"))
        guesses["usual"] = _middle(_fading(reps_there, "usual_percent"))
        guesses["near_full"] = _nearby(tops, load, 1, nearness)
    else:
        guesses["last"] = last_reps
        nearest = min(past.at, key=lambda known: abs(log(known / load)))
        guesses["nearest_half"] = _moved(past.at[nearest][-1][2], nearest, load, _HALF)
    return bool(seen), guesses


def _moved(reps: int, done: int, load: int, share: float) -> int:
    """The reps at another load, by Epley's curve or a share of the way there; at least one."""
    by_curve = (reps + _EPLEY) * done / load - _EPLEY
    return max(int(reps + share * (by_curve - reps) + _HALF), 1)


def _nearby(tops: Sequence[Seen], load: int, share: float, nearness: Sequence[float]) -> int:
    """The middle of the last top sets moved to a load."""
    return _middle(
        [
            (_moved(reps, done, load, share), weight)
            for (_, done, reps), weight in zip(tops, nearness, strict=True)
        ]
    )


def _nearness(tops: Sequence[Seen], load: int) -> list[float]:
    """How much each top set says of a load: the near and the late the most."""
    fade, width = _NUMBERS["habit_percent"] / _PERCENT, _NUMBERS["near_permille"] / _PERMILLE
    return [
        fade**age * exp(-abs(log(done / load)) / width) for age, (_, done, _) in enumerate(tops)
    ]


def _turn(load: int, before: int) -> int:
    """Whether a load is heavier than the one before (1), lighter (−1) or the same (0)."""
    return 0 if is_same_load(load, before) else 1 if load > before else -1


def _fading(reps: Sequence[int], fade: str) -> list[tuple[int, float]]:
    """Reps, latest first, each counting less than the one after it."""
    by = _NUMBERS[fade] / _PERCENT
    return [(one, by**age) for age, one in enumerate(reps)]


def _middle(votes: Sequence[tuple[int, float]]) -> int:
    """The weighted median: what errs least where each vote is as likely as it weighs."""
    ordered = sorted(votes)
    half, so_far, middle = sum(weight for _, weight in ordered) / 2, 0.0, ordered[0][0]
    for vote, weight in ordered:
        if so_far < half:
            middle = vote
        so_far += weight
    return middle
