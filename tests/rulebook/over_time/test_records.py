"""Section 7: personal records, effort records and grinds."""

import pytest

from programming.rulebook import records_set_by
from tests.rulebook.logs import failed, logged


def found(log, **named):
    """What the last session set, as (kind, value, before)."""
    return [
        (str(record.kind), record.value, record.before)
        for record in records_set_by(log, **named).records
    ]


def kinds(log, **named):
    return [kind for kind, *_ in found(log, **named)]


# 30 kg for 8 with 2 left: an estimate of 40 kg.
BEFORE = logged(0)


def test_the_same_again_sets_no_record():
    assert found([BEFORE, logged(1)]) == []


def test_a_first_ever_set_holds_every_record_and_beat_nothing():
    first = records_set_by([BEFORE])

    assert [(str(one.kind), one.value) for one in first.records] == [
        ("heaviest_load", 30_000),
        ("most_reps", 8),
        ("best_e1rm", 40_000),
        ("session_volume", 240_000),
    ]
    assert all(one.is_first and one.before is None for one in first.records)
    assert [reason.text for reason in first.reasons] == [
        "First load on record.",
        "8 reps: the first at this load or heavier.",
        "First estimated single on record.",
        "First volume on record.",
    ]


def test_nothing_sets_nothing():
    assert records_set_by([]).records == ()
    assert records_set_by([BEFORE], session="day 9").records == ()
    assert records_set_by([BEFORE], exercise="fly").records == ()


@pytest.mark.parametrize(("load", "record"), [(29_999, False), (30_000, False), (30_001, True)])
def test_the_heaviest_load_is_heavier_than_all_before(load, record):
    log = [BEFORE, logged(1, reps=1, rir=None, load=load)]

    assert (("heaviest_load", load, 30_000) in found(log)) is record


@pytest.mark.parametrize(
    ("load", "reps", "before"),
    [(30_000, 9, 8), (30_000, 8, None), (27_500, 9, 8), (27_500, 8, None), (32_500, 5, None)],
)
def test_the_most_reps_at_a_load_or_heavier(load, reps, before):
    log = [BEFORE, logged(0, reps=12, load=20_000), logged(1, reps=reps, load=load, rir=None)]
    record = [one for one in found(log) if one[0] == "most_reps"]

    expected = before is not None or load > 30_000
    assert record == ([("most_reps", reps, before)] if expected else [])


def test_of_a_sessions_sets_only_those_no_heavier_one_outdid_have_a_rep_record():
    log = [BEFORE, *[logged(1, reps=reps, load=load, rir=None)
                     for reps, load in ((10, 20_000), (10, 25_000), (12, 20_000), (12, 20_000), (9, 30_000))]]  # fmt: skip
    reps = [one for one in records_set_by(log).records if one.kind == "most_reps"]

    assert [(one.load, one.reps, one.place) for one in reps] == [
        (25_000, 10, 2),
        (20_000, 12, 3),
        (30_000, 9, 5),
    ]


@pytest.mark.parametrize(("reps", "rir", "record"), [(8, 2, False), (7, 3, False), (8, 2.5, True)])
def test_the_best_estimate_is_compared_exactly(reps, rir, record):
    log = [BEFORE, logged(1, reps=reps, rir=rir)]

    assert ("best_e1rm" in kinds(log)) is record


def test_an_estimate_without_effort_is_at_least():
    (record,) = [
        one
        for one in records_set_by([BEFORE, logged(1, reps=11, rir=None)]).records
        if one.kind == "best_e1rm"
    ]

    assert (record.value, record.before, record.at_least, record.rir) == (
        41_000,
        40_000,
        True,
        None,
    )
    assert record.reason.text == "Best estimated single yet, at least."
    first = records_set_by([logged(rir=None)]).records[2]
    assert first.reason.text == "First estimated single, at least."
    assert first.at_least


def test_a_rated_set_is_named_before_an_equal_unrated_one():
    log = [logged(0, reps=10, rir=None), logged(0, reps=8, rir=2)]

    assert records_set_by(log).records[1].place == 0
    assert not next(one for one in records_set_by(log).records if one.kind == "best_e1rm").at_least


@pytest.mark.parametrize("named", [{"reps": 12, "rir": 1}, {"rir": 4.5}])
def test_a_refused_estimate_is_no_record_and_no_mark(named):
    assert "best_e1rm" not in kinds([logged(0, **named)])
    assert ("best_e1rm", 40_000, None) in found([logged(0, **named), logged(1)])


def test_session_volume_is_load_times_reps_over_the_session():
    log = [BEFORE, logged(0), logged(1), logged(1), logged(1, reps=1, rir=None)]
    record = records_set_by(log).records

    assert [(str(one.kind), one.value, one.before) for one in record] == [
        ("session_volume", 510_000, 480_000)
    ]
    assert (record[0].place, record[0].load, record[0].reps, record[0].rir) == (None, None, None, 2)
    assert record[0].reason.text == "Most load × reps in a session yet."
    assert found([BEFORE, logged(0), logged(1), logged(1)]) == []
    unrated = records_set_by([logged(rir=None)]).records[3]
    assert (str(unrated.kind), unrated.rir) == ("session_volume", None)


def test_more_in_reserve_at_the_same_load_and_reps_is_an_effort_record():
    log = [failed(0), logged(1, rir=3)]
    record = records_set_by(log).records[-1]

    assert (str(record.kind), record.value, record.before, record.rir) == ("effort", 3, 0, 3)
    assert record.reason.text == "The same load and reps with 3 left; before, 0."


@pytest.mark.parametrize(
    ("named", "record"),
    [
        ({"rir": 2}, False),
        ({"rir": 2.5}, True),
        ({"rir": 1.5}, False),
        ({"rir": 3, "reps": 7}, False),
        ({"rir": 3, "load": 29_250}, True),
        ({"rir": 3, "load": 29_249}, False),
        ({"rir": 3, "load": 30_769}, True),
        ({"rir": 3, "load": 30_770}, False),
        ({"rir": None}, False),
    ],
)
def test_an_effort_record_needs_the_same_load_and_reps(named, record):
    assert ("effort" in kinds([BEFORE, logged(1, **named)])) is record


def test_an_effort_record_beats_the_most_ever_left():
    log = [logged(0, rir=4), logged(1, rir=1), logged(2, rir=3)]

    assert "effort" not in kinds(log)


def test_effort_needs_an_earlier_rated_set():
    assert "effort" not in kinds([logged(0, rir=None), logged(1, rir=3)])
    assert "effort" not in kinds([logged(0, rir=1), logged(0, rir=3)])


def test_of_a_sessions_sets_the_easiest_has_the_effort_record():
    log = [BEFORE, logged(1, rir=3), logged(1, rir=4), logged(1, rir=4), logged(1, rir=None)]
    efforts = [one for one in records_set_by(log).records if one.kind == "effort"]

    assert [(one.value, one.place) for one in efforts] == [(4, 2)]


def test_broken_form_is_a_grind_and_never_a_record():
    log = [BEFORE, logged(1, load=50_000, ended_by="technical_failure")]
    kept = records_set_by(log)

    assert kept.records == ()
    (grind,) = kept.grinds
    assert (grind.exercise, grind.session, grind.place, grind.load, grind.reps) == (
        "press",
        "day 1",
        1,
        50_000,
        8,
    )
    assert kept.reasons == (grind.reason,)
    assert grind.reason.text == "8 reps with form breaking: a grind, not a record."


def test_a_grind_has_not_to_be_beaten():
    log = [BEFORE, logged(1, load=50_000, ended_by="technical_failure"), logged(2, load=40_000)]

    assert ("heaviest_load", 40_000, 30_000) in found(log)


def test_muscular_failure_sets_records():
    log = [BEFORE, logged(1, load=40_000, ended_by="muscular_failure")]

    assert records_set_by(log).records[0].rir == 0


@pytest.mark.parametrize(
    "named", [{"kind": "warm_up"}, {"kind": "drop"}, {"kind": "timed"}, {"reps": 0}]
)
def test_what_is_no_working_set_or_failed_sets_no_record_and_is_no_mark(named):
    assert found([BEFORE, logged(1, load=50_000, **named)]) == []
    assert found([logged(0, load=50_000, **named), logged(1)])[0] == ("heaviest_load", 30_000, None)


def test_an_imported_lift_has_to_be_beaten():
    assert found([logged(0, load=50_000, is_imported=True), logged(1, reps=7, rir=None)]) == []


@pytest.mark.parametrize("load", [None, 0])
def test_without_a_load_there_are_rep_records_only(load):
    log = [logged(0, load=load), logged(1, load=load, reps=9, rir=5)]

    assert found(log[:1]) == [("most_reps", 8, None)]
    assert found(log) == [("most_reps", 9, 8)]
    assert found([*log, logged(2, load=load, reps=9)]) == []


def test_reps_without_a_load_and_with_one_are_not_compared():
    assert ("most_reps", 5, None) in found([logged(0, load=None), logged(1, reps=5)])
    assert ("most_reps", 5, None) in found([logged(0), logged(1, reps=5, load=None)])


def test_other_exercises_are_not_compared_and_can_be_asked_alone():
    log = [logged(0, load=90_000), logged(1, exercise="fly"), logged(1, load=95_000)]

    assert {one.exercise for one in records_set_by(log).records} == {"fly", "press"}
    assert {one.exercise for one in records_set_by(log, exercise="fly").records} == {"fly"}


def test_a_record_stands_as_it_was_whatever_came_after():
    log = [BEFORE, logged(1, load=32_500), logged(2, load=35_000)]

    assert ("heaviest_load", 32_500, 30_000) in found(log, session="day 1")
