"""The records kept with each session are those of the whole log, whatever was done to it."""

import datetime as dt
from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from logbook.acts.entries import SetEntry
from logbook.acts.session_exercises import add_exercise
from logbook.acts.sessions import (
    SessionEntry,
    delete_session,
    edit_session,
    finish_session,
    reopen_session,
)
from logbook.acts.sets import delete_set, edit_set, restore_set
from logbook.kept.records import keep_records
from logbook.log.records import records_of
from logbook.models import ExerciseRecord, Set, User
from programming.loads import Load, Unit
from programming.rulebook import ExerciseBests, LoggedSet, SessionRecords, records_against
from tests.logbook.bench_days import DAY, asserted_of_the_whole_log, bench_day, kept
from tests.logbook.given import (
    NOON,
    a_finished_session,
    a_lifter,
    a_session,
    finished,
    logged,
    the_item,
)

pytestmark = pytest.mark.usefixtures("release")


def test_a_first_session_beats_nothing_and_the_next_beats_it(lifter: User):
    first = bench_day(lifter, 0)
    second = bench_day(lifter, 2, {"load": "82.5", "reps": 7})

    assert kept(first) == [
        ("heaviest_load", 80, None),
        ("most_reps", 8, None),
        ("best_e1rm", 106.7, None),
        ("session_volume", 640, None),
    ]
    assert kept(second) == [
        ("heaviest_load", 82.5, 80),
        ("most_reps", 7, None),
        ("best_e1rm", 107.2, 106.7),
    ]


def test_a_running_session_has_no_records_and_is_nothing_to_beat(lifter: User):
    bench_day(lifter, 0)
    session = a_session(lifter=lifter, started=NOON + DAY)
    logged(item=the_item(session=session), load="100")

    assert records_of(lifter, session) == []
    assert kept(bench_day(lifter, 2, {"load": "90"}))[0] == ("heaviest_load", 90, 80)
    finished(session)
    assert kept(session)[0] == ("heaviest_load", 100, 80)


def test_finishing_an_older_session_moves_the_records_after_it(lifter: User):
    bench_day(lifter, 0)
    older = a_session(lifter=lifter, started=NOON + DAY)
    logged(item=the_item(session=older), load="90")
    later = bench_day(lifter, 2, {"load": "85"})
    assert kept(later)[0] == ("heaviest_load", 85, 80)

    finished(older)

    assert kept(later) == []


def test_an_edit_a_deletion_and_its_undo_reach_every_later_session(lifter: User):
    bench_day(lifter, 0)
    middle = bench_day(lifter, 2, {"load": "90"})
    later = bench_day(lifter, 4, {"load": "85"})
    (row,) = middle.sets.all()
    assert kept(later) == []

    delete_set(lifter, row.pk, now=NOON + 5 * DAY)
    assert kept(middle) == []
    assert kept(later)[0] == ("heaviest_load", 85, 80)

    restore_set(lifter, row.pk)
    assert kept(middle)[0] == ("heaviest_load", 90, 80)
    assert kept(later) == []

    row.refresh_from_db()
    entry = SetEntry(reps=8, load=Load(82_500, Unit.KG), rir_halves=4)
    edit_set(lifter, row.pk, version=row.version, entry=entry, now=NOON + 5 * DAY)
    assert kept(middle)[0] == ("heaviest_load", 82.5, 80)
    assert kept(later)[0] == ("heaviest_load", 85, 82.5)


def test_a_set_added_to_a_finished_session_counts(lifter: User):
    bench_day(lifter, 0)
    session = bench_day(lifter, 2)
    assert kept(session) == []

    logged(item=the_item(session=session), load="85", at=NOON + 9 * DAY)

    assert kept(session)[0] == ("heaviest_load", 85, 80)


def test_a_reopened_session_gives_its_records_back_until_it_ends(lifter: User):
    bench_day(lifter, 0)
    session = bench_day(lifter, 2, {"load": "90"})
    later = bench_day(lifter, 4, {"load": "85"})

    reopen_session(lifter, session.pk)
    assert kept(session) == []
    assert kept(later)[0] == ("heaviest_load", 85, 80)

    finish_session(lifter, session.pk, now=NOON + 5 * DAY)
    assert kept(session)[0] == ("heaviest_load", 90, 80)
    assert kept(later) == []


def test_a_deleted_session_leaves_no_row_and_nothing_to_beat(lifter: User):
    session = bench_day(lifter, 0, {"load": "90"})
    later = bench_day(lifter, 2)
    assert kept(later) == []

    delete_session(lifter, session.pk)

    assert kept(later)[0] == ("heaviest_load", 80, None)
    assert set(ExerciseRecord.objects.values_list("session_id", flat=True)) == {later.pk}


def test_a_session_that_moves_sets_its_records_where_it_stands(lifter: User):
    first = bench_day(lifter, 0)
    second = bench_day(lifter, 2, {"load": "90"})
    assert kept(second)[0] == ("heaviest_load", 90, 80)

    def move(days: int) -> None:
        second.refresh_from_db()
        start = second.started_at + days * DAY
        entry = SessionEntry("Moved", "", start, start + dt.timedelta(hours=1))
        edit_session(lifter, second.pk, version=second.version, entry=entry)

    move(-4)
    assert kept(second)[0] == ("heaviest_load", 90, None)
    assert kept(first) == []

    move(4)
    assert kept(first)[0] == ("heaviest_load", 80, None)
    assert kept(second)[0] == ("heaviest_load", 90, 80)


def test_two_sessions_of_a_day_stand_in_the_order_they_began(lifter: User):
    evening = bench_day(lifter, 0, {"load": "85"}, hour=6)
    noon = bench_day(lifter, 0)

    assert kept(noon)[0] == ("heaviest_load", 80, None)
    assert kept(evening)[0] == ("heaviest_load", 85, 80)


def test_an_exercise_that_comes_twice_in_a_session_has_its_records_together(lifter: User):
    session = a_session(lifter=lifter, workout=None, exercises=["Curl"])
    logged(item=the_item(session=session, name="Curl"))
    again = add_exercise(lifter, session.pk, the_item(session=session, name="Curl").exercise_id)
    again = session.exercises.select_related("risk", "session", "athlete").get(pk=again.pk)
    logged(item=again, reps=10, at=NOON + dt.timedelta(minutes=20))
    finished(session)

    (one,) = records_of(lifter, session)
    assert ("session_volume", 1440.0, None) in kept(session)
    assert asserted_of_the_whole_log(lifter) == len(one.records)


def test_broken_form_is_kept_apart(lifter: User):
    bench_day(lifter, 0)
    session = bench_day(lifter, 2, {"load": "95", "ended_by": "technical_failure"})

    (one,) = records_of(lifter, session)
    assert one.records == []
    assert one.grinds == [session.sets.get().pk]


def test_a_session_that_adds_nothing_has_no_row(lifter: User):
    bench_day(lifter, 0)
    bench_day(lifter, 2)

    assert ExerciseRecord.objects.count() == 1


def test_others_records_are_neither_read_nor_written(lifter: User):
    session = bench_day(lifter, 0, {"load": "90"})
    other = a_lifter()

    assert kept(bench_day(other, 1))[0] == ("heaviest_load", 80, None)
    assert records_of(other, session) == []
    keep_records(other, [session.exercises.get().exercise_id], None)
    assert kept(session)[0] == ("heaviest_load", 90, None)


def test_a_running_sessions_set_costs_no_query_more(lifter: User):
    session = a_session(lifter=lifter, workout=None, exercises=["Barbell bench press"])
    item = the_item(session=session)
    logged(item=item)
    with CaptureQueriesContext(connection) as asked:
        logged(item=item)

    # The most that was moved and done comes with the week, in the one query that reads what was before.
    [read] = [one["sql"] for one in asked.captured_queries if "exerciserecord" in one["sql"]]
    assert "UNION ALL" in read


def test_finishing_the_latest_session_reads_that_session_alone(
    lifter: User, monkeypatch: pytest.MonkeyPatch
):
    for day in range(6):
        bench_day(lifter, day, {"reps": 5 + day})
    session = a_session(lifter=lifter, started=NOON + 9 * DAY)
    logged(item=the_item(session=session), load="100")
    read: list[int] = []

    def counted(bests: ExerciseBests, sets: Sequence[LoggedSet]) -> SessionRecords:
        read.append(len(sets))
        return records_against(bests, sets)

    monkeypatch.setattr("logbook.kept.records.records_against", counted)

    finished(session)

    assert read == [1]
    assert kept(session)[0] == ("heaviest_load", 100, 80)


def test_finishing_a_session_costs_the_same_queries_after_any_history(lifter: User):
    def queries(day: int) -> int:
        session = a_session(lifter=lifter, started=NOON + day * DAY)
        logged(item=the_item(session=session))
        with CaptureQueriesContext(connection) as asked:
            finished(session)
        return len(asked)

    queries(0)
    few = queries(1)
    for day in range(2, 8):
        bench_day(lifter, day, {"reps": 5 + day})

    assert queries(9) == few


def test_deleting_an_account_takes_its_records_along(lifter: User):
    a_finished_session(lifter=lifter)
    Set.objects.all().delete()

    lifter.delete()

    assert not ExerciseRecord.objects.exists()
