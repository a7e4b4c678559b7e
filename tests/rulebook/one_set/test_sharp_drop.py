"""Section 4.1: a sharp drop within a session."""

import pytest

from programming.rulebook import effort_target, is_same_load, judge_set, sharp_drop
from tests.rulebook.given import done, row

LOAD = 80_000


def at(reps, rir=0, load=LOAD, **named):
    return done(reps, rir, load=load, **named)


def severity(performed, *earlier, bottom=None):
    found = sharp_drop(performed, earlier, bottom).severity
    return None if found is None else str(found)


@pytest.mark.parametrize(
    ("best", "now", "expected"),
    [
        (10, 8, None),
        (10, 7.5, None),
        (9, 6, "caution"),
        (15, 12, "caution"),
        (16, 13, None),
        (15, 12.5, None),
        (8, 5.5, None),
        (9, 5.5, "caution"),
        (9, 5, "stop"),
        (13, 9, "stop"),
        (14, 10, "caution"),
        (20, 14, "stop"),
        (20, 14.5, "caution"),
        # Under the share by less than a percent: 19.4 and 29.4.
        (15.5, 12.5, None),
        (17, 12, "caution"),
    ],
)
def test_amber_and_red_want_a_share_and_reps_beyond_the_ordinary_one(best, now, expected):
    performed = at(int(now), now - int(now))

    assert severity(performed, at(int(best), best - int(best))) == expected


@pytest.mark.parametrize(
    ("sets", "amber", "red"), [(1, 9, 8), (2, 8, 7), (3, 7, 6)], ids=["set 2", "set 3", "set 4"]
)
def test_each_earlier_set_at_the_load_makes_one_more_rep_ordinary(sets, amber, red):
    earlier = [at(12)] * sets

    assert severity(at(amber, 0.5), *earlier) is None
    assert severity(at(amber), *earlier) == "caution"
    assert severity(at(red, 0.5), *earlier) == "caution"
    assert severity(at(red), *earlier) == "stop"


def test_warm_ups_drop_sets_and_other_loads_make_nothing_ordinary():
    others = [at(10, kind="warm_up"), at(10, kind="drop"), at(10, load=LOAD * 2)]

    assert severity(at(9), *others, at(12)) == "caution"


def test_unrated_sets_make_a_rep_ordinary_but_are_not_compared():
    assert severity(at(9), at(12), at(12, None)) is None
    assert severity(at(8), at(20, None)) is None


@pytest.mark.parametrize("reps", [(10, 9, 8), ((5, 3), (5, 2), (5, 1)), (12, 11, 10, 9, 8)])
def test_a_rep_a_set_is_ordinary(reps):
    sets = [at(*one) if isinstance(one, tuple) else at(one) for one in reps]

    for place in range(1, len(sets)):
        assert severity(sets[place], *sets[:place]) is None


def test_the_best_earlier_set_is_compared_not_the_last():
    assert severity(at(6), at(11), at(9)) == "stop"


# Under the planned range


@pytest.mark.parametrize(
    ("reps", "rir", "bottom", "expected"),
    [
        (7, 0, 8, "stop"),
        (8, 0, 8, None),
        (7, 0.5, 8, None),
        (7, 0, None, None),
    ],
)
def test_failing_under_the_planned_reps_after_a_sharp_drop_is_red(reps, rir, bottom, expected):
    # The second set fell by three reps, the third is level with it.
    fell = [at(10), at(7)]

    assert severity(at(reps, rir), *fell, bottom=bottom) == expected


def test_without_a_sharp_drop_before_it_is_none():
    assert severity(at(7), at(9), at(8), bottom=8) is None
    assert severity(at(5), at(6, 1), bottom=6) is None


def test_the_drop_before_has_to_be_at_this_load():
    fell = [at(10, load=LOAD * 2), at(6, load=LOAD * 2)]

    assert severity(at(7), *fell, at(8), bottom=8) is None


def test_a_drop_after_a_short_rest_was_none():
    assert severity(at(7), at(10), at(7, rest_seconds=60), bottom=8) is None


def test_the_first_set_under_the_planned_reps_is_no_drop():
    assert severity(at(5), bottom=6) is None


# Rest


@pytest.mark.parametrize(
    ("rest", "expected", "short"),
    [(119, None, True), (120, "stop", False), (121, "stop", False), (None, "stop", False)],
)
def test_after_a_short_rest_nothing_is_compared_and_it_is_known(rest, expected, short):
    found = sharp_drop(at(6, rest_seconds=rest), [at(12)])

    assert found.severity == expected
    assert found.short_rest is short


def test_without_a_set_to_compare_no_rest_is_short():
    assert not sharp_drop(at(6, rest_seconds=30), []).short_rest
    assert not sharp_drop(at(6, rest_seconds=30), [at(12, None)]).short_rest


# Loads


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (97_500, 100_000, True),
        (100_000, 97_500, True),
        (97_499, 100_000, False),
        (100_000, 100_000, True),
        (0, 0, True),
        (None, 100_000, False),
        (100_000, None, False),
        (None, None, False),
    ],
)
def test_the_same_load_is_within_a_fortieth_of_the_heavier(one, other, same):
    assert is_same_load(one, other) is same


@pytest.mark.parametrize("load", [LOAD // 2, LOAD * 97 // 100, LOAD * 2, None])
def test_at_another_load_nothing_is_compared(load):
    assert severity(at(1, load=load), at(12)) is None


def test_an_unrated_set_has_no_drop():
    assert severity(at(5, None), at(12)) is None
    assert severity(at(21, 1), at(30)) is None


@pytest.mark.parametrize(
    ("performed", "earlier", "bottom", "says", "do_next"),
    [
        (at(9), [at(12)], None, "At this load you had about 12 reps in you, now 9.", "Rest longer, then take less weight."),
        (at(7, 0.5), [at(11, 1)], None, "At this load you had about 12 reps in you, now 7.5.", "End the exercise here for today."),
        (at(7), [at(10), at(7)], 8, "Failure after 7 reps; 8 or more were planned.", "End the exercise here for today."),
    ],
)  # fmt: skip
def test_the_warning_says_what_fell(performed, earlier, bottom, says, do_next):
    given = row(tier="safer", rir_floor=0, is_final_set=True)
    planned = None if bottom is None else (bottom, bottom + 2)
    judgement = judge_set(
        effort_target(given), performed, context=given, earlier=earlier, rep_range=planned
    )
    warning = next(one for one in judgement.warnings if one.code == "sharp_drop")

    assert (warning.says, warning.do_next) == (says, do_next)
