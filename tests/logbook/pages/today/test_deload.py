"""Deload advice on Today, trends in the review, grinds and the soft note on History."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.acts.session_exercises import mark_pain
from logbook.acts.sessions import delete_session, reopen_session
from logbook.acts.sets import delete_set
from logbook.log.deload import advice_of
from logbook.models import DeloadAdvice, TrainingSession, User
from logbook.pages.today.deload import deload_card
from programming.choices import Role
from tests.logbook.given import (
    NOON,
    a_lifter,
    a_red_day,
    a_session,
    finished,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import page, review, words

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)
TODAY = NOON.date()
BENCH, SQUAT = "Barbell bench press", "Barbell squat"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages are opened at noon of the day the logs here end before."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


def trained(
    lifter: User, back: int, *names: str, sets: int = 1, **named: object
) -> TrainingSession:
    """A finished session so many days ago, its exercises main lifts with the same sets each."""
    session = a_session(
        lifter=lifter, workout=None, exercises=names, started=NOON - back * DAY
    )  # fmt: skip
    session.exercises.update(role=Role.MAIN)
    for name in names:
        for _ in range(sets):
            logged(item=the_item(session=session, name=name), **named)  # type: ignore[arg-type]
    return finished(session)


def in_pain(lifter: User, back: int, *names: str) -> TrainingSession:
    session = a_session(
        lifter=lifter, workout=None, exercises=names, started=NOON - back * DAY
    )  # fmt: skip
    for name in names:
        item = the_item(session=session, name=name)
        logged(item=item)
        mark_pain(lifter, item.pk, has_pain=True)
    return finished(session)


def worn_out(lifter: User) -> TrainingSession:
    """Bench press and squat both 7 % down in the last two of seven sessions."""
    for back in range(20, 8, -3):
        trained(lifter, back, BENCH, SQUAT, load="100", reps=5)
    trained(lifter, 7, BENCH, SQUAT, load="100", reps=5)
    trained(lifter, 4, BENCH, SQUAT, load="92.5", reps=5)
    return trained(lifter, 1, BENCH, SQUAT, load="92.5", reps=5)


def today(lifter: User) -> str:
    return words(page(logged_in(lifter), reverse("today")))


def history(lifter: User) -> str:
    return words(page(logged_in(lifter), reverse("session_list")))


def reviewed(session: TrainingSession) -> str:
    return words(review(session))


def test_two_main_lifts_down_suggest_a_deload_with_the_sessions_it_rests_on(lifter: User):
    worn_out(lifter)

    text = today(lifter)

    assert "As of Tue 4 Mar Consider an easy week (deload)" in text
    assert "2 main lifts of different kinds are weaker than before." in text
    assert f"{BENCH}: 7 % weaker than before. Sat 1 Mar, Tue 4 Mar." in text
    assert f"{SQUAT}: 7 % weaker than before. Sat 1 Mar, Tue 4 Mar." in text
    assert "7 days: half the sets, 90 % of the load, no failure." in text
    assert "Stop every set 2 reps sooner than usual, with at least 3 left." in text
    assert "no trial shows that deloads improve gains" in text


def test_pain_again_and_again_suggests_one(lifter: User):
    for back in (9, 5, 2):
        in_pain(lifter, back, "Curl", "Lateral raise")

    text = today(lifter)

    assert "Pain marked again and again on 2 exercises." in text
    assert "Curl: Mon 24 Feb, Fri 28 Feb, Mon 3 Mar." in text


def test_red_days_with_a_lift_down_are_named(lifter: User):
    for back in range(32, 16, -3):
        trained(lifter, back, BENCH, load="100", reps=5)
    # Red days are no evidence of the lift itself.
    trained(lifter, 12, BENCH, load="80", reps=5)
    for back in (9, 6, 3):
        a_red_day(lifter=lifter, at=NOON - back * DAY - dt.timedelta(minutes=5))
        trained(lifter, back, BENCH, load="80", reps=5)

    text = today(lifter)

    assert "A main lift is weaker; 3 of the last 4 sessions were red." in text
    assert "Mon 24 Feb: a red day." in text


def test_where_nothing_calls_for_one_today_says_nothing_and_nothing_is_kept(lifter: User):
    trained(lifter, 1, BENCH)

    assert "deload" not in today(lifter).lower()
    assert not DeloadAdvice.objects.exists()


def test_not_now_is_silent_for_fourteen_days_says_so_and_can_be_undone(lifter: User):
    worn_out(lifter)
    client = logged_in(lifter)

    answer = client.post(reverse("deload_refuse"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("today"))
    text = today(lifter)
    assert "Deload: not now You declined one on Wed 5 Mar." in text
    assert "It is not suggested before Wed 19 Mar." in text
    assert "Consider an easy week (deload)" not in text

    client.post(reverse("deload_again"))
    assert "Consider an easy week (deload)" in today(lifter)


@pytest.mark.parametrize(("days", "is_refused"), [(13, True), (14, False)])
def test_a_refusal_ends_after_fourteen_days(lifter: User, days: int, is_refused: bool):
    worn_out(lifter)
    DeloadAdvice.objects.update(refused_on=TODAY - days * DAY)

    card = deload_card(lifter, advice_of(lifter), TODAY)

    assert card is not None
    assert (card.refused_on is not None) is is_refused


def test_a_refusal_outlives_the_sessions_after_it(lifter: User):
    worn_out(lifter)
    logged_in(lifter).post(reverse("deload_refuse"))

    trained(lifter, 0, BENCH, SQUAT, load="92.5", reps=5)

    assert DeloadAdvice.objects.get().refused_on == TODAY
    assert "Deload: not now" in today(lifter)


@pytest.mark.parametrize(("days", "is_said"), [(6, True), (7, False)])
def test_after_a_week_without_a_session_it_is_no_news(lifter: User, days: int, is_said: bool):
    worn_out(lifter)

    assert (deload_card(lifter, advice_of(lifter), TODAY + days * DAY) is not None) is is_said


def test_a_better_session_takes_it_back(lifter: User):
    worn_out(lifter)

    trained(lifter, 0, BENCH, SQUAT, load="100", reps=6)

    assert "deload" not in today(lifter).lower()
    assert DeloadAdvice.objects.get().evidence == []


@pytest.mark.parametrize("act", ["delete the session", "reopen it", "delete its sets"])
def test_taking_the_session_back_takes_the_advice_back(lifter: User, act: str):
    last = worn_out(lifter)
    if act == "delete the session":
        delete_session(lifter, last.pk)
    elif act == "reopen it":
        reopen_session(lifter, last.pk)
    else:
        for row in last.sets.all():
            delete_set(lifter, row.pk, now=NOON)

    assert DeloadAdvice.objects.get().evidence == []


def test_advice_is_the_lifters_own_and_answers_take_post_only(lifter: User):
    worn_out(lifter)
    other = a_lifter()

    assert deload_card(other, advice_of(other), TODAY) is None
    logged_in(other).post(reverse("deload_refuse"))
    assert DeloadAdvice.objects.get().refused_on is None
    for name in ("deload_refuse", "deload_again"):
        assert logged_in(lifter).get(reverse(name)).status_code == 405
        assert Client().post(reverse(name)).status_code == 302
    checked = Client(enforce_csrf_checks=True)
    checked.force_login(lifter)
    assert checked.post(reverse("deload_refuse")).status_code == 403
    assert DeloadAdvice.objects.get().refused_on is None


def test_today_reads_one_row_whatever_there_is_to_say(lifter: User):
    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            today(lifter)
        return [one["sql"] for one in asked.captured_queries]

    # The first asks for what a process then remembers as well: the release in force.
    queries()
    few = queries()
    worn_out(lifter)
    many = queries()

    assert len([sql for sql in many if "deloadadvice" in sql]) == 1
    # And asks once for the names of the lifts it speaks of, however many they are.
    assert len(many) == len(few) + 1
    advice = DeloadAdvice.objects.get(athlete=lifter)
    advice.evidence[0][2] *= 20
    advice.save()
    assert len(queries()) == len(many)


def test_the_review_says_which_lift_is_rising(lifter: User):
    for back, reps in ((9, 6), (6, 7)):
        trained(lifter, back, BENCH, load="80", reps=reps)

    text = reviewed(trained(lifter, 3, BENCH, load="80", reps=8))

    assert f"{BENCH} is rising: leave it as it is. Why : a lift that is rising" in text


def test_the_review_says_which_lift_is_stuck(lifter: User):
    for back in range(40, 2, -5):
        last = trained(lifter, back, "Curl", load="20", reps=10, rir=2)

    text = reviewed(last)

    assert "Curl: no new best in 4 weeks, effort on target. Why : a plateau" in text
    assert "rising" not in text


def test_the_review_says_which_lift_is_down(lifter: User):
    assert f"{BENCH}: 7 % weaker than before." in reviewed(worn_out(lifter))


def test_history_names_the_lifts_on_which_every_set_is_a_grind(lifter: User):
    for back in range(40, 2, -5):
        trained(lifter, back, BENCH, load="80", reps=5, rir=0)
    last = trained(lifter, 1, BENCH, load="80", reps=5, rir=0)

    text = history(lifter)

    assert f"Every set a grind: {BENCH}. No new best for weeks" in text
    assert f"{BENCH}: no new best, and too close to failure. Back off." in reviewed(last)


def test_history_has_the_soft_note_unless_a_deload_was_declined(lifter: User):
    for back in range(50, 2, -5):
        trained(lifter, back, "Curl", reps=10)
    assert "6 weeks without an easy week. Only a note." in history(lifter)

    DeloadAdvice.objects.create(athlete=lifter, refused_on=TODAY)
    assert "easy week" not in history(lifter)
