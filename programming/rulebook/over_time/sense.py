"""Rulebook section 11: how well a lifter judges the reps that are left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import fmean, stdev

from programming.rulebook.one_set.performed import is_failure_set, is_same_load
from programming.rulebook.over_time.history import Identity, LoggedSet, check_history
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.events import Reason, told

_SENSE = rule("rir_sense").numbers
_OFFSET = rule("rir_offset").numbers


@dataclass(frozen=True, slots=True)
class MeasuredPoint:
    """A set to failure beside what an earlier set at the same load said was possible.

    place: of the failure set in the history. said: reps to failure by the earlier set. done:
    reps really done. error: done − said, and the lifter's own loss by fatigue where it is known;
    positive, more was left than said. said_place: of the earlier set in the history.
    has_fatigue: the loss is not known, so the error has the fatigue in it.
    """

    exercise: Identity
    session: Identity
    day: date
    place: int
    said: float
    done: int
    error: float
    said_place: int
    has_fatigue: bool = False


@dataclass(frozen=True, slots=True)
class RirSense:
    """How well the lifter judges the reps in reserve.

    mean_error in reps and spread, their standard deviation: None under 3 points. offset: the
    mean shrunk towards 0, None under 5; it may be shown and never rewrites what was logged.
    fatigue_loss: mean reps lost from one set to failure to the next, of fatigue_pairs many;
    None under 5, and then nothing is made of the points.
    """

    points: tuple[MeasuredPoint, ...]
    mean_error: float | None
    spread: float | None
    offset: float | None
    reasons: tuple[Reason, ...]
    fatigue_loss: float | None = None
    fatigue_pairs: int = 0


def rir_sense(history: Sequence[LoggedSet], *, exercise: Identity | None = None) -> RirSense:
    """Return the measured points of test and failure sets, and what they say (rulebook 11).

    history: in time order. exercise: the points of this one alone, None for all together; the
    loss by fatigue is the lifter's, of every exercise. Raises ValueError naming the field.
    """
    check_history(history)
    sets = _by_exercise(history)
    losses = [lost for one in sets for lost in _losses(one)]
    loss = fmean(losses) if len(losses) >= _SENSE["from_pairs"] else None
    points = tuple(
        sorted(
            (
                point
                for one in sets
                for point in _points(one, loss)
                if exercise is None or point.exercise == exercise
            ),
            key=lambda point: point.place,
        )
    )
    average = spread = offset = None
    reasons = [_told_few(len(points), len(losses))]
    errors = [] if loss is None else [point.error for point in points]
    if len(errors) >= _SENSE["from_points"]:
        average, spread = fmean(errors), stdev(errors)
        off = f"{abs(round(average, 1)):.1f}"
        reasons = [told("rir_sense", case=_way(average), points=len(errors), error=off)]
    if average is not None and len(errors) >= _OFFSET["from_points"]:
        offset = len(errors) / (len(errors) + _OFFSET["shrink"]) * average
        reps = f"{abs(round(offset, 1)):.1f}"
        reasons.append(told("rir_offset", case=_way(offset), reps=reps))
    return RirSense(points, average, spread, offset, tuple(reasons), loss, len(losses))


def _told_few(points: int, pairs: int) -> Reason:
    """What is still missing: the pairs come first, without them no point counts."""
    if points and pairs < _SENSE["from_pairs"]:
        return told("rir_sense", case="fatigue", points=points, pairs=pairs)
    return told("rir_sense", case="few", points=points)


def _way(error: float) -> str:
    said = round(error, 1)
    return "level" if not said else "more" if said > 0 else "less"


def _by_exercise(history: Sequence[LoggedSet]) -> list[list[tuple[int, LoggedSet]]]:
    """Return the working sets of each exercise in a session with their places, in order."""
    found: dict[tuple[Identity, Identity], list[tuple[int, LoggedSet]]] = {}
    for place, done in enumerate(history):
        if done.counts:
            found.setdefault((done.session, done.exercise), []).append((place, done))
    return list(found.values())


def _losses(sets: Sequence[tuple[int, LoggedSet]]) -> Iterable[int]:
    """Return the reps lost from one set to the next at the same load, both to failure."""
    for (_, before), (_, after) in pairwise(sets):
        both_failed = is_failure_set(before) and is_failure_set(after)
        if both_failed and is_same_load(before.load, after.load):
            yield before.reps - after.reps


def _points(sets: Sequence[tuple[int, LoggedSet]], loss: float | None) -> Iterable[MeasuredPoint]:
    for at, (place, done) in enumerate(sets):
        if not _measures(done):
            continue
        for said_place, nearest in reversed(sets[:at]):
            if _says_what_was_left(nearest) and is_same_load(nearest.load, done.load):
                said = nearest.reps_to_failure or 0
                yield MeasuredPoint(
                    done.exercise, done.session, done.day, place, said, done.reps,
                    done.reps - said + (loss or 0), said_place, loss is None,
                )  # fmt: skip
                break


def _says_what_was_left(done: LoggedSet) -> bool:
    """Whether its RIR is a number: 0.5 to 4, in words Very hard to Medium.

    None left says nothing of a sense, and 5+ or Easy only "or more".
    """
    left = done.rated_rir
    return left is not None and left > 0 and left <= _SENSE["most_rir"] and not done.says_or_more


def _measures(done: LoggedSet) -> bool:
    """Whether the set went to failure; a test does unless the lifter says reps were left."""
    return is_failure_set(done) or (done.is_test_set and done.good_reps_left is None)
