"""The review's next time: loads, reps, aim, and why, an exercise at a time."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from logbook.acts.session_exercises import mark_pain
from logbook.clock import Moment
from logbook.pages.review.next_time import read_next
from logbook.pages.review.page import read_review
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
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

DAY = dt.timedelta(days=1)
BENCH = "Barbell bench press"
LAYOFF = "2 weeks off: 90 % of the load, 1 more in reserve."


def trained(
    *sets, lifter, name=BENCH, planned=None, load="80", started=NOON, pain=False, end=True, **named
):
    """A session of one exercise: `sets` are (reps, RIR), `planned` its range of reps."""
    session = a_session(lifter=lifter, workout=None, exercises=[name], started=started)
    item = the_item(session=session, name=name)
    if planned:
        item.reps_bottom, item.reps_top = planned
        item.save(update_fields=["reps_bottom", "reps_top"])
    for reps, rir in sets:
        logged(item=item, reps=reps, rir=rir, load=load, **named)
    if pain:
        mark_pain(lifter, item.pk, has_pain=True)
    return finished(session) if end else session


def card(session, *, days=0):
    review = read_review(session.athlete, session)
    return read_next(
        session.athlete,
        session,
        [(one.item, [row.row for row in one.rows]) for one in review.exercises],
        now=Moment(session.local_date + days * DAY, NOON + 365 * DAY),
    )


def suggested(session, **named):
    found = card(session, **named)
    assert found is not None
    return found.suggestions[0]


def aim_of(session):
    return session.sets.first().target_aim


def at_the_aim(*reps, lifter, **named):
    """Sets exactly at the aim their target had; the first session of it finds the aim."""
    probe = trained((reps[0], 4), lifter=lifter, **{**named, "started": NOON - 10 * DAY})
    aim = aim_of(probe)
    return trained(*[(one, aim) for one in reps], lifter=lifter, **named)


def test_at_the_aim_one_rep_more_goes_to_the_first_set_furthest_below_the_top(lifter):
    one = suggested(at_the_aim(8, 7, 8, lifter=lifter, planned=(6, 9)))

    assert (one.do, one.icon, one.aim) == ("80 kg · 8, 8, 8", "rep", "")
    assert (
        one.why == "On average at the aim: same load, one more rep on set 2. From sets 1–3 above."
    )


@pytest.mark.parametrize(
    ("name", "load", "unit", "do"),
    [
        (BENCH, "80", "kg", "82.5 kg · 6, 6"),
        (BENCH, "180", "lb", "185 lb · 6, 6"),
        ("Incline dumbbell press", "40", "kg", "42 kg · 6, 6"),
    ],
)
def test_at_the_top_the_load_goes_up_to_one_that_can_be_made(name, load, unit, do):
    lifter = a_lifter(unit=unit)

    one = suggested(at_the_aim(8, 8, lifter=lifter, name=name, load=load, planned=(6, 8)))

    assert (one.do, one.icon) == (do, "up")
    assert one.why.startswith("Every set at 8 reps or more, at the aim: one step up.")


def test_a_step_too_large_to_make_asks_for_reps_first(lifter):
    session = at_the_aim(
        8, 8, lifter=lifter, name="Incline dumbbell press", load="10", planned=(6, 8)
    )

    one = suggested(session)

    assert one.do == "10 kg · 9, 8"
    assert "The next load is 20 % more: first" in one.why


def test_a_missed_range_close_to_failure_takes_load_off_and_never_rounds_up(lifter):
    one = suggested(trained((4, 0), (4, 0), lifter=lifter, planned=(6, 8)))

    assert one.icon == "minus"
    assert Decimal(one.do.split(" kg")[0]) % Decimal("2.5") == 0
    assert one.why.startswith("Under 6 reps at the effort asked:")


def test_a_hold_says_so_plainly(lifter):
    session = at_the_aim(8, 5, 8, lifter=lifter, planned=(6, 9))

    one = suggested(session)

    assert (one.do, one.icon) == ("80 kg · 8, 6, 8", "rep")
    assert one.why.startswith("A set was under 6 reps: same load.")


def test_a_second_missed_range_is_a_reset_and_names_both_days(lifter):
    trained((4, 1), (4, 1), lifter=lifter, planned=(6, 8), started=NOON - 3 * DAY)

    one = suggested(trained((4, 1), (4, 1), lifter=lifter, planned=(6, 8)))

    assert one.do == "70 kg · 6, 6"
    assert one.aim == "aim 1 rep easier"
    assert one.why == (
        "Under 6 reps 2 times running: 90 % of the load. From sets 1 and 2 above and "
        "Sun 2 Mar: 4 (1 left), 4 (1 left)."
    )


def test_pain_holds_the_load_and_moves_the_aim(lifter):
    one = suggested(trained((8, 4), lifter=lifter, pain=True))

    assert (one.do, one.aim) == ("80 kg · 8", "aim 1 rep easier")
    assert one.why == "Pain marked: same load, 1 more in reserve. From set 1 above."


def test_a_red_day_is_no_evidence_and_the_plan_before_it_holds(lifter):
    trained((8, 3), (7, 3), lifter=lifter, planned=(6, 9), started=NOON - 3 * DAY)
    a_red_day(lifter=lifter)

    one = suggested(trained((6, 5), lifter=lifter, planned=(6, 9), load="70"))

    assert one.do == "80 kg · 8, 8"
    assert one.why == (
        "A red day says little of your strength: the plan stands. On average at the aim: same load, "
        "one more rep on set 2. From Sun 2 Mar: 8 (3 left), 7 (3 left)."
    )


def test_a_lifter_who_uses_words_reads_words():
    lifter = a_lifter(level="beginner")
    trained((8, 3), (7, 3), lifter=lifter, planned=(6, 9), started=NOON - 3 * DAY)
    a_red_day(lifter=lifter)

    one = suggested(trained((6, 4), lifter=lifter, planned=(6, 9)))

    assert one.why.endswith("Sun 2 Mar: 8 (medium), 7 (medium).")


def test_blank_effort_is_read_by_the_reps_alone(lifter):
    up = suggested(trained((8, None), (8, None), lifter=lifter, planned=(6, 8)))
    held = suggested(trained((8, None), (7, None), lifter=a_lifter(), planned=(6, 8)))

    assert up.why.startswith("Every set at 8 reps or more, effort blank: one step up.")
    assert held.why.startswith("Effort mostly left blank: same load, one more rep.")


def test_weights_typed_in_another_unit_are_named_with_it():
    lifter = a_lifter(unit="lb")
    session = at_the_aim(7, 7, lifter=lifter, load="180", planned=(6, 8))
    lifter.unit = "kg"
    lifter.save()

    assert suggested(session).do == "180 lb · 8, 7"


def test_bodyweight_with_a_belt_steps_by_what_can_be_added(lifter):
    lifter.bodyweights.create(
        local_date=NOON.date() - 30 * DAY, milli=80_000, unit="kg", micrograms=80 * 10**9
    )

    held = suggested(at_the_aim(7, 7, lifter=lifter, name="Pull-up", load="10", planned=(6, 8)))
    raised = suggested(
        trained((8, 4), (8, 4), lifter=lifter, name="Pull-up", load="10", planned=(6, 8))
    )

    assert held.do == "+10 kg · 8, 7"
    assert raised.do == "+12.5 kg · 6, 6"


def test_without_a_bodyweight_only_reps_are_suggested(lifter):
    one = suggested(at_the_aim(7, 7, lifter=lifter, name="Pull-up", load=None, planned=(6, 8)))

    assert one.do == "8, 7 reps"


@pytest.mark.parametrize(("days", "layoff"), [(13, False), (14, True)])
def test_two_weeks_without_a_session_are_a_layoff(lifter, days, layoff):
    one = suggested(at_the_aim(8, 8, lifter=lifter, planned=(6, 9)), days=days)

    assert (LAYOFF in one.why) is layoff
    assert one.do == ("70 kg · 8, 8" if layoff else "80 kg · 9, 8")


def test_other_training_meanwhile_is_no_layoff(lifter):
    session = at_the_aim(8, 8, lifter=lifter, planned=(6, 9))
    trained((10, 2), lifter=lifter, name="Curl", load="20", started=NOON + 7 * DAY)

    assert LAYOFF not in suggested(session, days=14).why


def test_an_exercise_that_was_done_again_has_had_its_next_time(lifter):
    session = a_session(lifter=lifter, workout=None, exercises=[BENCH, "Curl"])
    for name in (BENCH, "Curl"):
        logged(item=the_item(session=session, name=name))
    session = finished(session)
    later = trained((8, 2), lifter=lifter, started=NOON + DAY)

    found = card(session, days=2)

    assert [one.name for one in found.suggestions] == ["Curl"]
    assert found.done_since == [BENCH]
    assert [one.name for one in card(later, days=2).suggestions] == [BENCH]


@pytest.mark.parametrize(("days", "shown"), [(365, True), (366, False)])
def test_sets_over_a_year_old_suggest_nothing(lifter, days, shown):
    assert (card(trained((8, 2), lifter=lifter), days=days) is not None) is shown


def test_a_running_session_and_one_without_sets_suggest_nothing(lifter):
    assert card(trained((8, 2), lifter=lifter, end=False)) is None
    assert card(trained(lifter=lifter, started=NOON + DAY)) is None


def test_what_somebody_else_did_is_no_evidence(lifter):
    trained((4, 0), lifter=a_lifter(), planned=(6, 8), started=NOON - 3 * DAY)

    assert "running" not in suggested(trained((4, 0), lifter=lifter, planned=(6, 8))).why


def test_the_review_shows_it_with_the_way_to_its_rule(lifter, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON + DAY)
    session = at_the_aim(8, 7, lifter=lifter, planned=(6, 9))

    html = page(logged_in(lifter), reverse("session_review", args=[session.pk]))

    assert "Barbell bench press 80 kg · 8, 8" in words(html)
    assert f'href="{reverse("rulebook_rule", args=["next_one_rep"])}"' in html


def test_a_long_history_costs_no_more_queries(lifter):
    def queries(session):
        with CaptureQueriesContext(connection) as captured:
            card(session)
        return len(captured)

    few = queries(trained((8, 2), lifter=lifter, started=NOON - 90 * DAY))
    for days in range(80, 0, -4):
        last = trained((8, 2), (8, 2), lifter=lifter, started=NOON - days * DAY)

    assert queries(last) == few
