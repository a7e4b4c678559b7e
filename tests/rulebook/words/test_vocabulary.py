"""Section 1: words and scales, and what is refused."""

from typing import Any

import pytest

from programming.rulebook import (
    EffortContext,
    EffortOverride,
    Level,
    Outcome,
    PerformedSet,
    effort_target,
    judge_set,
    level_below,
    level_used,
    rir_from_rpe,
    rir_from_word,
    rpe_from_rir,
    shown_rir,
    word_from_rir,
)
from tests.rulebook.given import context, done, target


def test_plain_strings_become_members():
    given = context(level="advanced")

    assert given.level is Level.ADVANCED
    assert context(level=Level.ADVANCED) == given


@pytest.mark.parametrize(
    ("word", "rir"), [("max", 0), ("very_hard", 1), ("hard", 2), ("medium", 3), ("easy", 4)]
)
def test_words_stand_for_reps_in_reserve(word, rir):
    assert rir_from_word(word) == rir
    assert word_from_rir(rir) == word


@pytest.mark.parametrize(
    ("rir", "word"), [(5, "easy"), (9, "easy"), (0.5, "very_hard"), (3.5, "easy")]
)
def test_a_half_is_not_failure_and_more_than_four_is_easy(rir, word):
    assert word_from_rir(rir) == word


def test_another_word_is_refused():
    with pytest.raises(ValueError, match="word: 'brutal'"):
        rir_from_word("brutal")


@pytest.mark.parametrize(("rpe", "rir"), [(10, 0), (9.5, 0.5), (9, 1), (5, 5), (4, 5), (0, 5)])
def test_rpe_counts_from_ten(rpe, rir):
    assert rir_from_rpe(rpe) == rir


@pytest.mark.parametrize(("rir", "rpe"), [(0, 10), (0.5, 9.5), (5, 5), (7, 5)])
def test_and_back(rir, rpe):
    assert rpe_from_rir(rir) == rpe


@pytest.mark.parametrize("rpe", [10.5, -1, 9.3, float("nan"), "9"])
def test_another_rpe_is_refused(rpe):
    with pytest.raises(ValueError, match="rpe"):
        rir_from_rpe(rpe)


@pytest.mark.parametrize(
    ("level", "below"),
    [("advanced", "intermediate"), ("intermediate", "beginner"), ("beginner", "beginner")],
)
def test_one_level_down_is_at_least_beginner(level, below):
    assert level_below(Level(level)) == below
    assert level_used(level, True) == below
    assert level_used(level, False) == level


@pytest.mark.parametrize(("rir", "shown"), [(0, 0), (2.0, 2), (0.5, 0.5), (5, "5+"), (6, "5+")])
def test_reps_in_reserve_as_lifters_read_them(rir, shown):
    assert shown_rir(rir) == shown


NONSENSE: list[Any] = [
    None,
    "",
    "Mixed",
    "novice",
    1,
    1.5,
    True,
    [],
    {},
    b"mixed",
    "x" * 10_000,
    "\x00",
]


@pytest.mark.parametrize("field", ["level", "goal", "role", "tier", "readiness"])
@pytest.mark.parametrize("value", NONSENSE, ids=lambda value: repr(value)[:12])
def test_another_word_in_a_context_names_field_and_value(field, value):
    with pytest.raises(ValueError, match=rf"^{field}: "):
        context(**{field: value})


@pytest.mark.parametrize("field", ["ended_by", "kind"])
@pytest.mark.parametrize("value", NONSENSE, ids=lambda value: repr(value)[:12])
def test_another_word_in_a_set_names_field_and_value(field, value):
    with pytest.raises(ValueError, match=rf"^{field}: "):
        done(8, 2, **{field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rir_floor", -1),
        ("rir_floor", 5),
        ("rir_floor", True),
        ("rir_floor", 1.0),
        ("rir_floor", None),
        ("rir_floor_with_safeties", -1),
        ("rir_floor_with_safeties", 1),
        ("rir_floor_with_safeties", False),
        ("safeties", 1),
        ("safeties", None),
        ("is_final_set", "true"),
        ("budget_left", 0),
        ("is_test_set", "no"),
        ("is_new_movement", None),
        ("planned_reps", 0),
        ("planned_reps", -3),
        ("planned_reps", 8.0),
        ("reps_to_failure", float("nan")),
        ("reps_to_failure", float("inf")),
        ("reps_to_failure", "7"),
        ("reps_to_failure", True),
        ("days_since_test", -1),
        ("days_since_test", 1.5),
        ("aim_rise", -1),
        ("aim_rise", 6),
        ("aim_rise", None),
        ("override", (1, 2, 3)),
    ],
)
def test_a_context_takes_only_what_makes_sense(field, value):
    with pytest.raises(ValueError, match=rf"^{field}: "):
        context(**{field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reps", -1),
        ("reps", 8.0),
        ("reps", True),
        ("reps", None),
        ("reps", "8"),
        ("rir", -0.5),
        ("rir", 0.3),
        ("rir", float("nan")),
        ("rir", float("inf")),
        ("rir", "2"),
        ("rir", True),
        ("load", -1),
        ("load", 80.5),
        ("load", True),
        ("rest_seconds", -1),
        ("rest_seconds", 90.0),
        ("target", (1, 2, 3)),
    ],
)
def test_a_set_takes_only_what_makes_sense(field, value):
    with pytest.raises(ValueError, match=rf"^{field}: "):
        PerformedSet(**({"reps": 8} | {field: value}))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ((-1, 2, 3, "coach"), "low"),
        ((6, 6, 6, "coach"), "low"),
        ((2, 1, 3, "coach"), "aim"),
        ((1, 3, 2, "coach"), "high"),
        ((1, 2, 6, "coach"), "high"),
        ((1, 2.0, 3, "coach"), "aim"),
        ((1, 2, 3, ""), "set_by"),
        ((1, 2, 3, "  "), "set_by"),
        ((1, 2, 3, None), "set_by"),
    ],
)
def test_a_target_by_hand_is_in_order_and_signed(values, field):
    with pytest.raises(ValueError, match=rf"^{field}: "):
        EffortOverride(*values)


@pytest.mark.parametrize(
    ("named", "field"),
    [
        ({"e1rm": 0}, "e1rm"),
        ({"e1rm": 100.0}, "e1rm"),
        ({"hours_since_muscle_failure": -1}, "hours_since_muscle_failure"),
        ({"hours_since_muscle_failure": float("nan")}, "hours_since_muscle_failure"),
        ({"muscle_failure_sets": -1}, "muscle_failure_sets"),
        ({"already_said": "rir_missing"}, "already_said"),
        ({"rep_range": (8, 6)}, "rep_range"),
        ({"rep_range": (8,)}, "rep_range"),
        ({"rep_range": "68"}, "rep_range"),
        ({"rep_range": (0, 6)}, "rep_range"),
        ({"rep_range": 0}, "rep_range"),
        ({"earlier": [None]}, "earlier"),
        ({"context": None}, "context"),
    ],
)
def test_judging_takes_only_what_makes_sense(named, field):
    with pytest.raises(ValueError, match=rf"^{field}: "):
        judge_set(target(1, 2, 3), done(8, 2), **({"context": context()} | named))


def test_judging_wants_a_target_and_a_set():
    with pytest.raises(ValueError, match=r"^target: "):
        judge_set(None, done(8, 2), context=context())  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"^performed: "):
        judge_set(target(1, 2, 3), (8, 2), context=context())  # type: ignore[arg-type]


def test_planned_reps_may_be_one_number():
    judgement = judge_set(target(1, 2, 3), done(8, 2), context=context(), rep_range=8)

    assert judgement.outcome is Outcome.ON_TARGET


@pytest.mark.parametrize("digits", [19, 400, 5000])
def test_numbers_of_any_size_are_taken_or_refused_but_never_break(digits):
    size = 10**digits
    given = context(planned_reps=size, reps_to_failure=size, days_since_test=size)
    huge = PerformedSet(size, size, load=size, rest_seconds=size)

    assert huge.rir == 5
    assert effort_target(given).low == 1
    judged = judge_set(target(1, 2, 3), huge, context=given, earlier=[huge], e1rm=size)
    assert judged.outcome is Outcome.UNRATED
    with pytest.raises(ValueError, match=r"^rir_floor: "):
        context(rir_floor=size)


def test_results_are_frozen():
    made = effort_target(context())
    with pytest.raises(AttributeError):
        made.low = 4  # type: ignore[misc]
    with pytest.raises(AttributeError):
        made.reasons[0].text = ""  # type: ignore[misc]


def test_a_context_is_taken_by_keyword():
    with pytest.raises(TypeError):
        EffortContext("beginner", "mixed", "main", "avoid", 2)  # type: ignore[call-arg]
