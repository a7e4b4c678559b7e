"""Today's week: failure budget, muscles still recovering, sets a muscle. Long: three cards and all their lines."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from logbook.clock import Moment, local_date
from logbook.log.logged_sets import sets_of_days
from logbook.pages.today.plan import plan_of
from logbook.pages.today.week import week_cards, weeks_read_from
from programming.models import Workout
from programming.rulebook import failure_budget, failure_budget_of, weekly_volume, weekly_volume_of
from tests.logbook.given import (
    NOON,
    a_lifter,
    a_red_day,
    a_session,
    finished,
    known_movements,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)
HOUR = dt.timedelta(hours=1)
MONDAY = NOON - 2 * DAY


@pytest.fixture
def at(monkeypatch):
    """Sets the clock the pages read."""

    def set_to(instant):
        monkeypatch.setattr(timezone, "now", lambda: instant)

    return set_to


def curls(*rirs, lifter, started=NOON, exercise="Curl", **named):
    """A finished session of one exercise, a set for each RIR."""
    session = a_session(lifter=lifter, workout=None, exercises=[exercise], started=started)
    item = the_item(session=session, name=exercise)
    for rir in rirs:
        logged(item=item, load="20", rir=rir, **named)
    return finished(session)


def cards(lifter, *, planned=("biceps",), readiness="green", now=NOON + 4 * HOUR):
    since = weeks_read_from(local_date(now, lifter.zone))
    _, week = plan_of(lifter, None, None, now=now, week_since=since)
    return week_cards(lifter, week, readiness=readiness, planned=list(planned), now=now)


def budget(lifter, **named):
    """A muscle a line, and the line of those with all left."""
    planned = cards(lifter, **named).planned
    rows = [f"{row.name}: {row.text}" for row in planned.rows]
    return [*rows, planned.full] if planned.full else rows


@pytest.mark.parametrize(
    ("failures", "text"),
    [
        (0, "2 left for biceps."),
        (1, "Biceps: 1 of 2 left"),
        (2, "Biceps: spent"),
        (3, "Biceps: spent"),
    ],
)
def test_a_muscle_has_two_sets_to_failure_a_week(lifter, failures, text):
    curls(*[0] * failures, 2, lifter=lifter)

    assert budget(lifter) == [text]


def test_muscles_of_the_plan_come_first_and_the_others_apart(lifter):
    curls(0, lifter=lifter)
    curls(3, lifter=lifter, exercise="Leg extension", started=NOON + 2 * HOUR)

    shown = cards(lifter, planned=["chest", "lats"])

    assert (shown.planned.rows, shown.planned.full) == ([], "2 left for each of chest, lats.")
    assert [row.name for row in shown.others.rows] == ["Biceps"]
    assert shown.others.full == "2 left for quadriceps."
    assert [row.name for row in shown.others.recovering] == ["Biceps"]


def test_without_a_plan_every_muscle_is_among_the_first(lifter):
    curls(0, lifter=lifter)

    shown = cards(lifter, planned=[])

    assert [row.name for row in shown.planned.rows] == ["Biceps"]
    assert [row.name for row in shown.planned.recovering] == ["Biceps"]
    assert shown.others.is_empty


def test_the_chart_has_the_muscles_of_the_plan_and_the_table_all(lifter):
    curls(2, 2, lifter=lifter)

    shown = cards(lifter, planned=["chest", "biceps"])

    assert [(row.name, row.sets) for row in shown.charted] == [("Chest", "0"), ("Biceps", "2")]
    assert [(row.name, row.sets) for row in shown.volume] == [("Biceps", "2"), ("Forearms", "1")]
    assert cards(lifter, planned=[]).charted == shown.volume


def test_the_chart_has_numbers_on_its_axis(lifter, at):
    at(NOON + 3 * HOUR)
    curls(2, lifter=lifter)

    html = page(logged_in(lifter))

    assert [sets for _, sets in cards(lifter).edges] == [4, 10, 20]
    assert re.findall(r'<text class="rs-axis"[^>]*>(\d+)</text>', html) == ["0", "4", "10", "20"]


@pytest.mark.parametrize(("readiness", "left"), [("amber", ["1 left for biceps."]), ("red", [])])
def test_a_poor_day_leaves_less(lifter, readiness, left):
    assert budget(lifter, readiness=readiness) == left


def test_the_budget_is_new_on_monday_and_not_on_sunday(lifter):
    curls(0, 0, lifter=lifter, started=MONDAY - WEEK)

    assert budget(lifter, now=MONDAY - HOUR * 13) == ["Biceps: spent"]
    assert budget(lifter, now=MONDAY) == ["2 left for biceps."]


@pytest.mark.parametrize(
    ("failures", "others", "share", "counted"),
    [
        (0, 0, "from 10 sets", "none yet"),
        (1, 8, "from 10 sets", "1 of 9"),
        (1, 9, "spent", "1 of 10"),
        (1, 10, "9 of 10 %", "1 of 11"),
        (0, 10, "0 of 10 %", "0 of 10"),
    ],
)
def test_the_share_counts_from_ten_hard_sets_on(lifter, failures, others, share, counted):
    curls(*[2] * others, *[0] * failures, lifter=lifter)

    shown = cards(lifter)

    assert (shown.share, shown.counted) == (share, counted)


def test_while_the_share_is_spent_no_muscle_has_sets_left(lifter, at):
    at(NOON + 4 * HOUR)
    curls(*[2] * 8, 0, lifter=lifter)
    curls(3, lifter=lifter, exercise="Leg extension", started=NOON + HOUR)

    shown = cards(lifter, planned=["chest"])
    text = words(page(logged_in(lifter)))

    assert (shown.planned.rows, shown.planned.full) == ([], "")
    assert (shown.others.rows, shown.others.full) == ([], "")
    assert "No set to failure for now: 1 of 10 hard sets this week went there." in text
    assert "you may still take" not in text


def test_one_more_set_that_stops_short_gives_them_back(lifter):
    curls(*[2] * 10, 0, lifter=lifter)

    assert budget(lifter) == ["Biceps: 1 of 2 left"]


def test_a_share_just_under_its_cap_is_not_rounded_up_to_it(lifter):
    curls(*[2] * 19, 0, 0, lifter=lifter)

    assert cards(lifter).share == "9 of 10 %"


@pytest.mark.parametrize(("weeks", "advised"), [(3, 0), (4, 4), (5, 4)])
def test_four_weeks_running_at_the_cap_advise_a_week_without_failure(lifter, weeks, advised):
    for back in range(1, weeks + 1):
        curls(0, 0, lifter=lifter, started=NOON - back * WEEK)

    assert cards(lifter).weeks_at_cap == advised


def test_a_week_off_ends_the_run_of_weeks_at_the_cap(lifter):
    for back in (1, 2, 4, 5):
        curls(0, 0, lifter=lifter, started=NOON - back * WEEK)

    assert cards(lifter).weeks_at_cap == 0


def test_a_muscle_taken_to_failure_recovers_for_48_hours_from_the_end_of_its_session(lifter):
    end = curls(2, 0, lifter=lifter).finished_at

    def until(hours):
        return [
            (row.name, row.until)
            for row in cards(lifter, now=end + hours * HOUR).planned.recovering
        ]

    assert until(1) == [("Biceps", "Friday, 14:00")]
    assert until(47) == [("Biceps", "today, 14:00")]
    assert until(48) == []


def test_three_sets_to_failure_take_72_hours(lifter):
    end = curls(0, 0, 0, lifter=lifter).finished_at

    assert cards(lifter, now=end + 71 * HOUR).planned.recovering
    assert not cards(lifter, now=end + 72 * HOUR).planned.recovering


def test_recovery_is_told_in_the_lifters_own_zone():
    lifter = a_lifter(zone="Asia/Tokyo")
    curls(0, lifter=lifter)

    shown = cards(lifter, now=NOON + 2 * HOUR)

    assert [row.until for row in shown.planned.recovering] == ["Friday, 23:00"]


@pytest.mark.parametrize(
    ("sets", "band"),
    [
        (3, "too few to see a difference"),
        (4, "productive"),
        (9, "productive"),
        (10, "typical target"),
        (19, "typical target"),
        (20, "high, small return"),
        (29, "high, small return"),
        (30, "very high"),
    ],
)
def test_the_week_of_a_muscle_has_a_band(lifter, sets, band):
    curls(*[2] * sets, lifter=lifter)

    biceps = cards(lifter).volume[0]

    assert (biceps.name, biceps.sets, biceps.band) == ("Biceps", f"{sets}", band)
    assert float(biceps.width.rstrip("%")) <= 100


def test_a_set_without_effort_counts_and_is_told_apart_an_easy_one_does_not_count(lifter):
    curls(None, 5, 4, lifter=lifter)

    assert [(row.sets, row.unknown) for row in cards(lifter).volume[:1]] == [("2", "1")]


def test_nobody_else_is_in_it(lifter):
    curls(0, 0, lifter=a_lifter())

    shown = cards(lifter)

    assert budget(lifter) == ["2 left for biceps."]
    assert not shown.volume
    assert not shown.planned.recovering


def test_today_says_the_budget_in_words(lifter, at):
    at(NOON + 3 * HOUR)
    curls(0, 2, 2, 2, lifter=lifter)

    text = words(page(logged_in(lifter)))

    assert "Sets to failure you may still take by Sunday, at most one for an exercise." in text
    assert "Biceps 1 of 2 left" in text
    assert "All hard sets 1 of 4 from 10 sets" in text
    assert "Biceps until Friday, 14:00" in text
    assert "Sets this week" in text
    assert "Biceps 4 productive" in text


def test_today_advises_a_week_without_failure_and_blocks_nothing(lifter, at):
    at(NOON)
    for back in range(1, 5):
        curls(0, 0, lifter=lifter, started=NOON - back * WEEK)

    text = words(page(logged_in(lifter)))

    assert "Make this a week without failure" in text
    assert "Nothing is blocked." in text
    a_red_day(lifter=lifter)
    text = words(page(logged_in(lifter)))
    # No set of the plan may go to failure on such a day: it stands with the budget.
    assert text.index("Make this a week") > text.index("Failure budget")


def test_where_the_plan_has_sets_to_failure_a_week_without_is_said_at_its_top(lifter, at):
    known_movements(lifter=lifter, before=NOON - 3 * DAY)
    at(NOON + 4 * DAY)
    for back in range(1, 5):
        curls(0, 0, lifter=lifter, started=NOON - back * WEEK)
    upper_a = Workout.objects.get(name="Upper A").pk

    text = words(page(logged_in(lifter), f"/?workout={upper_a}"))

    assert text.count("Make this a week without failure") == 1
    assert text.index("Make this a week without failure") < text.index("Barbell bench press Aim")
    assert "also on the final set of Cable fly" in text


def test_a_beginner_reads_why_there_is_none_and_no_blame(at):
    lifter = a_lifter(level="beginner")
    at(NOON + 3 * HOUR)
    client = logged_in(lifter)

    assert "Sets to failure: none for now" in words(page(client))
    assert "went that far" not in words(page(client))

    curls(0, lifter=lifter)

    text = words(page(client))
    assert "1 went that far this week. It happens; stop a rep sooner next time." in text
    assert "Biceps until Friday, 14:00" in text


def test_a_check_in_moves_the_budget_at_once(lifter, at):
    at(NOON)
    client = logged_in(lifter)
    assert "2 left for each of chest" in words(page(client))

    a_red_day(lifter=lifter)

    assert "left for" not in words(page(client))
    assert "Red day: no set to failure today." in words(page(client))


def test_the_summaries_say_of_the_week_what_its_sets_say(lifter):
    curls(0, 2, None, 5, lifter=lifter, started=NOON - 8 * DAY)
    curls(0, 0, 0, 3, lifter=lifter, started=NOON - DAY)
    curls(1, 0, lifter=lifter, exercise="Leg extension", ended_by="technical_failure")
    now = NOON + 4 * HOUR
    today = local_date(now, lifter.zone)
    _, week = plan_of(lifter, None, None, now=now, week_since=weeks_read_from(today))
    sets = sets_of_days(lifter, weeks_read_from(today), Moment(today, now))
    asked: dict[str, Any] = {"today": today, "level": "intermediate", "now": now}

    assert len(sets) > len(week.tallies()) == 3
    assert failure_budget_of(week.tallies(), **asked) == failure_budget(sets, **asked)
    assert weekly_volume_of(week.tallies(), today=today) == weekly_volume(sets, today=today)


def test_the_week_asks_as_much_after_a_long_history(lifter):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            cards(lifter)
        return len(captured)

    curls(2, lifter=lifter)
    few = queries()
    for back in range(1, 25):
        curls(2, 2, lifter=lifter, started=NOON - back * DAY * 3)

    assert queries() == few == 1


def test_weeks_at_the_cap_ask_once_more(lifter):
    for back in range(1, 8):
        curls(0, 0, lifter=lifter, started=NOON - back * WEEK)

    with CaptureQueriesContext(connection) as captured:
        cards(lifter)

    assert len(captured) == 2
