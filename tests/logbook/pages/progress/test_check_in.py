"""Whether the check-in goes with what was lifted, on its page; and hard sets on a body."""

from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from logbook.charts.body import body_map
from logbook.choices import Recovery, Sleep
from logbook.clock import Moment
from logbook.log.answered import answered_sessions
from logbook.models import CheckIn, SessionExercise, TrainingSession, User
from programming.choices import Muscle
from tests.logbook.given import logged_in
from tests.logbook.random_logs import KG, a_random_log

pytestmark = pytest.mark.usefixtures("release")

PATH = reverse("progress_check_in")


def a_log(seed: int = 3, *, sessions: int = 90) -> User:
    """A year of sessions, all answered, each lift ten kilograms lighter after a bad night."""
    rng = Random(seed)
    lifter = a_random_log(rng, today=timezone.localdate(), days=100, sessions=sessions)
    for session in TrainingSession.objects.filter(athlete=lifter):
        bad = rng.random() < 0.5
        asked = CheckIn.objects.create(
            athlete=lifter, local_date=session.local_date, taken_at=session.started_at,
            sleep=Sleep.UNDER_6 if bad else Sleep.FROM_7, recovery=Recovery.FAIR, state="green", points=0,
            points_without_energy=0,
        )  # fmt: skip
        TrainingSession.objects.filter(pk=session.pk).update(check_in=asked)
        lifted = 90 * KG if bad else 100 * KG
        SessionExercise.objects.filter(session=session).update(e1rm=lifted)
    return lifter


def test_a_lifter_who_sleeps_and_lifts_hears_it_with_n():
    page = logged_in(a_log()).get(PATH).content.decode()

    assert "After 7 h of sleep or more you lift" in page
    assert "(n = " in page
    assert "it need not be the cause" in page
    # One answer alone has nothing to be held against; stress nobody answered.
    assert "Always the same answer" in page
    assert "20 more sessions with an answer" in page
    assert "RepStack policy" in page


def test_without_a_session_it_is_silent():
    lifter = a_random_log(Random(1), today=timezone.localdate(), days=1, sessions=0)

    page = logged_in(lifter).get(PATH).content.decode()

    assert page.count("20 more sessions with an answer") == 3
    assert '<svg class="rs-chart"' not in page


def test_each_lift_is_held_against_its_five_before_counted_again():
    lifter = a_log()
    now = timezone.now()
    rows = (
        SessionExercise.objects.filter(athlete=lifter, session__is_deload=False)
        .exclude(e1rm=None)
        .exclude(working_sets=0)
        .order_by("started_at", "pk")
        .select_related("session__check_in")
    )
    before: dict[int, list[Any]] = {}
    apart: dict[int, list[float]] = {}
    for row in rows:
        assert row.e1rm is not None
        last = before.setdefault(row.exercise_id, [])
        if len(last) >= 5:
            reference = sorted(last[-5:])[2]
            apart.setdefault(row.session_id, []).append(100 * (row.e1rm / reference - 1))
        last.append(row.e1rm)

    found = answered_sessions(lifter, Moment(timezone.localdate(), now))

    middles = []
    for those in apart.values():
        ordered, half = sorted(those), len(those) // 2
        middles.append(
            ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
        )
    assert [one.percent for one in found] == pytest.approx(middles)
    assert len(found) > 20


def test_it_asks_as_much_of_a_long_log():
    counts = []
    for sessions in (5, 90):
        browser = logged_in(a_log(sessions=sessions))
        browser.get(PATH)
        with CaptureQueriesContext(connection) as asked:
            browser.get(PATH)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_every_muscle_of_the_catalogue_is_on_the_body_once():
    body = body_map({"chest": 4}, "Chest.")

    assert [one.name for one in body.parts] == [muscle.label for muscle in Muscle]
    assert all(one.d.startswith("M") for one in body.parts)
    assert [one.shade for one in body.parts if one.name == "Chest"] == [4]
    assert {one.shade for one in body.parts if one.name != "Chest"} == {None}


def test_volume_is_drawn_on_a_body_by_choice():
    browser = logged_in(a_log())
    weeks = browser.get(reverse("progress") + "?range=12w").content.decode()
    body = browser.get(reverse("progress") + "?range=12w&volume=body").content.decode()

    assert "rs-heat__row" in weeks
    assert "rs-bodymap" not in weeks
    assert body.count('class="rs-bodymap"') == 1
    assert "rs-heat__row" not in body
    # The table and the missed muscles stay.
    assert "Hard sets per muscle, as a table" in body
    assert "Not trained in four weeks" in body
