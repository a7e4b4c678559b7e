"""The log as the rules read it: its records and its exposures (rulebook 1)."""

import copy
import pickle
from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, datetime

import pytest

from programming.rulebook import (
    LoggedSet,
    Outcome,
    PerformedSet,
    RirSense,
    exposures,
    exposures_of,
    reference_e1rm,
    rir_sense,
)
from tests.rulebook.given import target
from tests.rulebook.logs import day, logged


def test_what_is_not_told_is_ordinary():
    plain = LoggedSet(exercise=1, session=2, day=day(0), reps=5)

    assert (plain.kind, plain.role, plain.tier, plain.readiness, plain.ended_by) == (
        "working",
        "secondary",
        "caution",
        "green",
        "stopped",
    )
    assert (plain.rir, plain.load, plain.target, plain.outcome, plain.verdict) == (None,) * 5


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reps", -1),
        ("reps", 1.5),
        ("reps", True),
        ("rir", -0.5),
        ("rir", 0.3),
        ("rir", float("nan")),
        ("rir", "2"),
        ("rir", True),
        ("load", -1),
        ("load", 1.5),
        ("load", True),
        ("rest_seconds", -1),
        ("rest_seconds", True),
        ("day", "2026-11-02"),
        ("day", datetime(2026, 11, 2, tzinfo=UTC)),
        ("at", datetime(2026, 11, 2)),  # noqa: DTZ001
        ("at", day(0)),
        ("exercise", None),
        ("exercise", True),
        ("session", 1.0),
        ("ended_by", "bored"),
        ("ended_by", None),
        ("kind", "imported"),
        ("kind", []),
        ("role", "lead"),
        ("tier", 1),
        ("readiness", "blue"),
        ("outcome", "good"),
        ("outcome", []),
        ("competition_lift", "press"),
        ("pattern", 1),
        ("primary_muscles", "chest"),
        ("primary_muscles", (1,)),
        ("secondary_muscles", None),
        ("target", (1, 2, 3)),
        ("is_lower_body", 1),
        ("is_final_set", 0),
        ("is_test_set", None),
        ("is_imported", "yes"),
        ("is_deload", 1),
        ("has_pain", 1),
        ("rir_in_words", 1),
        ("added", 1.5),
        ("rep_range", 8),
        ("rep_range", (8,)),
        ("rep_range", (0, 8)),
        ("rep_range", (8, 6)),
        ("rep_range", (6, 8.5)),
    ],
)
def test_what_is_off_its_scale_is_refused_by_name(field, value):
    with pytest.raises(ValueError, match=f"^{field}: "):
        logged(**{field: value})


def test_more_than_five_left_is_kept_as_five():
    assert logged(rir=9).rir == 5
    assert logged(rir=5.5).rir == 5
    assert logged(rir=0.5).rir == 0.5


@pytest.mark.parametrize(
    ("rir", "in_words", "or_more"),
    [(5, False, True), (4.5, False, False), (4, True, True), (3, True, False), (None, True, False)],
)
def test_five_and_easy_only_say_or_more(rir, in_words, or_more):
    assert logged(rir=rir, rir_in_words=in_words).says_or_more is or_more
    assert not logged(rir=rir, rir_in_words=in_words, ended_by="muscular_failure").says_or_more


def test_a_list_of_muscles_is_kept_as_a_tuple():
    assert logged(primary_muscles=["chest", "triceps"]).primary_muscles == ("chest", "triceps")
    assert logged(primary_muscles=[]).primary_muscles == ()
    assert logged(rep_range=[6, 8]).rep_range == (6, 8)


def test_a_logged_set_cannot_be_changed():
    done = logged()
    with pytest.raises(FrozenInstanceError, match="reps"):
        done.reps = 9
    with pytest.raises(FrozenInstanceError, match="reps"):
        del done.reps
    assert not hasattr(done, "__dict__")


def test_equal_sets_are_equal_and_hash_alike():
    one = logged(target=target(1, 2, 3), rep_range=(6, 8), at=datetime(2026, 9, 7, tzinfo=UTC))

    assert one == replace(one)
    assert hash(one) == hash(replace(one))
    assert one != replace(one, reps=9)
    assert replace(one, reps=9).reps == 9
    assert copy.deepcopy(one) == one
    assert pickle.loads(pickle.dumps(one)) == one


def test_every_field_reaches_its_place():
    given = {
        "exercise": 3, "session": "s", "day": day(1), "at": datetime(2026, 9, 8, tzinfo=UTC), "reps": 7,
        "rir": 1.5, "ended_by": "muscular_failure", "load": 1, "rest_seconds": 90, "kind": "drop",
        "role": "main", "tier": "avoid", "pattern": "squat", "is_lower_body": True,
        "competition_lift": "squat", "primary_muscles": ("a",), "secondary_muscles": ("b",),
        "is_final_set": True, "is_test_set": True, "is_imported": True, "target": target(1, 2, 3),
        "outcome": "too_close", "readiness": "red", "is_deload": True, "has_pain": True,
        "rep_range": (5, 7), "added": -3, "is_slip": True, "rir_in_words": True,
        "is_back_off": True,
    }  # fmt: skip
    done = LoggedSet(**given)  # type: ignore[arg-type]

    assert {field.name: getattr(done, field.name) for field in fields(done)} == given
    assert done.performed == PerformedSet(
        7,
        1.5,
        "muscular_failure",
        load=1,
        rest_seconds=90,
        kind="drop",
        target=target(1, 2, 3),
        is_slip=True,
    )


def test_the_verdict_is_the_stored_one():
    assert logged(target=target(1, 2, 3), outcome="too_close").verdict is Outcome.TOO_CLOSE


@pytest.mark.parametrize(
    ("rir", "verdict"), [(0.5, "too_close"), (1, "on_target"), (4, "too_easy"), (None, "unrated")]
)
def test_a_verdict_not_stored_is_read_off_the_target(rir, verdict):
    assert logged(target=target(1, 2, 3), rir=rir).verdict == verdict


@pytest.mark.parametrize(
    "named", [{"is_imported": True}, {"reps": 0}, {"kind": "warm_up"}, {"target": None}]
)
def test_a_set_without_a_verdict_has_none_even_if_one_is_stored(named):
    assert logged(**({"target": target(1, 2, 3), "outcome": "on_target"} | named)).verdict is None


def test_an_exposure_is_a_session_with_a_working_set_of_the_exercise():
    log = [
        logged(0),
        logged(0, exercise="fly"),
        logged(0, reps=7),
        logged(1, kind="warm_up"),
        logged(2, is_imported=True),
        logged(3, has_pain=True),
        logged(3),
    ]
    found = exposures(log)

    assert [(one.session, one.day, len(one.sets)) for one in found["press"]] == [
        ("day 0", day(0), 2),
        ("day 2", day(2), 1),
        ("day 3", day(3), 2),
    ]
    assert [one.has_pain for one in found["press"]] == [False, False, True]
    assert list(found) == ["press", "fly"]


def test_two_sessions_a_day_are_two_exposures():
    assert len(exposures_of([logged(0, session=1), logged(0, session=2)], "press")) == 2


def test_red_days_and_deloads_are_left_out_of_progression():
    log = [
        logged(0),
        logged(1, readiness="red"),
        logged(2, is_deload=True),
        logged(3, readiness="amber"),
    ]

    assert [one.session for one in exposures_of(log, "press")] == ["day 0", "day 3"]
    assert exposures_of(log, "fly") == ()


def of_reps(*reps):
    return exposures([logged(number, reps=count) for number, count in enumerate(reps)])["press"]


def test_the_reference_is_the_median_of_the_last_five():
    # 30 kg for 4 to 9 reps with 2 left: 36 to 41 kg; 6 reps 38.
    assert reference_e1rm(of_reps(9, 4, 8, 5, 7, 6)) == 38_000 * 60
    assert reference_e1rm(of_reps(4, 8, 5, 7, 6)) == 38_000 * 60
    assert reference_e1rm(of_reps(4, 8, 5, 8, 8)) == 40_000 * 60


def test_fewer_than_five_give_no_reference():
    assert reference_e1rm(of_reps(4, 8, 5, 7)) is None
    assert reference_e1rm(()) is None


def test_the_reference_passes_over_red_days_deloads_and_days_without_an_estimate():
    log = [logged(number, reps=4 + number) for number in range(5)]
    between = [
        logged(5, reps=10, readiness="red"),
        logged(6, reps=10, is_deload=True),
        logged(7, reps=10, rir=None),
    ]

    assert reference_e1rm(exposures(log + between)["press"]) == 30_000 * (60 + 2 * 8)


@pytest.mark.parametrize(
    "history", [["a set"], [PerformedSet(8)], [logged(1), logged(0)]], ids=["text", "bare", "order"]
)
def test_a_history_is_logged_sets_in_time_order(history):
    with pytest.raises(ValueError, match=r"^history: "):
        rir_sense(history)


def test_an_empty_history_is_one():
    assert isinstance(rir_sense([]), RirSense)


def marked(*log, exercise="press"):
    """The days of the exposures after a layoff, and of those after a reset."""
    every = exposures(list(log))[exercise]
    return (
        [one.session for one in every if one.is_after_layoff],
        [one.session for one in every if one.is_after_reset],
    )


@pytest.mark.parametrize(("days", "layoffs"), [(13, []), (14, ["day 14"])])
def test_the_first_exposure_after_a_layoff_is_marked(days, layoffs):
    assert marked(logged(0), logged(days), logged(days + 2))[0] == layoffs


def test_any_session_ends_a_layoff_and_each_exercise_has_its_own_first_one():
    log = [logged(0), logged(0, exercise="fly"), logged(14, exercise="curl"), logged(16), logged(80, exercise="curl")]  # fmt: skip

    assert marked(*log)[0] == ["day 16"]
    assert marked(*log, exercise="curl")[0] == ["day 80"]
    assert marked(*log, exercise="fly")[0] == []
    warmed_up = [logged(0), logged(7, kind="warm_up"), logged(14)]
    assert marked(*warmed_up)[0] == []


def test_less_load_after_missing_the_planned_reps_twice_is_marked_once():
    short = [logged(number, rep_range=(10, 12)) for number in (0, 2)]
    light = [logged(number, rep_range=(10, 12), load=load) for number, load in ((4, 27_000), (6, 24_000))]  # fmt: skip

    assert marked(*short, *light)[1] == ["day 4"]
    assert marked(short[0], light[0])[1] == []
    assert marked(*short, logged(4, rep_range=(10, 12), load=None))[1] == []


def test_a_reference_leaves_out_what_follows_a_layoff_or_a_reset():
    log = [logged(number, reps=4 + number) for number in range(5)]
    back = [logged(20, reps=10), logged(22, reps=10)]

    found = exposures(log + back)["press"]
    assert reference_e1rm(found[:5]) == reference_e1rm(found[:6][:5]) == 38_000 * 60
    # The first one says nothing even where the lift is back; the next one counts again.
    assert reference_e1rm(found[:6]) is None
    assert reference_e1rm(found) == 39_000 * 60
