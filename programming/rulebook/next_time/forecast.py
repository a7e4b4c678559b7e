"""What a lifter will likely do: reps at a load, and the best e1RM of a session (RepStack policy)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from programming.rulebook.next_time.e1rm_forecast import E1RMForecast, E1RMForecasts, E1RMPast
from programming.rulebook.next_time.reps_forecast import (
    RepsPast,
    errors_by_class,
    guess_reps,
    guesses_of,
)
from programming.rulebook.over_time.bests import e1rm_to_beat
from programming.rulebook.over_time.history import Identity, LoggedSet
from programming.rulebook.rows.rules import rule

_SILENT_DAYS = rule("guess").numbers["silent_days"]


@dataclass(slots=True)
class _Past:
    """An exercise so far; day is the last it was done."""

    day: date = date.min
    reps: RepsPast = field(default_factory=RepsPast)
    e1rm: E1RMPast = field(default_factory=E1RMPast)


class Forecast:
    """Guesses of what comes next, from the sessions it was shown and from nothing else.

    Loads in whole units of the caller's, one unit throughout. Sessions are shown in time order
    and whole.
    """

    def __init__(self) -> None:
        self._past: dict[Identity, _Past] = {}
        self._errors = errors_by_class("lifter")
        self._e1rms = E1RMForecasts()

    def reps(self, exercise: Identity, load: int, day: date) -> int | None:
        """Return the reps of the first set at a load that will be the heaviest of its session.

        None where nothing says: the exercise was not done with a load for a year, or never with
        half to twice this one.
        """
        past = self._known(exercise, day)
        if past is None or not past.reps.is_near(load):
            return None
        return guess_reps(past.reps, load, self._errors)

    def e1rm(self, exercise: Identity, day: date) -> E1RMForecast | None:
        """Return the best e1RM of the next session; None without one, or after a year."""
        past = self._known(exercise, day)
        return None if past is None else self._e1rms.of(past.e1rm)

    def end_session(self, sets: Iterable[LoggedSet]) -> None:
        """Learn from a session that has ended; what is not compared is passed over."""
        done = sets_compared(sets)
        # Said before any of it was known: an exercise learns nothing from another of the same day.
        said = {exercise: self.e1rm(exercise, found[0].day) for exercise, found in done.items()}
        for exercise, found in done.items():
            top, best, forecast = top_set(found), session_best(found), said[exercise]
            past = self._past.setdefault(exercise, _Past())
            if past.reps.sessions and top.reps:
                is_same, guesses = guesses_of(past.reps, top.load or 0)
                self._errors[is_same].add(guesses, top.reps)
                past.reps.errors[is_same].add(guesses, top.reps)
            if forecast is not None and best is not None:
                self._e1rms.learn(past.e1rm, forecast, best)
            if best is not None:
                past.e1rm.last = best
            past.reps.add([(one.load or 0, one.reps) for one in found], (top.load or 0, top.reps))
            past.day = found[0].day

    def _known(self, exercise: Identity, day: date) -> _Past | None:
        past = self._past.get(exercise)
        return None if past is None or (day - past.day).days >= _SILENT_DAYS else past


def sets_compared(sets: Iterable[LoggedSet]) -> dict[Identity, list[LoggedSet]]:
    """Return a session's working sets with a load, by exercise; slips are left out (rulebook 7)."""
    found: dict[Identity, list[LoggedSet]] = {}
    for done in sets:
        if done.counts and done.load and not done.is_slip:
            found.setdefault(done.exercise, []).append(done)
    return found


def top_set(sets: Sequence[LoggedSet]) -> LoggedSet:
    """Return the first of the sets at their heaviest load."""
    return max(sets, key=lambda one: one.load or 0)


def session_best(sets: Iterable[LoggedSet]) -> int | None:
    """Return the best e1RM of the sets in sixtieths, RIR not told counted as 0; None where refused."""
    return max((e1rm_to_beat(one) or 0 for one in sets), default=0) or None
