"""Rulebook section 11: how well a lifter judges the reps that are left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, stdev

from programming.rulebook.one_set.performed import is_failure_set, is_same_load
from programming.rulebook.over_time.history import Identity, LoggedSet, check_history
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.events import Reason, reason_from

_SENSE = rule("rir_sense").numbers
_OFFSET = rule("rir_offset").numbers


@dataclass(frozen=True, slots=True)
class MeasuredPoint:
    """A set to failure beside what an earlier set at the same load said was possible.

    place: of the failure set in the history. said: reps to failure by the earlier set. done:
    reps really done. error: done − said; positive, more was left than said. said_place: of the
    earlier set in the history.
    """

    exercise: Identity
    session: Identity
    day: date
    place: int
    said: float
    done: int
    error: float
    said_place: int


@dataclass(frozen=True, slots=True)
class RirSense:
    """How well the lifter judges the reps in reserve.

    mean_error in reps and spread, their standard deviation: None under 3 points. offset: the
    mean shrunk towards 0, None under 5; it may be shown and never rewrites what was logged.
    """

    points: tuple[MeasuredPoint, ...]
    mean_error: float | None
    spread: float | None
    offset: float | None
    reasons: tuple[Reason, ...]


def rir_sense(history: Sequence[LoggedSet], *, exercise: Identity | None = None) -> RirSense:
    """Return the measured points of test and failure sets, and what they say (rulebook 11).

    history: in time order. exercise: this one alone, None for all together. Nothing corrects
    for fatigue between the sets, which lowers the error. Raises ValueError naming the field.
    """
    check_history(history)
    points = tuple(
        point for point in _points(history) if exercise is None or point.exercise == exercise
    )
    errors = [point.error for point in points]
    found: Reason
    average = spread = offset = None
    if len(errors) < _SENSE["from_points"]:
        found = reason_from("rir_sense", None, None, (("case", "few"), ("points", len(errors))))
        return RirSense(points, None, None, None, (found,))
    average, spread = fmean(errors), stdev(errors)
    said = round(average, 1)
    case = "level" if not said else "more" if said > 0 else "less"
    shown = (("case", case), ("points", len(errors)), ("error", f"{abs(said):.1f}"))
    reasons = [reason_from("rir_sense", None, None, shown)]
    if len(errors) >= _OFFSET["from_points"]:
        offset = len(errors) / (len(errors) + _OFFSET["shrink"]) * average
        said = round(offset, 1)
        case = "level" if not said else "more" if said > 0 else "less"
        shown_offset = (("case", case), ("reps", f"{abs(said):.1f}"))
        reasons.append(reason_from("rir_offset", None, None, shown_offset))
    return RirSense(points, average, spread, offset, tuple(reasons))


def _points(history: Sequence[LoggedSet]) -> Iterable[MeasuredPoint]:
    earlier: dict[tuple[Identity, Identity], list[tuple[int, LoggedSet]]] = {}
    for place, done in enumerate(history):
        if not done.counts or done.is_slip:
            continue
        before = earlier.setdefault((done.session, done.exercise), [])
        if _measures(done):
            for said_place, nearest in reversed(before):
                said = nearest.reps_to_failure
                if said is not None and is_same_load(nearest.load, done.load):
                    yield MeasuredPoint(
                        done.exercise, done.session, done.day, place, said, done.reps,
                        done.reps - said, said_place,
                    )  # fmt: skip
                    break
        if done.rated_rir is not None:
            before.append((place, done))


def _measures(done: LoggedSet) -> bool:
    """Whether the set went to failure; a test does unless the lifter says reps were left."""
    return is_failure_set(done) or (done.is_test_set and done.good_reps_left is None)
