"""A deload, agreed to or begun without a sign (rulebook 9); long, as its days and refusals are many."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from logbook.acts.deload import start_deload
from logbook.advice.suggestions import suggested
from logbook.clock import Moment
from logbook.log.deload import advice_of, is_deload_on
from logbook.log.logged_sets import sets_of_days
from logbook.models import DeloadAdvice, SessionExercise, TrainingSession, User
from tests.at_once import at_once
from tests.at_once import post as at_once_post
from tests.logbook.advice.test_suggestions import form, said
from tests.logbook.given import (
    NOON,
    a_finished_session,
    a_lifter,
    a_red_day,
    a_session,
    finished,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.pages.today.test_deload import BENCH, DAY, TODAY, worn_out
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)


def post(lifter: User, name: str) -> None:
    assert logged_in(lifter).post(reverse(name)).status_code == 302


def today(lifter: User) -> str:
    return words(page(logged_in(lifter), reverse("today")))


def agreed(lifter: User, *, on: dt.date = TODAY) -> None:
    """The lifter agreed to a deload on that day."""
    DeloadAdvice.objects.get_or_create(athlete=lifter)
    start_deload(lifter, today=on)


def bench_of(lifter: User) -> SessionExercise:
    return the_item(session=a_session(lifter=lifter), name=BENCH)


def test_what_is_suggested_can_be_agreed_to_and_today_says_until_when(lifter: User):
    worn_out(lifter)
    assert "Deload from today" in today(lifter)

    post(lifter, "deload_start")

    text = today(lifter)
    assert "Until Tue 11 Mar Deload week" in text
    assert "Consider an easy week" not in text


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, True), (6, True), (7, False)])
def test_it_lasts_seven_days(lifter: User, days: int, holds: bool):
    agreed(lifter)

    assert is_deload_on(advice_of(lifter), TODAY + days * DAY) is holds
    started = a_session(lifter=lifter, started=NOON + days * DAY)
    assert started.is_deload is holds


def test_its_sessions_have_half_the_sets_nine_tenths_of_the_load_and_easier_aims(lifter: User):
    for back in (12, 9, 6, 3):
        a_finished_session(lifter=lifter, started=NOON - back * DAY, sets=2)
    before = bench_of(lifter)
    assert logged(item=before, reps=6, load="80", rir=3).target_aim == 3

    agreed(lifter)
    item = bench_of(lifter)

    # Half of three, rounded up.
    assert (item.planned_sets, item.sets_off) == (2, 0)
    assert form(item)[0] == "70"
    assert "7 days: half the sets, 90 % of the load, no failure." in said(item)
    row = logged(item=item, reps=6, load="70", rir=4)
    assert (row.target_low, row.target_aim, row.target_high) == (4, 4, 5)
    assert "10 sets · deload" in said(item)
    planned = page(logged_in(lifter), "/", {"workout": str(item.session.workout_id)})
    assert "Barbell bench press Aim 4 RIR 2 × 6–8 · 70 kg" in words(planned)


def test_its_second_session_is_no_lighter_than_its_first(lifter: User):
    for back in (12, 9, 6, 3):
        a_finished_session(lifter=lifter, started=NOON - back * DAY, sets=2)
    agreed(lifter)
    first = bench_of(lifter)
    logged(item=first, reps=6, load="70", rir=4)
    finished(first.session)

    assert form(the_item(session=a_session(lifter=lifter, started=NOON + 2 * DAY)))[0] == "70"


def test_no_aim_is_under_three_and_nothing_may_fail(lifter: User):
    agreed(lifter)
    session = a_session(lifter=lifter)

    for item in session.exercises.select_related("risk", "session", "athlete"):
        row = logged(item=item, reps=item.reps_bottom or 8, rir=4)
        assert row.target_aim is not None
        assert row.target_aim >= 3
        assert row.judged_by["may_fail"] is False


def test_no_load_rises_in_a_deload(lifter: User):
    for back in (12, 9, 6, 3):
        session = a_session(lifter=lifter, started=NOON - back * DAY)
        for _ in range(3):
            logged(item=the_item(session=session, name=BENCH), reps=8, load="80", rir=4)
        finished(session)
    assert float(form(bench_of(lifter))[0]) > 80

    agreed(lifter)

    assert form(bench_of(lifter))[0] == "70"


def test_the_reps_are_those_done_before_and_the_rise_comes_after(lifter: User):
    for back in (12, 9, 6, 3):
        session = a_session(lifter=lifter, started=NOON - back * DAY)
        for reps in (7, 7, 6):
            logged(item=the_item(session=session, name=BENCH), reps=reps, load="80", rir=3)
        finished(session)
    assert form(bench_of(lifter)) == ("80", "7")
    assert suggested(bench_of(lifter)).sets[2].reps == 7  # type: ignore[union-attr]

    agreed(lifter)

    done = suggested(bench_of(lifter)).sets  # type: ignore[union-attr]
    assert [one.reps for one in done] == [7, 7]
    after = the_item(session=a_session(lifter=lifter, started=NOON + 7 * DAY))
    assert suggested(after).sets[2].reps == 7  # type: ignore[union-attr]


def freely(lifter: User, started: dt.datetime, *reps: int, name: str = "Curl") -> SessionExercise:
    """An exercise of a session without a plan, with so many reps a set at 50 kg."""
    session = a_session(lifter=lifter, workout=None, exercises=[name], started=started)
    for one in reps:
        logged(item=the_item(session=session, name=name), reps=one, load="50")
    return the_item(session=finished(session) if reps else session, name=name)


def test_a_session_without_a_plan_is_a_deload_too(lifter: User):
    freely(lifter, NOON - 3 * DAY, 12, 11, 10)
    assert freely(lifter, NOON - DAY).planned_sets is None

    agreed(lifter)
    item = freely(lifter, NOON)

    assert (item.planned_sets, item.sets_off) == (2, 0)
    assert [(one.reps, str(one.load)) for one in suggested(item).sets] == [  # type: ignore[union-attr]
        (12, "45 kg"),
        (11, "45 kg"),
    ]
    row = logged(item=item, reps=12, load="45", rir=4)
    assert row.target_aim is not None
    assert row.target_aim >= 3
    assert logged(item=item, reps=11, load="45", rir=4).is_final


def test_a_red_day_takes_one_set_off_such_a_session_as_well(lifter: User):
    freely(lifter, NOON - 3 * DAY, 12, 11, 10)
    agreed(lifter)
    a_red_day(lifter=lifter)

    item = freely(lifter, NOON)

    assert (item.planned_sets, item.sets_off) == (1, 1)


def test_what_was_never_done_has_no_plan_in_a_deload_either(lifter: User):
    agreed(lifter)

    assert freely(lifter, NOON).planned_sets is None


def test_no_heavier_load_is_offered_within_a_deload(lifter: User):
    for back in (12, 9, 6, 3):
        a_finished_session(lifter=lifter, started=NOON - back * DAY, sets=2)
    agreed(lifter)
    item = the_item(session=a_session(lifter=lifter), name="Curl")

    row = logged(item=item, reps=10, load="60", rir=5)
    assert row.target_aim == 3
    assert "Next set:" not in said(item)


def test_a_red_day_takes_one_set_more_but_never_the_last(lifter: User):
    agreed(lifter)
    a_red_day(lifter=lifter)
    session = a_session(lifter=lifter)

    planned = {item.risk.name: item.planned_sets for item in session.exercises.all()}
    assert planned["Incline dumbbell press"] == 1
    assert planned[BENCH] == 1


def test_its_sessions_are_no_evidence_for_the_next_time(lifter: User):
    agreed(lifter)
    item = bench_of(lifter)
    logged(item=item, reps=6, load="70", rir=4)
    session = finished(item.session)

    assert all(
        one.is_deload for one in sets_of_days(lifter, TODAY, Moment(TODAY, session.started_at))
    )
    review = words(page(logged_in(lifter), reverse("session_review", args=[session.pk])))
    assert "A deload says little of your strength" in review


@pytest.mark.parametrize(("days", "suggested"), [(27, False), (28, True)])
def test_no_other_is_suggested_for_four_weeks(lifter: User, days: int, suggested: bool):
    DeloadAdvice.objects.create(
        athlete=lifter,
        deload_from=TODAY - (days + 7) * DAY,
        deload_until=TODAY - (days + 1) * DAY,
    )
    worn_out(lifter)

    assert ("Consider an easy week" in today(lifter)) is suggested


def test_ended_before_a_session_it_never_was(lifter: User):
    worn_out(lifter)
    post(lifter, "deload_start")

    post(lifter, "deload_end")

    assert "Consider an easy week" in today(lifter)
    assert DeloadAdvice.objects.get().deload_from is None


def test_ended_after_a_session_that_session_stays_one(lifter: User):
    worn_out(lifter)
    post(lifter, "deload_start")
    first = a_session(lifter=lifter)

    post(lifter, "deload_end")

    assert TrainingSession.objects.get(pk=first.pk).is_deload
    assert not a_session(lifter=lifter, started=NOON + dt.timedelta(hours=3)).is_deload
    assert "Deload" not in today(lifter)


def test_agreeing_twice_moves_no_end(lifter: User):
    agreed(lifter)
    agreed(lifter, on=TODAY + 3 * DAY)

    assert advice_of(lifter).deload_until == TODAY + 6 * DAY  # type: ignore[union-attr]


def test_where_none_runs_none_ends(lifter: User):
    post(lifter, "deload_end")

    assert not DeloadAdvice.objects.exists()


def test_nobody_starts_or_ends_anothers(lifter: User):
    agreed(lifter)
    post(a_lifter(), "deload_end")

    assert is_deload_on(advice_of(lifter), TODAY)
    for name in ("deload_start", "deload_end"):
        assert logged_in(lifter).get(reverse(name)).status_code == 405


def offered(lifter: User) -> str:
    return words(page(logged_in(lifter), reverse("deload")))


def test_a_lifter_without_a_sign_or_a_log_may_begin_one_and_take_it_back(lifter: User):
    assert "Take an easy week" in today(lifter)
    assert "Deload from today" in offered(lifter)

    post(lifter, "deload_start")

    assert "Until Tue 11 Mar Deload week" in today(lifter)
    assert "It runs until Tue 11 Mar" in offered(lifter)
    post(lifter, "deload_start")
    kept = advice_of(lifter)
    assert kept is not None
    assert (kept.deload_from, kept.deload_until) == (TODAY, TODAY + 6 * DAY)
    post(lifter, "deload_end")
    assert "Deload week" not in today(lifter)
    # No session was started in it, so it never was, and may begin again.
    assert "Deload from today" in offered(lifter)


@pytest.mark.parametrize(("days", "may"), [(27, False), (28, True), (29, True)])
def test_there_is_at_most_one_in_four_weeks(lifter: User, days: int, may: bool):
    """The last one ended so many days ago."""
    DeloadAdvice.objects.create(
        athlete=lifter,
        deload_from=TODAY - (days + 6) * DAY,
        deload_until=TODAY - days * DAY,
    )

    response = logged_in(lifter).post(reverse("deload_start"))

    assert response.status_code == (302 if may else 409)
    assert is_deload_on(advice_of(lifter), TODAY) is may
    if not may:
        said = words(response.content.decode())
        assert "Not before Thu 6 Mar 2025: at most one in four weeks." in said
        assert "Deload from today" not in said
        assert "Not before Thu 6 Mar 2025" in offered(lifter)


@pytest.mark.parametrize(("days", "may"), [(27, False), (28, True)])
def test_an_easy_week_of_a_program_is_one_too(lifter: User, days: int, may: bool):
    session = a_finished_session(lifter=lifter, started=NOON - days * DAY)
    TrainingSession.objects.filter(pk=session.pk).update(is_deload=True)

    assert logged_in(lifter).post(reverse("deload_start")).status_code == (302 if may else 409)


@pytest.mark.parametrize(("days", "goes_on"), [(6, True), (7, False)])
def test_one_that_was_ended_goes_on_within_its_days(
    lifter: User, monkeypatch: pytest.MonkeyPatch, days: int, goes_on: bool
):
    began = TODAY - days * DAY
    agreed(lifter, on=began)
    a_finished_session(lifter=lifter, started=NOON - days * DAY)
    monkeypatch.setattr(timezone, "now", lambda: NOON - (days - 1) * DAY)
    post(lifter, "deload_end")
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    kept = advice_of(lifter)
    assert kept is not None
    assert (kept.deload_from, kept.deload_until) == (began, began)

    assert ("Go on with it" in offered(lifter)) is goes_on
    assert logged_in(lifter).post(reverse("deload_start")).status_code == (302 if goes_on else 409)
    kept = advice_of(lifter)
    assert kept is not None
    assert (kept.deload_from, kept.deload_until) == (began, began + 6 * DAY if goes_on else began)


def test_another_lifter_s_is_no_reason_to_wait(lifter: User):
    agreed(a_lifter(), on=TODAY - 10 * DAY)

    assert logged_in(lifter).post(reverse("deload_start")).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_taps_at_once_begin_one():
    for _ in range(3):
        person = a_lifter()
        begin = at_once_post("deload_start")
        assert at_once(person, [begin, begin, begin]) == [302] * 3
        assert DeloadAdvice.objects.filter(athlete=person).count() == 1
