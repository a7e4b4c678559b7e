"""How an exercise went over time: its estimate, effort against its targets, volume, best sets, and a verdict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from logbook.charts.columns import Column, columns_figure
from logbook.charts.effort import review_row
from logbook.charts.figures import Figure
from logbook.charts.lifts import Estimate, LiftPicture, lift_picture
from logbook.charts.over_time import Dot, Target, dots_figure
from logbook.charts.spans import RANGES, Cut, Span, span_of
from logbook.choices import EndedBy, Grain
from logbook.clock import Moment
from logbook.log.course import Course, read_course
from logbook.log.verdicts import left_in
from logbook.models import ExerciseRecord, Set, User
from logbook.models.people import unit_of
from logbook.pages.exercises.verdict import Verdict, verdict_of
from programming.loads import Unit, in_unit
from programming.rulebook import RecordKind, rule
from programming.wording import rir as rir_shown

_WEEK = dt.timedelta(weeks=1)
_DAYS_BEFORE = dt.timedelta(days=rule("current_e1rm").numbers["days"])
_YEAR = dt.timedelta(weeks=53)
_MOST_BESTS = 15
_ENDED = {EndedBy.MUSCULAR_FAILURE: "failed", EndedBy.TECHNICAL_FAILURE: "form"}
_KINDS = {"on_target": "on", "too_close": "close", "too_easy": "easy"}
_MARKS = {
    "on": "on target",
    "close": "too close",
    "easy": "too easy",
    "none": "no verdict",
    "failed": "failure",
    "form": "form broke",
}


@dataclass(frozen=True, slots=True)
class BestSet:
    """The most that was lifted for so many reps, how many were left, and when."""

    reps: int
    load: str
    left: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class CourseCards:
    """What the page shows of an exercise over a span; None and empty where there is nothing.

    `effort_says` and `volume_says` are the sentences of their pictures.
    """

    span: Span
    ranges: tuple[tuple[str, str], ...]
    last: dt.date | None
    lift: LiftPicture | None
    estimates: tuple[tuple[dt.date, int], ...]
    """The best of each day of the span, in micrograms, oldest first."""
    effort_title: str
    effort: Figure | None
    volume_title: str
    volume: Figure | None
    bests: tuple[BestSet, ...]
    verdict: Verdict | None


def read_cards(
    lifter: User,
    exercise: int,
    name: str,
    ends: tuple[dt.date, dt.date] | None,
    asked: str,
    until: Moment,
) -> CourseCards:
    """The cards of a range; `ends` are the exercise's first and last day.

    Without a range asked for it is the shortest of the longer ones that has a session in it.
    """
    first, last = ends or (None, None)
    if asked not in RANGES and last is not None:
        ago = until.day - last
        asked = "12w" if ago < 11 * _WEEK else "1y" if ago < 52 * _WEEK else "all"
    span = span_of(asked, today=until.day, since=first)
    grain = Grain(span.cut.value) if span.cut is not Cut.WEEK else None
    sets_since = max(span.first, until.day - _YEAR)
    course = read_course(
        lifter,
        exercise,
        span.first if grain else span.first - _DAYS_BEFORE,
        until,
        sets_since=sets_since,
        grain=grain,
    )
    unit = unit_of(lifter)
    effort_title, effort = _effort(lifter, course.sets, span, name)
    volume_title, volume = _volume(course, span, unit, name)
    return CourseCards(
        span=span,
        ranges=tuple((key, words) for key, (_, words) in RANGES.items()),
        last=last,
        lift=lift_picture(
            name,
            [
                Estimate(one.day, one.best, one.least)
                for one in course.days
                if one.best is not None and one.least is not None
            ],
            span,
            unit,
            _kinds(course.records),
        ),
        estimates=tuple(
            (one.day, one.best)
            for one in course.days
            if one.best is not None and one.day >= span.first
        ),
        effort_title=effort_title,
        effort=effort,
        volume_title=volume_title,
        volume=volume,
        bests=tuple(_bests(course.records, unit)),
        verdict=verdict_of(lifter, exercise, name, until) if last is not None else None,
    )


def _kinds(records: Iterable[ExerciseRecord]) -> dict[dt.date, str]:
    """Of each day with a new best estimate, or with broken form, which it was; a best goes first."""
    kinds: dict[dt.date, str] = {}
    for row in records:
        is_best = any(one[0] == RecordKind.BEST_E1RM and one[3] is not None for one in row.records)
        if is_best:
            kinds[row.local_date] = "record"
        elif row.grinds:
            kinds.setdefault(row.local_date, "grind")
    return kinds


def _effort(lifter: User, sets: Sequence[Set], span: Span, name: str) -> tuple[str, Figure | None]:
    """Reps left against the targets, set by set, of the span's last year."""
    told = [(row, left) for row in sets if (left := left_in(row)) is not None]
    if not told:
        return "", None
    dots = [_dot(lifter, row, left) for row, left in told]
    hit = sum(row.outcome == "on_target" for row, _ in told)
    judged = sum(row.outcome in ("on_target", "too_close", "too_easy") for row, _ in told)
    failed = sum(one.kind in ("failed", "form") for one in dots)
    title = f"{hit} of {judged} rated sets on target" if judged else f"{len(told)} sets told"
    if failed:
        title += f", {failed} to failure"
    kinds = dict.fromkeys(one.kind for one in dots)
    figure = dots_figure(
        dots,
        _targets(sets),
        span,
        title=f"Reps in reserve of {name} against the target",
        says=f"{title}.",
        legend=(
            ("box", "zone", "target"),
            *(("mark", kind, words) for kind, words in _MARKS.items() if kind in kinds),
        ),
        head=("Day", "Set", "Left", "Target", "Outcome"),
    )
    return title, figure


def _dot(lifter: User, row: Set, left: float) -> Dot:
    drawn = review_row(lifter, row.number, row)
    kind = _ENDED.get(EndedBy(row.ended_by)) or _KINDS.get(row.outcome, "none")
    target = drawn.target.partition(",")[0] or "–"
    return Dot(
        row.local_date,
        left,
        kind,
        (_day(row.local_date), drawn.text, rir_shown(left), target, _MARKS[kind]),
    )


def _targets(sets: Iterable[Set]) -> list[Target]:
    """The target of each day: from the lowest low to the highest high of its sets."""
    found: dict[dt.date, tuple[int, int]] = {}
    for row in sets:
        if row.target_low is not None and row.target_high is not None:
            low, high = found.get(row.local_date, (row.target_low, row.target_high))
            found[row.local_date] = min(low, row.target_low), max(high, row.target_high)
    return [Target(day, low, min(high, 5)) for day, (low, high) in sorted(found.items())]


def _volume(course: Course, span: Span, unit: Unit, name: str) -> tuple[str, Figure | None]:
    """What was moved × reps, a column for each column of the span; by session in the table."""
    sums, counts = [0] * len(span.bins), [0] * len(span.bins)
    for one in course.days:
        at = span.place(one.day)
        if at is not None:
            sums[at] += one.volume
            counts[at] += one.working_sets
    if not any(sums):
        return "", None
    trained = [at for at, count in enumerate(counts) if count]
    last = trained[-1]
    amount = _amount(sums[last], unit)
    is_now = last == len(span.bins) - 1
    when = f"this {span.of_column}" if is_now else f"in {span.bins[last].named}"
    title = f"{amount:,.0f} {unit.value} {when}"
    figure = columns_figure(
        [
            Column(
                (("moved", _amount(sums[at], unit)),) if counts[at] else None,
                (
                    one.name,
                    f"{_amount(sums[at], unit):,.0f}" if counts[at] else "–",
                    str(counts[at]) if counts[at] else "–",
                ),
            )
            for at, one in enumerate(span.bins)
        ],
        span,
        title=f"Volume of {name}",
        says=f"{title}.",
        unit=unit.value,
        legend=(),
        head=(f"{span.of_column.capitalize()} of", f"{unit.value} × reps", "Sets"),
    )
    return title, figure


def _amount(micrograms: int, unit: Unit) -> float:
    return in_unit(micrograms, unit).milli / 1000


def _bests(records: Iterable[ExerciseRecord], unit: Unit) -> Iterable[BestSet]:
    """Of each number of reps the most that was ever lifted, and how it felt; fewest reps first.

    Only what no set of more reps was as heavy as: what is beaten in both is kept where its effort
    was told and not where it was left blank, so a list of all would say too little.
    """
    found: dict[int, tuple[int, float, dt.date]] = {}
    for row in records:
        for load, reps, left in row.marks:
            if load is None or not load:
                continue
            now = (load, -1.0 if left is None else left, row.local_date)
            if reps not in found or now[:2] > found[reps][:2]:
                found[reps] = now
    heaviest, unbeaten = 0, []
    for reps, best in sorted(found.items(), reverse=True):
        if best[0] > heaviest:
            heaviest = best[0]
            unbeaten.append((reps, best))
    for reps, (load, left, day) in unbeaten[::-1][:_MOST_BESTS]:
        yield BestSet(reps, shown_exactly(load, unit), rir_shown(None if left < 0 else left), day)


def shown_exactly(micrograms: int, unit: Unit) -> str:
    """A load that was lifted, as the lifter's unit has it."""
    return in_unit(micrograms, unit).text


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%b %Y}"
