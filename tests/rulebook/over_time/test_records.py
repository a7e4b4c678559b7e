"""Section 7: personal records, effort records and grinds. Long: one rule."""

import pytest

from programming.rulebook import announced, records_set_by
from tests.rulebook.given import target
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


@pytest.mark.parametrize(("load", "record"), [(30_000, False), (30_769, False), (30_770, True)])
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


# Heavier only beyond the same load: a switch of unit makes no record


@pytest.mark.parametrize("pounds", [61_235, 60_101])
def test_a_switch_of_unit_makes_no_record(pounds):
    # 60 kg, then 135 lb and 132.5 lb, in grams: as many sets, reps and reps left.
    log = [logged(0, load=60_000), logged(0, load=60_000), *[logged(1, load=pounds)] * 2]

    assert found(log) == []


def test_a_rep_more_in_another_unit_is_a_record():
    log = [logged(0, load=60_000), logged(1, load=60_101, reps=9)]

    assert found(log) == [
        ("most_reps", 9, 8), ("best_e1rm", 82_138, 80_000), ("session_volume", 540_909, 480_000),
    ]  # fmt: skip


def test_small_steps_add_up_against_the_last_record():
    loads = [100_000, 101_250, 102_500, 103_750, 105_000]
    log = [logged(number, load=load) for number, load in enumerate(loads)]

    assert [kinds(log, session=f"day {number}") for number in range(1, 5)] == [
        [], [], ["heaviest_load", "best_e1rm", "session_volume"], [],
    ]  # fmt: skip
    assert found(log, session="day 3")[0] == ("heaviest_load", 103_750, 102_500)


def test_more_reps_are_more_volume_at_any_load():
    log = [logged(0, load=60_000), logged(1, load=60_001, reps=7), logged(1, load=60_001, reps=2)]

    assert ("session_volume", 540_009, 480_000) in found(log)


# Lifts that move the body


def pulled(number, added, body=80_000, **named):
    """A pull-up with so much added, or so much assistance."""
    return logged(number, **({"load": body + added, "added": added} | named))


def test_the_lifters_own_weight_makes_no_load_heavier():
    log = [pulled(0, 0), pulled(1, 0, body=90_000)]

    assert "heaviest_load" not in kinds(log)
    assert "most_reps" not in kinds(log)


@pytest.mark.parametrize(
    ("before", "now", "record"),
    [
        (0, 1_250, True),
        (10_000, 12_500, True),
        (10_000, 10_200, False),
        (-20_000, -15_000, True),
        (-20_000, -19_600, False),
        (-20_000, -25_000, False),
        (-5_000, 0, True),
    ],
)
def test_what_was_added_is_compared_or_the_least_assistance(before, now, record):
    log = [pulled(0, before), pulled(1, now, body=70_000, reps=7)]

    assert (("heaviest_load", now, before) in found(log)) is record


def test_reps_are_compared_at_what_was_added():
    log = [pulled(0, 0), pulled(1, 0, body=70_000, reps=9)]

    assert ("most_reps", 9, 8) in found(log)
    assert "effort" in kinds([pulled(0, 0), pulled(1, 0, body=70_000, rir=3)])


def test_without_a_bodyweight_there_are_rep_records_only():
    log = [logged(0, load=None, added=5_000), logged(1, load=None, added=10_000, reps=9)]

    assert found(log) == [("most_reps", 9, 8)]


# Effort records


@pytest.mark.parametrize(
    ("named", "record"),
    [
        ({"rir": 4}, True),
        ({"rir": 4.5}, True),
        ({"rir": 5}, False),
        ({"rir": 4, "rir_in_words": True}, False),
        ({"rir": 3, "rir_in_words": True}, True),
        ({"rir": 3, "target": target(1, 2, 3)}, True),
        ({"rir": 3.5, "target": target(1, 2, 3)}, False),
        ({"rir": 3, "target": target(1, 2, 3), "outcome": "too_easy"}, False),
    ],
)
def test_or_more_and_a_set_judged_too_easy_set_no_effort_record(named, record):
    assert ("effort" in kinds([failed(0), logged(1, **named)])) is record


def test_what_only_said_or_more_still_has_to_be_beaten():
    assert "effort" not in kinds([failed(0), logged(1, rir=5), logged(2, rir=4)])


# Slips


def test_a_slip_that_is_not_confirmed_sets_no_record_and_is_no_mark():
    slip = logged(1, load=300_000, is_slip=True)
    broke = logged(1, load=300_000, is_slip=True, ended_by="technical_failure")

    assert records_set_by([BEFORE, slip, broke]) == records_set_by([], session="day 1")
    assert ("heaviest_load", 40_000, 30_000) in found([BEFORE, slip, logged(2, load=40_000)])


# Announced


def news(log, sessions=3):
    found_now = records_set_by(log).records
    return [(str(one.kind), one.load) for one in announced(found_now, sessions={"press": sessions})]


def test_at_most_three_are_announced_the_heaviest_load_first():
    sets = ((25_000, 12), (28_000, 11), (30_000, 10), (33_000, 6))
    log = [BEFORE, *[logged(1, load=load, reps=reps) for load, reps in sets]]

    assert kinds(log).count("most_reps") == 4
    assert news(log) == [("heaviest_load", 33_000), ("best_e1rm", 30_000), ("most_reps", 30_000)]


def test_a_fourth_is_told_quietly():
    sets = ((30_000, 10), (31_000, 9), (33_000, 6))

    assert news([BEFORE, *[logged(1, load=load, reps=reps) for load, reps in sets]]) == [
        ("heaviest_load", 33_000), ("best_e1rm", 31_000), ("most_reps", 30_000),
    ]  # fmt: skip


@pytest.mark.parametrize(("load", "is_near"), [(27_000, True), (26_999, False)])
def test_most_reps_are_announced_near_the_heaviest_load(load, is_near):
    log = [BEFORE, logged(1, load=load, reps=9, rir=None)]

    assert (news(log) == [("most_reps", load)]) is is_near


@pytest.mark.parametrize(("sessions", "count"), [(2, 0), (3, 2)])
def test_none_are_announced_in_the_first_three_sessions(sessions, count):
    assert len(news([BEFORE, logged(1, load=32_500)], sessions)) == count


def test_what_beat_nothing_volume_and_effort_are_not_announced():
    assert news([BEFORE]) == []
    assert news([failed(0), failed(0), *[logged(1, rir=1)] * 3]) == [("best_e1rm", 30_000)]


def test_without_loads_most_reps_are_announced():
    assert news([logged(0, load=None), logged(1, load=None, reps=9)]) == [("most_reps", None)]
