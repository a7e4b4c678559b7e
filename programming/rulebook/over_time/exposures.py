"""The log by exercise and session: what sections 4.2, 8 and 9 compare (rulebook 1, exposure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from programming.rulebook.one_set.estimates import exact_e1rm
from programming.rulebook.one_set.performed import is_same_load
from programming.rulebook.over_time.history import Identity, LoggedSet
from programming.rulebook.rows.rules import rule
from programming.rulebook.rows.tables import LAYOFFS
from programming.rulebook.words.vocabulary import ReadinessState

_PERCENT = 100
_REFERENCE = rule("reference").numbers["exposures"]
_DOWN = rule("lift_down").numbers
_RESET_TIMES = rule("reset").numbers["times"]
_LAYOFF_DAYS = min(one.days for one in LAYOFFS)
_LEFT_ASIDE_DAYS = rule("reference").numbers["aside_weeks"] * 7


@dataclass(frozen=True)
class Exposure:
    """A session with a working set of an exercise, and those sets in order (rulebook 1).

    is_after_layoff: the first one after weeks without any session, or after more weeks without
    the exercise. is_after_reset: the first one with less load after the planned reps were
    missed again and again (rulebook 9).
    """

    exercise: Identity
    session: Identity
    day: date
    sets: tuple[LoggedSet, ...]
    is_after_layoff: bool = False
    is_after_reset: bool = False

    @property
    def is_evidence(self) -> bool:
        """Whether sections 8 and 9 read it: they leave out red days and deloads (rulebook 1)."""
        last = self.sets[-1]
        return last.readiness is not ReadinessState.RED and not last.is_deload

    @property
    def has_pain(self) -> bool:
        """Whether the lifter marked pain on the exercise in the session."""
        return any(done.has_pain for done in self.sets)

    @cached_property
    def exact_e1rm(self) -> int | None:
        """The session e1RM in sixtieths of the unit, unrounded; None without one (rulebook 7)."""
        return max((exact_e1rm(done) or 0 for done in self.sets), default=0) or None


def one_line(sets: Iterable[LoggedSet], planned: tuple[int, int] | None = None) -> list[LoggedSet]:
    """Return the sets of a session that speak of one line of its plan (rulebook 8).

    Those planned with the `planned` reps, else with those of the first of them: sets planned with
    other reps are no evidence. Tests are left out, and back-off sets, whose load the top set made.
    """
    own = [done for done in sets if not (done.is_test_set or done.is_back_off)]
    ranges = [done.rep_range for done in own]
    if len(set(ranges)) <= 1:
        return own
    wanted = planned if planned in ranges else ranges[0]
    return [done for done in own if done.rep_range == wanted]


def exposures(history: Iterable[LoggedSet]) -> dict[Identity, tuple[Exposure, ...]]:
    """Return each exercise's exposures in time order, red days and deloads among them."""
    grouped: dict[Identity, dict[Identity, list[LoggedSet]]] = {}
    # How many layoffs lay before each session.
    layoffs: dict[Identity, int] = {}
    latest, count = None, 0
    for done in history:
        if latest is not None and (done.day - latest).days >= _LAYOFF_DAYS:
            count += 1
        latest = done.day
        if done.counts and not done.is_slip:
            grouped.setdefault(done.exercise, {}).setdefault(done.session, []).append(done)
            layoffs[done.session] = count
    return {
        exercise: _of_one_exercise(exercise, sessions, layoffs)
        for exercise, sessions in grouped.items()
    }


def _of_one_exercise(
    exercise: Identity,
    sessions: Mapping[Identity, Sequence[LoggedSet]],
    layoffs: Mapping[Identity, int],
) -> tuple[Exposure, ...]:
    found: list[Exposure] = []
    for session, sets in sessions.items():
        day, before = sets[0].day, found[-1] if found else None
        found.append(
            Exposure(
                exercise,
                session,
                day,
                tuple(sets),
                before is not None
                and (
                    layoffs[session] > layoffs[before.session]
                    or (day - before.day).days >= _LEFT_ASIDE_DAYS
                ),
                _is_reset(_latest_since_reset(found), sets),
            )
        )
    return tuple(found)


def _latest_since_reset(found: Sequence[Exposure]) -> Sequence[Exposure]:
    """The last exposures that are evidence, from the last reset on: as many as a reset asks for.

    And one more, which the first of them is held against.
    """
    latest: list[Exposure] = []
    for one in reversed(found):
        if one.is_evidence:
            latest.append(one)
        if one.is_after_reset or len(latest) > _RESET_TIMES:
            break
    return latest[::-1]


def _is_reset(before: Sequence[Exposure], sets: Sequence[LoggedSet]) -> bool:
    """Whether these sets took load off a lift that had missed its reps again and again.

    By the log alone: a suggestion to reset may be declined, and a reset made without one.
    """
    if len(before) < _RESET_TIMES:
        return False
    now, then = _heaviest(sets), _heaviest(before[-1].sets)
    return (
        0 < now < then
        and not is_same_load(now, then)
        and all(
            _missed_its_reps(before[place], before[place - 1] if place else None)
            for place in range(len(before) - _RESET_TIMES, len(before))
        )
    )


def _missed_its_reps(one: Exposure, previous: Exposure | None) -> bool:
    """Whether half or more sets were under the planned range.

    Unplanned, under the fewest reps of the exposure before at the same load.
    """
    sets = one_line(one.sets)
    if not sets:
        return False
    if sets[-1].rep_range is not None:
        bottom = sets[-1].rep_range[0]
    else:
        load = _heaviest(sets)
        alike = previous.sets if previous is not None else ()
        bottom = min((done.reps for done in alike if is_same_load(done.load, load)), default=0)
    return 2 * sum(done.reps < bottom for done in sets) >= len(sets)


def _heaviest(sets: Iterable[LoggedSet]) -> int:
    return max((done.load or 0 for done in sets), default=0)


def exposures_of(history: Iterable[LoggedSet], exercise: Identity) -> tuple[Exposure, ...]:
    """Return one exercise's exposures in time order, red days and deloads left out.

    This is what sections 8 and 9 read; `exposures` has them all.
    """
    all_of_it = exposures(done for done in history if done.exercise == exercise)
    return tuple(one for one in all_of_it.get(exercise, ()) if one.is_evidence)


def reference_e1rm(before: Sequence[Exposure]) -> int | None:
    """Return the reference e1RM in sixtieths of the unit, exactly (rulebook 9).

    before: one exercise's exposures before the ones judged, in time order. The median of the
    last 5 that `compared` keeps; None with fewer.
    """
    return _median_of_last(compared(before))


def _median_of_last(known: Sequence[Exposure]) -> int | None:
    values = sorted(one.exact_e1rm or 0 for one in known[-_REFERENCE:])
    return values[_REFERENCE // 2] if len(values) == _REFERENCE else None


def is_under(value: int, reference: int, percent: int) -> bool:
    """Return whether a value is so many % or more under a reference, exactly."""
    return (reference - value) * _PERCENT >= percent * reference


def compared(every: Iterable[Exposure]) -> list[Exposure]:
    """Return the exposures section 9 judges or refers to, in time order; all have an estimate.

    every: one exercise's, in time order. Left out are red days and deloads, what was so far
    under the reference that it was another machine or unit, and after a layoff or a reset the
    first exposure and the next ones until the lift is back near its reference. Five left out
    running are what the lift is compared with from there on. Empty while it is coming back.
    """
    kept: list[Exposure] = []
    aside: list[Exposure] = []
    is_coming_back = False
    for one in every:
        value = one.exact_e1rm if one.is_evidence else None
        if one.is_after_layoff or one.is_after_reset:
            is_coming_back, aside = True, []
        elif value is not None:
            reference = _median_of_last(kept)
            percent = _DOWN["percent" if is_coming_back else "other_percent"]
            if reference is None or not is_under(value, reference, percent):
                is_coming_back, aside = False, []
                kept.append(one)
            else:
                aside.append(one)
        if len(aside) == _REFERENCE:
            is_coming_back, kept, aside = False, aside, []
    return [] if is_coming_back else kept


def week_of(day: date) -> date:
    """Return the Monday of a day's week (rulebook 1)."""
    return day - timedelta(days=day.weekday())
