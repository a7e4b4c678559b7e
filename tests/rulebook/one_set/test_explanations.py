"""What an explanation says in words and figures is what its rule and its tables hold."""

import pytest

from programming.rulebook import RULES


def test_an_explanation_tells_the_numbers_of_its_table():
    assert (
        "After 2 weeks 90 %, 4 weeks 85 %, 8 weeks 75 %, 26 weeks 60 % of the load: so an exercise "
        "starts after so many weeks or more without any session, and 1 further"
    ) in RULES["layoff"].explanation
    assert "floor of reps in reserve: 0, 1 and 2" in RULES["risk_tier"].explanation
    assert "in 14 days; in 28 for beginners" in RULES["test_too_soon"].explanation
    assert "2 on a safer lift and 3 on any other, as an intermediate 1" in (
        RULES["level_floor"].explanation
    )
    assert "0 for beginners, tests aside, 1 for intermediate and 1 for advanced" in (
        RULES["budget_exercise"].explanation
    )
    assert "0 for beginners, 2 for intermediate and 4 for" in RULES["budget_muscle"].explanation
    assert "10 % (intermediate) or 20 % (advanced)" in RULES["budget_share"].explanation
    assert "0 % for beginners" in RULES["budget_share"].explanation
    assert "After 4 weeks running (intermediate) or 6" in RULES["budget_rest_week"].explanation
    assert "500 kcal a day 1, a larger one 2" in RULES["readiness_energy"].explanation


@pytest.mark.parametrize(
    ("code", "number", "share", "written"),
    [
        ("load_step", "few_permille", 10, "{:g} % of the load"),
        ("load_step", "some_permille", 10, "{:g} %, up to 15"),
        ("load_step", "many_permille", 10, "up to 15 {:g} %"),
        ("load_step", "long_permille", 10, "above that {:g} %"),
        ("one_step", "upper_permille", 10, "nearest to {:g} % more for the upper"),
        ("one_step", "lower_permille", 10, "{:g} % more for the lower"),
        ("one_step", "upper_cap_permille", 10, "never more than {:g} %"),
        ("one_step", "lower_cap_permille", 10, "and {:g} %."),
        ("next_missed_reps", "least_permille", 10, "from {:g} % to 10 %"),
        ("next_harder", "most_permille", 10, "at most {:g} %"),
        ("level_score", "intermediate_quarters", 4, "under {:g} is a beginner"),
        ("level_score", "advanced_quarters", 4, "under {:g} intermediate"),
    ],
)
def test_a_number_written_out_is_the_rules_number(code, number, share, written):
    value = RULES[code].numbers[number] / share
    assert written.format(value) in RULES[code].explanation
