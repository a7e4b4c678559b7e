"""Loads as integers: what may be typed, what it weighs, what is shown."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programming.loads import (
    HEAVIEST_KG,
    MICROGRAMS_PER_KG,
    MICROGRAMS_PER_LB,
    Load,
    Unit,
    converted,
    parse_load,
    shown,
)

RUBBISH = {
    "nothing": "",
    "blanks": "   ",
    "letters": "heavy",
    "NaN": "NaN",
    "infinity": "inf",
    "an exponent": "1e5",
    "a huge exponent": "1e1000000",
    "a superscript": "8²",
    "a minus": "-5",
    "a typographic minus": "−5",
    "a plus": "+5",
    "2 to the 63rd": str(2**63),
    "a NUL": "8\x000",
    "a NUL at the end": "80\x00",
    "an emoji": "💪",
    "a right-to-left override": "\u202e08",
    "10,000 characters": "9" * 10_000,
    "10,000 decimals": "1." + "0" * 10_000,
    "two points": "1.2.3",
    "a mark alone": ".",
    "a unit alone": "kg",
    "a unit before": "kg 80",
    "two units": "80 kg lb",
    "another unit": "12 stone",
    "thousands in twos": "1.00.00",
    "thousands by two marks": "1.000 000",
    "thousands without a head": ",000.5",
    "four decimals": "1.2345",
    "hexadecimal": "0x10",
    "an underscore": "1_0",
    "two numbers": "80 90",
    "a new line between": "8\n0",
}


@pytest.mark.parametrize("typed", RUBBISH.values(), ids=RUBBISH.keys())
@pytest.mark.parametrize("unit", Unit)
def test_what_is_not_a_weight_is_refused_with_a_sentence(typed, unit):
    with pytest.raises(ValueError, match=r"^Enter the weight as a number, like 82\.5\.$"):
        parse_load(typed, unit)


@given(st.text())
def test_any_text_is_a_load_or_refused(typed):
    try:
        load = parse_load(typed, Unit.KG)
    except ValueError:
        return
    assert 0 <= load.micrograms <= HEAVIEST_KG * MICROGRAMS_PER_KG


@pytest.mark.parametrize(
    ("typed", "milli"),
    [
        ("0", 0),
        ("80", 80_000),
        ("82.5", 82_500),
        ("82,5", 82_500),
        (" 82.5 ", 82_500),
        ("0.001", 1),
        ("1.25", 1_250),
        ("007", 7_000),
    ],
)
def test_a_decimal_point_or_comma_and_three_decimals_are_read(typed, milli):
    assert parse_load(typed, Unit.KG) == Load(milli, Unit.KG)


@pytest.mark.parametrize(
    ("typed", "milli"),
    [
        (".5", 500),
        (",5", 500),
        ("5.", 5_000),
        ("22,5 kg", 22_500),
        ("22.5kg", 22_500),
        ("22.5 KG", 22_500),
        ("22.5\u00a0kg", 22_500),
        ("\u0669\u0660", 90_000),
        ("\u0662\u0662\u066b\u0665", 22_500),
        ("\u200f\u0668\u0660", 80_000),
        ("\uff18\uff10", 80_000),
        ("1.000,5", 1_000_500),
        ("1,000.5", 1_000_500),
        ("1 000,5", 1_000_500),
        ("1\u202f000", 1_000_000),
        ("1\u2019000.5", 1_000_500),
        ("\u0661\u066c\u0660\u0660\u0660", 1_000_000),
        ("1.125", 1_125),
        ("0,125", 125),
        # Read as thousands these would be more than anybody lifts.
        ("82,500", 82_500),
        ("82.500", 82_500),
        ("2,001", 2_001),
    ],
)
def test_a_number_is_read_as_lifters_type_it(typed, milli):
    assert parse_load(typed, Unit.KG) == Load(milli, Unit.KG)


@pytest.mark.parametrize("typed", ["50 lb", "50lbs", "50 pounds", "50 lb."])
def test_a_unit_behind_the_number_is_the_one_meant(typed):
    assert parse_load(typed, Unit.KG) == Load(50_000, Unit.LB)


@pytest.mark.parametrize(
    ("typed", "unit", "small", "large"),
    [
        ("1,000", Unit.KG, "1 kg", "1000 kg"),
        ("1.000", Unit.KG, "1 kg", "1000 kg"),
        ("2,000", Unit.KG, "2 kg", "2000 kg"),
        ("1,125", Unit.LB, "1.125 lb", "1125 lb"),
        ("4,405", Unit.LB, "4.405 lb", "4405 lb"),
        ("1,000 lb", Unit.KG, "1 lb", "1000 lb"),
    ],
)
def test_what_can_be_read_two_ways_is_asked_about(typed, unit, small, large):
    with pytest.raises(ValueError, match="Type it without the thousands mark") as refused:
        parse_load(typed, unit)
    assert str(refused.value).startswith(f"Is “{typed}” {small} or {large}?")


@pytest.mark.parametrize(
    ("milli", "typed_in", "unit", "text"),
    [
        (62_500, Unit.KG, Unit.LB, "137.8 lb"),
        (45_000, Unit.LB, Unit.KG, "20.4 kg"),
        (100_000, Unit.LB, Unit.KG, "45.4 kg"),
        (62_500, Unit.KG, Unit.KG, "62.5 kg"),
        (1_125, Unit.LB, Unit.LB, "1.125 lb"),
        (82_250, Unit.KG, Unit.KG, "82.25 kg"),
    ],
)
def test_a_load_in_another_unit_is_written_as_a_person_would(milli, typed_in, unit, text):
    assert str(converted(Load(milli, typed_in).micrograms, unit)) == text


@pytest.mark.parametrize(
    ("typed", "unit", "is_allowed"),
    [
        ("1999.999", Unit.KG, True),
        ("2000", Unit.KG, True),
        ("2000.001", Unit.KG, False),
        ("99999", Unit.KG, False),
        ("4409", Unit.LB, True),
        ("4409.245", Unit.LB, True),
        ("4409.246", Unit.LB, False),
        ("99999.999", Unit.LB, False),
    ],
)
def test_two_tonnes_are_the_most(typed, unit, is_allowed):
    if is_allowed:
        assert parse_load(typed, unit).micrograms <= HEAVIEST_KG * MICROGRAMS_PER_KG
    else:
        with pytest.raises(ValueError, match=rf"^Enter a weight of at most \d+ {unit}\.$"):
            parse_load(typed, unit)


def test_the_most_named_for_pounds_is_itself_allowed():
    with pytest.raises(ValueError, match="at most 4409 lb"):
        parse_load("5000", Unit.LB)
    assert parse_load("4409", Unit.LB).text == "4409"


def test_a_pound_and_a_kilogram_are_exact():
    assert parse_load("1", Unit.LB).micrograms == 453_592_370
    assert parse_load("1", Unit.KG).micrograms == 1_000_000_000


@given(st.integers(0, 2_000_000), st.sampled_from(Unit))
def test_what_was_typed_comes_back_as_it_was(milli, unit):
    load = Load(milli, unit)
    assert parse_load(load.text, unit) == load
    if milli % 10 == 0 or milli > 99_999:
        assert parse_load(load.text.replace(".", ","), unit) == load


@given(st.integers(0, 2_000_000), st.integers(0, 2_000_000), st.sampled_from(Unit))
def test_micrograms_keep_the_order_of_what_was_typed(one, other, unit):
    assert (one < other) == (Load(one, unit).micrograms < Load(other, unit).micrograms)


@given(st.integers(0, 2_000_000))
def test_the_micrograms_of_a_thousandth_of_a_pound_are_the_nearest(milli):
    exact = Fraction(milli * MICROGRAMS_PER_LB, 1000)
    assert abs(Load(milli, Unit.LB).micrograms - exact) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("milli", "text"),
    [(0, "0"), (500, "0.5"), (80_000, "80"), (82_500, "82.5"), (1_001, "1.001"), (100_000, "100")],
)
def test_a_load_is_written_without_trailing_zeros(milli, text):
    assert Load(milli, Unit.KG).text == text
    assert str(Load(milli, Unit.LB)) == f"{text} lb"


@pytest.mark.parametrize(
    ("micrograms", "unit", "text"),
    [
        (0, Unit.KG, "0"),
        (100 * MICROGRAMS_PER_KG, Unit.KG, "100"),
        (100_249_999_999, Unit.KG, "100"),
        (100_250_000_001, Unit.KG, "100.5"),
        (100_749_999_999, Unit.KG, "100.5"),
        (100_750_000_001, Unit.KG, "101"),
        (225 * MICROGRAMS_PER_LB, Unit.LB, "225"),
        (225 * MICROGRAMS_PER_LB + MICROGRAMS_PER_LB // 2 - 1, Unit.LB, "225"),
        (225 * MICROGRAMS_PER_LB + MICROGRAMS_PER_LB // 2 + 1, Unit.LB, "226"),
        (100 * MICROGRAMS_PER_KG, Unit.LB, "220"),
    ],
)
def test_an_estimate_is_shown_to_half_a_kilogram_or_a_pound(micrograms, unit, text):
    assert shown(micrograms, unit) == text
