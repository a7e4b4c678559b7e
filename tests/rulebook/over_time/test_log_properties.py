"""What holds for any log: the same in kg and in lb, the same each time, bounded, total."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from programming.rulebook import (
    LoggedSet,
    effort_adherence,
    exposures,
    failure_budget,
    records_set_by,
    rir_sense,
    strength_score,
    strength_total,
    weekly_volume,
)
from tests.rulebook.drawn import one_of_each
from tests.rulebook.given import target
from tests.rulebook.logs import START

# Micrograms of a thousandth, times a hundred for the pound's: whole numbers both.
KG, LB = 1_000_000, 453_592.37
STEP = 500
TODAY = START + timedelta(days=45)
LEVELS = ("beginner", "intermediate", "advanced")

MUSCLES = {"press": ("chest",), "dip": ("chest", "triceps"), "row": ("lats",), "lift": ()}


HALVES = tuple(halves / 2 for halves in range(11))
LIFTS = one_of_each(
    exercise=sorted(MUSCLES),
    role=("main", "secondary", "isolation"),
    secondary_muscles=((), ("triceps",)),
    competition_lift=(None, None, None, "squat", "bench", "deadlift"),
)
TIMES = one_of_each(day=range(51), session=(0, 1))
WORK = one_of_each(
    load=(*(None,) * 13, *((40 + steps) * STEP for steps in range(13))), reps=(*range(15), 22)
)
EFFORTS = one_of_each(
    rir=((None,) * 11 + HALVES),
    ended_by=("stopped", "stopped", "muscular_failure", "technical_failure"),
    target=(None, target(1, 2, 3)),
)
MARKS = one_of_each(
    kind=("working", "working", "working", "warm_up", "drop"),
    readiness=("green", "green", "amber", "red"),
    is_test_set=(False, True),
    is_imported=(False, True),
    is_deload=(False, True),
)


@st.composite
def rows(draw):
    row = {key: value for of in (LIFTS, WORK, EFFORTS, MARKS) for key, value in draw(of).items()}
    time = draw(TIMES)
    return row | {
        "session": f"{time['day']}-{time['session']}",
        "day": START + timedelta(days=time["day"]),
        "primary_muscles": MUSCLES[row["exercise"]],
    }


LOGS = st.lists(rows(), max_size=25).map(
    lambda found: sorted(found, key=lambda row: (row["day"], row["session"]))
)


def log_of(found, unit=1):
    """The log with its loads, typed in thousandths, in one unit; exact for steps of a half."""
    return [
        LoggedSet(**(row | {"load": None if row["load"] is None else round(row["load"] * unit)}))
        for row in found
    ]


def verdicts(log):
    """Everything said of a log that is not itself a load."""
    budget = failure_budget(log, today=TODAY, level="intermediate")
    kept = [
        records_set_by(log, session=session) for session in sorted({done.session for done in log})
    ]
    total = strength_total(log, TODAY)
    return (
        budget,
        [[(one.kind, one.place, one.rir, one.is_first, one.reason) for one in of.records] for of in kept],
        [[(one.place, one.reason) for one in of.grinds] for of in kept],
        effort_adherence(log, TODAY),
        weekly_volume(log, today=TODAY),
        rir_sense(log),
        ([value is None for value in (total.squat, total.bench, total.deadlift)], total.reasons),
    )  # fmt: skip


@given(LOGS)
def test_the_same_log_in_kg_and_in_lb_gives_the_same_verdicts(found):
    in_kg, in_lb, plain = (verdicts(log_of(found, unit)) for unit in (KG, LB, 1))

    assert in_kg == in_lb == plain


def test_a_pounds_step_is_a_whole_number_of_micrograms():
    assert round(STEP * LB) * 100 == STEP * 45_359_237


@given(LOGS)
def test_a_log_gives_the_same_each_time_and_is_not_changed(found):
    log = log_of(found)
    before = list(log)

    assert verdicts(log) == verdicts(log)
    assert log == before


@given(LOGS, st.sampled_from([(0, 1), (1, 2), (0, 2)]), st.sampled_from(sorted(MUSCLES)))
def test_a_lower_level_never_has_more_budget(found, levels, exercise):
    lower, higher = (
        failure_budget(log_of(found), today=TODAY, level=LEVELS[level], exercise=exercise)
        for level in levels
    )

    assert lower.spent or not higher.spent
    assert lower.exercise_left <= higher.exercise_left
    assert all(
        one.left <= other.left for one, other in zip(lower.muscles, higher.muscles, strict=True)
    )


@given(LOGS, st.sampled_from([("green", "amber"), ("amber", "red"), ("green", "red")]))
def test_a_worse_day_never_has_more_budget(found, days):
    better, worse = (
        failure_budget(log_of(found), today=TODAY, level="advanced", readiness=day) for day in days
    )

    assert worse.spent or not better.spent
    assert all(
        one.left <= other.left for one, other in zip(worse.muscles, better.muscles, strict=True)
    )


@given(LOGS)
def test_what_lies_ahead_is_not_read(found):
    log = log_of(found)
    past = [done for done in log if done.day <= TODAY]

    assert failure_budget(log, today=TODAY, level="advanced") == failure_budget(
        past, today=TODAY, level="advanced"
    )
    assert effort_adherence(log, TODAY) == effort_adherence(past, TODAY)
    assert weekly_volume(log, today=TODAY) == weekly_volume(past, today=TODAY)
    assert strength_total(log, TODAY) == strength_total(past, TODAY)


@given(LOGS)
def test_a_record_is_more_than_what_it_beat_and_no_grind(found):
    log = log_of(found)
    for session in {done.session for done in log}:
        for record in records_set_by(log, session=session).records:
            assert record.value > (record.before or 0)
            if record.place is not None:
                assert log[record.place].session == session
                assert log[record.place].ended_by != "technical_failure"


@given(LOGS)
def test_the_best_ever_is_the_last_record_of_its_kind(found):
    log = log_of(found)
    heaviest: dict[object, list[float]] = {}
    for session in dict.fromkeys(done.session for done in log):
        for record in records_set_by(log, session=session).records:
            if record.kind == "heaviest_load":
                heaviest.setdefault(record.exercise, []).append(record.value)

    assert all(one < other for values in heaviest.values() for one, other in pairwise(values))
    for exercise, values in heaviest.items():
        assert values[-1] == max(
            done.load or 0
            for done in log
            if done.exercise == exercise
            and done.counts
            and done.reps
            and done.ended_by != "technical_failure"
        )


@given(LOGS)
def test_an_exposure_holds_each_working_set_once(found):
    log = log_of(found)
    held = [done for of in exposures(log).values() for one in of for done in one.sets]

    assert len(held) == sum(done.counts for done in log)
    assert {id(done) for done in held} == {id(done) for done in log if done.counts}


@given(LOGS)
def test_the_offset_is_shrunk_towards_nothing(found):
    sense = rir_sense(log_of(found))

    is_known = sense.fatigue_pairs >= 5
    assert (sense.fatigue_loss is not None) is is_known
    assert (sense.mean_error is not None) is (is_known and len(sense.points) >= 3)
    assert (sense.offset is not None) is (is_known and len(sense.points) >= 5)
    assert all(point.has_fatigue is not is_known for point in sense.points)
    if sense.offset is not None and sense.mean_error is not None:
        assert abs(sense.offset) <= abs(sense.mean_error)


@given(
    st.sampled_from(("dots", "wilks_2020", "ipf_gl")),
    st.sampled_from(("m", "f")),
    st.floats(35, 250),
    st.floats(0, 1200),
    st.floats(0, 100),
)
def test_more_on_the_bar_never_scores_less(formula, sex, bodyweight, total, more):
    less, greater = (
        strength_score(formula, sex, bodyweight, load) for load in (total, total + more)
    )

    assert 0 <= less.value <= greater.value
    assert abs(less.shown - less.value) <= 0.5


@given(rows())
def test_a_logged_set_is_kept_as_its_copy(row):
    (done,) = log_of([row])

    assert replace(done) == done
    assert done.performed.rated_rir == done.rated_rir
    assert done.performed.reps_to_failure == done.reps_to_failure
