"""What holds for any context and any set."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from programming.rulebook import (
    EffortContext,
    EffortOverride,
    PerformedSet,
    current_e1rm,
    effort_target,
    estimated_1rm,
    is_same_load,
    judge_set,
    reps_to_failure_at,
    session_e1rm,
)

LEVELS = ("beginner", "intermediate", "advanced")
DAYS = ("green", "amber", "red")
TIERS = ("safer", "caution", "avoid")
# Thousandths of a kilogram and of a pound in micrograms, exactly.
KG, LB = 1_000_000, Fraction(45_359_237, 100)


@st.composite
def overrides(draw):
    low, aim, high = sorted(draw(st.lists(st.integers(0, 5), min_size=3, max_size=3)))
    return EffortOverride(low, aim, high, "coach")


@st.composite
def contexts(draw, /, **fixed):
    floor = draw(st.integers(0, 4))
    named = {
        "level": st.sampled_from(LEVELS),
        "goal": st.sampled_from(("muscle_gain", "max_strength", "general_fitness", "mixed")),
        "role": st.sampled_from(("main", "secondary", "isolation")),
        "tier": st.sampled_from(TIERS),
        "rir_floor": st.just(floor),
        "rir_floor_with_safeties": st.none() | st.integers(0, floor),
        "safeties": st.booleans(),
        "is_final_set": st.booleans(),
        "readiness": st.sampled_from(DAYS),
        "budget_left": st.booleans(),
        "planned_reps": st.none() | st.integers(1, 30),
        "reps_to_failure": st.none() | st.floats(-5, 20, allow_nan=False),
        "is_test_set": st.booleans(),
        "days_since_test": st.none() | st.integers(0, 40),
        "is_new_movement": st.booleans(),
        "aim_rise": st.integers(0, 3),
        "override": st.none() | overrides(),
    } | {name: st.just(value) for name, value in fixed.items()}
    return {name: draw(strategy) for name, strategy in named.items()}


def target_of(named, **changed):
    return effort_target(EffortContext(**(named | changed)))


@given(contexts())
def test_a_target_is_ordered_bounded_and_the_same_each_time(named):
    target = target_of(named)

    assert 0 <= target.low <= target.aim <= 4
    assert target.low < target.high <= 5
    assert target.aim <= target.high
    assert target.low >= target.floor_in_force
    assert target == target_of(named)
    assert not target.may_fail or target.low == 0


@given(contexts())
def test_the_reasons_lead_from_nothing_to_the_target(named):
    target = target_of(named)

    assert target.reasons[0].before is None
    assert target.reasons[-1].after == (target.low, target.aim, target.high)
    assert all(after.before == before.after for before, after in pairwise(target.reasons))


@given(contexts(), st.sampled_from([(0, 1), (1, 2), (0, 2)]))
def test_a_worse_day_never_lowers_the_low(named, days):
    better, worse = (target_of(named, readiness=DAYS[day]) for day in days)

    assert worse.low >= better.low


@given(contexts(), st.sampled_from([(0, 1), (1, 2), (0, 2)]))
def test_a_lower_level_never_lowers_the_low(named, levels):
    lower, higher = (target_of(named, level=LEVELS[level]) for level in levels)

    assert lower.low >= higher.low


@given(contexts(), st.sampled_from([(0, 1), (1, 2), (0, 2)]))
def test_a_riskier_tier_never_lowers_the_low(named, tiers):
    safer, riskier = (target_of(named, tier=TIERS[tier]) for tier in tiers)

    assert riskier.low >= safer.low


@given(contexts(rir_floor_with_safeties=None), st.integers(0, 4))
def test_a_higher_floor_never_lowers_the_low(named, floor):
    higher = target_of(named, rir_floor=max(floor, named["rir_floor"]))

    assert higher.low >= target_of(named).low


@st.composite
def performed_sets(draw):
    """Sets by the load typed, in thousandths; the unit is put in afterwards."""
    return {
        "reps": draw(st.integers(0, 25)),
        "rir": draw(st.none() | st.integers(0, 10).map(lambda halves: halves / 2)),
        "ended_by": draw(st.sampled_from(("stopped", "muscular_failure", "technical_failure"))),
        "load": draw(st.none() | st.integers(1, 400).map(lambda steps: steps * 500)),
        "rest_seconds": draw(st.none() | st.integers(0, 400)),
        "kind": draw(st.sampled_from(("working", "working", "working", "warm_up", "drop"))),
    }


def weighed(rows, unit):
    return [
        PerformedSet(**(row | {"load": None if row["load"] is None else int(row["load"] * unit)}))
        for row in rows
    ]


@given(contexts(), st.lists(performed_sets(), min_size=1, max_size=6), st.integers(1, 300))
def test_the_same_log_in_kg_and_in_lb_gives_the_same_verdicts(named, rows, e1rm):
    verdicts = []
    for unit in (KG, LB, 1):
        *earlier, last = weighed(rows, unit)
        given_context = EffortContext(**named)
        judgement = judge_set(
            effort_target(given_context),
            last,
            context=given_context,
            earlier=earlier,
            rep_range=(6, 8),
            e1rm=int(e1rm * 500 * unit),
        )
        verdicts.append((judgement.outcome, [warning.stored() for warning in judgement.warnings]))

    # A pound is a whole number of micrograms only in steps of 100 thousandths.
    assert verdicts[0] == verdicts[1] == verdicts[2]


@given(st.integers(1, 24), st.integers(0, 8), st.integers(1, 400))
def test_what_a_load_leaves_is_the_same_in_kg_and_in_lb(reps, halves, steps):
    left = {
        reps_to_failure_at(value, int(steps * 500 * unit))
        for unit in (KG, LB)
        if (value := estimated_1rm(int(steps * 500 * unit), reps, halves / 2).value) is not None
    }

    assert left in ({reps + halves / 2}, {0.0}, set())


@given(contexts(), performed_sets())
def test_a_set_gets_a_verdict_or_none_and_each_warning_once(named, row):
    context = EffortContext(**named)
    (performed,) = weighed([row], 1)
    judgement = judge_set(effort_target(context), performed, context=context)
    codes = [warning.code for warning in judgement.warnings]

    assert len(codes) == len(set(codes))
    assert (judgement.outcome is None) == (row["kind"] != "working" or row["reps"] == 0)
    loudness = ["stop", "caution", "note"]
    places = [loudness.index(warning.severity) for warning in judgement.warnings]
    assert places == sorted(places)


@given(st.integers(1, 10**14), st.integers(1, 10**14))
def test_the_same_load_is_mutual(one, other):
    assert is_same_load(one, other) == is_same_load(other, one)
    assert is_same_load(one, one)


@given(st.lists(performed_sets(), max_size=6))
def test_a_sessions_best_is_one_of_its_sets(rows):
    sets = weighed(rows, 1)
    single = [session_e1rm([one]) for one in sets]

    assert session_e1rm(sets) == max((value for value in single if value), default=None)


@given(st.lists(st.tuples(st.dates(), st.integers(1, 10**9)), max_size=6), st.dates())
def test_the_current_estimate_lies_between_its_sessions(dated, today):
    current = current_e1rm(dated, today)

    if current is not None:
        values = [value for _, value in dated]
        assert min(values) <= current <= max(values)
