"""Numbers in cells: loads with their noise, RPE and RIR."""

import pytest

from logbook.pages.transfer.formats import numbers
from logbook.pages.transfer.formats.numbers import (
    load,
    nano,
    rir_halves,
    rpe_halves,
    seconds,
    whole,
)
from logbook.pages.transfer.formats.values import RowError
from programming import loads
from programming.loads import Load, Unit


def test_a_pound_and_the_heaviest_load_are_the_products():
    assert numbers.MICROGRAMS_PER_LB == loads.MICROGRAMS_PER_LB
    assert numbers.HEAVIEST_MICROGRAMS == loads.HEAVIEST_KG * loads.MICROGRAMS_PER_KG


@pytest.mark.parametrize(
    ("text", "unit", "milli", "found"),
    [
        ("", "kg", None, "kg"),
        ("0", "kg", 0, "kg"),
        ("80", "kg", 80_000, "kg"),
        ("80.0", "kg", 80_000, "kg"),
        ("37,5", "kg", 37_500, "kg"),
        (",5", "kg", 500, "kg"),
        ("1.25", "lb", 1_250, "lb"),
        ("102.05000000000001", "kg", 102_050, "kg"),
        ("245.00000000000003", "lb", 245_000, "lb"),
        ("44.09245243697551", "lb", 20_000, "kg"),
        ("92.98643585", "kg", 205_000, "lb"),
        ("61.2349", "kg", 61_235, "kg"),
        ("44.09245243697551", "", 44_092, ""),
        ("2000", "kg", 2_000_000, "kg"),
        ("4409", "lb", 4_409_000, "lb"),
    ],
)
def test_a_load_is_what_was_typed(text, unit, milli, found):
    assert load(text, unit) == (milli, found)


def test_twenty_kilograms_that_went_through_pounds_weigh_twenty_kilograms():
    for kilograms in (2.5, 20, 62.5, 100, 142.5):
        text = str(kilograms / 0.45359237)
        milli, unit = load(text, "lb")
        assert milli is not None
        assert Load(milli, Unit(unit)).micrograms == kilograms * 1e9


@pytest.mark.parametrize(
    "text",
    ["-1", "2000.001", "x", "1e3", "1e1000000", "1,000", "12,500", "1.2.3", "--1", "NaN", "inf",
     "９", "1" * 10, "0x10", "80 kg", "=1+1", "0." + "1" * 41, "1_000"],
)  # fmt: skip
def test_what_is_no_load_is_refused(text):
    with pytest.raises(RowError) as refused:
        load(text, "kg")

    assert len(str(refused.value)) < 120


def test_assistance_may_be_below_zero_where_the_app_writes_it_so():
    assert load("-20", "kg", may_be_below=True) == (-20_000, "kg")
    assert nano("-0.5") == -500_000_000


@pytest.mark.parametrize(
    ("text", "halves"),
    [("", None), ("0", None), ("0.0", None), ("10", 0), ("9.5", 1), ("9,5", 1), ("8", 4), ("6", 8),
     ("5", 10), ("4.5", 10), ("1", 10), ("8.500000000000001", 3), ("8.499999999", 3),
     # Finer than in halves: the nearest, of two the harder.
     ("8.3", 3), ("8.2", 4), ("8.25", 3), ("8.75", 2), ("9.9", 0)],
)  # fmt: skip
def test_an_rpe_becomes_reps_in_reserve(text, halves):
    assert rpe_halves(text) == halves


@pytest.mark.parametrize("text", ["10.5", "11", "-1", "hard", "0.2", "100"])
def test_what_is_no_rpe_is_refused(text):
    with pytest.raises(RowError, match=r"RPE|number"):
        rpe_halves(text)


@pytest.mark.parametrize(
    ("text", "halves"),
    [("", None), ("0", 0), ("0,5", 1), ("2", 4), ("5", 10), ("9", 10), ("1.3", 3), ("1.25", 2)],
)
def test_reps_in_reserve_of_zero_are_failure(text, halves):
    assert rir_halves(text) == halves


@pytest.mark.parametrize("text", ["-1", "many", "1e5", "99999"])
def test_what_is_no_number_of_reps_in_reserve_is_refused(text):
    with pytest.raises(RowError):
        rir_halves(text)


@pytest.mark.parametrize(("text", "number"), [("", None), ("0", 0), ("10.0", 10), ("9999", 9999)])
def test_reps_may_be_written_with_a_point(text, number):
    assert whole(text, "Reps", numbers.MOST_REPS) == number


@pytest.mark.parametrize("text", ["10.5", "-1", "10000", "1e3", "ten", "8 reps"])
def test_what_is_no_number_of_reps_is_refused(text):
    with pytest.raises(RowError):
        whole(text, "Reps", numbers.MOST_REPS)


@pytest.mark.parametrize(
    ("text", "total"), [("", 0), ("60.0", 60), ("0:01:00", 60), ("1:30", 90), ("1:00:01", 3601)]
)
def test_a_time_is_read_in_seconds(text, total):
    assert seconds(text) == total


@pytest.mark.parametrize("text", ["-5", "1:2:3:4", "a:b", "99999999", "1:-2"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(RowError):
        seconds(text)
