"""Section 4.2: what is shown of effort across sessions."""

import pytest

from programming.rulebook import effort_adherence
from tests.rulebook.given import target
from tests.rulebook.logs import day, failed, judged, logged


def shares(log, number=0):
    found = effort_adherence(log, day(number))
    return found.on_target, found.too_close, found.too_easy


def of(on_target, too_close, too_easy, **named):
    return [
        judged(0, outcome, **named)
        for outcome, count in (
            ("on_target", on_target),
            ("too_close", too_close),
            ("too_easy", too_easy),
        )
        for _ in range(count)
    ]


def test_shares_are_shown_from_ten_sets_on():
    assert shares(of(6, 2, 1)) == (None, None, None)
    assert shares(of(6, 3, 1)) == (60, 30, 10)
    assert shares(of(6, 3, 2)) == (55, 27, 18)


def test_the_share_on_target_is_said():
    found = effort_adherence(of(6, 3, 1, role="isolation"), day(0))

    assert found.rated_sets == 10
    assert [reason.text for reason in found.reasons] == ["60 % of 10 rated sets were on target."]


def test_half_a_percent_rounds_up():
    assert shares(of(13, 3, 0) + of(13, 3, 0) + of(4, 4, 0)) == (75, 25, 0)
    assert shares(of(1, 199, 0))[0] == 1


@pytest.mark.parametrize(
    "named",
    [
        {"is_imported": True},
        {"kind": "warm_up"},
        {"reps": 0},
        {"target": None},
        {"outcome": "unrated"},
        {"day": day(1)},
    ],
)
def test_sets_without_a_verdict_are_not_among_them(named):
    other = logged(**({"target": target(1, 2, 3), "outcome": "too_easy"} | named))
    log = [*of(9, 0, 0), other]

    assert effort_adherence(log, day(0)).rated_sets == 9


# --- overshooting ------------------------------------------------------------------------------


def overshoots(log, number=0):
    return effort_adherence(log, day(number)).overshooting


@pytest.mark.parametrize(
    ("on_target", "too_close", "shown"),
    [
        (0, 5, False),
        (3, 3, True),
        (50, 49, False),
        (4, 3, False),
        (4, 2, False),
        (3, 4, True),
        (0, 6, True),
    ],
)
def test_half_of_six_or_more_compound_sets_too_close_is_overshooting(on_target, too_close, shown):
    assert overshoots(of(on_target, too_close, 0)) is shown
    assert overshoots(of(on_target, too_close, 0, role="main")) is shown
    assert not overshoots(of(on_target, too_close, 0, role="isolation"))


def test_sets_too_easy_are_among_the_compound_ones():
    assert not overshoots(of(0, 3, 4))
    assert overshoots(of(0, 3, 3))


@pytest.mark.parametrize(("number", "shown"), [(0, True), (13, True), (14, False)])
def test_overshooting_reads_fourteen_days(number, shown):
    assert overshoots(of(0, 6, 0), number) is shown


def test_overshooting_is_said_with_its_sets():
    found = effort_adherence(of(2, 4, 0), day(0))

    assert (found.compound_sets, found.compound_too_close) == (6, 4)
    assert [reason.text for reason in found.reasons] == [
        "4 of 6 sets on big lifts were too close to failure."
    ]


# --- recovery debt -----------------------------------------------------------------------------

# Five exposures of a 40 kg estimate, a week apart; a set at 28.5 kg for 8 with 2 left is 38 kg.
WEEKLY = [logged(7 * week) for week in range(5)]
UNDER, NOT_QUITE = 28_500, 28_501


def chest_failure(number, **named):
    return failed(number, exercise="fly", **named)


def debts(log, number=60):
    return [(one.session, one.percent) for one in effort_adherence(log, day(number)).debts]


def test_an_exercise_under_its_reference_soon_after_failure_is_a_debt():
    log = [*WEEKLY, chest_failure(35), logged(38, load=UNDER)]

    assert debts(log) == [("day 38", 5)]


@pytest.mark.parametrize(("load", "found"), [(NOT_QUITE, []), (27_000, [10]), (26_999, [10])])
def test_five_percent_or_more_under_counts(load, found):
    log = [*WEEKLY, chest_failure(35), logged(38, load=load)]

    assert [percent for _, percent in debts(log)] == found


@pytest.mark.parametrize(("number", "found"), [(35, 1), (42, 1), (43, 0)])
def test_it_comes_within_seven_days(number, found):
    log = [*WEEKLY, chest_failure(35), logged(number, session="next", load=UNDER)]

    assert len(debts(log)) == found


def test_it_is_the_first_exposure_after_the_failure():
    log = [*WEEKLY, chest_failure(35), logged(36), logged(38, load=UNDER)]

    assert debts(log) == []


def test_failure_of_the_exercise_itself_counts():
    log = [*WEEKLY, failed(35, reps=10), logged(38, load=UNDER)]

    assert debts(log) == [("day 38", 5)]


def test_failure_in_the_same_session_does_not():
    log = [*WEEKLY, chest_failure(38), logged(38, load=UNDER)]

    assert debts(log) == []


@pytest.mark.parametrize(
    "named",
    [{"primary_muscles": ("lats",)}, {"rir": 0.5}, {"kind": "drop"}, {"primary_muscles": ()}],
)
def test_another_muscle_or_no_failure_is_no_debt(named):
    log = [*WEEKLY, chest_failure(35, **named), logged(38, load=UNDER)]

    assert debts(log) == []


def test_a_muscle_failed_only_long_ago_is_no_debt():
    log = [
        chest_failure(0),
        *WEEKLY,
        chest_failure(35, primary_muscles=("lats",)),
        logged(38, load=UNDER),
    ]

    assert debts(log) == []


def test_without_a_reference_or_an_estimate_there_is_no_verdict():
    assert debts([*WEEKLY[:4], chest_failure(35), logged(38, load=UNDER)]) == []
    assert debts([*WEEKLY, chest_failure(35), logged(38, load=UNDER, rir=None)]) == []


TWICE = [
    *WEEKLY,
    chest_failure(35),
    logged(38, load=UNDER),
    chest_failure(42),
    logged(45, load=UNDER),
]


def test_twice_in_28_days_is_a_recovery_debt():
    found = effort_adherence(TWICE, day(45))

    assert found.recovery_debt
    assert [reason.text for reason in found.reasons] == [
        "Weaker soon after failure, 2 times in 28 days."
    ]
    assert not effort_adherence(TWICE[:-1], day(45)).recovery_debt


@pytest.mark.parametrize(("number", "shown"), [(65, True), (66, False)])
def test_recovery_debt_reads_28_days(number, shown):
    assert effort_adherence(TWICE, day(number)).recovery_debt is shown


def test_two_exercises_once_each_are_twice_in_the_order_they_came():
    other = [logged(7 * week, exercise="dip") for week in range(5)]
    both = sorted([*WEEKLY, *other], key=lambda done: done.day)
    log = [
        *both,
        chest_failure(35),
        logged(37, exercise="dip", load=UNDER),
        logged(38, load=UNDER),
    ]
    found = effort_adherence(log, day(40))

    assert [one.exercise for one in found.debts] == ["dip", "press"]
    assert found.recovery_debt
