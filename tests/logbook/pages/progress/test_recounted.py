"""Long: every number of the page counted again, naively, from the raw sets: equal.

Nothing here uses a summary, a grouping of the engine's or a function of the page's.
"""

import datetime as dt
from collections import Counter, defaultdict
from random import Random

import pytest

from logbook.charts.spans import Span
from logbook.demo.making import make_account
from logbook.demo.people import LIFTERS
from logbook.log.verdicts import performed_of
from logbook.models import Bodyweight, Set, TrainingSession, User
from logbook.pages.progress.page import ProgressPage, read_progress
from programming.loads import MICROGRAMS_PER_KG, Unit, shown
from programming.rulebook import (
    good_reps_left,
    is_failure_set,
    is_hard_set,
    session_e1rm,
    strength_score,
    volume_band,
)
from programming.wording import BANDS
from tests.logbook.random_logs import a_random_log

pytestmark = pytest.mark.usefixtures("release")

TODAY = dt.date(2025, 3, 5)
NOW = dt.datetime(2025, 3, 5, 21, 0, tzinfo=dt.UTC)
RANGES = ("4w", "12w", "1y", "all")


def sets_of(lifter: User, span: Span) -> list[Set]:
    """The working sets of the span, raw."""
    rows = Set.objects.filter(athlete=lifter, kind="working", deleted_at=None)
    rows = rows.select_related("session_exercise", "risk", "session")
    return [row for row in rows if row.local_date >= span.first]


def columns(rows: list[Set], span: Span) -> list[list[Set]]:
    """The same by column, each found by its first and last day."""
    found: list[list[Set]] = [[] for _ in span.bins]
    for row in rows:
        [at] = [
            at
            for at, one in enumerate(span.bins)
            if one.first <= min(row.local_date, span.today) <= one.last
        ]
        found[at].append(row)
    return found


def is_rated(row: Set) -> bool:
    return row.outcome in ("on_target", "too_close", "too_easy") and row.origin == "typed"


def thirds(rows: list[Set]) -> list[float]:
    """Too close, on target, too easy in per cent, exactly."""
    counts = Counter(row.outcome for row in rows)
    return [100 * counts[one] / len(rows) for one in ("too_close", "on_target", "too_easy")]


def off(rows: list[Set]) -> float:
    """How far from the aim on average."""
    apart = []
    for row in rows:
        left = good_reps_left(row.reps, row.rir, row.ended_by)
        assert left is not None
        assert row.target_aim is not None
        apart.append(left - row.target_aim)
    return sum(apart) / len(apart)


def near(text: str, value: float) -> bool:
    """Whether a figure as shown stands for a value: off by its rounding alone."""
    number = float(text.replace("−", "-").replace("+", "").replace(" %", ""))
    return abs(number - value) <= (1.0 if "%" in text else 0.0501)


def effort_is_right(page: ProgressPage, rows: list[Set]) -> None:
    rated = [row for row in rows if is_rated(row)]
    card = page.effort
    assert (card.rated, card.of) == (len(rated), len(rows))
    if len(rated) < 10:
        assert card.figure is None
        assert card.needed == 10 - len(rated)
        return
    assert near(card.title.split(" in ")[1].split(" of ")[0], thirds(rated)[1])
    assert near(card.apart, off(rated))
    assert card.figure is not None
    for shown_row, column in zip(
        reversed(card.figure.rows), columns(rated, page.span), strict=True
    ):
        assert shown_row[4] == str(len(column))
        if len(column) >= 10:
            assert all(map(near, shown_row[1:4], thirds(column)))
        else:
            assert shown_row[1:4] == ("–", "–", "–")
    by_role = Counter(row.session_exercise.role for row in rated)
    by_tier = Counter(row.risk.tier for row in rated)
    assert sorted(one.rated for one in card.roles) == sorted(by_role.values())
    assert sorted(one.rated for one in card.tiers) == sorted(by_tier.values())
    names = {"Main lifts": "main", "Other compound lifts": "secondary", "Isolation": "isolation"}
    for part in card.roles:
        mine = [row for row in rated if row.session_exercise.role == names[part.name]]
        if len(mine) >= 10:
            assert near(part.percent, thirds(mine)[1])
            assert near(part.apart, off(mine))
        else:
            assert (part.percent, part.apart) == ("–", "–")


def hard(rows: list[Set]) -> list[Set]:
    return [row for row in rows if is_hard_set(performed_of(row))]


def per_muscle(rows: list[Set]) -> dict[str, float]:
    sets: dict[str, float] = defaultdict(float)
    for row in hard(rows):
        for muscle in row.risk.secondary_muscles:
            if muscle not in row.risk.primary_muscles:
                sets[muscle] += 0.5
        for muscle in row.risk.primary_muscles:
            sets[muscle] += 1
    return sets


def volume_is_right(page: ProgressPage, rows: list[Set], since: dt.date) -> None:
    span = page.span
    monday = TODAY - dt.timedelta(days=TODAY.weekday())
    begin = max(span.first, since - dt.timedelta(days=since.weekday()))
    if span.cut == "week" and begin < monday:
        counted, weeks = [row for row in rows if row.local_date < monday], (monday - begin).days / 7
    elif span.cut == "week":
        counted, weeks = rows, 1.0
    else:
        counted, weeks = rows, ((TODAY - begin).days + 1) / 7
    sets = per_muscle(counted)
    everywhere = {muscle for muscle, count in per_muscle(rows).items() if count}
    assert len(page.volume.rows) == len(everywhere)
    for row in page.volume.rows:
        mine = sets[row.name.lower().replace(" ", "_")] / weeks
        assert float(row.sets) == pytest.approx(mine, abs=0.0501)
        assert row.band == BANDS[volume_band(mine)]
    lately = per_muscle([row for row in rows if (TODAY - row.local_date).days < 28])
    silent = {one.replace(" ", "_") for one in page.volume.silent.split(", ")}
    assert silent.isdisjoint(lately)
    assert silent | set(lately) >= everywhere


def budget_is_right(page: ProgressPage, rows: list[Set]) -> None:
    def failed(row: Set) -> bool:
        return is_failure_set(performed_of(row)) and not row.is_test and row.origin == "typed"

    if page.budget.figure is None:
        assert not any(map(failed, rows))
        return
    for shown_row, column in zip(
        reversed(page.budget.figure.rows), columns(rows, page.span), strict=True
    ):
        of = [row for row in hard(column) if performed_of(row).good_reps_left is not None]
        if of:
            done = sum(map(failed, column))
            assert shown_row[1:3] == (str(done), str(len(of)))
            assert near(shown_row[3], 100 * done / len(of))
        else:
            assert shown_row[1:] == ("–", "–", "–")


def readiness_is_right(page: ProgressPage, lifter: User) -> None:
    visits = TrainingSession.objects.filter(athlete=lifter).select_related("check_in")
    counts: list[Counter[str]] = [Counter() for _ in page.span.bins]
    for visit in visits:
        for at, one in enumerate(page.span.bins):
            if one.first <= visit.local_date <= one.last:
                counts[at][visit.check_in.state if visit.check_in else "none"] += 1
                counts[at]["deload"] += visit.is_deload
    if page.readiness.figure is None:
        assert not any(one.total() for one in counts)
        return
    for shown_row, found in zip(reversed(page.readiness.figure.rows), counts, strict=True):
        states = ("green", "amber", "red", "none")
        assert shown_row[1:5] == tuple(str(found[one]) for one in states)
        assert bool(shown_row[5]) == bool(found["deload"])


def estimates(rows: list[Set]) -> dict[int, dict[dt.date, int]]:
    """Of each exercise the best estimate of each day."""
    together: dict[tuple[int, dt.date, int], list[Set]] = defaultdict(list)
    for row in rows:
        together[row.exercise_id, row.local_date, row.session_exercise_id].append(row)
    found: dict[int, dict[dt.date, int]] = defaultdict(dict)
    for (exercise, day, _), sets in together.items():
        value = session_e1rm([performed_of(row) for row in sets])
        if value is not None:
            found[exercise][day] = max(value, found[exercise].get(day, 0))
    return found


def lifts_are_right(page: ProgressPage, rows: list[Set], unit: Unit) -> None:
    found = estimates(rows)
    mains = {row.exercise_id for row in rows if row.session_exercise.role == "main"}
    assert {one.exercise_id for one in page.lifts} <= mains
    assert len(page.lifts) == min(4, len([one for one in mains if found[one]]))
    for card in page.lifts:
        days = found[card.exercise_id]
        if page.span.cut != "week":
            of_columns: dict[dt.date, int] = {}
            for day, value in days.items():
                [column] = [one.first for one in page.span.bins if one.first <= day <= one.last]
                of_columns[column] = max(value, of_columns.get(column, 0))
            days = of_columns
        told = [row[1] for row in reversed(card.picture.figure.rows)]
        assert told == [shown(value, unit) for _, value in sorted(days.items())]


def score_is_right(page: ProgressPage, lifter: User, every: list[Set]) -> None:
    if page.score.figure is None or page.span.cut != "week":
        return
    lifts = {
        row.exercise_id: row.risk.name
        for row in every
        if row.risk.name in ("Barbell squat", "Barbell bench press", "Barbell deadlift")
    }
    found = estimates(every)
    weighings = list(Bodyweight.objects.filter(athlete=lifter).order_by("local_date"))
    told = {row[0]: row[1] for row in page.score.figure.rows}
    for one in page.span.bins:
        end = min(one.last, TODAY)
        best: dict[str, int] = {}
        for exercise, name in lifts.items():
            for day, value in found[exercise].items():
                if 0 <= (end - day).days < 84:
                    best[name] = max(value, best.get(name, 0))
        weights = [row.micrograms for row in weighings if row.local_date <= end]
        name = f"{end.day} {end:%b %Y}"
        if len(best) == 3 and weights:
            score = strength_score(
                "dots", "female", weights[-1] / MICROGRAMS_PER_KG,
                sum(best.values()) / MICROGRAMS_PER_KG,
            )  # fmt: skip
            assert told[name] == str(score.shown)
        else:
            assert name not in told


def recount(lifter: User, now: dt.datetime = NOW) -> int:
    """Every range of the page against the raw sets; how many numbers had something behind them."""
    every = sets_of(lifter, read_progress(lifter, "all", now=now).span)
    since = min(one.local_date for visit in lifter.sessions.all() for one in visit.exercises.all())
    shown_numbers = 0
    for name in RANGES:
        page = read_progress(lifter, name, now=now)
        rows = sets_of(lifter, page.span)
        effort_is_right(page, rows)
        volume_is_right(page, rows, since)
        budget_is_right(page, rows)
        readiness_is_right(page, lifter)
        lifts_are_right(page, rows, Unit(lifter.unit))
        score_is_right(page, lifter, every)
        shown_numbers += page.effort.rated + sum(len(one.picture.figure.rows) for one in page.lifts)
        shown_numbers += len(page.score.figure.rows) if page.score.figure else 0
    return shown_numbers


def sexed(lifter: User) -> User:
    """A lifter the formulas know a table for."""
    from logbook.acts.levels import BackgroundEntry, answer

    answer(lifter, BackgroundEntry(sex="female"), now=NOW)
    return lifter


@pytest.mark.parametrize("seed", range(6))
def test_a_random_log_is_counted_as_its_raw_sets_are(seed: int):
    rng = Random(seed)
    days = (5, 40, 500, 500, 2500, 9000)[seed]
    lifter = sexed(a_random_log(rng, today=TODAY, days=days, sessions=min(days, 60)))

    assert recount(lifter) > 10


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(200, 400))
def test_two_hundred_random_logs_are(seed: int):
    rng = Random(seed)
    days = rng.choice([1, 5, 40, 300, 500, 1000, 2500, 9000])

    recount(sexed(a_random_log(rng, today=TODAY, days=days, sessions=min(days, 60))))


@pytest.mark.parametrize("person", LIFTERS[:1], ids=lambda one: one.name)
def test_a_demo_lifter_is_counted_as_the_raw_sets_are(person, monkeypatch):
    make_account(person, today=TODAY, weeks=3)
    lifter = User.objects.get(email=person.email)

    assert recount(lifter) > 50
