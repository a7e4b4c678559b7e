"""Rulebook 8, feasible: no load is offered for the next set that would be warned of when typed in."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programming.rulebook import (
    LoadableSteps,
    PerformedSet,
    Strength,
    effort_target,
    offer_next_set,
    readiness_state,
    reps_to_failure_at,
    reps_to_failure_seen,
    warnings_before,
)
from tests.rulebook.given import bench, context, row, target
from tests.rulebook.logs import START

BARBELL = LoadableSteps(20_000, 2_500)
DAYS = {"green": readiness_state(8, recovery=8), "amber": readiness_state(5.5)}


def is_warned_of(load, given, strength):
    """Whether the load is warned of where it is typed for the next set."""
    if strength.e1rm is None:
        return False
    asked = replace(
        given,
        reps_to_failure=reps_to_failure_at(strength.e1rm, load),
        reps_to_failure_seen=reps_to_failure_seen(strength.rated, load, strength.today),
    )
    return bool(warnings_before(effort_target(asked), context=asked, load=load))


def offered(reps, rir, e1rm, *, rated=(), planned=8, loadable=BARBELL, **named):
    """The offer after a set of 100 kg at an aim of 3, and what it was asked with."""
    given, strength = bench(planned_reps=planned, **named), Strength(e1rm, rated, START)
    performed = PerformedSet(reps, rir, load=100_000, target=target(2, 3, 4))
    found = offer_next_set(
        performed, loadable=loadable, rep_range=(planned, planned + 2), strength=strength,
        context=given,
    )  # fmt: skip
    return found, given, strength


@pytest.mark.parametrize(
    ("e1rm", "load"),
    [
        # 92.5 kg for 8 and 2 left, a rep of allowance: 9 reps to failure are enough.
        (120_250, 92_500),
        (120_200, 90_000),
        (None, 92_500),
    ],
)
def test_a_cut_goes_on_to_a_load_that_is_not_warned_of(e1rm, load):
    found, given, strength = offered(8, 0, e1rm)

    assert found.load == load
    assert [one.code for one in found.reasons][1:] == ["next_feasible"] * (load < 92_500)
    assert not is_warned_of(load, given, strength)


@pytest.mark.parametrize(("e1rm", "load"), [(133_250, 102_500), (133_200, None)])
def test_a_rise_that_would_be_warned_of_is_not_offered(e1rm, load):
    found, given, strength = offered(8, 5, e1rm)

    assert found.load == load
    assert is_warned_of(102_500, given, strength) is (load is None)
    assert bool(found.case) is bool(found.reasons) is (load is not None)


def test_what_was_just_done_beats_the_estimate():
    done = ((START, 100_000, 13.0),)

    assert offered(8, 5, 110_000, rated=done)[0].load == 105_000
    assert (
        offered(8, 5, 110_000, rated=((START - timedelta(days=43), 100_000, 13.0),))[0].load is None
    )


def test_where_nothing_light_enough_can_be_made_nothing_is_offered():
    heavy = LoadableSteps(92_500, 2_500)

    assert offered(8, 0, 120_250, loadable=heavy)[0].load == 92_500
    assert offered(8, 0, 120_200, loadable=heavy)[0].load is None


@given(
    st.sampled_from((bench, row, context)),
    st.integers(0, 20),
    st.none() | st.integers(0, 10).map(lambda halves: halves / 2),
    st.none() | st.integers(60_000, 200_000),
    st.lists(
        st.tuples(
            st.integers(0, 50).map(lambda days: START - timedelta(days=days)),
            st.integers(24, 48).map(lambda steps: steps * 2_500),
            st.integers(1, 30).map(lambda halves: halves / 2),
        ),
        max_size=4,
    ),
    st.integers(1, 15),
    st.sampled_from(sorted(DAYS)),
    st.booleans(),
    st.integers(0, 2),
)
def test_no_offer_is_warned_of(lift, reps, rir, e1rm, rated, planned, day, is_final, rise):
    given = lift(planned_reps=planned, readiness=day, is_final_set=is_final, aim_rise=rise)
    strength = Strength(e1rm, rated, START)
    found = offer_next_set(
        PerformedSet(reps, rir, load=100_000, target=effort_target(given)),
        loadable=BARBELL,
        rep_range=(planned, planned + 2),
        readiness=DAYS[day],
        strength=strength,
        context=given,
    )

    if found.load is not None:
        assert found.load != 100_000
        assert not is_warned_of(found.load, given, strength)
