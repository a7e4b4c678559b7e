"""Sets told in seconds, long as the pages that say them: planned, logged, shown and kept out of every rule about reps in reserve."""

import datetime as dt
import hashlib
import json
from dataclasses import asdict

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.acts.entries import entry_of
from logbook.acts.pins import pin_load
from logbook.acts.session_exercises import (
    add_exercise,
    plan_sets,
    swap_exercise,
    time_exercise,
)
from logbook.acts.sets import log_set
from logbook.log.programs import lines_of
from logbook.models import ExerciseRecord, Set
from programming.loads import Load, LoadKind, Unit
from programming.models import PlannedExercise
from tests.logbook.given import (
    NOON,
    a_finished_session,
    a_lifter,
    a_session,
    a_set_form,
    an_exercise,
    finished,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import flat, page, review, words

pytestmark = pytest.mark.usefixtures("release")

HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "session-cards"}
DAY = dt.timedelta(days=1)
SIT, WALK = "Wall sit", "Farmer's walk"


@pytest.fixture
def lifter():
    return a_lifter()


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def timed(lifter, name=SIT, started=NOON):
    """A running session with one exercise told in seconds."""
    session = a_session(lifter=lifter, workout=None, exercises=[name], started=started)
    return time_exercise(lifter, session.exercises.get().pk, is_timed=True)


def held(item, seconds, load=None, **named):
    return logged(item=item, reps=0, load=load, rir=None, kind="timed", seconds=seconds, **named)


def form(**values):
    found = a_set_form(kind="timed", load="", load_kind="bodyweight", seconds="45")
    for name in ("reps", "rir", "ended_by"):
        del found[name]
    return found | values


def log(client, item, **values):
    return client.post(reverse("set_log", args=[item.pk]), form(**values), **HTMX)


def html_of(client, item):
    return page(client, reverse("session_detail", args=[item.session_id]))


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("45", 45),
        ("45 s", 45),
        ("1:30", 90),
        ("1 : 30", 90),
        ("0:07", 7),
        ("٤٥", 45),
        ("90", 90),
        ("1", 1),
        ("3600", 3600),
        ("60:00", 3600),
    ],
)
def test_seconds_are_read_as_they_are_typed(client, lifter, typed, seconds):
    item = timed(lifter)
    assert log(client, item, seconds=typed).status_code == 200
    row = Set.objects.get()
    assert (row.seconds, row.reps, row.kind, row.load) == (seconds, 0, "timed", None)


@pytest.mark.parametrize(
    "typed", ["", "0", "3601", "60:01", "1:3", "1:60", "1:2:3", "-5", "half", "4.5", "x" * 50]
)
def test_what_is_no_time_is_refused_and_kept(client, lifter, typed):
    item = timed(lifter)
    answer = log(client, item, seconds=typed, note="wobbly")
    assert answer.status_code == 422
    assert not Set.objects.exists()
    html = flat(answer.content.decode())
    assert f'value="{typed}"' in html
    assert 'value="wobbly"' in html
    assert 'id="seconds-error' in html


def test_a_set_of_reps_still_needs_its_reps(client, lifter):
    item = the_item(session=a_session(lifter=lifter))
    answer = client.post(reverse("set_log", args=[item.pk]), a_set_form(reps=""), **HTMX)
    assert answer.status_code == 422
    assert "Enter the reps as a whole number" in answer.content.decode()


def test_a_carry_has_its_load(client, lifter):
    item = timed(lifter, WALK)
    log(client, item, load="32.5", load_kind="external", seconds="40")
    row = Set.objects.get()
    assert (str(row.typed_load), row.seconds) == ("32.5 kg", 40)
    assert "40 s" in words(html_of(client, item))


def test_a_load_is_left_out_where_there_is_none(client, lifter):
    item = timed(lifter, WALK)
    assert log(client, item, load_kind="external").status_code == 200
    assert Set.objects.get().load_milli is None


def test_sending_it_again_changes_nothing(client, lifter):
    item = timed(lifter)
    values = form()
    for _ in range(2):
        answer = client.post(reverse("set_log", args=[item.pk]), values, **HTMX)
        assert answer.status_code == 200
    assert Set.objects.count() == 1
    again = client.post(reverse("set_log", args=[item.pk]), values | {"seconds": "46"}, **HTMX)
    assert again.status_code == 422
    assert "46 s" in words(again.content.decode())


def test_it_carries_no_verdict_no_estimate_and_no_record(lifter):
    item = timed(lifter, WALK)
    for seconds in (40, 50):
        held(item, seconds, load="100")
    item.refresh_from_db()
    assert (item.working_sets, item.timed_sets, item.done_sets) == (0, 2, 2)
    assert (item.e1rm, item.rated_hard_sets, item.failure_sets, item.unrated_sets) == (
        None,
        0,
        0,
        0,
    )
    assert {row.outcome for row in item.sets.all()} == {""}
    assert [row.warnings for row in item.sets.all()] == [[], []]
    assert {(row.target_low, row.target_aim, row.target_high) for row in item.sets.all()} == {
        (None, None, None)
    }
    finished(item.session)
    assert not ExerciseRecord.objects.exists()
    call_command("rebuild_summaries", "--check", user=lifter.email, verbosity=0)


def test_the_card_asks_for_seconds_alone(client, lifter):
    html = html_of(client, timed(lifter))
    assert 'name="seconds"' in html
    for name in ("reps", "rir", "ended_by"):
        assert f'name="{name}"' not in html
    assert "target-" not in html
    assert 'name="kind" value="timed"' in html


def test_a_planned_one_is_done_after_its_sets(client, lifter):
    item = timed(lifter)
    plan_sets(lifter, item.pk, change=1)
    plan_sets(lifter, item.pk, change=1)
    held(item, 45)
    assert "Set 2 of 2" in words(html_of(client, item))
    held(item, 75)
    html = html_of(client, item)
    assert 'name="seconds"' not in html
    assert "45 s, 1:15" in words(html)
    assert "2 sets" in words(html)
    # One of two that are done cannot be taken off.
    assert plan_sets(lifter, item.pk, change=-1).planned_sets == 2


def test_without_a_plan_the_last_one_is_marked(client, lifter):
    item = timed(lifter)
    log(client, item, last="on")
    assert Set.objects.get().is_final
    assert 'name="seconds"' not in html_of(client, item)


def test_next_time_the_last_one_is_shown_and_filled_in(client, lifter):
    first = timed(lifter, WALK, started=NOON - DAY)
    held(first, 40, load="30")
    held(first, 75, load="32.5")
    finished(first.session)
    session = a_session(lifter=lifter, workout=None, exercises=[WALK])
    item = session.exercises.get()
    # It was told in seconds, so it is again.
    assert item.is_timed
    assert item.suggestion == {}
    html = html_of(client, item)
    assert 'name="load" value="30"' in html
    assert 'name="seconds" value="40"' in html
    assert "previous 30 × 40 s" in words(html)
    held(item, 41, load="31")
    html = html_of(client, item)
    assert 'name="load" value="31"' in html
    assert 'name="seconds" value="1:15"' in html
    assert "previous 32.5 × 1:15" in words(html)


def test_a_session_to_come_and_a_deleted_set_are_not_last_time(client, lifter):
    later = timed(lifter, started=NOON + DAY)
    held(later, 99)
    item = timed(lifter)
    assert 'name="seconds" value=""' in html_of(client, item)


def test_a_plan_in_seconds_is_begun_with_them(client, lifter):
    plan = PlannedExercise.objects.filter(
        workout__name="Upper A", workout__block__program__owner=None
    ).order_by("position")[0]
    PlannedExercise.objects.filter(pk=plan.pk).update(
        exercise=an_exercise(SIT).exercise_id,
        reps_bottom=None,
        reps_top=None,
        seconds_bottom=30,
        seconds_top=45,
    )
    today = words(page(client))
    assert f"{SIT} {plan.sets} × 30–45 s" in today
    item = a_session(lifter=lifter).exercises.get(risk__name=SIT)
    assert item.is_timed
    html = html_of(client, item)
    assert 'name="seconds" value="30"' in html
    assert f"{plan.sets} × 30–45 s" in words(html)


def test_reps_are_counted_again_by_a_tap(client, lifter):
    item = timed(lifter)
    held(item, 45)
    answer = client.post(reverse("exercise_timed", args=[item.pk]), {"timed": ""}, **HTMX)
    html = flat(answer.content.decode())
    assert 'name="reps"' in html
    assert "45 s" in words(html)
    logged(item=item, reps=8, load=None)
    item.refresh_from_db()
    assert (item.working_sets, item.timed_sets) == (1, 1)


def test_a_pinned_load_is_unpinned_where_it_is_told(client, lifter):
    item = timed(lifter, WALK)
    pin_load(
        lifter, item.pk, load=Load(40_000, Unit.KG), kind=LoadKind.EXTERNAL, now=item.started_at
    )
    text = words(html_of(client, item))
    assert "Pinned: 40 kg. It stays until you unpin it." in text
    assert "Unpin 40 kg" in text


def test_the_load_of_a_timed_set_is_pinned_by_a_tap(client, lifter):
    item = timed(lifter, name=WALK)
    assert "Pin " not in words(html_of(client, item))
    held(item, 40, "32")
    assert "Pin 32 kg" in words(html_of(client, item))

    client.post(reverse("exercise_pin", args=[item.pk]), {"pin": "32000 kg external"}, **HTMX)

    text = words(html_of(client, item))
    assert "Pinned: 32 kg. It stays until you unpin it." in text
    later = timed(lifter, name=WALK, started=NOON + DAY)
    assert 'value="32"' in html_of(client, later)


def test_a_body_that_is_held_has_nothing_to_pin(client, lifter):
    item = timed(lifter)
    held(item, 40, load_kind="bodyweight")
    assert "Pin " not in words(html_of(client, item))


def test_the_switch_keeps_the_note_and_the_load_that_are_typed(client, lifter):
    item = a_session(lifter=lifter, workout=None, exercises=[WALK]).exercises.get()
    typed = a_set_form(load="27.5", note="grip", reps="12", rir="2")
    url = reverse("exercise_timed", args=[item.pk])
    html = flat(client.post(url, typed | {"timed": "on"}, **HTMX).content.decode())
    assert 'name="load" value="27.5"' in html
    assert 'value="grip"' in html
    assert 'name="kind" value="timed"' in html


def test_a_set_is_changed_deleted_and_brought_back(client, lifter):
    item = timed(lifter)
    row = held(item, 45)
    html = flat(client.get(reverse("set_form", args=[row.pk]), **HTMX).content.decode())
    assert 'name="seconds" value="45"' in html
    assert "Change this set" in words(html)
    assert "Change this set ·" not in words(html)
    changed = form(key=str(row.key), version="1", seconds="1:05")
    client.post(reverse("set_edit", args=[row.pk]), changed, **HTMX)
    row.refresh_from_db()
    assert (row.seconds, row.version) == (65, 2)
    answer = client.post(reverse("set_delete", args=[row.pk]), **HTMX)
    assert "Set deleted: 1:05." in words(answer.content.decode())
    item.refresh_from_db()
    assert item.timed_sets == 0
    client.post(reverse("set_restore", args=[row.pk]), **HTMX)
    item.refresh_from_db()
    assert item.timed_sets == 1


def test_a_slot_that_was_filled_elsewhere_says_both(client, lifter):
    item = timed(lifter)
    held(item, 45)
    answer = log(client, item, seconds="50")
    assert answer.status_code == 409
    assert "45 s" in words(answer.content.decode())
    assert "50 s" in words(answer.content.decode())


def test_finish_asks_about_seconds_that_were_typed(client, lifter):
    item = timed(lifter)
    url = reverse("session_finish", args=[item.session_id])
    asked = client.post(url, form(item=str(item.pk)))
    assert asked.status_code == 409
    client.post(url, form(item=str(item.pk), typed="log"))
    assert Set.objects.get().seconds == 45


def test_the_review_and_the_exercise_s_page_say_seconds(client, lifter):
    item = timed(lifter, WALK)
    held(item, 45, load="30")
    held(item, 90)
    finished(item.session)
    assert "2 timed sets (30 × 45 s, 1:30)" in words(review(item.session))
    about = page(client, reverse("exercise_detail", args=[item.exercise_id]))
    assert "30 × 45 s" in words(about)
    assert "0 reps" not in words(about)


def test_the_history_counts_them(client, lifter):
    item = timed(lifter)
    held(item, 45)
    finished(item.session)
    assert "1 set, not rated" in words(page(client, reverse("session_list")))


def test_a_session_with_them_is_kept_as_a_workout(lifter):
    item = timed(lifter, WALK)
    for seconds in (40, 55):
        held(item, seconds, load="30")
    [line] = lines_of(item.session)
    assert (line.sets, line.seconds, line.bottom) == (2, (40, 55), None)


class TestDoneInstead:
    def test_a_plan_in_seconds_goes_to_what_was_never_done(self, lifter):
        item = self.planned(lifter)
        other = swap_exercise(lifter, item.pk, an_exercise("Dead hang").exercise_id)
        assert (other.is_timed, other.seconds_bottom, other.seconds_top) == (True, 30, 45)

    def test_what_was_last_told_in_reps_is_told_so(self, lifter):
        a_finished_session(
            lifter=lifter, workout=None, exercises=["Cable curl"], started=NOON - DAY
        )
        item = self.planned(lifter)
        other = swap_exercise(lifter, item.pk, an_exercise("Cable curl").exercise_id)
        assert not other.is_timed

    def test_the_sets_that_are_left_go_with_it(self, lifter):
        item = self.planned(lifter)
        held(item, 45)
        other = swap_exercise(lifter, item.pk, an_exercise("Dead hang").exercise_id)
        assert (other.planned_sets, other.is_timed) == (2, True)

    def planned(self, lifter):
        item = timed(lifter)
        item.session.exercises.update(planned_sets=3, seconds_bottom=30, seconds_top=45)
        item.refresh_from_db()
        return item


def test_one_added_beside_it_is_told_as_it_was(lifter):
    item = timed(lifter)
    other = add_exercise(lifter, item.session_id, an_exercise("Cable curl").exercise_id)
    assert not other.is_timed


def test_a_set_sent_again_from_before_there_were_timed_ones_is_the_same(lifter):
    """Its digest was made without the field."""
    item = the_item(session=a_session(lifter=lifter))
    row = logged(item=item)
    says = {name: value for name, value in asdict(entry_of(row)).items() if name != "seconds"}
    content = json.dumps([item.pk, row.number, says], sort_keys=True)
    assert row.digest == hashlib.sha256(content.encode()).hexdigest()
    again = log_set(
        lifter, item.pk, key=row.key, number=row.number, entry=entry_of(row), now=NOON + DAY
    )
    assert again.row.pk == row.pk


def test_a_stranger_switches_nothing(lifter):
    item = timed(lifter)
    url = reverse("exercise_timed", args=[item.pk])
    assert logged_in(a_lifter()).post(url, {"timed": ""}).status_code == 404


def test_the_page_needs_no_further_query(client, lifter, django_assert_num_queries):
    item = timed(lifter)
    held(item, 45)
    url = reverse("session_detail", args=[item.session_id])
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        client.get(url)
    item.session.exercises.update(is_timed=False)
    with django_assert_num_queries(len(found)):
        client.get(url)


def test_nothing_is_suggested_of_seconds_whatever_was_done_in_reps(lifter):
    a_finished_session(lifter=lifter, workout=None, exercises=["Cable curl"], started=NOON - DAY)
    session = a_session(lifter=lifter, workout=None, exercises=["Cable curl"])
    item = session.exercises.get()
    suggested = item.suggestion
    assert suggested
    assert time_exercise(lifter, item.pk, is_timed=True).suggestion == {}
    assert time_exercise(lifter, item.pk, is_timed=False).suggestion == suggested
