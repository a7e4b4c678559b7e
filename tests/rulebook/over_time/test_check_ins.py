"""Section 6, policy: whether answers go with what was lifted; each line inside, on and outside."""

from itertools import permutations
from math import sqrt
from random import Random

import pytest

from programming.rulebook import AnsweredSession, answer_findings
from programming.rulebook.over_time.check_ins import _rank_correlation


def found(*pairs: tuple[int, float]):
    """The finding of one question, from (answer, percent)."""
    sessions = [AnsweredSession({"sleep": answer}, percent) for answer, percent in pairs]
    [one] = answer_findings(sessions, ["sleep"])
    return one


def apart(worst: int, best: int, by: float = 5.0):
    """So many after the worst answer, and after the best, who lift more by some percent."""
    low = [(0, 0.1 * at) for at in range(worst)]
    return found(*low, *((2, by + 0.1 * at) for at in range(best)))


@pytest.mark.parametrize(("sessions", "missing"), [(0, 20), (19, 1), (20, 0), (40, 0)])
def test_it_is_silent_under_twenty_sessions(sessions: int, missing: int):
    one = apart(sessions // 2, sessions - sessions // 2)

    assert (one.sessions, one.missing) == (sessions, missing)
    assert (one.difference is None) == bool(missing)


@pytest.mark.parametrize(("worst", "is_told"), [(0, False), (4, False), (5, True), (16, False)])
def test_of_both_ends_five_are_asked_for(worst: int, is_told: bool):
    one = apart(worst, 20 - worst)

    assert (one.difference is not None) == is_told
    assert one.missing == (0 if is_told else None)


def test_who_lifts_more_after_the_better_answer_hears_it():
    one = apart(10, 10)

    assert one.is_related
    assert one.difference == pytest.approx(5.0)
    assert one.groups == {0: (10, pytest.approx(0.45)), 2: (10, pytest.approx(5.45))}


def test_who_lifts_less_hears_that_too():
    one = apart(10, 10, by=-5.0)

    assert one.is_related
    assert one.difference == pytest.approx(-5.0)


def test_what_says_nothing_is_said_to_say_nothing():
    one = found(*((at % 2, float(at // 2)) for at in range(40)))

    assert not one.is_related
    assert one.difference == 0


def test_answers_of_chance_are_believed_in_fewer_than_five_of_a_hundred_logs():
    rng, believed = Random(7), 0
    questions = ("sleep", "recovery", "stress")
    for _ in range(400):
        sessions = [
            AnsweredSession({one: rng.randrange(3) for one in questions}, rng.gauss(0, 3))
            for _ in range(40)
        ]
        believed += any(one.is_related for one in answer_findings(sessions, questions))

    assert 0 < believed < 20


@pytest.mark.parametrize("answers", [(0, 0, 1, 1, 2), (0, 1, 2, 2, 2), (0, 1, 2, 3, 4)])
def test_by_chance_its_variance_is_one_over_n_minus_one(answers):
    every = [
        _rank_correlation(list(zip(answers, order, strict=True)))
        for order in permutations((1.0, 2.0, 2.0, 4.0, 9.0))
    ]

    assert sum(every) / len(every) == pytest.approx(0)
    assert sum(one * one for one in every) / len(every) == pytest.approx(1 / (len(answers) - 1))


def test_the_line_is_drawn_at_its_number():
    # Twenty sessions: r of 239 / (100 √19).
    assert 2.39 / sqrt(19) == pytest.approx(0.548, abs=0.001)
    values = [(0 if at < 10 else 2, float(at)) for at in range(20)]
    assert found(*values).is_related
    crossed = [(answer, float(value)) for answer, value in zip(
        [0, 2] * 4 + [0] * 6 + [2] * 6, range(20), strict=True
    )]  # fmt: skip
    r = _rank_correlation([(answer, value) for answer, value in crossed])
    assert found(*crossed).is_related == (abs(r) * sqrt(19) >= 2.39)


def test_answers_in_between_that_say_the_contrary_silence_the_ends():
    low = [(0, -9.0)] * 3 + [(0, 1.0)] * 4
    middle = [(1, -1.0 + 0.01 * at) for at in range(40)]
    high = [(2, 0.0)] * 4 + [(2, 9.0)] * 3

    one = found(*low, *middle, *high)

    assert one.difference == pytest.approx(-1.0)
    assert not one.is_related


def test_a_question_nobody_answered_has_no_groups():
    [one] = answer_findings([AnsweredSession({}, 1.0)], ["stress"])

    assert (one.sessions, one.groups, one.missing) == (0, {}, 20)


def test_a_percent_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="percent"):
        answer_findings([AnsweredSession({}, float("nan"))], [])
