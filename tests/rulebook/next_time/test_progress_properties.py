"""What holds of next time, fatigue and level for any log (long: the logs are made here)."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from programming.rulebook import (
    LevelAnswers,
    LoadableSteps,
    LoggedSet,
    PerformedSet,
    assess_level,
    current_e1rm,
    effort_target,
    exposures,
    fatigue_advice,
    next_time,
    offer_next_set,
    readiness_state,
    reps_to_failure_at,
    reps_to_failure_seen,
    session_e1rm,
)
from tests.rulebook.drawn import one_of_each
from tests.rulebook.given import bench, context, target
from tests.rulebook.lifts import codes
from tests.rulebook.logs import START

# Micrograms in half a kilogram, and in half a pound: whole numbers both. An estimate is rounded to
# a whole unit, so half a kilogram itself is too coarse a unit to compare.
UNITS = (500_000, 500_000_000, 226_796_185)
DAYS = {
    "green": readiness_state(8, recovery=8),
    "amber": readiness_state(5.5),
    "red": readiness_state(5.5, stress=5),
}
LIFTS: dict[str, dict[str, Any]] = {
    "bench": {"role": "main", "tier": "avoid", "pattern": "horizontal_push"},
    "squat": {"role": "main", "tier": "avoid", "pattern": "squat", "is_lower_body": True},
    "curl": {"role": "isolation", "tier": "safer", "pattern": "arms"},
}
MARKED = {"bench": "bench", "squat": "squat", "curl": None}


# Most sessions are ordinary, so that trends occur.
OF_SESSIONS = one_of_each(
    gap=(1, 2, 2, 3, 3, 7, 8, 20, 30),
    readiness=("green", "green", "green", "amber", "red"),
    is_deload=(False,) * 9 + (True,),
    lifts=(("bench", "squat"), ("bench",), ("bench", "squat", "curl")),
)
OF_LIFTS = one_of_each(
    load=range(160, 241),
    has_load=(True, True, False),
    sets=(1, 2, 3),
    has_pain=(False,) * 5 + (True,),
    rep_range=(None, None, (8, 10), (8, 8)),
)
OF_SETS = one_of_each(
    reps=(0, 4, 6, 7, 8, 8, 9, 10, 10, 12),
    rir=(None, 0, 0.5, 1, 1.5, 2, 2, 3, 4, 5),
    ended_by=("stopped",) * 6 + ("technical_failure",),
    target=(None, *[target(1, 2, 3)] * 5),
    is_test=(False, False, True),
)


@st.composite
def sessions(draw, number):
    """One session's sets, loads in steps; only the curl may have none."""
    of_session = draw(OF_SESSIONS)
    rows = []
    for lift in of_session["lifts"]:
        of_lift = draw(OF_LIFTS)
        for place in range(of_lift["sets"]):
            of_set = draw(OF_SETS)
            is_test = of_set.pop("is_test")
            rows.append(
                of_set
                | LIFTS[lift]
                | {
                    "exercise": lift,
                    "session": number,
                    "load": of_lift["load"] if of_lift["has_load"] or lift != "curl" else None,
                    "readiness": of_session["readiness"],
                    "is_deload": of_session["is_deload"],
                    "has_pain": of_lift["has_pain"],
                    "rep_range": of_lift["rep_range"],
                    "is_final_set": place == 2,
                    "is_test_set": place == 2 and is_test,
                    "competition_lift": MARKED[lift],
                }
            )
    return of_session["gap"], rows


@st.composite
def logs(draw):
    """A log of up to 14 sessions, as rows."""
    day, found = START, []
    for number in range(draw(st.integers(1, 14))):
        gap, rows = draw(sessions(number))
        day += timedelta(days=gap)
        found += [{"day": day, **row} for row in rows]
    return found


def weighed(rows, unit=1):
    """The rows as a log, a step of load being this many units."""
    return [
        LoggedSet(**(row | {"load": None if row["load"] is None else row["load"] * unit}))
        for row in rows
    ]


def barbell(unit, step=5):
    return LoadableSteps(40 * unit, step * unit)


def suggested(rows, unit=1, step=5, after=0, **named):
    history = weighed(rows, unit)
    ordinary: dict[str, Any] = {
        "exercise": "bench",
        "goal": "mixed",
        "rep_range": (8, 10),
        "loadable": barbell(unit, step),
        "today": history[-1].day + timedelta(days=after),
    }
    return next_time(history, **(ordinary | named))


def heaviest(rows):
    """The load of the sets the next time rests on; None without one."""
    loads = [done.load for done in suggested(rows).rests_on if done.load]
    return max(loads, default=None)


def plain(result, unit):
    """A suggestion with its loads counted in steps."""
    loads = tuple(None if load is None else Fraction(load, unit) for load in result.loads)
    return result.case, loads, result.reps, result.aim_rise, result.reasons


def check_units(rows, step, readiness):
    day = DAYS[readiness]
    told = [
        (
            plain(suggested(rows, unit, step, readiness=day), unit),
            [plain(suggested(rows, unit, step, exercise=lift), unit) for lift in ("squat", "curl")],
            advised(rows, unit),
            levelled(rows, unit),
        )
        for unit in UNITS
    ]
    assert told[0] == told[1] == told[2]


def advised(rows, unit=1):
    history = weighed(rows, unit)
    return fatigue_advice(history, today=history[-1].day, level="advanced", goal="muscle_gain")


def levelled(rows, unit=1, **named):
    history = weighed(rows, unit)
    return assess_level(
        history, **({"today": history[-1].day, "sex": "m", "bodyweight": 160 * unit} | named)
    )


@given(logs(), st.sampled_from((1, 4, 5, 10)), st.sampled_from(sorted(DAYS)))
def test_the_same_log_in_kg_and_in_lb_gives_the_same_verdicts(rows, step, readiness):
    check_units(rows, step, readiness)


def check_bounds(rows, step):
    """Every suggestion can be lifted, stays within its caps and never rounds a cut up."""
    result, before = suggested(rows, step=step), heaviest(rows)
    made = barbell(1, step)
    assert len(result.loads) == len(result.reps) <= max(len(result.rests_on), 0)
    assert all(reps >= 0 for reps in result.reps)
    assert result.aim_rise in (0, 1)
    if result.load is None or before is None or result.case == "next_not_evidence":
        return
    lifted = {done.load for done in result.rests_on}
    assert result.load in lifted or made.at_most(result.load) == result.load
    change = Fraction(result.load - before, before)
    # A lower load that met its target, or one that leaves enough in reserve, may be less still.
    goes_lower = {"next_feasible:load", "next_after_a_stop:lower"} & {*codes(result)}
    capped: dict[str, tuple[Fraction | int | None, Fraction | int]] = {
        "next_form_or_pain": (None, 0),
        "next_missed_reps": (None, 0),
        "next_cut_short": (0, 0),
        "next_hold": (0, 0),
        "next_one_rep": (0, 0),
        "next_harder": (None, 0),
        "next_easier": (0, Fraction(1, 10)),
        "next_far_easier": (0, Fraction(1, 10)),
        "reset": (None, 0),
        "layoff": (None, 0),
        "left_aside": (None, 0),
    }
    if result.case in capped:
        least, most = capped[result.case]
        assert change <= most or result.case == "next_far_easier"
        assert least is None or change >= least or goes_lower


@given(logs(), st.sampled_from((1, 4, 5, 10)))
def test_a_suggestion_can_be_lifted_and_stays_within_its_caps(rows, step):
    check_bounds(rows, step)


CONTEXTS = {"bench": bench(), "squat": bench(rir_floor_with_safeties=1), "curl": context()}


def current(history, exercise):
    """The current e1RM of an exercise, and what its rated sets left, on the last day."""
    every, today = exposures(history)[exercise], history[-1].day
    best = current_e1rm([(one.day, session_e1rm(one.sets)) for one in every], today)
    sets = [done for one in every for done in one.sets]
    rated = [
        (done.day, done.load, done.reps_to_failure)
        for done in sets
        if done.load and done.reps_to_failure is not None
    ]
    return best, rated


def check_feasible(rows, step, readiness, exercise, rep_range):
    """No suggestion is warned of when it is typed in, unless nothing lighter can be made."""
    history, made = weighed(rows, 1000), barbell(1000, step)
    if exercise not in {done.exercise for done in history}:
        return
    result = suggested(
        rows, 1000, step, exercise=exercise, readiness=DAYS[readiness], rep_range=rep_range,
        context=CONTEXTS[exercise],
    )  # fmt: skip
    best, rated = current(history, exercise)
    lightest = min([made.lightest, *(done.load for done in result.rests_on if done.load)])
    for load, reps in zip(result.loads, result.reps, strict=True):
        if not load or best is None or load == lightest:
            continue
        typed = effort_target(
            replace(
                CONTEXTS[exercise],
                readiness=readiness,
                aim_rise=result.aim_rise,
                planned_reps=min(reps, rep_range[0]) if rep_range else reps,
                reps_to_failure=reps_to_failure_at(best, load),
                reps_to_failure_seen=reps_to_failure_seen(rated, load, history[-1].day),
            )
        )
        assert not typed.load_too_heavy, (load, reps, best, typed)


@given(
    logs(),
    st.sampled_from((1, 4, 5, 10)),
    st.sampled_from(sorted(DAYS)),
    st.sampled_from(sorted(CONTEXTS)),
    st.sampled_from((None, (8, 10), (4, 6), (8, 8))),
)
def test_no_suggestion_is_warned_of_when_it_is_typed_in(rows, step, readiness, exercise, planned):
    check_feasible(rows, step, readiness, exercise, planned)


@given(logs(), st.sampled_from((1, 4, 5, 10)), st.sampled_from(((8, 10), (4, 6), (8, 8))))
def test_no_fewer_reps_than_the_bottom_are_asked_but_after_a_big_step(rows, step, planned):
    result = suggested(rows, step=step, rep_range=planned)
    big = {"one_step:big", "big_cut", "loads_made:lightest"}

    if not big & {*codes(result)} and not any(done.reps < planned[0] for done in result.rests_on):
        assert all(reps >= planned[0] for reps in result.reps)
    assert all(reps >= min(5, planned[0]) for reps in result.reps) or big & {*codes(result)}


@given(logs(), st.sampled_from((1, 4, 5, 10)), st.sampled_from((None, (8, 10), (8, 8))))
def test_a_stop_forbids_a_rise(rows, step, planned):
    result = suggested(rows, step=step, rep_range=planned)
    read = [done for done in result.rests_on if done.session == result.rests_on[-1].session]
    if not any(done.ended_by == "technical_failure" for done in read):
        return
    if result.case in {"next_no_evidence", "layoff", "left_aside"} or result.load is None:
        return

    assert result.load <= max(done.load for done in read)
    bottom = planned[0] if planned else 0
    for reps, done in zip(result.reps, read, strict=False):
        assert reps <= max(done.reps, bottom) or not planned


@given(logs(), st.sampled_from((("green", "amber"), ("amber", "red"), ("green", "red"))))
def test_a_worse_day_never_raises_the_load(rows, days):
    better, worse = (suggested(rows, readiness=DAYS[day]) for day in days)

    assert better.case == worse.case
    if better.load is not None:
        assert worse.load <= better.load


@given(logs(), st.integers(14, 90), st.integers(0, 90))
def test_more_time_off_never_gives_more_load(rows, days, more):
    # Without an estimate, which holds loads down for as long as it is current.
    rows = [row | {"rir": None, "ended_by": "stopped", "reps": max(row["reps"], 1)} for row in rows]
    sooner, later = (suggested(rows, after=off) for off in (days, days + more))

    assert sooner.case == later.case
    if sooner.load is not None:
        assert later.load <= sooner.load


@given(logs())
def test_advice_is_of_one_kind_and_leaves_rising_lifts_alone(rows):
    told = advised(rows)
    rising = {lift.exercise for lift in told.lifts if lift.is_rising}

    assert (told.deload is not None) == (told.kind == "deload")
    assert bool(told.resets) == (told.kind == "reset")
    assert not rising & {*told.evidence.down, *(one.exercise for one in told.resets)}
    assert told.reasons
    assert told == advised(rows)


@given(logs())
def test_a_reset_is_advised_where_it_comes_next(rows):
    for one in advised(rows).resets:
        found = suggested(rows, exercise=one.exercise, rep_range=None)
        # Pain and poor days come first in the table; a layoff may have followed.
        assert found.case in {"reset", "next_form_or_pain", "next_not_evidence", "layoff"}


@given(logs(), st.none() | st.integers(0, 40), st.none() | st.integers(0, 70), st.integers(0, 4))
def test_a_level_is_bounded_and_the_same_each_time(rows, months, total, lifts):
    answers = LevelAnswers(
        uninterrupted_months=months, total_months=total, stable_lifts=lifts, answered_on=START
    )
    told = levelled(rows, answers=answers)

    assert told.score is None or 1 <= told.score <= 4
    assert (told.score is None) == told.is_provisional
    assert all(one.points is None or 1 <= one.points <= 4 for one in told.parameters)
    assert told == levelled(rows, answers=answers)
    more = LevelAnswers(
        uninterrupted_months=months,
        total_months=None if total is None else total + 12,
        stable_lifts=min(lifts + 1, 4),
        answered_on=START,
    )
    better = levelled(rows, answers=more)
    order = ["beginner", "intermediate", "advanced"]
    assert order.index(better.level) >= order.index(told.level)


@given(
    st.integers(0, 25),
    st.none() | st.integers(0, 10).map(lambda halves: halves / 2),
    st.integers(1, 300),
    st.sampled_from(sorted(DAYS)),
)
def test_an_offer_is_unit_free_and_none_goes_up_on_a_poor_day(reps, rir, load, day):
    offers = [
        offer_next_set(
            PerformedSet(reps, rir, load=load * unit, target=target(1, 2, 3)),
            loadable=barbell(unit),
            rep_range=(8, 10),
            readiness=DAYS[day],
        )
        for unit in UNITS
    ]
    counted = [
        None if one.load is None else Fraction(one.load, unit)
        for one, unit in zip(offers, UNITS, strict=True)
    ]

    assert counted[0] == counted[1] == counted[2]
    assert offers[0].reasons == offers[2].reasons
    if day != "green" and counted[0] is not None:
        assert counted[0] < load
