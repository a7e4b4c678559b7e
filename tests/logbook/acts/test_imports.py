"""An import in the log: what is written, what was here already, all or nothing, and the way back. Long: every rule of it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from logbook.acts.imports import BroughtIn
from logbook.acts.imports_undone import TooLateError, take_back
from logbook.acts.session_exercises import mark_pain
from logbook.acts.sessions import SessionEntry, delete_session, edit_session
from logbook.acts.sets import correct_set, delete_set, edit_set
from logbook.choices import EndedBy, Origin, SetKind
from logbook.log.week import week_of, week_part
from logbook.models import (
    Bodyweight,
    ExerciseHabit,
    ExerciseRecord,
    Favourite,
    ImportedName,
    ImportedSession,
    ImportRun,
    SessionExercise,
    Set,
    TrainingSession,
    TrainingSpan,
    User,
)
from logbook.pages.transfer.importing import Answers, Looked, bring, figures, look_at
from programming.models import Exercise, PlannedExercise, PlannedSubstitute, RiskEntry
from tests.logbook.given import (
    a_lifter,
    a_session,
    an_exercise,
    finished,
    logged,
    logged_in,
    the_item,
)

pytestmark = pytest.mark.usefixtures("release")

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
HEADER = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,"
    "Workout Notes,RPE"
)
BENCH, ROW = "Bench Press (Barbell)", "Seated Row (Cable)"
_TABLES = (TrainingSession, SessionExercise, Set, ImportRun, ImportedSession, ExerciseRecord)


def row(
    at: str, *, exercise: str = BENCH, order: object = 1, load: object = 80, reps: object = 8,
    rpe: object = 8, note: str = "",
) -> str:  # fmt: skip
    return f'{at},Upper,1h,"{exercise}",{order},{load},{reps},0,0,"{note}","",{rpe}'


def visit(day: str, *, loads: Sequence[float] = (80, 80, 82.5), **named: Any) -> list[str]:
    at = day if " " in day else f"{day} 18:00:00"
    return [row(at, order=place, load=load, **named) for place, load in enumerate(loads, start=1)]


def a_file(*rows: str | list[str]) -> bytes:
    lines = [line for one in rows for line in ([one] if isinstance(one, str) else one)]
    return "\n".join([HEADER, *lines, ""]).encode()


def looked(lifter: User, content: bytes, **answers: Any) -> Looked:
    return look_at(lifter, content, Answers(**{"unit": "kg", **answers}), now=NOW)


def brought(lifter: User, content: bytes, now: dt.datetime = NOW, **answers: Any) -> BroughtIn:
    found = looked(lifter, content, **answers)
    assert found.errors == []
    return bring(lifter, found, key=uuid.uuid4(), now=now)


def counted(lifter: User, content: bytes, **answers: Any) -> tuple[int, int, int, int]:
    """New sessions and sets, sets that were here, sets changed here since."""
    found = figures(looked(lifter, content, **answers))
    assert found["sets"] == found["added_sets"] + found["duplicate_sets"] + found["kept_here"]
    return tuple(
        found[name] for name in ("added_sessions", "added_sets", "duplicate_sets", "kept_here")
    )


def kept_is_rebuilt(lifter: User) -> None:
    call_command("rebuild_summaries", "--check", user=lifter.email)


def state(lifter: User) -> list[object]:
    """Everything an import may write, as it stands."""
    rows = [list(one.objects.filter(athlete=lifter).order_by("pk").values()) for one in _TABLES]
    spans = list(TrainingSpan.objects.filter(athlete=lifter).values())
    return [*rows, spans, list(Exercise.objects.filter(owner=lifter).values())]


THREE = a_file(visit("2026-11-02"), visit("2026-11-09"), visit("2026-11-16"))


# ---- what is written -----------------------------------------------------------------------------


def test_an_imported_set_is_what_the_file_says_and_nothing_was_asked_of_it(lifter):
    brought(
        lifter,
        a_file(
            row("2026-11-02 18:00:00", order="W", load=40, reps=10, rpe=""),
            row("2026-11-02 18:00:00", load=80, reps=6, rpe=8.5, note="paused"),
            row("2026-11-02 18:00:00", order="F", load=82.5, reps=0, rpe=""),
            row("2026-11-02 18:00:00", order="D", load=60, reps=8, rpe=""),
        ),
    )
    warm_up, working, failed, drop = Set.objects.filter(athlete=lifter).order_by("number")

    assert {one.origin for one in (warm_up, working, failed, drop)} == {Origin.IMPORTED}
    assert (warm_up.kind, drop.kind) == (SetKind.WARM_UP, SetKind.DROP)
    assert (working.reps, working.load_milli, working.load, working.rir) == (
        6,
        80_000,
        80 * 10**9,
        1.5,
    )
    assert (working.note, working.load_unit) == ("paused", "kg")
    assert (failed.reps, failed.rir, failed.ended_by) == (0, 0, EndedBy.MUSCULAR_FAILURE)
    assert {(one.target_aim, one.outcome, one.rulebook_version) for one in (working, failed)} == {
        (None, "", "")
    }
    assert [one.is_final for one in (warm_up, working, failed, drop)] == [False, False, True, False]
    kept_is_rebuilt(lifter)


def test_what_says_two_things_keeps_both(lifter):
    brought(lifter, a_file(row("2026-11-02 18:00:00", order="F", reps=8, rpe=8)))
    done = Set.objects.get(athlete=lifter)
    content = ImportedSession.objects.get(athlete=lifter).content

    assert (done.rir, done.ended_by) == (2, EndedBy.MUSCULAR_FAILURE)
    assert content["sets"][0][-1] == 1 | 4


def test_a_habit_is_no_effort_where_the_lifter_says_so(lifter):
    content = a_file(
        *(visit(f"2026-10-{day:02}", loads=(80, 82, 84), rpe="") for day in range(1, 9))
    ).replace(b",1,8", b",F,8").replace(b",2,8", b",F,8").replace(b",3,8", b",F,8")  # fmt: skip
    assert looked(lifter, content).failure_is_habit
    assert not looked(lifter, THREE).failure_is_habit

    other = a_lifter()
    brought(lifter, content)
    brought(other, content, failure_is_effort=False)

    assert set(Set.objects.filter(athlete=lifter).values_list("rir_halves", "ended_by")) == {
        (0, EndedBy.MUSCULAR_FAILURE)
    }
    assert set(Set.objects.filter(athlete=other).values_list("rir_halves", "ended_by")) == {
        (None, EndedBy.STOPPED)
    }


def test_sessions_end_and_their_sets_stand_in_their_order(lifter):
    brought(lifter, a_file(visit("2026-11-02"), visit("2026-11-09 07:00:00")))
    first, second = TrainingSession.objects.filter(athlete=lifter).order_by("started_at")

    assert first.finished_at == first.started_at + dt.timedelta(hours=1)
    times = list(first.sets.order_by("number").values_list("logged_at", flat=True))
    assert times == sorted(times)
    assert first.started_at < times[0]
    assert times[-1] == first.finished_at
    assert second.local_date == dt.date(2026, 11, 9)


def test_a_timer_that_was_forgotten_says_nothing(lifter):
    brought(lifter, a_file(visit("2026-11-02")).replace(b",1h,", b",93h 22m,"))
    session = TrainingSession.objects.get(athlete=lifter)

    assert session.finished_at == session.started_at + dt.timedelta(minutes=9)


def test_a_time_that_never_was_is_kept_as_written(lifter):
    lifter.zone = "Europe/Berlin"
    lifter.save()
    brought(lifter, a_file(visit("2026-03-29 02:30:00"), visit("2025-10-26 02:30:00")))
    days = TrainingSession.objects.filter(athlete=lifter).order_by("started_at")

    assert [(one.local_date.isoformat(), f"{one.started_at:%H:%M}") for one in days] == [
        ("2025-10-26", "00:30"),
        ("2026-03-29", "01:30"),
    ]


def test_a_file_of_days_alone_is_put_at_noon(lifter):
    content = b"Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time\n2024-05-02,Barbell Squat,Legs,100,5,,,\n"
    brought(lifter, content)
    session = TrainingSession.objects.get(athlete=lifter)

    assert (session.name, session.started_at.hour) == ("FitNotes session", 12)


def test_bodyweight_moves_what_the_lifter_weighed_then(lifter):
    for day, kilograms in ((1, 80), (10, 84)):
        Bodyweight.objects.create(
            athlete=lifter, local_date=dt.date(2026, 11, day), micrograms=kilograms * 10**9,
            milli=kilograms * 1000, unit="kg",
        )  # fmt: skip
    brought(
        lifter,
        a_file(
            row("2026-10-02 18:00:00", exercise="Pull Up", load=0),
            row("2026-11-02 18:00:00", exercise="Pull Up", load=10),
            row("2026-11-12 18:00:00", exercise="Pull Up", load=""),
        ),
    )
    percent = an_exercise("Pull-up").bodyweight_percent
    loads = Set.objects.filter(athlete=lifter).order_by("started_at")

    assert [(one.load_kind, one.load) for one in loads] == [
        ("bodyweight", None),
        ("added", 80 * 10**9 * percent // 100 + 10 * 10**9),
        ("bodyweight", 84 * 10**9 * percent // 100),
    ]


def test_a_name_nobody_knows_becomes_an_exercise_of_ones_own_that_is_avoided(lifter):
    brought(lifter, a_file(visit("2026-11-02", exercise="Zercher Carry Walk"), visit("2026-11-03")))
    entry = RiskEntry.objects.get(exercise__owner=lifter)

    assert (entry.name, entry.tier, entry.floor) == ("Zercher Carry Walk", "avoid", 2)
    assert Set.objects.filter(athlete=lifter, risk=entry).count() == 3
    # The next file finds it.
    brought(lifter, a_file(visit("2026-11-04", exercise="zercher carry walk")))
    assert RiskEntry.objects.filter(exercise__owner=lifter).count() == 1
    kept_is_rebuilt(lifter)


def test_two_ways_to_write_one_name_are_one_exercise(lifter):
    content = a_file(
        row("2026-11-02 18:00:00", exercise="Zercher Carry Walk"),
        row("2026-11-02 18:00:00", exercise="zercher carry-walk", order=2),
    )
    assert figures(looked(lifter, content))["exercises"] == 2
    brought(lifter, content)

    assert RiskEntry.objects.get(exercise__owner=lifter).name == "Zercher Carry Walk"
    assert [one.number for one in Set.objects.filter(athlete=lifter)] == [1, 2]
    assert counted(lifter, content) == (0, 0, 2, 0)
    kept_is_rebuilt(lifter)


def test_a_name_means_what_its_owner_said(lifter):
    ImportedName.objects.create(
        athlete=lifter, source="strong", name="my press",
        exercise=an_exercise("Barbell overhead press").exercise,
    )  # fmt: skip
    found = looked(lifter, a_file(visit("2026-11-02", exercise="My press")))

    assert figures(found)["matched_sets"] == 3
    assert figures(looked(a_lifter(), a_file(visit("2026-11-02", exercise="My press"))))[
        "unmatched"
    ] == {"My press": 3}


@pytest.mark.parametrize(("sets", "is_refused"), [(1_000, False), (1_001, True)])
def test_a_session_has_no_more_sets_than_a_thousand(lifter, sets, is_refused):
    content = a_file(*[row("2026-11-02 18:00:00", order=place) for place in range(1, sets + 1)])
    errors = [(2, "There are 1,001 sets in this one session.")]

    assert looked(lifter, content).errors == (errors if is_refused else [])
    if not is_refused:
        brought(lifter, content)
        kept_is_rebuilt(lifter)


@pytest.mark.parametrize(("load", "is_refused"), [(1_000, False), (1_000.5, True)])
def test_nobody_moves_more_than_a_thousand_tonnes_in_a_set(lifter, load, is_refused):
    content = a_file(row("2026-11-02 18:00:00", load=load, reps=1_000))

    assert bool(looked(lifter, content).errors) is is_refused
    if not is_refused:
        brought(lifter, content)
        kept_is_rebuilt(lifter)


# ---- what they count in --------------------------------------------------------------------------


def test_imported_sets_count_in_history_records_and_estimates_and_not_in_adherence(lifter):
    brought(lifter, a_file(*(visit(f"2026-11-{day:02}", rpe=10) for day in (2, 9, 16, 23))))
    items = SessionExercise.objects.filter(athlete=lifter)

    assert {one.working_sets for one in items} == {3}
    assert all(one.e1rm for one in items)
    assert {one.failure_sets for one in items} == {3}
    assert {(one.on_target, one.too_close, one.too_easy) for one in items} == {(0, 0, 0)}
    assert {one.budget_failures for one in items} == {0}
    assert ExerciseRecord.objects.filter(athlete=lifter).exists()
    week = week_of_lifter(lifter)
    assert (week.failures, week.rated_hard_sets) == (0, 3)


def week_of_lifter(lifter: User) -> Any:
    from logbook.clock import moment

    until = moment(NOW, lifter.zone)
    query, given = week_part(lifter, until)
    return week_of(until, query(**given))


def test_an_exercise_with_four_imported_sessions_is_no_new_movement(lifter):
    brought(lifter, a_file(*(visit(f"2026-11-{day:02}") for day in (2, 9, 16, 23))))
    session = a_session(lifter=lifter, workout=None, exercises=["Barbell bench press"], started=NOW)
    done = logged(item=the_item(session=session), load="80", rir=2)
    new = a_lifter()
    other = a_session(lifter=new, workout=None, exercises=["Barbell bench press"], started=NOW)
    first = logged(item=the_item(session=other), load="80", rir=2)

    assert "is_new_movement" not in done.judged_by["context"]
    assert first.judged_by["context"]["is_new_movement"] is True


# ---- what was here already -----------------------------------------------------------------------


def test_a_longer_file_adds_the_new_sessions_alone(lifter):
    brought(lifter, THREE)
    longer = THREE + "\n".join([*visit("2026-11-23"), ""]).encode()

    assert counted(lifter, longer) == (1, 3, 9, 0)
    brought(lifter, longer)
    assert TrainingSession.objects.filter(athlete=lifter).count() == 4
    assert counted(lifter, longer) == (0, 0, 12, 0)
    kept_is_rebuilt(lifter)


@pytest.mark.parametrize("hours", [-14, -8, -6, 1, 6, 8, 14])
def test_the_same_sessions_some_hours_off_are_the_same(lifter, hours):
    brought(lifter, THREE)
    days = [dt.datetime(2026, 11, day, 18, tzinfo=dt.UTC) + dt.timedelta(hours=hours) for day in (2, 9, 16)]  # fmt: skip
    shifted = a_file(*(visit(f"{day:%Y-%m-%d %H:%M:%S}") for day in days))

    assert counted(lifter, shifted) == (0, 0, 9, 0)


@pytest.mark.parametrize("hours", [-15, 15, 24])
def test_the_same_sets_a_day_later_are_another_session(lifter, hours):
    brought(lifter, THREE)
    day = dt.datetime(2026, 11, 9, 18, tzinfo=dt.UTC) + dt.timedelta(hours=hours)

    assert counted(lifter, a_file(visit(f"{day:%Y-%m-%d %H:%M:%S}"))) == (1, 3, 0, 0)


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Tokyo"])
def test_the_same_file_read_in_another_zone_is_the_same(lifter, zone):
    brought(lifter, THREE)

    assert counted(lifter, THREE, zone=zone) == (0, 0, 9, 0)


def test_the_same_workout_every_day_is_one_a_day(lifter):
    daily = a_file(*(visit(f"2026-11-{day:02}") for day in range(1, 15)))
    brought(lifter, daily)
    twice = a_file(*(visit(f"2026-11-{day:02}") for day in range(1, 16)))

    assert counted(lifter, daily) == (0, 0, 42, 0)
    assert counted(lifter, twice) == (1, 3, 42, 0)


def test_of_two_sessions_alike_on_a_day_one_that_is_here_is_one(lifter):
    brought(lifter, a_file(visit("2026-11-02 08:00:00")))
    both = a_file(visit("2026-11-02 08:00:00"), visit("2026-11-02 18:00:00"))

    assert counted(lifter, both) == (1, 3, 3, 0)
    brought(lifter, both)
    assert counted(lifter, both) == (0, 0, 6, 0)


def test_rows_that_are_all_alike_are_all_real(lifter):
    alike = a_file(*[row("2026-11-02 18:00:00", load=60, reps=5)] * 15)
    brought(lifter, alike)

    assert Set.objects.filter(athlete=lifter).count() == 15
    assert counted(lifter, alike) == (0, 0, 15, 0)
    assert counted(lifter, a_file(*[row("2026-11-02 18:00:00", load=60, reps=5)] * 16)) == (0, 1, 15, 0)  # fmt: skip


def test_one_set_that_is_alike_makes_no_session_the_same(lifter):
    brought(lifter, a_file(visit("2026-11-02", loads=(80, 85, 90))))

    assert counted(lifter, a_file(visit("2026-11-02 21:00:00", loads=(80,)))) == (1, 1, 0, 0)


def test_a_time_that_is_alike_makes_no_session_the_same(lifter):
    brought(lifter, a_file(visit("2026-11-02", loads=(80, 85, 90))))
    other = a_file(visit("2026-11-02", loads=(50, 55, 60), exercise=ROW))

    assert counted(lifter, other) == (1, 3, 0, 0)


def test_a_session_that_grew_gets_its_new_sets(lifter):
    brought(lifter, a_file(visit("2026-11-02")))
    grown = a_file(visit("2026-11-02"), visit("2026-11-02", exercise=ROW, loads=(50, 55)))

    assert counted(lifter, grown) == (0, 2, 3, 0)
    brought(lifter, grown)
    session = TrainingSession.objects.get(athlete=lifter)
    assert [one.working_sets for one in session.exercises.order_by("position")] == [3, 2]
    assert counted(lifter, grown) == (0, 0, 5, 0)
    kept_is_rebuilt(lifter)


def test_pounds_and_the_kilograms_another_app_made_of_them_are_the_same(lifter):
    brought(lifter, a_file(visit("2026-11-02", loads=(135, 185, 225))), unit="lb")
    kilograms = a_file(visit("2026-11-02 12:00:00", loads=(61.24, 83.91, 102.06)))

    assert counted(lifter, kilograms) == (0, 0, 3, 0)


def test_another_apps_name_for_the_exercise_is_the_same_exercise(lifter):
    brought(lifter, a_file(visit("2026-11-02")))
    content = (
        "Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time\n"
        + "".join(f"2026-11-02,Flat Barbell Bench Press,Chest,{load},8,,,\n" for load in (80, 80, 82.5))
    ).encode()  # fmt: skip

    assert counted(lifter, content) == (0, 0, 3, 0)


def test_a_session_that_was_logged_here_is_not_brought_in_again(lifter):
    session = a_session(
        lifter=lifter, workout=None, exercises=["Barbell bench press"],
        started=dt.datetime(2026, 11, 2, 18, tzinfo=dt.UTC),
    )  # fmt: skip
    for load in ("80", "80", "82.5"):
        logged(item=the_item(session=session), load=load, reps=8)
    finished(session)

    assert counted(lifter, a_file(visit("2026-11-02"))) == (0, 0, 3, 0)


def test_what_was_edited_or_deleted_here_is_kept(lifter):
    brought(lifter, THREE)
    first, second, *_ = Set.objects.filter(athlete=lifter).order_by("started_at", "number")
    entry = entry_of(first)
    edit_set(lifter, first.pk, version=1, entry=entry, now=NOW)
    delete_set(lifter, second.pk, now=NOW)
    gone = TrainingSession.objects.filter(athlete=lifter).latest("started_at")
    delete_session(lifter, gone.pk)

    assert counted(lifter, THREE) == (0, 0, 4, 5)
    before = state(lifter)
    assert brought(lifter, THREE).run is None
    assert state(lifter) == before


def entry_of(done: Set) -> Any:
    from dataclasses import replace

    from logbook.acts.entries import entry_of as as_typed

    return replace(as_typed(done), reps=7)


def test_a_session_that_was_moved_here_is_known_by_where_it_was(lifter):
    brought(lifter, THREE)
    session = TrainingSession.objects.filter(athlete=lifter).earliest("started_at")
    assert session.finished_at is not None
    away = dt.timedelta(days=40)
    edit_session(
        lifter, session.pk, version=1,
        entry=SessionEntry("Moved", "", session.started_at - away, session.finished_at - away),
    )  # fmt: skip

    assert counted(lifter, THREE) == (0, 0, 9, 0)


def test_another_lifters_sessions_are_nobody_elses(lifter):
    brought(a_lifter(), THREE)

    assert counted(lifter, THREE) == (3, 9, 0, 0)


# ---- all or nothing ------------------------------------------------------------------------------


def test_a_double_tap_brings_it_in_once(lifter):
    key, found = uuid.uuid4(), looked(lifter, THREE)
    first = bring(lifter, found, key=key, now=NOW)
    second = bring(lifter, looked(lifter, THREE), key=key, now=NOW)

    assert first.run == second.run
    assert ImportRun.objects.filter(athlete=lifter).count() == 1
    assert Set.objects.filter(athlete=lifter).count() == 9


def test_a_file_that_is_not_ready_is_not_brought_in(lifter):
    with pytest.raises(ValueError, match="cannot be brought in"):
        bring(lifter, looked(lifter, THREE, unit=""), key=uuid.uuid4(), now=NOW)


# ---- the way back --------------------------------------------------------------------------------


def test_taken_back_nothing_is_left(lifter):
    session = a_session(lifter=lifter, started=dt.datetime(2026, 11, 5, 18, tzinfo=dt.UTC))
    logged(item=the_item(session=session))
    finished(session)
    before = state(lifter)
    run = brought(lifter, a_file(visit("2026-11-02"), visit("2026-11-09", exercise="My own"))).run
    assert run is not None
    taken = take_back(lifter, run.pk, now=NOW + dt.timedelta(days=30))

    assert (taken.kept, taken.undone_at is None) == (0, False)
    after = state(lifter)
    # The record of the run stays; records kept anew have keys of their own.
    ImportRun.objects.filter(athlete=lifter).delete()
    assert [without_keys(one) for one in state(lifter)] == [without_keys(one) for one in before]
    assert after != before
    kept_is_rebuilt(lifter)


def without_keys(rows: Any) -> Any:
    return [{name: value for name, value in one.items() if name != "id"} for one in rows]


def test_what_was_changed_here_stays_and_is_known_again(lifter):
    run = brought(lifter, THREE).run
    assert run is not None
    done = Set.objects.filter(athlete=lifter).earliest("started_at", "number")
    edit_set(lifter, done.pk, version=1, entry=entry_of(done), now=NOW)
    taken = take_back(lifter, run.pk, now=NOW)

    assert taken.kept == 1
    assert TrainingSession.objects.filter(athlete=lifter).count() == 1
    assert counted(lifter, THREE) == (2, 6, 2, 1)
    kept_is_rebuilt(lifter)


def renamed(lifter: User, session: TrainingSession) -> None:
    assert session.finished_at is not None
    entry = SessionEntry("Push", "", session.started_at, session.finished_at)
    edit_session(lifter, session.pk, version=1, entry=entry)


def hurt(lifter: User, session: TrainingSession) -> None:
    mark_pain(lifter, session.exercises.get().pk, has_pain=True)


def went_on(lifter: User, session: TrainingSession) -> None:
    logged(item=the_item(session=session), load="60", at=session.started_at)


@pytest.mark.parametrize("change", [renamed, hurt, went_on])
def test_a_session_that_was_changed_in_any_way_stays_whole(lifter, change):
    run = brought(lifter, THREE).run
    assert run is not None
    session = TrainingSession.objects.filter(athlete=lifter).earliest("started_at")
    change(lifter, session)

    assert take_back(lifter, run.pk, now=NOW).kept == 1
    assert [one.pk for one in TrainingSession.objects.filter(athlete=lifter)] == [session.pk]
    assert session.sets.count() >= 3
    kept_is_rebuilt(lifter)


def test_sets_that_were_added_to_a_session_go_alone(lifter):
    brought(lifter, a_file(visit("2026-11-02")))
    before = state(lifter)
    grown = a_file(visit("2026-11-02"), visit("2026-11-02", exercise=ROW, loads=(50, 55)))
    run = brought(lifter, grown).run
    assert run is not None
    take_back(lifter, run.pk, now=NOW)

    assert state(lifter)[2] == before[2]
    assert SessionExercise.objects.filter(athlete=lifter).count() == 1
    kept_is_rebuilt(lifter)


def a_substitute(lifter: User, exercise: Exercise) -> object:
    planned = PlannedExercise.objects.filter(workout__block__program__owner=None)[0]
    return PlannedSubstitute.objects.create(planned=planned, exercise=exercise, rank=5)


def a_star(lifter: User, exercise: Exercise) -> object:
    return Favourite.objects.create(athlete=lifter, exercise=exercise)


def a_kept_note(lifter: User, exercise: Exercise) -> object:
    return ExerciseHabit.objects.create(athlete=lifter, exercise=exercise, note="Seat 4")


@pytest.mark.parametrize("use", [a_substitute, a_star, a_kept_note])
def test_an_exercise_that_came_with_it_stays_where_something_uses_it(lifter, use):
    run = brought(lifter, a_file(visit("2026-11-09", exercise="My own"))).run
    assert run is not None
    used = use(lifter, Exercise.objects.get(owner=lifter))
    take_back(lifter, run.pk, now=NOW)

    assert not TrainingSession.objects.filter(athlete=lifter).exists()
    assert Exercise.objects.filter(owner=lifter).exists()
    used.refresh_from_db()


def test_after_thirty_days_and_twice_there_is_no_way_back(lifter):
    run = brought(lifter, THREE).run
    assert run is not None
    with pytest.raises(TooLateError):
        take_back(lifter, run.pk, now=NOW + dt.timedelta(days=30, seconds=1))
    take_back(lifter, run.pk, now=NOW)
    with pytest.raises(TooLateError):
        take_back(lifter, run.pk, now=NOW)


def test_another_lifters_import_is_not_there(lifter):
    run = brought(a_lifter(), THREE).run
    assert run is not None
    with pytest.raises(ImportRun.DoesNotExist):
        take_back(lifter, run.pk, now=NOW)


# ---- slips ---------------------------------------------------------------------------------------


def test_a_digit_too_many_is_seen_counts_for_no_best_and_is_put_right(lifter):
    days = [f"2026-11-{day:02}" for day in range(1, 11)]
    content = a_file(*(visit(day, loads=(65, 650 if day.endswith("05") else 65)) for day in days))
    found = looked(lifter, content)
    brought(lifter, content)
    slip = Set.objects.get(athlete=lifter, load_milli=650_000)
    entry = ExerciseRecord.objects.filter(athlete=lifter).latest("started_at")

    assert [(one["line"], one["load"], one["meant"]) for one in figures(found)["slips"]] == [
        (11, "650 kg", "65 kg")
    ]
    assert slip.is_slip
    assert entry.heaviest == 65 * 10**9
    kept_is_rebuilt(lifter)
    correct_set(lifter, slip.pk, version=slip.version, now=NOW)
    slip.refresh_from_db()
    assert (slip.load_milli, slip.is_slip) == (65_000, False)
    kept_is_rebuilt(lifter)


def test_a_slip_that_was_meant_counts_until_it_is_edited(lifter):
    days = [f"2026-11-{day:02}" for day in range(1, 11)]
    content = a_file(*(visit(day, loads=(65, 650 if day.endswith("05") else 65)) for day in days))
    brought(lifter, content, slips_are_right=True)
    slip = Set.objects.get(athlete=lifter, load_milli=650_000)

    def heaviest() -> int:
        return ExerciseRecord.objects.filter(athlete=lifter).latest("started_at").heaviest

    assert (slip.is_slip, heaviest()) == (False, 650 * 10**9)
    from dataclasses import replace

    from programming.loads import Load, Unit

    edit_set(
        lifter, slip.pk, version=1,
        entry=replace(entry_of(slip), reps=8, load=Load(65_000, Unit.KG)), now=NOW,
    )  # fmt: skip
    assert heaviest() == 65 * 10**9
    kept_is_rebuilt(lifter)


@pytest.mark.parametrize(
    ("load", "is_seen"), [(65, False), (130, False), (194, False), (195, True), (143.3, True)]
)
def test_three_times_the_neighbours_or_pounds_for_kilograms_are_a_slip(lifter, load, is_seen):
    days = [f"2026-11-{day:02}" for day in range(1, 11)]
    content = a_file(*(visit(day, loads=(65, load if day.endswith("05") else 65)) for day in days))

    assert bool(looked(lifter, content).slips) is is_seen


# ---- pages ---------------------------------------------------------------------------------------


def years(sessions: int) -> bytes:
    """So many sessions, two a week, back from November."""
    first = dt.date(2026, 11, 20)
    return a_file(*(visit(f"{first - dt.timedelta(days=7 * number // 2)}") for number in range(sessions)))  # fmt: skip


def queries_of(lifter: User) -> dict[str, int]:
    client = logged_in(lifter)
    session = TrainingSession.objects.filter(athlete=lifter).latest("started_at")
    exercise = an_exercise("Barbell bench press").exercise_id
    pages = {
        "today": reverse("today"),
        "history": reverse("session_list"),
        "review": reverse("session_review", args=[session.pk]),
        "session": reverse("session_detail", args=[session.pk]),
        "exercise": reverse("exercise_detail", args=[exercise]),
        "level": reverse("level"),
    }
    found = {}
    for name, address in pages.items():
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        found[name] = len(asked)
    return found


def test_the_pages_of_an_imported_lifter_ask_as_little_as_ever(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    short, long = a_lifter(), a_lifter()
    brought(short, years(60))
    brought(long, years(300))

    assert queries_of(long) == queries_of(short)
