"""Section 7: what is so far from everything before that it is asked about."""

import pytest

from programming.rulebook import slip_of


def asked(load=None, reps=8, **named):
    """A set after five sessions of up to 100 kg and 12 reps, in grams."""
    known = {"heaviest": 100_000, "most_reps": 12, "sessions": 5}
    return slip_of(load, reps, **(known | named))


@pytest.mark.parametrize(
    ("load", "sessions", "is_asked"),
    [
        (150_000, 5, False),
        (150_001, 5, True),
        (250_000, 4, False),
        (250_001, 4, True),
        (1, 5, False),
        (None, 5, False),
    ],
)
def test_a_load_is_asked_about_over_half_as_much_again(load, sessions, is_asked):
    found = asked(load, sessions=sessions)

    assert (found is not None) is is_asked
    if found is not None:
        assert (found.load, found.reps) == (True, False)
        assert [one.text for one in found.reasons] == [
            "Far heavier than all before on this exercise."
        ]


@pytest.mark.parametrize(
    ("reps", "most", "is_asked"),
    [(30, 12, False), (31, 12, True), (40, 20, False), (41, 20, True), (24, 8, False)],
)
def test_reps_are_asked_about_over_twice_the_most_and_over_thirty(reps, most, is_asked):
    found = asked(reps=reps, most_reps=most)

    assert (found is not None) is is_asked
    if found is not None:
        assert (found.load, found.reps, found.meant) == (False, True, None)
        assert [one.text for one in found.reasons] == [
            "Far more reps than ever before on this exercise."
        ]


@pytest.mark.parametrize(("heaviest", "most"), [(None, None), (0, 0)])
def test_where_nothing_is_on_record_nothing_is_asked(heaviest, most):
    assert asked(900_000, 900, heaviest=heaviest, most_reps=most) is None


def test_both_can_be_asked_about():
    found = asked(800_000, 100)

    assert found is not None
    assert (found.load, found.reps) == (True, True)
    assert (found.meant_load, found.meant_reps, len(found.reasons)) == (80_000, 10, 2)


@pytest.mark.parametrize(
    ("load", "named", "meant", "as_what"),
    [
        (1_000_000, {}, "a_digit_less", 100_000),
        (825_000, {"last_load": 80_000}, "a_digit_less", 82_500),
        (8_250_000, {"last_load": 80_000}, "two_digits_less", 82_500),
        (220_000, {"in_other_unit": 99_790, "last_load": 97_500}, "other_unit", 99_790),
        (160_000, {"last_load": 95_000}, "last_time", 95_000),
        (160_000, {}, None, None),
        (1_000_000, {"in_other_unit": 453_592}, "a_digit_less", 100_000),
    ],
)
def test_what_was_likely_meant_is_nearest_to_last_time(load, named, meant, as_what):
    found = asked(load, **named)

    assert found is not None
    assert (found.meant, found.meant_load) == (meant, as_what)


def test_the_body_is_not_what_was_typed():
    # A pull-up with 100 kg typed for 10, at 80 kg of bodyweight.
    found = asked(180_000, heaviest=95_000, body=80_000, last_load=90_000)

    assert found is not None
    assert (found.meant, found.meant_load) == ("a_digit_less", 90_000)


@pytest.mark.parametrize(
    ("reps", "last", "meant"), [(100, None, 10), (108, 9, 10), (118, 11, 11), (45, 12, 12), (999, None, None)]
)  # fmt: skip
def test_reps_were_likely_meant_with_a_digit_less(reps, last, meant):
    found = asked(reps=reps, last_reps=last)

    assert found is not None
    assert found.meant_reps == meant


@pytest.mark.parametrize("named", [{"reps": -1}, {"sessions": -1}])
def test_it_names_what_is_wrong(named):
    with pytest.raises(ValueError, match=next(iter(named))):
        asked(100, **named)
