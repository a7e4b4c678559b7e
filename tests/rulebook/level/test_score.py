"""Section 13: the strength scores and the total behind them."""

import pytest

from programming.rulebook import strength_score, strength_total
from programming.rulebook.rows.coefficients import DOTS, IPF_GL, WILKS
from tests.rulebook.logs import day, logged

VECTORS = [
    ("m", 60, 400, "337.62", "398.73", "65.60"),
    ("m", 93, 700, "445.38", "528.09", "91.57"),
    ("m", 120, 600, "344.58", "409.04", "69.75"),
    ("f", 52, 250, "304.73", "365.63", "63.13"),
    ("f", 63, 400, "430.21", "511.45", "87.51"),
    ("f", 84, 350, "322.05", "388.70", "66.10"),
]


@pytest.mark.parametrize(("sex", "bodyweight", "total", "dots", "wilks", "ipf"), VECTORS)
def test_the_scores_are_the_printed_ones(sex, bodyweight, total, dots, wilks, ipf):
    scores = [
        strength_score(formula, sex, bodyweight, total)
        for formula in ("dots", "wilks_2020", "ipf_gl")
    ]

    assert [f"{score.value:.2f}" for score in scores] == [dots, wilks, ipf]
    assert [score.shown for score in scores] == [round(float(text)) for text in (dots, wilks, ipf)]
    assert [score.formula for score in scores] == ["dots", "wilks_2020", "ipf_gl"]


def test_the_coefficients_are_the_rulebooks():
    assert DOTS["male"][::-1] == (
        -0.000001093, 0.0007391293, -0.1918759221, 24.0900756, -307.75076,
    )  # fmt: skip
    assert DOTS["female"][::-1] == (
        -0.0000010706, 0.0005158568, -0.1126655495, 13.6175032, -57.96288,
    )  # fmt: skip
    assert WILKS["male"] == (
        47.46178854, 8.472061379, 0.07369410346, -0.001395833811, 7.07665973070743e-6,
        -1.20804336482315e-8,
    )  # fmt: skip
    assert WILKS["female"] == (
        -125.4255398, 13.71219419, -0.03307250631, -0.001050400051, 9.38773881462799e-6,
        -2.3334613884954e-8,
    )  # fmt: skip
    assert IPF_GL["male"] == (1199.72839, 1025.18162, 0.009210)
    assert IPF_GL["female"] == (610.32796, 1045.59282, 0.03048)


def test_a_sex_is_named_in_full_or_by_its_letter():
    assert strength_score("dots", "male", 93, 700) == strength_score("dots", "m", 93, 700)
    assert strength_score("dots", "female", 63, 400) == strength_score("dots", "f", 63, 400)
    assert strength_score("dots", "m", 63, 400) != strength_score("dots", "f", 63, 400)


@pytest.mark.parametrize(
    ("formula", "sex", "least", "most"),
    [
        ("dots", "m", 40, 210),
        ("dots", "f", 40, 150),
        ("wilks_2020", "m", 40, 200.95),
        ("wilks_2020", "f", 40, 150.95),
    ],
)
def test_a_bodyweight_off_the_range_counts_as_its_end(formula, sex, least, most):
    def at(bodyweight):
        return strength_score(formula, sex, bodyweight, 400)

    assert at(least - 0.1).value == at(least).value == at(1).value
    assert at(least + 0.1).value != at(least).value
    assert at(most + 0.1).value == at(most).value == at(400).value
    assert at(most - 0.1).value != at(most).value
    assert len(at(least).reasons) == len(at(most).reasons) == 1
    assert at(least - 1).reasons[1].text == "Counted as 40 kg, the nearest end."
    assert at(most + 1).reasons[1].text == f"Counted as {most} kg, the nearest end."


def test_ipf_gl_has_no_range():
    assert (
        strength_score("ipf_gl", "f", 39, 400).value != strength_score("ipf_gl", "f", 40, 400).value
    )
    assert len(strength_score("ipf_gl", "m", 250, 400).reasons) == 1


def test_a_bodyweight_the_ipf_gl_formula_has_no_value_for_is_refused():
    assert strength_score("ipf_gl", "f", 17.7, 100).value > 0
    with pytest.raises(ValueError, match=r"^bodyweight_kg: 17.6 "):
        strength_score("ipf_gl", "f", 17.6, 100)


def test_the_whole_number_shown_is_the_nearest_one_a_half_up():
    by = 1000 / strength_score("dots", "m", 93, 1000).value

    assert strength_score("dots", "m", 93, 100.49 * by).shown == 100
    assert strength_score("dots", "m", 93, 100.51 * by).shown == 101
    assert strength_score("dots", "m", 93, 0).shown == 0


@pytest.mark.parametrize(
    ("field", "arguments"),
    [
        ("formula", ("glossbrenner", "m", 93, 700)),
        ("sex", ("dots", "x", 93, 700)),
        ("sex", ("dots", None, 93, 700)),
        ("bodyweight_kg", ("dots", "m", 0, 700)),
        ("bodyweight_kg", ("dots", "m", -1, 700)),
        ("bodyweight_kg", ("dots", "m", float("inf"), 700)),
        ("total_kg", ("dots", "m", 93, -1)),
        ("total_kg", ("dots", "m", 93, "700")),
    ],
)
def test_what_is_off_its_scale_is_refused_by_name(field, arguments):
    with pytest.raises(ValueError, match=f"^{field}: "):
        strength_score(*arguments)


# --- the total ---------------------------------------------------------------------------------


def lift(number, name, load, **named):
    return logged(number, exercise=name, competition_lift=name, load=load, reps=5, **named)


THREE = [lift(0, "squat", 150_000), lift(1, "bench", 100_000), lift(2, "deadlift", 180_000)]


def test_the_total_is_the_three_best_estimates():
    found = strength_total([*THREE, lift(3, "squat", 140_000)], day(3))

    assert (found.squat, found.bench, found.deadlift) == (185_000, 123_333, 222_000)
    assert found.total == 185_000 + 123_333 + 222_000
    assert found.reasons == ()


def test_all_three_are_needed_and_the_missing_one_is_named():
    found = strength_total(THREE[:2], day(3))

    assert (found.total, found.squat, found.deadlift) == (None, 185_000, None)
    assert [reason.text for reason in found.reasons] == [
        "No estimate of the deadlift in the last 84 days."
    ]


@pytest.mark.parametrize(("number", "there"), [(-1, False), (0, True), (83, True), (84, False)])
def test_the_total_reads_the_last_twelve_weeks(number, there):
    log = [lift(0, name, 100_000) for name in ("squat", "bench", "deadlift")]

    assert (strength_total(log, day(number)).total is not None) is there


@pytest.mark.parametrize(
    "named",
    [
        {"rir": 5},
        {"rir": None, "reps": 13},
        {"kind": "warm_up"},
        {"kind": "drop"},
        {"competition_lift": None},
    ],
)
def test_only_working_sets_of_marked_lifts_with_an_estimate_count(named):
    unmarked = {"exercise": "squat", "competition_lift": "squat", "load": 200_000} | named

    assert strength_total([logged(0, **unmarked)], day(0)).squat is None


def test_each_lift_says_where_its_best_is_from():
    found = strength_total([*THREE, lift(3, "squat", 140_000)], day(3))

    assert [(one.lift, one.exercise, one.day, one.e1rm) for one in found.bests] == [
        ("squat", "squat", day(0), 185_000),
        ("bench", "bench", day(1), 123_333),
        ("deadlift", "deadlift", day(2), 222_000),
    ]
    assert not found.at_least


def test_a_lift_without_an_estimate_is_no_best():
    assert [one.lift for one in strength_total(THREE[1:], day(3)).bests] == ["bench", "deadlift"]


def test_without_reps_in_reserve_the_estimate_is_an_at_least():
    found = strength_total([*THREE[:2], lift(2, "deadlift", 180_000, rir=None)], day(3))

    assert found.deadlift == 210_000
    assert [one.at_least for one in found.bests] == [False, False, True]
    assert found.at_least


@pytest.mark.parametrize(("rir", "at_least"), [(None, True), (0, False)])
def test_an_at_least_is_the_best_where_it_is_higher_than_all_that_was_told(rir, at_least):
    log = [lift(0, "squat", 150_000, rir=0), lift(1, "squat", 160_000, rir=rir)]

    (best,) = strength_total(log, day(1)).bests

    assert (best.day, best.at_least) == (day(1), at_least)


def test_of_equal_bests_one_that_was_told_goes_before_and_then_the_latest():
    told, untold = lift(0, "squat", 150_000, rir=0), lift(1, "squat", 150_000, rir=None)
    (one,) = strength_total([told, untold], day(2)).bests
    (later,) = strength_total([told, untold, lift(2, "squat", 150_000, rir=0)], day(2)).bests

    assert (one.day, one.at_least) == (day(0), False)
    assert later.day == day(2)
