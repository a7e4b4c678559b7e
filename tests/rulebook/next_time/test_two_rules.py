"""Rulebook 8 (long: one section): a stop forbids a rise, nothing too heavy is asked, big steps, and no evidence."""

from datetime import timedelta

import pytest

from programming.rulebook import LoadableSet, LoadableSteps, effort_target
from programming.rulebook.next_time.loadable import with_lifted
from tests.rulebook.given import bench, target
from tests.rulebook.lifts import DUMBBELLS, after, codes, session
from tests.rulebook.logs import day
from tests.rulebook.next_time.test_next_time_days import RED

FINE = LoadableSteps(0, 100)
FLOOR = target(2, 3, 4, floor_in_force=2)


# --- a stop forbids a rise ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rir", "told"),
    [(1.5, ["next_step_up", "next_after_a_stop:hold"]), (2, ["next_step_up"])],
)
def test_a_set_below_its_floor_forbids_a_rise(rir, told):
    sets = [*session(0, (10,), rir, target=FLOOR), *session(0, (10, 10), 4, target=FLOOR)]
    held = after(sets)

    assert codes(held) == told
    assert (held.load, held.reps) == ((100_000, (10, 10, 10)) if rir < 2 else (102_500, (8, 8, 8)))


def test_nor_is_a_rep_more_asked_after_it():
    sets = [*session(0, (9,), 1.5, target=FLOOR), *session(0, (9,), 4, target=FLOOR)]
    held = after(sets)

    assert codes(held) == ["next_one_rep", "next_after_a_stop:hold"]
    assert (held.load, held.reps) == (100_000, (9, 9))


def test_a_set_without_a_target_has_the_floor_of_now():
    given = bench(planned_reps=8)
    sets = [*session(0, (9,), 1.5, target=None), *session(0, (9,), 4, target=None)]

    assert codes(after(sets, context=given)) == ["next_one_rep", "next_after_a_stop:hold"]


def test_broken_form_on_any_lift_forbids_a_rise():
    sets = [
        *session(0, (9,), 0, ended_by="technical_failure", tier="safer"),
        *session(0, (9, 9), 3, tier="safer"),
    ]

    assert codes(after(sets)) == ["next_one_rep", "next_after_a_stop:hold"]


def test_a_red_drop_forbids_a_rise():
    # Eleven to failure, then nine and five: the last one after a drop, with nothing left.
    sets = [*session(0, (9, 7), (5, 2)), *session(0, (5, 5), 0)]
    held = after(sets, rep_range=(4, 5), loadable=[100_000, 102_500])

    assert held.load == 100_000


def test_a_row_that_goes_down_does_so_after_a_stop():
    assert after(session(0, (9, 9), 0, target=FLOOR)).load == 92_500


def test_a_lower_load_that_met_its_target_is_the_next_for_all_sets():
    sets = [
        *session(0, (9,), 1, target=FLOOR),
        *session(0, (9,), 2, target=FLOOR, load=90_000),
        *session(0, (9,), 3, target=FLOOR, load=80_000),
    ]
    lower = after(sets)

    assert codes(lower)[-1] == "next_after_a_stop:lower"
    assert (lower.load, lower.loads, lower.reps) == (90_000, (90_000,) * 3, (9, 9, 9))


@pytest.mark.parametrize("rir", [1.5, 4.5, None])
def test_a_lower_load_that_missed_its_target_is_none(rir):
    sets = [
        *session(0, (9,), 1.5, target=FLOOR),
        *session(0, (9,), rir, target=FLOOR, load=90_000),
        *session(0, (9,), 4, target=FLOOR),
    ]

    assert after(sets).load == 100_000


def test_a_load_above_the_one_that_drew_the_stop_is_none_either():
    sets = [
        *session(0, (9,), 3, target=FLOOR),
        *session(0, (9,), 1, target=FLOOR, load=90_000),
    ]

    assert after(sets).loads == (100_000, 90_000)


# --- feasible -----------------------------------------------------------------------------------


def test_reps_come_down_as_far_as_the_bottom_before_the_load_does():
    # 10 reps with 1 left, then a pain mark: 2 are to be left, so 10 of the 11 and one of allowance.
    sets = session(0, (10, 10), 0, has_pain=True)
    fewer = after(sets)

    assert codes(fewer) == ["next_form_or_pain:pain", "next_feasible:reps"]
    assert (fewer.load, fewer.reps) == (100_000, (9, 9))


def test_then_the_load_comes_down():
    sets = session(0, (7, 7), 0, has_pain=True)
    lighter = after(sets, loadable=FINE)

    assert codes(lighter) == ["next_form_or_pain:pain", "next_feasible:load"]
    # Seven to failure are 123 kg; eight with two left and one of allowance are nine to failure.
    assert (lighter.load, lighter.reps) == (94_800, (8, 8))


def test_without_a_current_estimate_nothing_is_too_much():
    old = session(0, (7, 7), 0, has_pain=True)
    others = [session(number, exercise="row") for number in range(2, 50, 5)]

    assert codes(after(old, *others, today=day(42)))[-1] == "next_feasible:load"
    assert after(old, *others, today=day(43)).load == 100_000


def test_what_was_done_beats_the_estimate():
    # By the estimates of the last three sessions 100 kg leave seven; nine were seen three weeks ago.
    weak = [session(number, (5,), 2, rep_range=(4, 6)) for number in (17, 19, 21)]
    named = {"rep_range": (8, 10), "today": day(21)}

    assert after(session(0, (9,), 0, has_pain=True), *weak, **named).reps == (8,)
    assert after(session(0, (9,), 0, has_pain=True), *weak, **named).load == 100_000


def test_the_low_is_that_of_today():
    # 9 with 3 left: 12 to failure, and on an amber day 3 are to be left instead of 2.
    given, amber = bench(planned_reps=8), after(session(0, (9, 9), 0.5), context=bench())

    assert effort_target(given).low == 2
    assert codes(amber)[-1] == "next_feasible:reps"
    assert amber.reps == (8, 8)


def test_a_single_leaves_one_more_than_its_low():
    # 100 kg for one with one left are 106.7 kg: a single with one left is all there is in 100.
    single = session(0, (1,), 0, target=target(1, 1, 2))

    assert after(single, rep_range=1, loadable=FINE).load == 93_700


def test_where_nothing_lighter_can_be_made_the_lightest_is_asked():
    sets = session(0, (7, 7), 0, has_pain=True)

    assert after(sets, loadable=[100_000]).load == 100_000


def test_lighter_sets_are_looked_at_by_themselves():
    sets = [
        *session(0, (10,), 0, has_pain=True),
        *session(0, (10,), 3, has_pain=True, load=80_000),
    ]

    assert after(sets).reps == (9, 10)


# --- big steps ----------------------------------------------------------------------------------

RAISES = {"rep_range": (12, 15), "loadable": [4_000, 6_000, 8_000, 10_000]}


def raises(number, *reps, rir=2.0, **named):
    return session(number, reps, rir, load=named.pop("load", 6_000), tier="safer", **named)


@pytest.mark.parametrize(("reps", "load"), [(19, 6_000), (20, 8_000)])
def test_at_most_5_reps_past_the_top_before_a_big_step(reps, load):
    # 6 to 8 kg is a third, 17 reps at 2 % each: 29 would be asked.
    assert after(raises(0, reps, reps), **RAISES).load == load


def test_a_big_step_is_taken_with_the_reps_it_leaves():
    up = after(raises(0, 20, 20), **RAISES)

    assert codes(up) == ["next_step_up", "one_step:big"]
    assert (up.load, up.reps) == (8_000, (5, 5)), "20 less 17 are 3: at least 5"
    assert dict(after(raises(0, 19, 20), **RAISES).reasons[1].numbers)["reps"] == 20


@pytest.mark.parametrize(
    ("bottom", "reps", "left"), [(8, 12, 8), (8, 13, 8), (10, 15, 10), (12, 17, 12)]
)
def test_it_leaves_no_more_than_the_bottom(bottom, reps, left):
    # 20 to 22 kg is 10 %, 4 or 5 reps by what was left when the extra reps began.
    sets = session(0, (reps, reps), 1.5, load=20_000)

    up = after(sets, loadable=DUMBBELLS, rep_range=(bottom, max(bottom, 10)))
    assert up.reps == (left, left)


def test_rise_and_worth_are_those_of_when_the_extra_reps_began():
    # Ten with two left are worth 2.5 % each, so 4 reps; at fourteen 2 % each would be 5.
    began, later = session(0, (10, 10), load=20_000), session(2, (12, 12), 4, load=20_000)

    assert after(began, later, loadable=DUMBBELLS).load == 22_000
    assert after(later, loadable=DUMBBELLS).load == 20_000
    other = session(0, (10, 10), load=18_000)
    assert after(other, later, loadable=DUMBBELLS).load == 20_000


def test_until_the_bottom_is_reached_again_those_reps_are_the_bottom():
    up = raises(0, 20, 20), raises(2, 5, 5, load=8_000)
    first = after(*up, **RAISES)
    second = after(*up, raises(4, 6, 6, load=8_000), **RAISES)

    assert (codes(first), first.reps) == (["next_one_rep"], (6, 5))
    assert (codes(second), second.reps) == (["next_one_rep"], (7, 6))
    under = after(*up, raises(4, 4, 4, load=8_000), **RAISES)
    assert under.case == "next_missed_reps"


def test_once_it_is_reached_it_is_the_bottom_again():
    back = raises(0, 20, 20), raises(2, 12, 12, load=8_000), raises(4, 9, 9, load=8_000)

    assert after(*back, **RAISES).case == "next_missed_reps"


def test_a_step_that_nothing_paid_for_leaves_the_bottom_where_it_is():
    assert after(raises(0, 14, 14), raises(2, 7, 7, load=8_000), **RAISES).case == (
        "next_missed_reps"
    )


def test_an_ordinary_step_leaves_the_bottom_where_it_is():
    up = session(0, (10, 10)), session(2, (7, 7), load=102_500)

    assert after(*up).case == "next_missed_reps"


# --- too large a step down ----------------------------------------------------------------------


@pytest.mark.parametrize(("lighter", "load", "reps"), [(88_000, 88_000, 9), (87_900, 100_000, 7)])
def test_a_cut_whose_step_is_over_twice_what_was_asked_takes_reps(lighter, load, reps):
    # 6 % are asked.
    cut = after(session(0, (9, 9), 0), loadable=[lighter, 100_000])

    assert (cut.load, cut.reps) == (load, (reps, reps))


def test_those_reps_are_5_at_least_or_what_was_done():
    light = {"loadable": [6_000, 8_000], "rep_range": (3, 10)}

    assert after(session(0, (6, 4), 0, load=8_000), **light).reps == (5, 4)


def test_the_reps_that_were_asked_instead_are_no_miss():
    light = {"loadable": [6_000, 8_000]}
    hard = session(0, (8, 8), 0, load=8_000)
    as_asked = session(2, (6, 6), load=8_000)

    assert after(hard, **light).reps == (6, 6)
    assert codes(after(hard, as_asked, **light)) == ["next_one_rep"]
    assert after(hard, session(2, (5, 5), load=8_000), **light).case == "next_missed_reps"
    # Where a lighter load could be made it was asked for, and six stay a miss.
    assert after(session(0, (8, 8), 0), session(2, (6, 6))).case == "next_missed_reps"


# --- loads that were lifted ---------------------------------------------------------------------


def test_what_was_lifted_can_be_made_whatever_the_settings_say():
    assert after(session(0, (10, 10), load=101_000)).load == 102_500
    uneven = [*session(0, (9,), 0, load=101_300), *session(0, (9,), 0, load=95_300)]
    assert after(uneven).load == 95_000
    uneven = [*session(0, (9,), 0, load=101_300), *session(0, (9,), 0, load=95_100)]
    assert after(uneven).load == 95_100


def test_lifted_loads_join_those_that_can_be_made():
    both = with_lifted(LoadableSteps(20, 10, 50), [25, None, 0, 15, 60])

    assert both.lightest == 15
    assert [both.at_most(load) for load in (14, 15, 24, 25, 29, 30, 59, 99)] == [
        None, 15, 20, 25, 25, 30, 50, 60,
    ]  # fmt: skip
    assert [both.above(load) for load in (0, 20, 25, 50, 60)] == [15, 25, 30, 60, None]
    assert with_lifted(LoadableSet((20, 30)), [20]) == LoadableSet((20, 30))


# --- no evidence at the planned reps ------------------------------------------------------------

TRIPLES = session(0, (3, 3), 2, rep_range=(3, 3))


def test_with_a_current_estimate_other_reps_give_an_estimate():
    found = after(TRIPLES, loadable=FINE)

    assert codes(found) == ["next_no_evidence:estimate"]
    # Five to failure are 116.7 kg; eight with two left leave 87.5 of them.
    assert (found.loads, found.reps, found.aim_rise) == ((87_500,) * 2, (8, 8), 0)
    assert found.rests_on == tuple(TRIPLES)
    assert after(TRIPLES).load == 87_500
    assert after(TRIPLES, loadable=[80_000, 90_000]).load == 80_000


def test_the_aim_is_that_of_now():
    assert after(TRIPLES, loadable=FINE, context=bench(planned_reps=8)).load == 85_300


@pytest.mark.parametrize(
    ("named", "days"), [({"rir": None}, 0), ({"rir": 5}, 0), ({}, 43), ({"target": None}, 0)]
)
def test_without_one_nothing_is_filled_in_and_the_last_sets_stand_beside(named, days):
    others = [session(number, exercise="row") for number in range(2, days, 5)]
    found = after(
        session(0, (3, 3), **{"rir": 2, "rep_range": (3, 3)} | named), *others, today=day(days)
    )

    assert codes(found) == ["next_no_evidence:none"]
    assert (found.load, found.loads, found.reps) == (None, (None, None), (8, 8))
    assert [(done.load, done.day) for done in found.rests_on] == [(100_000, day(0))] * 2


def test_nothing_light_enough_is_no_estimate():
    assert codes(after(TRIPLES, loadable=[100_000])) == ["next_no_evidence:none"]


@pytest.mark.parametrize(("days", "is_evidence"), [(364, True), (365, False)])
def test_a_year_ago_is_no_evidence(days, is_evidence):
    others = [session(number, exercise="row") for number in range(2, days, 7)]
    found = after(session(0, (9, 9)), *others, today=day(0) + timedelta(days=days))

    assert (found.case != "next_no_evidence") is is_evidence
    assert (found.load is not None) is is_evidence


@pytest.mark.parametrize(
    ("reps", "is_evidence"), [(3, False), (4, True), (20, True), (21, False), (0, True)]
)
def test_what_was_done_without_a_plan_is_evidence_unless_far_from_it(reps, is_evidence):
    assert (after(session(0, (reps, 0))).case != "next_no_evidence") is is_evidence
    # After such a day any reps are.
    assert after(session(0, (9, 9)), session(2, (reps, 0))).rests_on[-1].day == day(2)


def test_a_poor_day_takes_its_part_off_an_estimate():
    assert after(TRIPLES, loadable=FINE, readiness=RED).loads == (83_100,)


def test_counted_anew_after_a_reset():
    missed = [session(number, (6, 6), 4) for number in (0, 2)]
    lighter = session(4, (6, 6), 4, load=90_000)

    assert after(*missed, lighter).case == "next_cut_short"
    assert after(*missed, lighter, session(6, (6, 6), 4, load=90_000)).case == "reset"
    assert after(*missed, session(4, (6, 6), 4)).case == "reset", "it was declined"


def test_no_reset_while_the_estimate_is_up():
    usual = [session(number, (8,), 2, load=80_000) for number in range(0, 10, 2)]
    missed = [session(number, (7,), 4, load=90_000) for number in (10, 12)]

    assert after(*usual, *missed).case == "next_cut_short"
    assert after(*missed).case == "reset", "with nothing to compare it with"
