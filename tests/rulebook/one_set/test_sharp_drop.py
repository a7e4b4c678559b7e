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
        (12, 9, "caution"),
        (15, 12, "caution"),
        (16, 13, None),
        (8, 6, None),
        (9, 6, "caution"),
        (12, 8, "stop"),
        (13, 9, "stop"),
        (14, 10, "caution"),
    ],
)
def test_amber_and_red_want_a_share_and_a_number_of_reps(best, now, expected):
    assert severity(at(now), at(best)) == expected


@pytest.mark.parametrize(("reps", "expected"), [(8, None), (7.5, None), (7, "caution")])
def test_half_reps_are_compared_as_they_are(reps, expected):
    performed = at(int(reps), reps - int(reps))

    assert severity(performed, at(10)) == expected


def test_red_wants_four_reps():
    assert severity(at(7, 0.5), at(11)) == "caution"
    assert severity(at(7), at(11)) == "stop"


def test_red_wants_thirty_percent():
    assert severity(at(14), at(20)) == "stop"
    assert severity(at(14, 0.5), at(20)) == "caution"


@pytest.mark.parametrize(
    ("before", "expected"),
    [(1, "caution"), (2, "caution"), (3, None)],
)
def test_from_the_fourth_set_on_amber_wants_a_quarter(before, expected):
    earlier = [at(13), *[at(12)] * (before - 1)]

    assert severity(at(10), *earlier) == expected


def test_a_quarter_from_the_fourth_set_on_is_amber():
    assert severity(at(9), at(12), at(12), at(12)) == "caution"


def test_warm_ups_and_drop_sets_are_not_counted_as_sets():
    warm_ups = [at(10, kind="warm_up")] * 3

    assert severity(at(10), *warm_ups, at(13)) == "caution"


def test_unrated_sets_are_counted_as_sets_but_not_compared():
    assert severity(at(10), at(13), at(13, None), at(13, None)) is None
    assert severity(at(8), at(20, None)) is None


@pytest.mark.parametrize("reps", [(10, 9, 8), ((5, 3), (5, 2), (5, 1))])
def test_two_reps_are_ordinary(reps):
    sets = [at(*one) if isinstance(one, tuple) else at(one) for one in reps]

    for place in range(1, len(sets)):
        assert severity(sets[place], *sets[:place]) is None


def test_a_half_rep_outside_a_line_is_outside():
    assert severity(at(12, 0.5), at(15, 0.5)) is None
    assert severity(at(9, 0.5), at(13, 0.5)) == "caution"
    assert severity(at(9, 0.5), at(12, 0.5), at(12), at(12)) is None


def test_the_best_earlier_set_is_compared_not_the_last():
    assert severity(at(7), at(11), at(9)) == "stop"


# Under the planned range


@pytest.mark.parametrize(
    ("reps", "rir", "bottom", "expected"),
    [
        (5, 0, 6, "stop"),
        (6, 0, 6, None),
        (5, 0.5, 6, None),
        (5, 0, None, None),
    ],
)
def test_failing_under_the_planned_reps_after_a_comparable_set_is_red(reps, rir, bottom, expected):
    assert severity(at(reps, rir), at(6, 1), bottom=bottom) == expected


def test_the_first_set_under_the_planned_reps_is_no_drop():
    assert severity(at(5), bottom=6) is None


def test_nor_is_the_first_at_this_load():
    assert severity(at(5, load=81_000), at(5, load=LOAD * 2 // 3), bottom=6) is None


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


@pytest.mark.parametrize(
    ("load", "expected"),
    [(90_001, None), (90_000, "caution"), (85_001, "caution"), (85_000, "stop")],
)
def test_at_another_load_estimates_are_compared(load, expected):
    assert severity(at(5, 1, load=load), at(5, 1, load=100_000)) == expected


def test_the_best_earlier_estimate_is_compared():
    assert (
        severity(at(5, 1, load=89_000), at(5, 1, load=80_000), at(5, 1, load=100_000)) == "caution"
    )


@pytest.mark.parametrize(
    ("performed", "earlier"),
    [
        (at(13, load=50_000), at(5, load=100_000)),
        (at(5, 5, load=50_000), at(5, load=100_000)),
        (at(5, load=50_000), at(13, load=100_000)),
        (at(5, load=None), at(5, load=100_000)),
        (at(5, load=50_000), at(5, load=None)),
        (at(0, load=50_000), at(5, load=100_000)),
    ],
)
def test_without_an_estimate_nothing_is_compared(performed, earlier):
    assert severity(performed, earlier) is None


def test_an_unrated_set_has_no_drop():
    assert severity(at(5, None), at(12)) is None
    assert severity(at(21, 1), at(30)) is None


@pytest.mark.parametrize(
    ("performed", "earlier", "bottom", "says", "do_next"),
    [
        (at(9), at(12), None, "At this load you had about 12 reps in you, now 9.", "Rest longer, then take less weight."),
        (at(7, 0.5), at(11, 1), None, "At this load you had about 12 reps in you, now 7.5.", "End the exercise here for today."),
        (at(5), at(6), 6, "Failure after 5 reps; 6 or more were planned.", "End the exercise here for today."),
        (at(5, load=88_000), at(5, load=100_000), None, "By estimate 12 % weaker than in today’s best set.", "Rest longer, then take less weight."),
        (at(5, load=80_000), at(5, load=100_000), None, "By estimate 20 % weaker than in today’s best set.", "End the exercise here for today."),
    ],
)  # fmt: skip
def test_the_warning_says_what_fell(performed, earlier, bottom, says, do_next):
    given = row(tier="safer", rir_floor=0, is_final_set=True)
    planned = None if bottom is None else (bottom, bottom + 2)
    judgement = judge_set(
        effort_target(given), performed, context=given, earlier=[earlier], rep_range=planned
    )
    warning = next(one for one in judgement.warnings if one.code == "sharp_drop")

    assert (warning.says, warning.do_next) == (says, do_next)
