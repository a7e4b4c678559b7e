"""Whatever is done to a log, what is kept beside it is what a rebuild would keep."""

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from logbook.acts.entries import SetEntry
from logbook.acts.imports_undone import take_back
from logbook.acts.session_exercises import mark_pain, skip_exercise
from logbook.acts.sessions import (
    SessionEntry,
    delete_session,
    edit_session,
    finish_session,
    reopen_session,
)
from logbook.acts.sets import confirm_set, delete_set, edit_set, restore_set
from logbook.choices import EndedBy, SetKind
from logbook.kept.periods import differing_periods
from logbook.kept.records import differing
from logbook.kept.training_span import differing_span
from logbook.models import ExerciseRecord, ImportRun, SessionExercise, Set, TrainingSession, User
from programming.loads import LoadKind, Unit, parse_load
from tests.logbook.acts.test_imports import a_file, brought, visit
from tests.logbook.given import NOON, REST, a_lifter, a_session, checked_in, logged

pytestmark = pytest.mark.usefixtures("release")

_DAY = dt.timedelta(days=1)
NAMES = ("Barbell bench press", "Barbell squat", "Curl")
# So far back that a week, a month, a quarter and a year end in between, and two days fall on one.
days_ago = st.sampled_from([0, 1, 2, 6, 7, 30, 31, 64, 65, 89, 400])
loads = st.sampled_from(["40", "60", "80", "82.5", "100", "800"])
reps = st.integers(0, 12)
rirs = st.sampled_from([None, 0, 0.5, 1, 2, 3, 5])
ends = st.sampled_from(
    [EndedBy.STOPPED] * 4 + [EndedBy.MUSCULAR_FAILURE, EndedBy.TECHNICAL_FAILURE]
)
which = st.integers(0, 10**6)


class Acts(RuleBasedStateMachine):
    """Sessions begun, logged, ended, moved, dated back, opened and deleted; imports and their undoing."""

    lifter: User

    @initialize()
    def begin(self) -> None:
        self.lifter = a_lifter()

    # ---- what there is -----------------------------------------------------------------------------

    def sessions(self, **named: Any) -> list[TrainingSession]:
        return list(TrainingSession.objects.filter(athlete=self.lifter, **named).order_by("pk"))

    def items(self) -> list[SessionExercise]:
        rows = SessionExercise.objects.filter(athlete=self.lifter).order_by("pk")
        return list(rows.select_related("risk", "session", "athlete"))

    def sets(self, *, are_gone: bool = False) -> list[Set]:
        rows = Set.objects.filter(athlete=self.lifter, deleted_at__isnull=not are_gone)
        return list(rows.select_related("session").order_by("pk"))

    def runs(self) -> list[ImportRun]:
        return list(ImportRun.objects.filter(athlete=self.lifter, undone_at=None).order_by("pk"))

    def has_sessions(self) -> bool:
        return hasattr(self, "lifter") and bool(self.sessions())

    def has_sets(self) -> bool:
        return hasattr(self, "lifter") and bool(self.sets())

    # ---- what is done ------------------------------------------------------------------------------

    @rule(
        ago=days_ago, hour=st.integers(0, 9), exercise=st.sampled_from(NAMES), asked=st.booleans()
    )
    def train(self, ago: int, hour: int, exercise: str, asked: bool) -> None:
        if self.sessions(finished_at=None):
            return
        at = NOON - ago * _DAY + dt.timedelta(hours=hour)
        if asked:
            checked_in(lifter=self.lifter, at=at, sleep="under_6", recovery="poor", stress="high")
        session = a_session(lifter=self.lifter, workout=None, exercises=[exercise], started=at)
        logged(item=session.exercises.select_related("risk", "session", "athlete").get())

    @precondition(has_sessions)
    @rule(at=which, load=loads, reps=reps, rir=rirs, ended_by=ends, kind=st.sampled_from(
        [SetKind.WORKING, SetKind.WORKING, SetKind.WARM_UP]
    ))  # fmt: skip
    def log(self, at: int, load: str, reps: int, rir: Any, ended_by: str, kind: str) -> None:
        items = self.items()
        if not items:
            return
        item = items[at % len(items)]
        rir = rir if ended_by == EndedBy.STOPPED and reps else None
        logged(item=item, load=load, reps=reps, rir=rir, ended_by=ended_by, kind=kind)

    @precondition(has_sets)
    @rule(at=which, load=loads, reps=reps, rir=rirs)
    def edit(self, at: int, load: str, reps: int, rir: Any) -> None:
        row = self.sets()[at % len(self.sets())]
        entry = SetEntry(
            reps=reps,
            load=parse_load(load, Unit(self.lifter.unit)),
            load_kind=LoadKind(row.load_kind),
            rir_halves=None if rir is None or not reps else round(2 * rir),
            kind=row.kind,
        )
        now = row.logged_at + REST
        edit_set(self.lifter, row.pk, version=row.version, entry=entry, now=now)

    @precondition(has_sets)
    @rule(at=which)
    def delete(self, at: int) -> None:
        row = self.sets()[at % len(self.sets())]
        delete_set(self.lifter, row.pk, now=row.logged_at + REST)

    @precondition(lambda self: hasattr(self, "lifter") and self.sets(are_gone=True))
    @rule(at=which)
    def undo(self, at: int) -> None:
        gone = self.sets(are_gone=True)
        restore_set(self.lifter, gone[at % len(gone)].pk)

    @precondition(has_sets)
    @rule(at=which)
    def confirm(self, at: int) -> None:
        asked = [row for row in self.sets() if row.is_slip]
        if asked:
            row = asked[at % len(asked)]
            confirm_set(self.lifter, row.pk, version=row.version)

    @precondition(has_sessions)
    @rule(at=which)
    def finish(self, at: int) -> None:
        session = self.sessions()[at % len(self.sessions())]
        finish_session(self.lifter, session.pk, now=session.started_at + dt.timedelta(hours=2))

    @precondition(has_sessions)
    @rule(at=which)
    def reopen(self, at: int) -> None:
        reopen_session(self.lifter, self.sessions()[at % len(self.sessions())].pk)

    @precondition(has_sessions)
    @rule(at=which, ago=days_ago, is_ended=st.booleans())
    def move(self, at: int, ago: int, is_ended: bool) -> None:
        session = self.sessions()[at % len(self.sessions())]
        began = NOON - ago * _DAY + dt.timedelta(minutes=7)
        entry = SessionEntry(
            name=session.name, note="", started_at=began,
            finished_at=began + dt.timedelta(hours=1) if is_ended else None,
        )  # fmt: skip
        edit_session(self.lifter, session.pk, version=session.version, entry=entry)

    @precondition(has_sessions)
    @rule(at=which)
    def delete_all_of_it(self, at: int) -> None:
        delete_session(self.lifter, self.sessions()[at % len(self.sessions())].pk)

    @precondition(has_sessions)
    @rule(at=which, is_pain=st.booleans(), is_on=st.booleans())
    def mark(self, at: int, is_pain: bool, is_on: bool) -> None:
        items = self.items()
        if items and is_pain:
            mark_pain(self.lifter, items[at % len(items)].pk, has_pain=is_on)
        elif items:
            skip_exercise(self.lifter, items[at % len(items)].pk, is_skipped=is_on)

    @rule(ago=days_ago, times=st.integers(1, 4), load=st.sampled_from([60, 100]))
    def bring(self, ago: int, times: int, load: int) -> None:
        if len(self.sessions()) > 30:
            return
        days = [(NOON - (ago + 9 * one) * _DAY).date().isoformat() for one in range(times)]
        content = a_file(*(visit(day, loads=[load, load + 5]) for day in days))
        brought(self.lifter, content, now=NOON, dumbbells="one")

    @precondition(lambda self: hasattr(self, "lifter") and self.runs())
    @rule()
    def take_back(self) -> None:
        take_back(self.lifter, self.runs()[-1].pk, now=NOON + _DAY)

    # ---- what has to hold --------------------------------------------------------------------------

    @invariant()
    def what_is_kept_is_what_a_rebuild_keeps(self) -> None:
        if not hasattr(self, "lifter"):
            return
        assert differing_periods(self.lifter) == []
        assert differing_span(self.lifter) == []
        done = SessionExercise.objects.filter(athlete=self.lifter).order_by()
        kept = ExerciseRecord.objects.filter(athlete=self.lifter).order_by()
        for exercise in {
            *done.values_list("exercise_id", flat=True),
            *kept.values_list("exercise_id", flat=True),
        }:
            assert differing(self.lifter, exercise) == []

    def teardown(self) -> None:
        if hasattr(self, "lifter"):
            call_command("rebuild_summaries", "--check", user=self.lifter.email, verbosity=0)


def ran(runs: int, *, is_always_the_same: bool) -> None:
    run_state_machine_as_test(
        Acts,
        settings=settings(
            max_examples=runs,
            stateful_step_count=40,
            deadline=None,
            derandomize=is_always_the_same,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_fifteen_logs_of_forty_acts():
    # Thirty are half a minute of a processor on each engine: more than the gate has for one test.
    ran(15, is_always_the_same=True)


@pytest.mark.deep
def test_three_hundred_logs_of_forty_acts():
    ran(300, is_always_the_same=False)
