"""What last time suggests arrives in the next session: long, for each way it may go otherwise."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from logbook.acts.session_exercises import (
    add_exercise,
    mark_pain,
    plan_sets,
    swap_exercise,
    take_suggestion,
)
from logbook.advice.effort import effort_context
from logbook.advice.facts import read_facts
from logbook.advice.suggestions import suggest, suggested
from logbook.log.workbench import open_workbench
from logbook.wording.suggestions import do_text, why_text
from programming.rulebook import effort_target
from tests.logbook.given import (
    NOON,
    a_lifter,
    a_red_day,
    a_session,
    an_exercise,
    checked_in,
    finished,
    logged,
    logged_in,
    the_item,
)
from tests.logbook.reading import flat, hidden, page, words

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)
BENCH, PRESS = "Barbell bench press", "Incline dumbbell press"
AT: dict[str, Any] = {"load": "80", "rir": 3}


def trained(*reps, lifter, days=3, name=BENCH, workout="Upper A", pain=False, **named):
    """A finished session of Upper A, or a free one, with these sets of one exercise."""
    session = a_session(
        lifter=lifter,
        workout=workout,
        exercises=() if workout else [name],
        started=NOON - days * DAY,
    )
    item = the_item(session=session, name=name)
    for one in reps:
        logged(item=item, reps=one, **AT | named)
    if pain:
        mark_pain(lifter, item.pk, has_pain=True)
    return finished(session)


def owned(*, lifter, name=BENCH, days=16, **named):
    """Four sessions before that day: the exercise is no new movement, its aims are the level's."""
    for ago in range(days + 3, days - 1, -1):
        trained(6, lifter=lifter, days=ago, name=name, **named)


def started(*, lifter, name=BENCH, **named):
    return the_item(session=a_session(lifter=lifter, **named), name=name)


def form(item):
    """The load and the reps the open row is filled in with."""
    html = page(logged_in(item.athlete), shown_at(item))
    html = html.split(f'id="set-{item.pk}"')[1]
    return tuple(hidden(html, name)[0] for name in ("load", "reps"))


def hint(item):
    """What the session keeps of the suggestion."""
    found = suggested(item)
    assert found is not None
    return found


def shown_at(item):
    return f"{reverse('session_detail', args=[item.session_id])}?exercise={item.pk}"


def said(item):
    return words(page(logged_in(item.athlete), shown_at(item)))


def test_the_open_sets_are_filled_in_with_what_the_review_suggested(lifter):
    owned(lifter=lifter)
    trained(8, 8, 8, lifter=lifter)

    item = started(lifter=lifter)

    assert form(item) == ("82.5", "6")
    assert "Today: 82.5 kg · 6, 6, 6" in said(item)
    assert "Every set at 8 reps or more, at the aim: one step up." in said(item)
    assert "From Sun 2 Mar: 8 (3 left), 8 (3 left), 8 (3 left)." in said(item)
    assert "previous 80 × 8 @3" in said(item)


def test_each_set_has_its_own_reps(lifter):
    owned(lifter=lifter)
    trained(8, 7, 8, lifter=lifter)
    item = started(lifter=lifter)
    for reps in (8, 8):
        logged(item=item, reps=reps, load="80", rir=3)

    assert form(item) == ("80", "8")
    assert [one.reps for one in hint(item).sets] == [8, 8, 8]


def test_a_lifter_may_take_last_time_instead_and_change_their_mind(lifter):
    owned(lifter=lifter)
    trained(8, 8, 8, lifter=lifter)
    item = started(lifter=lifter)
    client, way = logged_in(lifter), reverse("exercise_suggestion", args=[item.pk])

    client.post(way, {"take": ""})
    assert form(item) == ("80", "8")
    assert "Suggested: 82.5 kg · 6, 6, 6" in said(item)

    client.post(way, {"take": "on"})
    assert form(item) == ("82.5", "6")


def test_same_again_is_said_and_asks_nothing(lifter):
    owned(lifter=lifter)
    trained(8, 8, 8, lifter=lifter, rir=2)
    item = started(lifter=lifter)

    assert "Same as last time: 80 kg · 8, 8, 8" in said(item)
    assert "8 reps, but fewer left than the aim: same load." in said(item)
    assert reverse("exercise_suggestion", args=[item.pk]) not in page(
        logged_in(lifter), shown_at(item)
    )


def test_a_hold_asks_for_the_planned_reps(lifter):
    owned(lifter=lifter)
    trained(8, 5, 8, lifter=lifter)
    item = started(lifter=lifter)

    assert "Today: 80 kg · 8, 6, 8" in said(item)
    assert "A set was under 6 reps: same load." in said(item)


def test_pain_moves_the_aim_once_the_lifter_accepts_it(lifter):
    owned(lifter=lifter)
    trained(8, 7, lifter=lifter, pain=True)
    item = started(lifter=lifter)

    assert "Suggested: 80 kg · 8, 7 · aim 1 rep easier" in said(item)
    assert "Backing off" not in said(item)

    take_suggestion(lifter, item.pk, is_taken=True)
    assert "Today: 80 kg · 8, 7 · aim 1 rep easier" in said(item)
    assert "Backing off as agreed: 1 more in reserve." in said(item)
    assert logged(item=item, load="80").target_aim == 4

    take_suggestion(lifter, item.pk, is_taken=False)
    assert logged(item=item, load="80").target_aim == 3


@pytest.mark.parametrize(("days", "load", "rise"), [(13, "80", 0), (14, "70", 1)])
def test_two_weeks_off_start_lighter_and_easier(lifter, days, load, rise):
    owned(lifter=lifter)
    trained(8, 7, 8, lifter=lifter, days=days)
    item = started(lifter=lifter)
    assert form(item)[0] == "80", "backing off is the lifter's to accept"

    take_suggestion(lifter, item.pk, is_taken=True)
    assert form(item)[0] == load
    assert item.suggestion["aim_rise"] == rise


def test_other_training_meanwhile_is_no_layoff(lifter):
    owned(lifter=lifter, days=21)
    trained(8, 7, 8, lifter=lifter, days=20)
    trained(12, lifter=lifter, days=9, name="Cable fly")

    assert form(started(lifter=lifter)) == ("80", "8")


def test_a_red_day_takes_a_set_and_a_twentieth_of_the_load(lifter):
    owned(lifter=lifter)
    trained(8, 7, 8, lifter=lifter)
    a_red_day(lifter=lifter)
    item = started(lifter=lifter)

    assert (item.planned_sets, item.sets_off) == (2, 1)
    assert form(item)[0] == "75"
    assert "Red day: 1 set fewer, 5 % less load; you may keep the load." in said(item)


def test_an_amber_day_lets_a_rise_wait(lifter):
    owned(lifter=lifter)
    trained(8, 8, 8, lifter=lifter)
    checked_in(lifter=lifter, sleep="under_6")
    item = started(lifter=lifter)

    assert form(item) == ("80", "8")
    assert item.planned_sets == 3
    assert "Amber day: the rise in load waits." in said(item)


def test_a_check_in_on_the_way_moves_what_is_not_begun(lifter):
    owned(lifter=lifter)
    owned(lifter=lifter, name=PRESS)
    trained(8, 8, 8, lifter=lifter)
    trained(8, 8, 9, lifter=lifter, days=2, name=PRESS, load="30")
    bench = started(lifter=lifter)
    press = the_item(session=bench.session, name=PRESS)
    logged(item=bench, reps=6, load="82.5", rir=3)

    a_red_day(lifter=lifter, at=NOON + dt.timedelta(minutes=10))
    bench.refresh_from_db()
    press.refresh_from_db()

    assert (bench.planned_sets, form(bench)) == (2, ("82.5", "6"))
    assert (press.planned_sets, form(press)[0]) == (3, "28")

    checked_in(lifter=lifter, at=NOON + dt.timedelta(minutes=20), sleep="7_plus")
    bench.refresh_from_db()
    press.refresh_from_db()
    assert [one.planned_sets for one in (bench, press)] == [3, 4]
    assert [one.sets_off for one in (bench, press)] == [0, 0]
    assert form(press)[0] == "30"


def test_a_red_day_never_takes_a_set_that_is_done_nor_the_last_one(lifter):
    item = started(lifter=lifter)
    for _ in range(3):
        logged(item=item)
    single = the_item(session=item.session, name=PRESS)
    single.planned_sets = 1
    single.save()

    a_red_day(lifter=lifter)
    for one in (item, single):
        one.refresh_from_db()

    assert [(one.planned_sets, one.sets_off) for one in (item, single)] == [(3, 0), (1, 0)]


def test_a_set_taken_back_on_a_red_day_is_not_given_twice(lifter):
    a_red_day(lifter=lifter)
    item = started(lifter=lifter)
    plan_sets(lifter, item.pk, change=1)

    checked_in(lifter=lifter, sleep="7_plus")
    item.refresh_from_db()

    assert (item.planned_sets, item.sets_off) == (3, 0)


def test_another_tap_on_a_red_day_takes_no_second_set_nor_one_that_was_added(lifter):
    a_red_day(lifter=lifter)
    item = started(lifter=lifter)
    plan_sets(lifter, item.pk, change=1)

    a_red_day(lifter=lifter, at=NOON + dt.timedelta(minutes=5))
    item.refresh_from_db()

    assert (item.planned_sets, item.sets_off) == (3, 0)


def test_what_the_lifter_chose_outlives_another_check_in(lifter):
    owned(lifter=lifter)
    trained(8, 8, 8, lifter=lifter)
    item = started(lifter=lifter)
    take_suggestion(lifter, item.pk, is_taken=False)

    checked_in(lifter=lifter, at=NOON + dt.timedelta(minutes=5), sleep="7_plus")

    assert form(item) == ("80", "8")


def test_taking_it_keeps_the_effort_and_the_note_that_were_typed(lifter):
    owned(lifter=lifter)
    trained(8, 8, 8, lifter=lifter)
    item = started(lifter=lifter)

    html = flat(
        logged_in(lifter)
        .post(
            reverse("exercise_suggestion", args=[item.pk]),
            {"take": "", "load": "90", "reps": "3", "rir": "2", "note": "left knee", "unit": "kg"},
            headers={"HX-Request": "true"},
        )
        .content.decode()
    )

    assert (hidden(html, "load")[0], hidden(html, "reps")[0]) == ("80", "8")
    assert 'name="rir" value="2" checked' in html
    assert 'name="note" value="left knee"' in html


def test_today_plans_a_red_day_as_the_session_will(lifter, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    owned(lifter=lifter)
    trained(8, 7, 8, lifter=lifter)
    a_red_day(lifter=lifter)

    item = started(lifter=lifter)

    assert "2 × 6–8 · 75 kg" in words(
        page(logged_in(lifter), "/", {"workout": str(item.session.workout_id)})
    )


def test_a_triple_says_nothing_of_a_set_of_eight(lifter):
    owned(lifter=lifter)
    trained(8, 8, 8, lifter=lifter, days=5)
    heavy = a_session(lifter=lifter, workout=None, exercises=[BENCH], started=NOON - 2 * DAY)
    logged(item=the_item(session=heavy), reps=3, load="110", rir=3)
    finished(heavy)

    assert form(started(lifter=lifter)) == ("82.5", "6")


def test_with_other_reps_alone_on_record_an_estimate_fills_the_row(lifter):
    trained(3, lifter=lifter, workout=None, load="110", days=2)
    item = started(lifter=lifter)

    # 3 with 3 left are 132 kg; six, with the 4 of a movement that is new, leave 99 of them.
    assert form(item) == ("97.5", "6")
    assert "Nothing at these reps lately: an estimate, 6 @4." in said(item)


def test_without_an_estimate_nothing_is_filled_in_and_the_last_load_stands_beside(lifter):
    trained(3, lifter=lifter, workout=None, load="110", rir=None, days=2)
    item = started(lifter=lifter)

    assert form(item) == ("", "6")
    assert "Today: 6 reps · last 110 kg, 3 Mar 2025" in said(item)
    assert "Nothing at these reps lately: find a load for the aim." in said(item)
    take_suggestion(lifter, item.pk, is_taken=False)
    assert form(item) == ("110", "3")


def loads_after(*red, lifter):
    """What is filled in after a set that asks for less load, and a red day with these loads."""
    trained(4, 4, lifter=lifter, days=6, load="82.5", rir=0)
    if red:
        a_red_day(lifter=lifter, at=NOON - 3 * DAY)
        session = trained(*[6] * len(red), lifter=lifter, days=3, load=red[0], rir=None)
        assert session.readiness == "red"
    return form(started(lifter=lifter))


def test_a_load_that_was_too_heavy_is_not_forgotten_over_a_red_day(lifter):
    other = a_lifter()

    assert loads_after("75", "75", lifter=lifter) == loads_after(lifter=other)


def test_a_set_below_its_floor_forbids_a_rise(lifter):
    owned(lifter=lifter)
    session = a_session(lifter=lifter, started=NOON - 3 * DAY)
    item = the_item(session=session)
    for rir in (1, 5, 5):
        logged(item=item, reps=8, load="80", rir=rir)
    finished(session)

    item = started(lifter=lifter)

    assert form(item) == ("80", "8")
    assert "But a set called for a stop: no more load or reps." in said(item)


def test_imported_effort_is_held_against_the_aim_of_now(lifter):
    owned(lifter=lifter)
    session = trained(8, 8, 8, lifter=lifter)
    the_item(session=session).sets.update(
        origin="imported", target_low=None, target_aim=None, target_high=None, outcome="",
        judged_by={}, reasons=[],
    )  # fmt: skip

    assert form(started(lifter=lifter)) == ("82.5", "6")


@pytest.mark.parametrize("rir", [0, 1, 2, 3, 4, 5, None])
@pytest.mark.parametrize("reps", [3, 5, 6, 8, 11])
def test_no_suggestion_is_warned_of_when_it_is_typed_in(lifter, reps, rir):
    owned(lifter=lifter)
    trained(reps, reps, reps, lifter=lifter, rir=rir)
    item = started(lifter=lifter)
    take_suggestion(lifter, item.pk, is_taken=True)
    item.refresh_from_db()

    facts = read_facts(open_workbench(lifter, item.pk)[0], at=NOON)
    load = hint(item).sets[0].load
    context = effort_context(
        facts, is_final=False, load=load.micrograms if load is not None else None
    )
    assert not effort_target(context).load_too_heavy


def test_a_stack_is_stepped_from_what_was_lifted_on_it(lifter):
    # A usual one has 5, 10, 15 kg; this one has 23.
    trained(
        15, 15, lifter=lifter, name="Cable fly", workout=None, load="23", rir=5, days=3,
    )  # fmt: skip
    session = a_session(lifter=lifter, workout=None, exercises=["Cable fly"])

    assert form(the_item(session=session, name="Cable fly"))[0] == "25.5"


def test_an_exercise_left_aside_starts_lighter(lifter):
    owned(lifter=lifter, days=70)
    trained(8, 8, 8, lifter=lifter, days=60)
    for days in range(54, 2, -10):
        trained(12, lifter=lifter, days=days, name="Cable fly", workout=None, load="20")

    item = started(lifter=lifter)

    assert form(item) == ("70", "8")
    assert "Not done for 8 weeks: 90 % of the load." in said(item)


def test_what_was_done_without_a_plan_counts_where_its_reps_fit(lifter):
    owned(lifter=lifter)
    trained(8, 8, 8, lifter=lifter, workout=None)

    assert form(started(lifter=lifter)) == ("82.5", "6")


def test_an_exercise_added_or_put_in_anothers_place_brings_its_own(lifter):
    trained(10, 10, lifter=lifter, name="Curl", workout=None, load="30")
    session = a_session(lifter=lifter, workout=None, exercises=[BENCH])

    added = add_exercise(lifter, session.pk, an_exercise("Curl").exercise_id)
    assert do_text(hint(added)) == "30 kg · 11, 10"

    other = a_session(lifter=lifter, started=NOON + DAY)
    swapped = swap_exercise(
        lifter, the_item(session=other, name="Cable fly").pk, an_exercise("Curl").exercise_id
    )
    assert hint(swapped).case == "next_no_evidence", "planned for 12 to 15"
    begun = the_item(session=other)
    logged(item=begun)
    followed = swap_exercise(lifter, begun.pk, an_exercise(PRESS).exercise_id)
    assert (followed.suggestion, followed.planned_sets) == ({}, 2)


def test_a_lift_lighter_than_a_usual_bar_goes_up_by_plates(lifter):
    owned(lifter=lifter, name="Curl", workout=None)
    trained(8, 8, lifter=lifter, name="Curl", workout=None, load="17.5", rir=5)

    session = a_session(lifter=lifter, workout=None, exercises=["Curl"])
    found = hint(the_item(session=session, name="Curl"))

    assert found.sets[0].load.text in ("17.5", "20")
    assert "60 reps" not in why_text(found, lifter)


def test_a_second_missed_range_starts_over_lighter_and_easier(lifter):
    for days in (6, 3):
        trained(4, 4, lifter=lifter, days=days, rir=1)

    item = started(lifter=lifter)

    assert item.suggestion["case"] == "reset"
    assert item.suggestion["aim_rise"] == 1
    assert "2 times running: 90 % of the load." in said(item)


def test_no_lift_starts_over_while_another_main_lift_is_down_too(lifter):
    for place in range(7):
        trained(
            6, lifter=lifter, days=24 - 3 * place, name="Barbell squat", workout="Lower A",
            load="100" if place < 5 else "85",
        )  # fmt: skip
    for days in (5, 2):
        trained(4, 4, lifter=lifter, days=days, rir=1)

    assert started(lifter=lifter).suggestion["case"] == "next_missed_reps"


def test_a_suggestion_stays_as_it_was_when_the_log_changes(lifter):
    owned(lifter=lifter)
    before = trained(8, 8, 8, lifter=lifter)
    item = started(lifter=lifter)
    the_item(session=before).sets.update(reps=4)

    assert form(item) == ("82.5", "6")


def test_loads_are_shown_in_the_unit_typed_now(lifter):
    owned(lifter=lifter)
    trained(8, 7, 8, lifter=lifter)
    item = started(lifter=lifter)
    lifter.unit = "lb"
    lifter.save()

    assert form(item)[0] == "176"
    assert "Same as last time" not in said(item)


@pytest.mark.parametrize(("days", "load"), [(364, "47.5"), (365, "")])
def test_what_was_a_year_ago_fills_no_load_in(lifter, days, load):
    trained(8, 7, 8, lifter=lifter, days=days)
    item = started(lifter=lifter)
    take_suggestion(lifter, item.pk, is_taken=True)

    assert form(item)[0] == load


def test_what_somebody_else_did_suggests_nothing(lifter):
    trained(8, 8, 8, lifter=a_lifter())
    item = started(lifter=lifter)

    assert item.suggestion == {}
    answer = logged_in(a_lifter()).post(reverse("exercise_suggestion", args=[item.pk]))
    assert answer.status_code == 404


def test_a_session_costs_the_same_queries_whatever_the_history(lifter):
    def queries():
        session = a_session(lifter=lifter)
        items = list(session.exercises.select_related("risk"))
        with CaptureQueriesContext(connection) as captured:
            suggest(lifter, session, items)
        return len(captured)

    trained(4, 4, lifter=lifter, days=100, rir=1)
    trained(4, 4, lifter=lifter, days=90, rir=1)
    few = queries()
    for days in range(88, 20, -3):
        trained(4, 4, lifter=lifter, days=days, rir=1)

    assert few == queries() == 2, "the latest sets, and the days trained since"
    trained(4, 4, lifter=lifter, days=2, rir=1)
    assert queries() <= 3


@pytest.mark.parametrize(("reps", "planned"), [(5, 5), (6, 6), (7, 6)])
@pytest.mark.parametrize("is_taken", [True, False])
def test_a_load_is_held_against_the_reps_suggested_where_they_are_fewer(
    lifter, reps, planned, is_taken
):
    """After a step too big to halve, fewer reps than the range are the plan (rulebook 8)."""
    trained(6, 6, lifter=lifter)
    item = started(lifter=lifter)
    item.suggestion["sets"] = [[reps, 80_000, "kg", "external"]]
    item.takes_suggestion = is_taken
    item.save()

    row = logged(item=item, reps=reps, **AT)

    assert row.judged_by["context"]["planned_reps"] == (planned if is_taken else 6)


@pytest.mark.parametrize("free", [4, 5, 6, 8, 9, 13])
def test_the_review_reads_sets_without_a_plan_as_the_next_session_does(lifter, free, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    owned(lifter=lifter)
    trained(free, free, free, lifter=lifter, days=6, workout=None)
    session = trained(5, 5, 5, lifter=lifter, rir=1)
    review = words(page(logged_in(lifter), reverse("session_review", args=[session.pk])))

    kept = hint(started(lifter=lifter))

    assert do_text(kept) in review
    assert kept.reasons[0].text in review


@pytest.mark.parametrize("sets", [3, 5, 7])
def test_no_lift_whose_estimate_is_up_is_reset_however_many_sets_it_has(lifter, sets, monkeypatch):
    """Five exposures before the last two are what it is held against (rulebook 9)."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    for days in range(30, 5, -4):
        trained(*[6] * sets, lifter=lifter, days=days)
    trained(*[5] * sets, lifter=lifter, days=4, load="92.5", rir=1)
    session = trained(*[5] * sets, lifter=lifter, days=2, load="92.5", rir=1)
    review = words(page(logged_in(lifter), reverse("session_review", args=[session.pk])))

    kept = hint(started(lifter=lifter))

    assert kept.case == "next_missed_reps"
    assert do_text(kept) in review
