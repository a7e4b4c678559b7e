"""Rulebook 8: loads that can be made, and rounding to them."""

from fractions import Fraction

import pytest

from programming.rulebook import LoadableSet, LoadableSteps, default_loads
from programming.rulebook.next_time.load_moves import cut_to, in_percent, rise_to
from programming.rulebook.next_time.loadable import loadable_from, nearest_above

STEPS = LoadableSteps(20, 5, heaviest=60)
NAMED = LoadableSet((30, 20, 20, 50))


@pytest.mark.parametrize(
    ("load", "below", "above"),
    [(19, None, 20), (20, 20, 25), (24, 20, 25), (25, 25, 30), (60, 60, None), (99, 60, None)],
)
def test_even_steps_are_found_below_and_above(load, below, above):
    assert (STEPS.at_most(load), STEPS.above(load)) == (below, above)


@pytest.mark.parametrize(
    ("load", "below", "above"), [(19, None, 20), (20, 20, 30), (49, 30, 50), (50, 50, None)]
)
def test_named_loads_are_found_below_and_above(load, below, above):
    assert (NAMED.at_most(load), NAMED.above(load)) == (below, above)
    assert NAMED.loads == (20, 30, 50)
    assert NAMED.lightest == 20


def test_steps_without_an_end_go_on():
    assert LoadableSteps(20, 5).above(1_000_000) == 1_000_005


@pytest.mark.parametrize(
    ("kind", "arguments", "field"),
    [
        (LoadableSteps, (-1, 5), "lightest"),
        (LoadableSteps, (20, 0), "step"),
        (LoadableSteps, (20, 5, 19), "heaviest"),
        (LoadableSet, ((),), "loads"),
        (LoadableSet, ((20, 2.5),), "loads"),
    ],
)
def test_loads_that_are_none_are_refused(kind, arguments, field):
    with pytest.raises(ValueError, match=f"{field}: "):
        kind(*arguments)


def test_plain_numbers_are_taken_for_loads():
    assert loadable_from([50, 20]) == LoadableSet((20, 50))
    assert loadable_from(STEPS) is STEPS
    for other in ("2050", 50, None):
        with pytest.raises(ValueError, match="loadable: "):
            loadable_from(other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "most", "near"),
    [
        (31, None, 30),
        (33, None, 35),
        (Fraction(65, 2), None, 30),
        (26, None, 30),
        (34, 34, 30),
        (34, 29, None),
        (70, None, 60),
    ],
)
def test_the_nearest_load_over_another_stays_under_its_limit(wanted, most, near):
    assert nearest_above(STEPS, 25, Fraction(wanted), most) == near


def test_there_is_nothing_over_the_heaviest():
    assert nearest_above(STEPS, 60, Fraction(70)) is None


def test_a_load_that_cannot_be_made_is_no_lower_bound():
    assert nearest_above(STEPS, 10, Fraction(11)) == 20


@pytest.mark.parametrize(
    ("load", "percent", "made"),
    [
        (50, 90, 45),
        (50, 91, 45),
        (50, 100, 50),
        (50, 89, 40),
        (22, 90, 20),
        (20, 90, 20),
        (15, 90, 15),
    ],
)
def test_a_cut_never_rounds_up_except_to_the_lightest(load, percent, made):
    assert cut_to(load, Fraction(percent, 100), STEPS) == made


@pytest.mark.parametrize(
    ("load", "by", "cap", "made"),
    [
        (100_000, "0.03", "0.05", 102_500),
        (100_000, "0.05", "0.05", 105_000),
        (100_000, "0.0124", "0.05", None),
        (100_000, "0.0125", "0.05", 102_500),
        (50_000, "0.05", "0.05", 52_500),
        (47_500, "0.05", "0.05", None),
    ],
)
def test_a_rise_goes_to_the_nearest_load_and_never_past_its_cap(load, by, cap, made):
    barbell = LoadableSteps(20_000, 2_500)
    assert rise_to(load, Fraction(by), Fraction(cap), barbell) == made


@pytest.mark.parametrize(
    ("equipment", "kg", "lb"),
    [
        ("barbell", (20, "2.5"), (45, 5)),
        ("smith_machine", (20, "2.5"), (45, 5)),
        ("dumbbell", (2, 2), (5, 5)),
        ("kettlebell", (4, 4), (10, 5)),
        ("machine", (5, 5), (10, 10)),
        ("cable", ("2.5", "2.5"), (5, 5)),
        ("bodyweight", (0, "2.5"), (0, 5)),
        ("band", (0, "2.5"), (0, 5)),
    ],
)
def test_a_usual_gym_offers_these_loads(equipment, kg, lb):
    for unit, per_unit, (lightest, step) in (
        ("kg", 1_000_000_000, kg),
        ("lb", 453_592_370, lb),
    ):
        made = default_loads(equipment, unit, per_unit)
        assert made == LoadableSteps(
            int(Fraction(lightest) * per_unit), int(Fraction(step) * per_unit)
        )


@pytest.mark.parametrize(
    ("unit", "per_unit", "field"),
    [("stone", 10, "unit"), ("kg", 0, "per_unit"), ("kg", 1, "per_unit")],
)
def test_default_loads_are_exact_or_refused(unit, per_unit, field):
    with pytest.raises(ValueError, match=f"{field}: "):
        default_loads("barbell", unit, per_unit)


@pytest.mark.parametrize(("share", "shown"), [("0.05", 5), ("0.0375", 3.8), ("0.12", 12)])
def test_a_share_is_shown_to_one_decimal(share, shown):
    assert in_percent(Fraction(share)) == shown
