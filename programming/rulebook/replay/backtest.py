"""How good the forecasts are: a log walked forward, each one held against what was done and a plain rule."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from statistics import fmean, median

from programming.rulebook.next_time.e1rm_forecast import E1RMForecast
from programming.rulebook.next_time.forecast import (
    Forecast,
    session_best,
    sets_compared,
    top_set,
)
from programming.rulebook.one_set.performed import is_same_load
from programming.rulebook.over_time.history import Identity, LoggedSet, check_history

_EARLIER_SESSIONS = 3
_MOST_REPS = 15
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class RepsTarget:
    """The first set at a session's heaviest load of an exercise, and what was said of it before.

    done, guess, plain: reps; guess is None where no number was given. plain: the last time at that
    load, else the first set at the heaviest load of the last session.
    """

    exercise: Identity
    session: Identity
    done: int
    guess: int | None
    plain: int
    is_load_used_before: bool

    @property
    def value(self) -> int:
        """What it is held against: the guess, or without one the plain rule's number."""
        return self.plain if self.guess is None else self.guess


@dataclass(frozen=True, slots=True)
class E1RMTarget:
    """The best e1RM of a session, and what was said of it before; all in sixtieths of the unit.

    RIR not told counts as 0. guess: None where no number was given. plain: the last session's.
    is_copy: the exercise's sets equal the last session's.
    """

    exercise: Identity
    session: Identity
    done: int
    guess: E1RMForecast | None
    plain: int
    is_copy: bool

    @property
    def value(self) -> int:
        """What it is held against: the guess, or without one the plain rule's number."""
        return self.plain if self.guess is None else self.guess.value


@dataclass(frozen=True, slots=True)
class RepsErrors:
    """How far off guesses of reps were, beside the plain rule.

    coverage: the share that was given a number; one without counts with the plain rule's error.
    mae, plain_mae: mean absolute errors in reps. within_1: shares at most one rep off. None for
    no targets.
    """

    n: int
    coverage: float | None
    mae: float | None
    within_1: float | None
    plain_mae: float | None
    plain_within_1: float | None


@dataclass(frozen=True, slots=True)
class RepsBacktest:
    """The errors in reps at loads used before (rulebook 1, same load), at others, and at all."""

    same_load: RepsErrors
    other_load: RepsErrors
    all: RepsErrors


@dataclass(frozen=True, slots=True)
class E1RMErrors:
    """How far off guesses of a session's best e1RM were: medians, in % of the guess."""

    n: int
    coverage: float | None
    median_error_pct: float | None
    plain_median_error_pct: float | None


@dataclass(frozen=True, slots=True)
class E1RMBacktest(E1RMErrors):
    """The same, also without the sessions that repeat the last one.

    band_80_holds: the share of those with a number that lay within its band, which is to hold 80 %.
    """

    without_copies: E1RMErrors
    band_80_holds: float | None


@dataclass(frozen=True, slots=True)
class Backtest:
    """How good the forecasts were over a log."""

    reps: RepsBacktest
    e1rm: E1RMBacktest


@dataclass(slots=True)
class _Past:
    """What the plain rules know of an exercise, and a target asks for."""

    sessions: int = 0
    top_reps: int = 0
    at: dict[int, tuple[int, int]] = field(default_factory=dict)
    best: int | None = None
    sets: list[tuple[int | None, int, float | None]] = field(default_factory=list)

    def last_reps_at(self, load: int) -> int | None:
        """The reps of the last session's first set at a load; None where it was never used."""
        seen = [one for other, one in self.at.items() if is_same_load(other, load)]
        latest = max((session for session, _ in seen), default=0)
        return next((reps for session, reps in seen if session == latest), None)

    def add(self, sets: Sequence[LoggedSet], best: int | None) -> None:
        self.sessions += 1
        self.top_reps = top_set(sets).reps
        for done in reversed(sets):
            # Taken out first, so that a session's loads stand in the order of its sets.
            self.at.pop(done.load or 0, None)
        for done in sets:
            if (done.load or 0) not in self.at:
                self.at[done.load or 0] = (self.sessions, done.reps)
        self.best = best or self.best
        self.sets = _as_typed(sets)


def backtest(history: Sequence[LoggedSet]) -> Backtest:
    """Return how good the forecasts of a log were, walked forward (RepStack policy).

    history: every working set in time order, sessions whole, loads in one unit. What is said of a
    session rests on the sessions before it. Raises ValueError naming the field.
    """
    reps: list[RepsTarget] = []
    e1rms: list[E1RMTarget] = []
    for target in forecasts(history):
        if isinstance(target, RepsTarget):
            reps.append(target)
        else:
            e1rms.append(target)
    return Backtest(
        RepsBacktest(
            same_load=_reps_errors([one for one in reps if one.is_load_used_before]),
            other_load=_reps_errors([one for one in reps if not one.is_load_used_before]),
            all=_reps_errors(reps),
        ),
        _e1rm_backtest(e1rms),
    )


def forecasts(history: Sequence[LoggedSet]) -> Iterator[RepsTarget | E1RMTarget]:
    """Yield each target of a log with what was said of it before, in time order.

    A target is an exercise in a session, after three of its sessions: 1 to 15 reps at the heaviest
    load, and a best e1RM where an earlier session had one. Raises ValueError naming the field.
    """
    check_history(history)
    forecast, past = Forecast(), dict[Identity, _Past]()
    for _, of_session in groupby(history, key=lambda one: one.session):
        sets = list(of_session)
        for exercise, done in sets_compared(sets).items():
            before = past.setdefault(exercise, _Past())
            best = session_best(done)
            if before.sessions >= _EARLIER_SESSIONS:
                yield from _reps_target(forecast, before, done)
                if best is not None:
                    yield from _e1rm_target(forecast, before, done, best)
            before.add(done, best)
        forecast.end_session(sets)


def _reps_target(
    forecast: Forecast, past: _Past, sets: Sequence[LoggedSet]
) -> Iterator[RepsTarget]:
    top = top_set(sets)
    if not 1 <= top.reps <= _MOST_REPS:
        return
    load = top.load or 0
    last = past.last_reps_at(load)
    yield RepsTarget(
        exercise=top.exercise,
        session=top.session,
        done=top.reps,
        guess=forecast.reps(top.exercise, load, top.day),
        plain=past.top_reps if last is None else last,
        is_load_used_before=last is not None,
    )


def _e1rm_target(
    forecast: Forecast, past: _Past, sets: Sequence[LoggedSet], best: int
) -> Iterator[E1RMTarget]:
    if past.best is None:
        return
    yield E1RMTarget(
        exercise=sets[0].exercise,
        session=sets[0].session,
        done=best,
        guess=forecast.e1rm(sets[0].exercise, sets[0].day),
        plain=past.best,
        is_copy=_as_typed(sets) == past.sets,
    )


def _as_typed(sets: Iterable[LoggedSet]) -> list[tuple[int | None, int, float | None]]:
    """The sets as a lifter would copy them: of a lift that moves the body, what was added."""
    return [
        (one.load if one.added is None else one.added, one.reps, one.good_reps_left) for one in sets
    ]


def _reps_errors(targets: Sequence[RepsTarget]) -> RepsErrors:
    if not targets:
        return RepsErrors(0, None, None, None, None, None)
    plain = [abs(one.plain - one.done) for one in targets]
    ours = [abs(one.value - one.done) for one in targets]
    return RepsErrors(
        n=len(targets),
        coverage=_share(one.guess is not None for one in targets),
        mae=fmean(ours),
        within_1=_share(error <= 1 for error in ours),
        plain_mae=fmean(plain),
        plain_within_1=_share(error <= 1 for error in plain),
    )


def _e1rm_backtest(targets: Sequence[E1RMTarget]) -> E1RMBacktest:
    all_, changed = _e1rm_errors(targets), [one for one in targets if not one.is_copy]
    held = [one.guess.holds(one.done) for one in targets if one.guess is not None]
    return E1RMBacktest(
        n=all_.n,
        coverage=all_.coverage,
        median_error_pct=all_.median_error_pct,
        plain_median_error_pct=all_.plain_median_error_pct,
        without_copies=_e1rm_errors(changed),
        band_80_holds=_share(held) if held else None,
    )


def _e1rm_errors(targets: Sequence[E1RMTarget]) -> E1RMErrors:
    if not targets:
        return E1RMErrors(0, None, None, None)
    return E1RMErrors(
        n=len(targets),
        coverage=_share(one.guess is not None for one in targets),
        median_error_pct=median(_off(one.value, one.done) for one in targets),
        plain_median_error_pct=median(_off(one.plain, one.done) for one in targets),
    )


def _off(guess: float, done: int) -> float:
    """How far what was done lies from a guess, in % of the guess."""
    return abs(done - guess) / guess * _PERCENT


def _share(found: Iterable[bool]) -> float:
    return fmean(found)
