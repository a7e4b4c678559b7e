"""The level: six signs, week by week, in force unless it is set by hand."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.acts.levels import BackgroundEntry, answer, follow_score, set_level
from logbook.acts.people import weigh
from logbook.acts.sessions import finish_session
from logbook.kept.levels import keep_level
from logbook.models import Background, LevelComputation
from programming.choices import Level
from programming.loads import Load, Unit
from tests.logbook.given import (
    NOON,
    RUBBISH,
    a_finished_session,
    a_lifter,
    a_session,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import flat, page, words

pytestmark = pytest.mark.usefixtures("release")

WEEK = dt.timedelta(weeks=1)
NOVICE = BackgroundEntry(total_months=2, uninterrupted_months=1, stable_lifts=2)
TRAINED = BackgroundEntry(total_months=30, uninterrupted_months=14, stable_lifts=3)


@pytest.fixture
def lifter():
    return a_lifter(level="beginner", is_level_by_hand=False)


@pytest.fixture
def client(lifter, monkeypatch):
    """The lifter's browser, on a Wednesday at noon."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    return logged_in(lifter)


def points(standing) -> dict[str, int | None]:
    return {one.code: one.points for one in standing.assessment.parameters}


def test_the_first_answers_decide_at_once(lifter):
    answer(lifter, TRAINED, now=NOON)

    lifter.refresh_from_db()
    # 3 points on average are an advanced lifter's; strength is not known, and one lift is not stable.
    assert lifter.level == "intermediate"
    week = LevelComputation.objects.get(athlete=lifter)
    assert (week.points, week.known, week.monday) == (9, 3, dt.date(2025, 3, 3))


def test_a_change_takes_two_weeks_running(lifter):
    answer(lifter, NOVICE, now=NOON)
    assert lifter.level == "beginner"

    answer(lifter, TRAINED, now=NOON + WEEK)
    assert lifter.level == "beginner"
    answer(lifter, TRAINED, now=NOON + 2 * WEEK)

    assert lifter.level == "intermediate"


def test_the_same_week_counts_once_however_often_it_is_computed(lifter):
    answer(lifter, NOVICE, now=NOON)
    for hours in (0, 1, 2):
        answer(lifter, TRAINED, now=NOON + WEEK + dt.timedelta(hours=hours))

    assert lifter.level == "beginner"
    assert LevelComputation.objects.filter(athlete=lifter).count() == 2


def test_a_week_taken_back_leaves_the_level_as_it_was(lifter):
    answer(lifter, NOVICE, now=NOON)
    answer(lifter, TRAINED, now=NOON + WEEK)
    answer(lifter, TRAINED, now=NOON + 2 * WEEK)
    assert lifter.level == "intermediate"

    answer(lifter, NOVICE, now=NOON + 2 * WEEK + dt.timedelta(hours=1))

    assert lifter.level == "beginner"


def test_weeks_in_which_too_little_was_known_do_not_hold_the_first_answers_back(lifter):
    keep_level(lifter, now=NOON)
    assert LevelComputation.objects.get(athlete=lifter).is_provisional

    answer(lifter, TRAINED, now=NOON + WEEK)

    assert lifter.level == "intermediate"


def test_finishing_a_session_computes_the_week(lifter):
    session = a_session(lifter=lifter)
    logged(item=the_item(session=session))

    finish_session(lifter, session.pk, now=NOON + dt.timedelta(hours=1))

    assert LevelComputation.objects.get(athlete=lifter).monday == dt.date(2025, 3, 3)


def test_the_log_gives_what_was_not_asked(lifter):
    answer(lifter, TRAINED, now=NOON - 5 * WEEK)
    for weeks in range(5, -1, -1):
        a_finished_session(lifter=lifter, started=NOON - weeks * WEEK)

    found = points(keep_level(lifter, now=NOON + dt.timedelta(hours=2)))

    assert found["level_gap"] == 4
    assert found["level_uninterrupted"] == 3
    assert found["level_strength"] is None


def test_strength_counts_with_bodyweight_and_sex(lifter):
    answer(
        lifter,
        BackgroundEntry(total_months=30, uninterrupted_months=14, stable_lifts=3, sex="male"),
        now=NOON - WEEK,
    )
    weigh(lifter, Load(80_000, Unit.KG), now=NOON - WEEK)
    for days in (2, 1):
        a_finished_session(lifter=lifter, started=NOON - dt.timedelta(days=days))

    standing = keep_level(lifter, now=NOON)

    # 80 kg for 8 with 2 left is 106.7 kg: 1.33 times bodyweight, intermediate.
    assert points(standing)["level_strength"] == 3


def test_a_level_set_by_hand_holds_and_the_score_stays_visible(lifter, client):
    answer(lifter, NOVICE, now=NOON)

    client.post(reverse("level_set"), {"level": "advanced"})
    text = words(page(client, reverse("level")))

    lifter.refresh_from_db()
    assert (lifter.level, lifter.is_level_by_hand) == ("advanced", True)
    assert "Set by hand, by you Advanced" in text
    assert "Your score says beginner" in text
    assert "Follow the score again: beginner" in text


def test_the_way_back_puts_the_score_in_force_at_once(lifter, client):
    answer(lifter, TRAINED, now=NOON)
    set_level(lifter, Level.BEGINNER)

    client.post(reverse("level_follow"))

    lifter.refresh_from_db()
    assert (lifter.level, lifter.is_level_by_hand) == ("intermediate", False)


def test_a_session_finished_under_a_level_set_by_hand_leaves_it(lifter):
    set_level(lifter, Level.ADVANCED)

    a_finished_session(lifter=lifter)

    lifter.refresh_from_db()
    assert lifter.level == "advanced"
    assert LevelComputation.objects.filter(athlete=lifter).exists()


def test_settings_no_longer_set_the_level(lifter, client):
    html = page(client, "/settings/")

    assert 'name="level"' not in html
    assert f'href="{reverse("level")}"' in html


def test_every_sign_says_where_it_is_from_and_what_would_change_it(lifter, client):
    answer(lifter, TRAINED, now=NOON)

    text = words(page(client, reverse("level")))

    for title in (
        "Uninterrupted training",
        "Longest gap of the last 12 months",
        "Training in all",
        "Technique under load",
        "Relative strength",
        "Pace of progress",
    ):
        assert title in text
    assert "From your answer" in text
    assert "From your log" in text
    assert "What would change it" in text
    assert "RepStack policy" in text


def test_what_holds_a_level_back_is_said(lifter, client):
    answer(
        lifter,
        BackgroundEntry(total_months=90, uninterrupted_months=40, stable_lifts=1),
        now=NOON,
    )

    assert lifter.level == "beginner"
    assert "Form first" in words(page(client, reverse("level")))


def test_a_new_movement_is_named_with_the_level_it_is_trained_at(lifter, client, monkeypatch):
    answer(lifter, TRAINED, now=NOON)
    a_finished_session(lifter=lifter)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + dt.timedelta(days=1))

    text = words(page(client, reverse("level")))

    assert "still new to you. Their targets are those of the level below yours (beginner)" in text
    assert "Cable fly" in text


@pytest.mark.parametrize("level", ["", "expert", *RUBBISH.values()], ids=lambda text: text[:12])
def test_a_level_that_is_none_is_a_message_and_changes_nothing(lifter, client, level):
    response = client.post(reverse("level_set"), {"level": level})

    assert response.status_code == 422
    assert 'id="level-error"' in flat(response.content.decode())
    lifter.refresh_from_db()
    assert (lifter.level, lifter.is_level_by_hand) == ("beginner", False)


@pytest.mark.parametrize("field", ["total_months", "uninterrupted_months", "stable_lifts", "sex"])
@pytest.mark.parametrize("rubbish", RUBBISH.values(), ids=RUBBISH)
def test_a_wrong_answer_is_a_message_at_its_field(client, field, rubbish):
    response = client.post(reverse("level_answers"), {field: rubbish})

    assert response.status_code == 422
    assert f'id="id_{field}_error"' in flat(response.content.decode())
    assert not Background.objects.exists()


def test_months_left_as_they_were_stay_true_of_the_day_they_were_given_on(lifter):
    answer(lifter, TRAINED, now=NOON)
    later = NOON + dt.timedelta(days=70)

    answer(lifter, BackgroundEntry(total_months=31, uninterrupted_months=14), now=later)
    assert Background.objects.get().answered_on == dt.date(2025, 3, 5)

    answer(lifter, BackgroundEntry(uninterrupted_months=0), now=later)
    assert Background.objects.get().answered_on == later.date()


def test_somebody_elses_answers_and_weeks_are_not_read(lifter, client):
    answer(a_lifter(is_level_by_hand=False), TRAINED, now=NOON)

    text = words(page(client, reverse("level")))

    assert "Beginner, for now" in text
    assert "0 of 6 known" in text


def test_opening_the_page_writes_nothing(lifter, client):
    answer(lifter, TRAINED, now=NOON)

    with CaptureQueriesContext(connection) as asked:
        page(client, reverse("level"))

    assert not [one for one in asked if one["sql"].startswith(("INSERT", "UPDATE"))]


def test_a_longer_log_asks_no_more_questions(lifter, client, monkeypatch):
    answer(lifter, TRAINED, now=NOON - 9 * WEEK)
    a_finished_session(lifter=lifter, started=NOON - WEEK)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)
    page(client, reverse("level"))

    with CaptureQueriesContext(connection) as first:
        page(client, reverse("level"))
    for weeks in range(8, 1, -1):
        a_finished_session(lifter=lifter, started=NOON - weeks * WEEK, sets=2)
    page(client, reverse("level"))
    with CaptureQueriesContext(connection) as later:
        page(client, reverse("level"))

    assert len(later) == len(first)


def test_following_the_score_with_nothing_known_is_a_beginner_again():
    lifter = a_lifter(level="advanced")

    follow_score(lifter, now=NOON)

    assert (lifter.level, lifter.is_level_by_hand) == ("beginner", False)
