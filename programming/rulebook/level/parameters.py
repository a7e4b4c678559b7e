"""The six parameters of rulebook section 10, long for that: each with its points and what would change it."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from statistics import median

from programming.rulebook.level.score import Sex
from programming.rulebook.one_set.estimates import current_e1rm
from programming.rulebook.over_time.exposures import Exposure, exposures
from programming.rulebook.over_time.history import CompetitionLift, LoggedSet
from programming.rulebook.rows.rules import rule
from programming.rulebook.rows.tables import STRENGTH_STANDARDS
from programming.rulebook.words.events import Reason, Value, told
from programming.rulebook.words.validation import whole, wrong
from programming.rulebook.words.vocabulary import Role

_PERCENT, _WEEK, _YEAR_MONTHS = 100, 7, 12
# A gap is looked for in a year; a month more, for what is kept and read a day earlier elsewhere.
_WHOLE_DAYS = 366 + 31
_MOST_POINTS = rule("level_score").numbers["most_points"]
_LIFT_NAMES = {"squat": "Squat", "bench": "Bench press", "deadlift": "Deadlift"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelAnswers:
    """What a lifter answered, None for what was not asked or not known.

    uninterrupted_months: whole months of training without a gap of over 3 weeks up to
    answered_on; total_months: of consistent training in all; stable_lifts: on how many of
    squat, hinge, press and row form is stable under load, 0 to 4, or as a coach set it.
    Raises ValueError naming the field and the value.
    """

    uninterrupted_months: int | None = None
    total_months: int | None = None
    stable_lifts: int | None = None
    answered_on: date | None = None

    def __post_init__(self) -> None:
        for field, value, most in (
            ("uninterrupted_months", self.uninterrupted_months, None),
            ("total_months", self.total_months, None),
            ("stable_lifts", self.stable_lifts, rule("level_technique").numbers["points_4"]),
        ):
            if value is not None:
                whole(field, value, 0, most)
        if self.answered_on is not None and type(self.answered_on) is not date:
            raise wrong("answered_on", self.answered_on, "a date")
        if self.uninterrupted_months is not None and self.answered_on is None:
            raise wrong("answered_on", None, "the date of the answer")


@dataclass(frozen=True, slots=True)
class LevelParameter:
    """A sign of the level: 1 to 4 points, None where it is not known and never was.

    value: months, days, lifts or a ratio, as its rule counts it, None where it is not known now. would_change: what would
    give other points.
    """

    code: str
    points: int | None
    value: float | None
    would_change: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Comeback:
    """The log's gaps: whole months of training on end, and the return from the last long gap."""

    months: int | None
    returned_on: date | None


def months_between(since: date, until: date) -> int:
    """Return the whole months completed between two days (rulebook 10); 0 for none."""
    months = (until.year - since.year) * _YEAR_MONTHS + until.month - since.month
    return max(months - (until.day < since.day), 0)


@dataclass(frozen=True, slots=True)
class TrainedDays:
    """When the lifter trained, as the level reads it: the days, and the sessions of each month.

    days: in order, each once. months: (year, month) with how many sessions. What a log's sessions
    say of both may be kept, put together by `of` and asked with later ones by `and_of`.
    """

    days: tuple[date, ...] = ()
    months: tuple[tuple[int, int, int], ...] = ()

    @classmethod
    def of(cls, sessions: Iterable[date]) -> "TrainedDays":
        """Read off the day of every session.

        Of what lies longer ago than any rule counts days, only so many stay that every gap has its
        two ends and no other is one: a few a month, whatever was trained.
        """
        every = sorted(sessions)
        months = Counter((day.year, day.month) for day in every)
        days = list(dict.fromkeys(every))
        return cls(tuple(_needed(days)), tuple((*month, count) for month, count in months.items()))

    def and_of(self, sessions: Iterable[date]) -> "TrainedDays":
        """With more sessions, on any days."""
        more = list(sessions)
        if not more:
            return self
        months = Counter({(year, month): count for year, month, count in self.months})
        months.update((day.year, day.month) for day in more)
        return TrainedDays(
            tuple(sorted({*self.days, *more})),
            tuple((*month, count) for month, count in sorted(months.items())),
        )

    @staticmethod
    def read_from(changed: date, last: date) -> date:
        """Return the first day of the months to be read anew for `with_months_from`.

        changed: a day before which no session came, went or moved. last: the last session's.
        """
        gap = rule("level_uninterrupted").numbers["gap_weeks"] * _WEEK
        # What lies a gap before a change may be one of the new one's ends.
        first = min(changed, last - timedelta(days=_WHOLE_DAYS)) - timedelta(days=gap + _WEEK)
        return first.replace(day=1)

    def with_months_from(self, first: date, sessions: Iterable[date]) -> "TrainedDays":
        """The same with the months from a first day of one on read anew.

        first: as `read_from` has it. sessions: the days of all sessions from then on. What `of`
        reads off every session.
        """
        every = sorted(sessions)
        months = Counter((day.year, day.month) for day in every)
        days = [*self.days[: bisect_left(self.days, first)], *dict.fromkeys(every)]
        before = [one for one in self.months if one[:2] < (first.year, first.month)]
        return TrainedDays(
            tuple(_needed(days)),
            (*before, *((*month, count) for month, count in months.items())),
        )

    def until(self, today: date) -> "TrainedDays":
        """The same without the days after today; months that have not ended count for nothing."""
        return replace(self, days=self.days[: bisect_right(self.days, today)])


def _needed(days: Sequence[date]) -> Iterator[date]:
    """The days among all of them, in order, that gaps are read off.

    The first of each month, so that the same is said of the log from any month on.
    """
    gap = rule("level_uninterrupted").numbers["gap_weeks"] * _WEEK
    kept = before = date.min
    for day, after in pairwise((*days, date.max)):
        if (
            (after - kept).days > gap
            or (day.year, day.month) != (before.year, before.month)
            or (days[-1] - day).days <= _WHOLE_DAYS
        ):
            kept = day
            yield day
        before = day


def training_on_end(trained: TrainedDays, answers: LevelAnswers, today: date) -> Comeback:
    """Return how long the lifter has trained without a gap of over 3 weeks (rulebook 10).

    By the log or by the answer, whichever is more. The answer counts on with the log, as long as
    no such gap came since.
    """
    gap = rule("level_uninterrupted").numbers["gap_weeks"] * _WEEK
    long_gap = rule("level_cap").numbers["gap_weeks"] * _WEEK
    asked = answers.uninterrupted_months
    answered = None if asked is None else min(answers.answered_on or today, today)
    if not trained.days and answered is None:
        return Comeback(None, None)
    known = trained.days if answered is None else (*trained.days, answered)
    since, returned = _last_gaps(known, today, gap, long_gap)
    months = 0
    if trained.days:
        months = months_between(_last_gaps(trained.days, today, gap, long_gap)[0], today)
    if asked is not None and answered is not None and since <= answered:
        months = max(months, asked + months_between(answered, today))
    return Comeback(months, returned)


def _last_gaps(
    known: Sequence[date], today: date, gap: int, long_gap: int
) -> tuple[date, date | None]:
    """Return the first day after the last gap of over so many days, and after the last long one."""
    days = sorted({*known, today})
    since, returned = days[0], None
    for before, after in pairwise(days):
        if (after - before).days > gap:
            since = after
        if (after - before).days > long_gap:
            returned = after
    return since, returned


def uninterrupted(months: int | None) -> LevelParameter:
    """Return the parameter of uninterrupted training."""
    if months is None:
        return _unknown("level_uninterrupted")
    points, goal = _from_months("level_uninterrupted", months, "without a long gap")
    return _known("level_uninterrupted", points, months, goal, months=months)


def total(trained: TrainedDays, answers: LevelAnswers, today: date) -> LevelParameter:
    """Return the parameter of consistent training in all: asked, or the log's months if more.

    A month of the log is a past one of the calendar with enough sessions; without one the log
    says nothing.
    """
    least = rule("level_total").numbers["month_sessions"]
    logged = sum(
        count >= least
        for year, month, count in trained.months
        if (year, month) < (today.year, today.month)
    )
    if answers.total_months is None and not logged:
        return _unknown("level_total")
    months = max(answers.total_months or 0, logged)
    points, goal = _from_months("level_total", months, "in all")
    return _known("level_total", points, months, goal, months=months)


def _from_months(code: str, months: int, how: str) -> tuple[int, str]:
    numbers = rule(code).numbers
    lines = [numbers[f"points_{points}"] for points in range(2, _MOST_POINTS + 1)]
    points = 1 + sum(months >= line for line in lines)
    return points, f"{lines[min(points, len(lines)) - 1]} months {how}"


def longest_gap(trained: TrainedDays, today: date) -> LevelParameter:
    """Return the parameter of the longest gap in the last 12 months."""
    numbers = rule("level_gap").numbers
    # The day a year ago; 29 February counts as the 28th.
    back = today.year - numbers["years"]
    start = today.replace(year=back, day=min(today.day, 28) if today.month == 2 else today.day)
    if not trained.days or (today - trained.days[0]).days < numbers["points_4"] * _WEEK:
        return _unknown("level_gap")
    since = bisect_left(trained.days, start)
    # What lies before it has its gap counted from there on.
    days = [*([start] if since else []), *trained.days[since:], today]
    gap = max(((after - before).days for before, after in pairwise(days)), default=0)
    points = 1
    if gap < numbers["points_4"] * _WEEK:
        points = 4
    elif gap < numbers["points_3"] * _WEEK:
        points = 3
    elif gap <= numbers["points_2"] * _WEEK:
        points = 2
    weeks = numbers[f"points_{min(points + 1, _MOST_POINTS)}"]
    goal = f"A longest gap {'of up to' if points == 1 else 'under'} {weeks} weeks"
    return _known("level_gap", points, gap, goal, days=gap)


def technique(answers: LevelAnswers) -> LevelParameter:
    """Return the parameter of stable form."""
    lifts, numbers = answers.stable_lifts, rule("level_technique").numbers
    if lifts is None:
        return _unknown("level_technique")
    points = 1 + sum(lifts >= numbers[f"points_{points}"] for points in (2, 3, 4))
    needed = numbers[f"points_{min(points + 1, _MOST_POINTS)}"]
    return _known("level_technique", points, lifts, f"Stable form on {needed}", lifts=lifts)


def strength(
    history: Sequence[LoggedSet], today: date, sex: Sex | None, bodyweight: int | None
) -> LevelParameter:
    """Return the parameter of relative strength: the lift that gives the most points."""
    best: tuple[int, Fraction, CompetitionLift] | None = None
    if sex is not None and bodyweight:
        for lift, e1rm in _current_lifts(history, today):
            ratio = e1rm / bodyweight
            lines = STRENGTH_STANDARDS[lift.value, sex.value]
            points = 1 + sum(ratio * _PERCENT >= line for line in lines)
            if best is None or (points, ratio) > best[:2]:
                best = (points, ratio, lift)
    if best is None or sex is None:
        return _unknown("level_strength")
    points, ratio, lift = best
    lines = STRENGTH_STANDARDS[lift.value, sex.value]
    goal = f"{_LIFT_NAMES[lift]} at {lines[min(points, len(lines)) - 1] / _PERCENT:.2f}"
    shown = f"{float(ratio):.2f}"
    return _known("level_strength", points, float(ratio), goal, lift=_LIFT_NAMES[lift], ratio=shown)


def _current_lifts(
    history: Sequence[LoggedSet], today: date
) -> list[tuple[CompetitionLift, Fraction]]:
    """Return the current e1RM of each exercise marked as squat, bench or deadlift, exactly."""
    found = []
    marked = [done for done in history if done.competition_lift is not None]
    for every in exposures(marked).values():
        lift = CompetitionLift(every[-1].sets[-1].competition_lift or "")
        # Counted in halves of a sixtieth, so that the mean of two is whole.
        bests = [(one.day, 2 * one.exact_e1rm if one.exact_e1rm else None) for one in every]
        current = current_e1rm(bests, today)
        if current is not None:
            found.append((lift, Fraction(current, 4 * rule("e1rm").numbers["epley"])))
    return found


def pace(history: Sequence[LoggedSet], today: date) -> LevelParameter:
    """Return the parameter of the pace of progress, over the main lifts rated often enough."""
    numbers = rule("level_pace").numbers
    window = numbers["weeks"] * _WEEK
    recent = [done for done in history if 0 <= (today - done.day).days <= window]
    gaps: list[int] = []
    is_known = False
    for every in exposures(recent).values():
        rated = sum(_is_rated(one) for one in every)
        if every[-1].sets[-1].role is Role.MAIN and rated >= numbers["exposures"]:
            bests = _days_of_bests(every)
            is_known = is_known or bool(bests)
            gaps += [(after - before).days for before, after in pairwise(bests)]
    if not is_known:
        return _unknown("level_pace")
    if not gaps:
        return _known("level_pace", _MOST_POINTS, None, "", case="none")
    days = median(gaps)
    points = 1 + sum(days > numbers[f"points_{points}"] for points in (1, 2, 3))
    line = numbers[f"points_{min(points, _MOST_POINTS - 1)}"]
    shown = int(days) if days == int(days) else days
    return _known("level_pace", points, days, f"Bests over {line} days apart", days=shown)


def _is_rated(one: Exposure) -> bool:
    return any(done.rated_rir is not None for done in one.sets)


def _days_of_bests(every: Sequence[Exposure]) -> list[date]:
    """Return the days of the first estimate and of each at least 1 % above the last best."""
    least = _PERCENT + rule("level_pace").numbers["percent"]
    days: list[date] = []
    best = 0
    for one in every:
        value = one.exact_e1rm
        if value is not None and value * _PERCENT >= best * least:
            days.append(one.day)
            best = value
    return days


def _known(
    code: str, points: int, value: float | None, goal: str, **shown: Value
) -> LevelParameter:
    reason = told(code, **shown, points=points)
    case = "full" if points == _MOST_POINTS else ""
    change = rule(code).action({"case": case, "goal": goal, "next_points": points + 1})
    return LevelParameter(code, points, value, change, reason)


def with_last_points(one: LevelParameter, last: Mapping[str, int]) -> LevelParameter:
    """Return a parameter that is not known now with the points it had last, if it had any.

    Nobody falls because the log is silent (rulebook 10).
    """
    points = last.get(one.code)
    if one.points is not None or points is None:
        return one
    return replace(one, points=points, reason=told(one.code, case="kept", points=points))


def _unknown(code: str) -> LevelParameter:
    reason = told(code, case="unknown")
    return LevelParameter(code, None, None, rule(code).action({"case": "unknown"}), reason)
