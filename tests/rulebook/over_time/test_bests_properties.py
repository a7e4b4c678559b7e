"""Section 7: what has to be beaten, gathered session by session, is what the whole log says."""

from dataclasses import replace
from functools import reduce

from hypothesis import given

from programming.rulebook import (
    ExerciseBests,
    LoggedSet,
    bests_after,
    estimated_1rm,
    is_same_load,
    records_against,
    records_set_by,
)
from tests.rulebook.over_time.test_log_properties import LOGS, log_of


def by_session(log, exercise):
    """The exercise's sets, session by session in time order."""
    sessions: dict[object, list[LoggedSet]] = {}
    for done in log:
        if done.exercise == exercise:
            sessions.setdefault(done.session, []).append(done)
    return list(sessions.values())


def able(sets):
    return [
        one
        for one in sets
        if one.kind == "working" and one.reps and one.ended_by != "technical_failure"
    ]


def before_in_the_log(record, earlier):
    """What a record beat, read off all sets before it and nothing kept."""
    clean = able([done for sets in earlier for done in sets])
    if record.kind == "heaviest_load":
        return max((done.load or 0 for done in clean), default=0) or None
    if record.kind == "session_volume":
        volumes = [sum((done.load or 0) * done.reps for done in able(sets)) for sets in earlier]
        return max(volumes, default=0) or None
    if record.kind == "best_e1rm":
        known = [estimated_1rm(done.load, done.reps, done.good_reps_left) for done in clean]
        return max((one.value for one in known if one.value is not None), default=None)
    if record.kind == "most_reps":
        load = record.load or 0
        reached = [
            done.reps
            for done in clean
            if bool(done.load) == bool(load)
            and ((done.load or 0) >= load or is_same_load(done.load, load))
        ]  # fmt: skip
        return max(reached, default=None)
    return max(
        done.rated_rir
        for done in clean
        if done.reps == record.reps
        and is_same_load(done.load, record.load)
        and done.rated_rir is not None
    )


@given(LOGS)
def test_records_against_the_bests_are_those_of_the_whole_log(found):
    log = log_of(found)
    for exercise in {done.exercise for done in log}:
        bests = ExerciseBests()
        earlier: list[list[LoggedSet]] = []
        for sets in by_session(log, exercise):
            kept = records_against(bests, sets)
            whole = records_set_by(log, session=sets[0].session, exercise=exercise)
            placed = [
                replace(one, place=None if one.place is None else log.index(sets[one.place]))
                for one in kept.records
            ]
            assert [replace(one, place=None) for one in placed] == [
                replace(one, place=None) for one in whole.records
            ]
            assert [one.reps for one in kept.grinds] == [one.reps for one in whole.grinds]
            for record in kept.records:
                assert record.before == before_in_the_log(record, earlier)
                assert record.before is None or record.value >= record.before
            bests = bests_after(bests, sets)
            earlier.append(sets)


@given(LOGS)
def test_nothing_a_set_did_already_is_a_record_again(found):
    for exercise in {done["exercise"] for done in found}:
        sessions = by_session(log_of(found), exercise)
        bests = reduce(bests_after, sessions, ExerciseBests())

        for sets in sessions:
            assert records_against(bests, sets).records == ()
            assert bests_after(bests, sets) == bests
