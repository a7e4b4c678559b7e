"""What time, effort and a better day may change, and in which direction only."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from programming.rulebook import (
    estimated_1rm,
    failure_budget,
    is_new_movement,
    is_recovering,
    readiness_state,
    recovery_hours,
    volume_band,
)
from tests.rulebook.logs import START, failed, logged

DAYS = ("green", "amber", "red")
HALVES = st.integers(0, 10).map(lambda halves: halves / 2)
# Failure sets of one muscle by the day they were done on, the last of them on day 20.
FAILED = st.lists(st.integers(0, 20), max_size=12).map(sorted)


def budget(days, today, sets=0, level="advanced", **named):
    """The budget after these failure sets and so many easier ones on the first day."""
    history = [logged(0, session="first") for _ in range(sets)] + [failed(day) for day in days]
    named = {"exercise": "press", "session": "now"} | named
    return failure_budget(history, today=START + timedelta(days=today), level=level, **named)


@given(st.floats(0, 100), st.floats(0, 100), st.integers(0, 6))
def test_a_muscle_that_has_recovered_stays_recovered(hours, more, sets):
    assert is_recovering(hours, sets) >= is_recovering(hours + more, sets)
    assert is_recovering(hours, sets) == (hours < recovery_hours(sets))


@given(st.floats(0, 100), st.integers(0, 6), st.integers(0, 6))
def test_more_failure_sets_never_take_less_time(hours, sets, more):
    assert recovery_hours(sets + more) >= recovery_hours(sets)
    assert is_recovering(hours, sets + more) >= is_recovering(hours, sets)


@given(FAILED, st.integers(20, 40), st.integers(0, 10))
def test_hours_of_recovery_run_down_as_days_pass(days, today, more):
    now = {one.muscle: one.hours_left for one in budget(days, today).recovering}
    later = {one.muscle: one.hours_left for one in budget(days, today + more).recovering}

    assert later.keys() <= now.keys()
    assert all(later[muscle] <= now[muscle] - 24 * more for muscle in later)


@given(
    FAILED, st.integers(20, 40), st.integers(0, 10), st.sampled_from(("intermediate", "advanced"))
)
def test_days_without_a_set_never_take_budget(days, today, more, level):
    now, later = (budget(days, day, level=level) for day in (today, today + more))

    assert now.spent or not later.spent
    assert later.failures <= now.failures
    left = [{one.muscle: one.left for one in found.muscles} for found in (now, later)]
    assert all(left[1][muscle] >= left[0][muscle] for muscle in left[0].keys() & left[1].keys())


@given(FAILED, st.integers(0, 20), st.integers(0, 20))
def test_one_more_failure_set_never_gives_budget_back(days, extra, sets):
    fewer, more = budget(days, 20, sets), budget(sorted([*days, extra]), 20, sets)

    assert more.spent or not fewer.spent
    assert more.failures >= fewer.failures
    assert more.weeks_at_cap >= fewer.weeks_at_cap


@given(
    st.floats(0, 24),
    st.booleans(),
    st.integers(0, 10),
    st.integers(1, 5),
    st.sampled_from(("surplus", "maintenance", "deficit", "large_deficit")),
    st.sampled_from(("sleep", "nights", "recovery", "stress", "energy")),
)
def test_a_better_answer_never_makes_a_worse_day(hours, short, recovery, stress, energy, which):
    answers = {"sleep": hours, "nights": short, "recovery": recovery, "stress": stress,
               "energy": energy}  # fmt: skip
    better = (
        answers
        | {
            "sleep": {"sleep": min(hours + 1, 24)},
            "nights": {"nights": False},
            "recovery": {"recovery": min(recovery + 1, 10)},
            "stress": {"stress": max(stress - 1, 1)},
            "energy": {"energy": "maintenance"},
        }[which]
    )
    worse_day, better_day = (readiness_state(*given.values()) for given in (answers, better))

    assert better_day.points <= worse_day.points
    assert DAYS.index(better_day.state) <= DAYS.index(worse_day.state)
    assert 0 <= worse_day.points_without_energy <= worse_day.points <= 9


@given(st.integers(1, 400_000), st.integers(1, 11), HALVES, st.integers(0, 5_000))
def test_more_load_reps_or_reserve_never_estimates_less(load, reps, rir, more):
    one = estimated_1rm(load, reps, rir).value
    for other in (
        estimated_1rm(load + more, reps, rir),
        estimated_1rm(load, reps + 1, rir),
        estimated_1rm(load, reps, rir + 0.5),
    ):
        assert one is None or other.value is None or other.value >= one
    assert one is None or load <= one <= 1.4 * load + 1


@given(st.integers(0, 10), st.lists(st.booleans(), max_size=25), st.integers(0, 5))
def test_more_sessions_never_make_a_movement_new_again(sessions, broken, more):
    ends = ["technical_failure" if one else "stopped" for one in broken]

    assert is_new_movement(sessions, ends) >= is_new_movement(sessions + more, ends)


@given(st.integers(0, 80), st.integers(0, 20))
def test_more_sets_are_never_a_lower_band(halves, more):
    order = ["below_detection", "productive", "typical_target", "high", "very_high"]
    fewer, greater = (volume_band(count / 2) for count in (halves, halves + more))

    assert order.index(greater) >= order.index(fewer)
