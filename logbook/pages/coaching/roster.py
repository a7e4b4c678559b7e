"""The list of a coach's athletes: one row each, worst first, in a number of queries that stays."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.dateformat import format as date_text

from logbook.choices import ReadinessState
from logbook.clock import week_start
from logbook.log.roster import PAGE_SIZE, Effort, effort_between, read_shown, tallies_of
from logbook.models import CoachGroup, User
from logbook.pages.coaching.ranking import (
    BACK,
    FILTERS,
    Asked,
    Ranked,
    among,
    choose,
    page_number,
    pages_for,
    shown_to,
    window_of,
)
from logbook.pages.coaching.reasons import FROM_SETS, Kind, Seen, Why
from programming.choices import Muscle
from programming.rulebook import ExerciseTally, failure_budget_of
from programming.wording import shares

WEEKS = 8
_SESSIONS = 7
# The spark's box, and its line at so many per cent.
_WIDTH, _HEIGHT, _EDGE, _LINE = 96, 28, 4, 75
# How high a session's readiness stands, worse the higher.
_HEIGHTS: dict[str, int] = {
    ReadinessState.GREEN: 7,
    ReadinessState.AMBER: 13,
    ReadinessState.RED: 20,
}
_NOT_ASKED, _TALLEST = 3, 20


@dataclass(frozen=True, slots=True)
class Spark:
    """The share on target in each of eight weeks: segments in a box, the last as a dot, and words.

    `line` is how high 75 % lie.
    """

    d: str
    x: float
    y: float
    says: str
    line: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list. What is not shown to the coach is None."""

    pk: int
    name: str
    reasons: list[Why]
    fresh: bool
    severity: str
    shares: tuple[int, int, int] | None
    rated: int
    of: int
    spark: Spark | None
    open: int
    stops: int
    new: int
    budget: str
    bars: list[tuple[str, str]] | None
    state: str
    says: str
    last: str


@dataclass(frozen=True, slots=True)
class Roster:
    """The page: rows, how many there are by filter, what is chosen, pages."""

    rows: list[Row]
    total: int
    need: int
    filters: list[tuple[str, str, int]]
    chosen: str
    sort: str
    query: str
    group: int | None
    groups: list[CoachGroup]
    page: int
    pages: int
    first: int
    last: int


def page_of(
    ranked: Sequence[Ranked],
    asked: Asked,
    *,
    now: dt.datetime,
    groups: Sequence[CoachGroup] = (),
) -> Roster:
    """A page of the list."""
    those = among(ranked, asked)
    found = choose(those, asked)
    page = page_number(len(found), asked)
    begin = (page - 1) * PAGE_SIZE
    shown = found[begin : begin + PAGE_SIZE]
    return Roster(
        rows=_rows(shown, now),
        total=len(ranked),
        need=sum(one.worst.kind is not Kind.FINE for one in ranked),
        filters=[(name, words, sum(map(fits, those))) for name, (words, fits) in FILTERS.items()],
        chosen=asked.chosen,
        sort=asked.sort,
        query=asked.query,
        group=asked.group,
        groups=list(groups),
        page=page,
        pages=pages_for(len(found)),
        first=begin + 1,
        last=begin + len(shown),
    )


def _rows(shown: Sequence[Ranked], now: dt.datetime) -> list[Row]:
    if not shown:
        return []
    # Nobody's day is before the earliest of theirs.
    monday = week_start(min(one.seen.today for one in shown))
    first = monday - dt.timedelta(weeks=WEEKS)
    read = read_shown(
        [one.link.athlete_id for one in shown],
        [one.link.athlete_id for one in shown if one.link.sees_readiness],
        since=first,
        monday=monday,
        states_from=now - BACK,
    )
    windows = {
        one.link.athlete_id: window_of(one.link, one.seen.last_day)
        for one in shown
        if one.seen.last_day is not None
    }
    # Of who is away for long: what is not among the days that are read for the line anyway.
    earlier = effort_between({pk: days for pk, days in windows.items() if days[0] < first})
    rows = []
    for one in shown:
        pk, since = one.link.athlete_id, one.link.since
        days = [each for each in read.days.get(pk, ()) if since is None or each[0] >= since]
        begin = week_start(one.seen.today)
        week = tallies_of(read.week.get(pk, ()), max(begin, since or begin), one.seen.today)
        states = shown_to(one.link, read.states.get(pk, ())) if one.link.sees_readiness else None
        away = earlier.get(pk)
        window = (away.rated, away.working) if away else _within(days, windows.get(pk))
        rows.append(_row(one, days, week, window, states))
    return rows


def _within(
    days: Sequence[tuple[dt.date, Effort]], window: tuple[dt.date, dt.date] | None
) -> tuple[int, int]:
    """Rated and working sets of these days that lie in the window."""
    if window is None:
        return 0, 0
    since, until = window
    found = [effort for day, effort in days if since <= day <= until]
    return sum(one.rated for one in found), sum(one.working for one in found)


def _row(
    one: Ranked,
    days: Sequence[tuple[dt.date, Effort]],
    week: Sequence[ExerciseTally],
    window: tuple[int, int],
    read_states: Sequence[tuple[dt.date, str]] | None,
) -> Row:
    effort, seen = one.effort, one.seen
    states = None if read_states is None else [state for _, state in read_states[-_SESSIONS:]]
    rated, of = window
    return Row(
        pk=one.link.athlete_id,
        name=one.name,
        reasons=one.reasons[:2],
        fresh=one.worst.kind in one.fresh,
        severity=_severity(one.worst.kind),
        shares=shares(effort.too_close, effort.on_target, effort.too_easy)
        if effort.rated >= FROM_SETS
        else None,
        rated=rated,
        of=of,
        spark=spark(days, seen.today),
        open=sum(each.number for each in seen.breaches),
        stops=sum(each.number for each in seen.breaches if each.is_stop),
        new=sum(each.new for each in seen.breaches),
        budget=budget_text(one.athlete, week, seen),
        bars=None if states is None else _bars(states),
        state=next((each for each in reversed(states or []) if each), ""),
        says=_states_text(states or []),
        last=day_text(seen.last_day, seen.today),
    )


def _states_text(states: Sequence[str]) -> str:
    """`green, green, red` as `2 green, 1 red`, the latest last."""
    runs = [(state or "not asked", len(list(run))) for state, run in groupby(states)]
    return ", ".join(f"{number} {state}" for state, number in runs)


def _severity(kind: Kind) -> str:
    return "stop" if kind is Kind.STOP else "ok" if kind is Kind.FINE else "caution"


def day_text(day: dt.date | None, today: dt.date) -> str:
    """`today`, `yesterday`, `4 days ago`, `12 Nov`."""
    if day is None:
        return "none yet"
    ago = (today - day).days
    if ago <= 0:
        return "today"
    if ago == 1:
        return "yesterday"
    return f"{ago} days ago" if ago < 7 else date_text(day, "j M")


def budget_text(athlete: User, week: Sequence[ExerciseTally], seen: Seen) -> str:
    """What is left of the week's failure budget, by the muscle that has least of it (rulebook 5)."""
    budget = failure_budget_of(week, today=seen.today, level=athlete.level)
    if not budget.share_limit_percent:
        return f"{budget.failures} to failure" if budget.failures else "none used"
    if budget.spent:
        return "spent"
    used = [one for one in budget.muscles if one.used]
    if not used:
        return "none used"
    least = min(used, key=lambda one: (one.left, one.muscle))
    name = str(Muscle(least.muscle).label).lower() if least.muscle in Muscle.values else ""
    return f"{least.left} of {least.limit} left, {name}"


def _bars(states: Sequence[str]) -> list[tuple[str, str]]:
    """The sessions' readiness as bars, higher the worse: a path for each state there is."""
    drawn: dict[str, list[str]] = defaultdict(list)
    for place, state in enumerate(states):
        height = _HEIGHTS.get(state, _NOT_ASKED)
        drawn[state or "none"].append(f"M{10 * place} {_TALLEST}v-{height}h7v{height}z")
    return [(state, "".join(found)) for state, found in drawn.items()]


def spark(days: Sequence[tuple[dt.date, Effort]], today: dt.date) -> Spark | None:
    """The share on target week by week; weeks under ten rated sets are left out (rulebook 4.2)."""
    monday = week_start(today)
    weeks: Counter[int] = Counter()
    hits: Counter[int] = Counter()
    for day, effort in days:
        ago = (monday - week_start(day)).days // 7
        if 0 <= ago < WEEKS:
            weeks[ago] += effort.rated
            hits[ago] += effort.on_target
    told = [
        (WEEKS - 1 - ago, round(100 * hits[ago] / weeks[ago]))
        for ago in reversed(range(WEEKS))
        if weeks[ago] >= FROM_SETS
    ]
    if not told:
        return None
    step = (_WIDTH - 2 * _EDGE) / (WEEKS - 1)
    points = [(round(_EDGE + at * step, 1), _y(percent)) for at, percent in told]
    return Spark(
        d="M" + "L".join(f"{x} {y}" for x, y in points),
        x=points[-1][0],
        y=points[-1][1],
        says="On target per week: " + ", ".join(f"{percent}" for _, percent in told) + " %",
        line=_LINE_Y,
    )


def _y(percent: int) -> float:
    return round(_EDGE + (100 - percent) / 100 * (_HEIGHT - 2 * _EDGE), 1)


_LINE_Y = _y(_LINE)
