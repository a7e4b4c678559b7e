"""Long: every number of History, an exercise’s page, the sense of effort and the level counted again,
naively, from the raw sets: equal. Progress has its own beside it, whose helpers count here too.

Nothing here uses a summary, what is kept, a grouping of the engine's or a function of a page's.
"""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from random import Random
from statistics import fmean, stdev

import pytest

from logbook.charts.spans import Span
from logbook.clock import moment
from logbook.demo.making import make_account
from logbook.demo.people import LIFTERS
from logbook.kept.levels import read_level
from logbook.log.logged_sets import sets_of_days
from logbook.log.sessions import page_of_sessions
from logbook.models import EffortLately, Set, TrainingSession, User
from logbook.pages.exercises.page import ExercisePage, read_exercise
from logbook.pages.history.adherence import read_across_sessions
from logbook.pages.level.page import level_page
from logbook.pages.level.sense import read_sense
from programming.loads import MICROGRAMS_PER_KG, Unit, in_unit, shown
from programming.models import RiskEntry
from programming.rulebook import effort_adherence, strength_score
from tests.logbook.pages.history.test_calendar import calendar_is_right
from tests.logbook.pages.progress.test_recounted import (
    NOW,
    RANGES,
    TODAY,
    columns,
    estimates,
    is_rated,
    near,
    sexed,
    thirds,
)
from tests.logbook.random_logs import a_random_log

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)


def every_set(lifter: User) -> list[Set]:
    """The live working sets, raw, in the order they were done."""
    rows = Set.objects.filter(athlete=lifter, kind="working", deleted_at=None)
    rows = rows.select_related("session_exercise", "risk", "session")
    return sorted(rows, key=lambda row: (row.started_at, row.session_id, row.logged_at, row.number))


def left_of(row: Set) -> float | None:
    """Good reps left: none after a failure or no rep at all, whatever was tapped."""
    return 0 if row.reps == 0 or row.ended_by != "stopped" else row.rir


# ---- History ---------------------------------------------------------------------------------------


def history_is_right(lifter: User, today: dt.date) -> int:
    for one in RANGES:
        calendar_is_right(lifter, one, today)
    return list_is_right(lifter) + effort_is_right(lifter, today)


def list_is_right(lifter: User) -> int:
    """Each row of the list, page by page: sets, and how many were what."""
    of_session: dict[int, list[Set]] = defaultdict(list)
    for row in Set.objects.filter(athlete=lifter, deleted_at=None, kind__in=["working", "timed"]):
        of_session[row.session_id].append(row)
    seen, before = 0, None
    while True:
        rows, last = page_of_sessions(lifter, before)
        for visit in rows:
            sets = of_session.pop(visit.pk, [])
            found = Counter(one.outcome for one in sets if is_rated(one))
            told = (visit.done, visit.hit, visit.close, visit.easy)  # type: ignore[attr-defined]
            raw = (len(sets), *(found[one] for one in ("on_target", "too_close", "too_easy")))
            assert told == raw
            seen += len(sets)
        if last is None:
            assert not of_session
            return seen
        before = last.started_at, last.pk


def effort_is_right(lifter: User, today: dt.date) -> int:
    card = read_across_sessions(lifter, today)
    ended = [one for one in TrainingSession.objects.filter(athlete=lifter) if one.finished_at]
    if not ended:
        assert card is None
        return 0
    assert card is not None
    last = max(ended, key=lambda one: (one.started_at, one.pk))
    rated = [
        row
        for row in every_set(lifter)
        if is_rated(row)
        and row.started_at <= last.started_at
        and (last.local_date - row.local_date).days < 28
    ]
    found = Counter(row.outcome for row in rated)
    assert (card.until, card.rated) == (last.local_date, len(rated))
    assert (card.too_close, card.on_target, card.too_easy) == tuple(
        found[one] for one in ("too_close", "on_target", "too_easy")
    )
    if len(rated) >= 10:
        assert near(f"{card.percent} %", thirds(rated)[1])
    compound = [
        row
        for row in rated
        if row.session_exercise.role != "isolation" and (last.local_date - row.local_date).days < 14
    ]
    close = sum(row.outcome == "too_close" for row in compound)
    assert card.compound_sets == len(compound)
    overshoots = len(compound) >= 6 and 2 * close >= len(compound)
    assert card.compound_too_close == (close if overshoots else None)
    assert (card.compound_needed or 0) == max(6 - len(compound), 0)
    # What came back weaker: by the rule, of every set and not of sums.
    until = moment(last.started_at, lifter.zone)
    log = sets_of_days(lifter, last.local_date - 200 * DAY, until)
    whole = effort_adherence(log, last.local_date)
    debts = whole.debts if whole.recovery_debt else ()
    kept = EffortLately.objects.get(athlete=lifter).found["debts"]
    assert [(one[1], one[3]) for one in kept] == [(one.exercise, one.percent) for one in debts]
    assert len(card.debts) == len(kept)
    return len(rated)


# ---- an exercise's page ----------------------------------------------------------------------------


def exercises_are_right(lifter: User, now: dt.datetime) -> int:
    every = every_set(lifter)
    seen = 0
    for exercise in {row.exercise_id for row in every}:
        entry = RiskEntry.objects.filter(exercise_id=exercise).latest("pk")
        rows = [row for row in every if row.exercise_id == exercise]
        for name in RANGES:
            page = read_exercise(lifter, entry, range_=name, now=now)
            assert page.cards is not None
            seen += lift_is_right(page, rows, lifter) + volume_is_right(page, rows, lifter)
            seen += reserve_is_right(page, rows)
        bests_are_right(page, rows, lifter)
        sets_are_listed(page, exercise, lifter)
    return seen


def span_of_page(page: ExercisePage) -> Span:
    assert page.cards is not None
    return page.cards.span


def first_of_column(day: dt.date, cut: str) -> dt.date:
    month = {"month": day.month, "quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}[cut]
    return dt.date(day.year, month, 1)


def lift_is_right(page: ExercisePage, rows: Sequence[Set], lifter: User) -> int:
    assert page.cards is not None
    span, picture = span_of_page(page), page.cards.lift
    days = next(iter(estimates(list(rows)).values()), {})
    if span.cut != "week":
        longer: dict[dt.date, int] = {}
        for day, value in days.items():
            begun = first_of_column(day, span.cut)
            longer[begun] = max(value, longer.get(begun, 0))
        days = longer
    found = sorted((day, value) for day, value in days.items() if day >= span.first)
    if picture is None:
        assert not found
        return 0
    unit = Unit(lifter.unit)
    assert [row[1] for row in reversed(picture.figure.rows)] == [
        shown(one, unit) for _, one in found
    ]
    last = f"{shown(found[-1][1], unit)} {unit.value}"
    if len(found) == 1:
        assert picture.title.startswith(last)
        return 1
    top, day = max((value, day) for day, value in found)
    assert picture.says.startswith(f"{last} last time")
    assert f"best {shown(top, unit)}" in picture.says
    if "No new best" in picture.title and span.cut == "week":
        assert picture.title.endswith(f" {(TODAY - day).days // 7} weeks")
    elif "No new best" in picture.title:
        assert picture.title.endswith(f" {day.year}")
    return len(found)


def volume_is_right(page: ExercisePage, rows: Sequence[Set], lifter: User) -> int:
    assert page.cards is not None
    span, figure = span_of_page(page), page.cards.volume
    within = columns([row for row in rows if row.local_date >= span.first], span)
    unit = Unit(lifter.unit)

    def moved(sets: Iterable[Set]) -> float:
        sums = sum(row.reps * (row.load or 0) for row in sets if not row.is_slip)
        return in_unit(sums, unit).milli / 1000

    if figure is None:
        assert not any(moved(sets) for sets in within)
        return 0
    for told, sets in zip(reversed(figure.rows), within, strict=True):
        assert told[1:] == ((f"{moved(sets):,.0f}", str(len(sets))) if sets else ("–", "–"))
    return sum(map(len, within))


def reserve_is_right(page: ExercisePage, rows: Sequence[Set]) -> int:
    assert page.cards is not None
    span, figure = span_of_page(page), page.cards.effort
    since = max(span.first, TODAY - dt.timedelta(weeks=53))
    told = [row for row in rows if row.local_date >= since and left_of(row) is not None]
    if figure is None:
        assert not told
        return 0
    judged = [row for row in told if row.outcome in {"on_target", "too_close", "too_easy"}]
    hit = sum(row.outcome == "on_target" for row in judged)
    failed = sum(row.ended_by != "stopped" for row in told)
    title = f"{hit} of {len(judged)} rated sets on target" if judged else f"{len(told)} sets told"
    assert page.cards.effort_title == title + (f", {failed} to failure" if failed else "")
    left = [float(row[2].rstrip("+")) for row in reversed(figure.rows)]
    assert left == [left_of(row) for row in told][-len(left) :]
    return len(told)


def bests_are_right(page: ExercisePage, rows: Sequence[Set], lifter: User) -> None:
    """Of each number of reps the most in a session that ended, form kept, where no more reps were as heavy."""
    assert page.cards is not None
    able = [
        (row.reps, load)
        for row in rows
        if row.session.finished_at
        and row.reps
        and not row.is_slip
        and row.ended_by != "technical_failure"
        and (load := compared(row))
    ]
    unbeaten = {
        (reps, load)
        for reps, load in able
        if not any(
            other >= reps and more >= load and (other, more) != (reps, load) for other, more in able
        )
    }
    unit = Unit(lifter.unit)
    assert [(one.reps, one.load) for one in page.cards.bests] == [
        (reps, in_unit(load, unit).text) for reps, load in sorted(unbeaten)[:15]
    ]


def compared(row: Set) -> int | None:
    """What was moved, of a lift that lifts the body what was added to it."""
    if row.load_kind == "external":
        return row.load
    return row.typed_load.micrograms if row.typed_load is not None else None


def sets_are_listed(page: ExercisePage, exercise: int, lifter: User) -> None:
    rows = Set.objects.filter(athlete=lifter, exercise_id=exercise, deleted_at=None)
    of_item: dict[tuple[dt.datetime, int], list[int]] = defaultdict(list)
    for row in rows.order_by("number"):
        of_item[row.started_at, row.session_exercise_id].append(row.pk)
    latest = [keys for _, keys in sorted(of_item.items(), reverse=True)]
    listed = [[done.set.row.pk for done in one.sets] for one in page.exposures]
    assert listed == latest[: len(listed)]
    assert len(listed) == min(len(latest), 6)


# ---- the sense of effort, and the level --------------------------------------------------------------


def sense_is_right(lifter: User, now: dt.datetime) -> int:
    """Points, average, spread and offset, from sets to failure and what was said before them."""
    page = read_sense(lifter, now=now)
    rows = [row for row in every_set(lifter) if (TODAY - row.local_date).days <= 365]
    of_item: dict[int, list[Set]] = defaultdict(list)
    for row in rows:
        of_item[row.session_exercise_id].append(row)

    def latest(keys: Iterable[int]) -> set[int]:
        # The latest sixty alone are looked at.
        order = sorted(set(keys), key=lambda key: (of_item[key][0].local_date, key))
        return set(order[-60:])

    failed = latest(row.session_exercise_id for row in rows if left_of(row) == 0)
    tested = latest(row.session_exercise_id for row in rows if row.is_test)
    losses: list[int] = []
    points: list[tuple[float, int]] = []
    for key in failed | tested:
        sets = [row for row in of_item[key] if not row.is_slip]
        losses += [
            one.reps - other.reps
            for one, other in pairwise(sets)
            if left_of(one) == left_of(other) == 0 and same_load(one, other)
        ]
        for at, row in enumerate(sets):
            if left_of(row) == 0 or (row.is_test and left_of(row) is None):
                before = [one for one in sets[:at] if says(one) and same_load(one, row)]
                points += [(one.reps + (left_of(one) or 0), row.reps) for one in before[-1:]]
    assert Counter((one.said, one.done) for one in page.points) == Counter(
        (f"{said:g}", done) for said, done in points
    )
    assert page.pairs == len(losses)
    assert page.has_fatigue is (len(losses) < 3)
    if page.has_fatigue:
        assert (page.mean, page.spread, page.offset) == ("", "", "")
        return len(points)
    loss = fmean(losses)
    assert page.loss == f"{loss:.1f}"
    errors = [done - said + loss for said, done in points]
    if len(errors) >= 3:
        assert near(page.mean, fmean(errors))
        assert near(page.spread, stdev(errors))
    if len(errors) >= 5:
        assert near(page.offset, fmean(errors) * len(errors) / (len(errors) + 5))
    return len(points)


def says(row: Set) -> bool:
    """Whether what was said is a number: 0.5 to 4 reps left, of a set of at most 20."""
    left = left_of(row)
    most = 3.5 if row.rir_in_words else 4
    return left is not None and 0 < left <= most and row.reps <= 20


def same_load(one: Set, other: Set) -> bool:
    """Within 2.5 % of the heavier one."""
    if one.load is None or other.load is None:
        return False
    return 1000 * abs(one.load - other.load) <= 25 * max(abs(one.load), abs(other.load))


def level_is_right(lifter: User, now: dt.datetime) -> int:
    """The score from its signs, the year's longest gap, and the three lifts with their score."""
    standing = read_level(lifter, now=now)
    page = level_page(lifter, standing, now=now)
    known = [one.points for one in page.signs if one.points is not None]
    assert page.known == len(known)
    if page.score != "–":
        assert page.score == f"{sum(known) / len(known):.2f}"
    days = {row.local_date for row in every_set(lifter)}
    gap_is_right(next(one.says for one in page.signs if one.code == "level_gap"), days)
    unit = Unit(lifter.unit)
    best: list[int] = []
    for line in page.strength.lifts:
        entry = RiskEntry.objects.filter(name=line.name).latest("pk")
        rows = [row for row in every_set(lifter) if row.exercise_id == entry.exercise_id]
        lately = [one for row in rows if (TODAY - row.local_date).days < 84 for one in single(row)]
        assert line.best == (shown(max(lately), unit) if lately else "")
        best += [max(lately)] if lately else []
    if len(best) < 3:
        assert page.strength.total == ""
        return len(best)
    assert page.strength.total == shown(sum(best), unit)
    weighed = lifter.bodyweights.filter(local_date__lte=TODAY).order_by("local_date").last()
    if weighed is not None:
        score = strength_score(
            "dots", "female", weighed.micrograms / MICROGRAMS_PER_KG, sum(best) / MICROGRAMS_PER_KG
        )
        assert page.strength.score == str(score.shown)
    return len(best)


def single(row: Set) -> list[int]:
    """The estimated single of a set, one that was not told as if to failure; none beyond 12 reps."""
    left = left_of(row) or 0
    reached = row.reps + left
    if row.is_slip or not row.reps or not row.load or left > 4 or reached > 12:
        return []
    return [round(row.load * (1 if reached <= 1 else 1 + reached / 30))]


def gap_is_right(said: str, days: set[dt.date]) -> None:
    told = re.search(r"year, ([0-9]+) day", said)
    if told is None:
        assert "not known" in said
        return
    year_ago = TODAY.replace(year=TODAY.year - 1)
    within = sorted(day for day in days if day >= year_ago)
    begin = [year_ago] if min(days) < year_ago else []
    gaps = [(after - before).days for before, after in pairwise([*begin, *within, TODAY])]
    assert int(told[1]) == max(gaps)


# ---- which logs --------------------------------------------------------------------------------------


def recount(lifter: User, now: dt.datetime = NOW) -> int:
    """All four pages; how many numbers had something behind them."""
    return (
        history_is_right(lifter, now.date())
        + exercises_are_right(lifter, now)
        + sense_is_right(lifter, now)
        + level_is_right(lifter, now)
    )


def a_log(seed: int, days: int) -> User:
    return sexed(a_random_log(Random(seed), today=TODAY, days=days, sessions=min(days, 40)))


@pytest.mark.parametrize("seed", range(20))
def test_a_random_log_is_counted_as_its_raw_sets_are(seed: int):
    days = (5, 30, 60, 200, 400, 500, 1000, 2500, 9000, 90)[seed % 10]

    assert recount(a_log(seed, days)) > 10


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(200, 400))
def test_two_hundred_random_logs_are(seed: int):
    recount(a_log(seed, Random(seed).choice([1, 5, 40, 90, 300, 500, 1000, 2500, 9000])))


@pytest.mark.parametrize("person", LIFTERS[:1], ids=lambda one: one.name)
def test_a_demo_lifter_is_counted_as_the_raw_sets_are(person):
    make_account(person, today=TODAY, weeks=3)

    assert recount(User.objects.get(email=person.email)) > 50
