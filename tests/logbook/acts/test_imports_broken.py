"""An import that breaks, or is cut off, anywhere: nothing of it shows, and nothing of it stays."""

import datetime as dt
import os
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections

from logbook.acts import imports_ahead
from logbook.acts.imports_undone import take_back
from logbook.models import (
    DeloadAdvice,
    EffortLately,
    ExerciseRecord,
    ImportedSession,
    ImportRun,
    SessionExercise,
    Set,
    TrainingSession,
    TrainingSpan,
    User,
)
from logbook.pages.transfer.importing import Answers, bring, look_at
from logbook.speed import staged
from logbook.speed.many import insert_many
from programming.catalogue.entries import current_release
from programming.models import Exercise, RiskEntry
from tests.logbook.given import NOON, a_finished_session, a_lifter
from tests.logbook.pages.transfer.whole_accounts import out, put_back

pytestmark = pytest.mark.django_db(transaction=True)

DAY = dt.timedelta(days=1)
POINTS, CUTS = 50, 12
_TABLES = (
    *(TrainingSession, SessionExercise, Set, ImportRun, ImportedSession, ExerciseRecord),
    *(TrainingSpan, DeloadAdvice, EffortLately, Exercise, RiskEntry),
)


@pytest.fixture(autouse=True)
def _catalogue_and_small_steps(_catalogue: None, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    current_release()
    monkeypatch.setattr(imports_ahead, "SESSIONS_AT_ONCE", 3)


def a_file(days: int, *, sets: int = 3) -> bytes:
    """Sessions of two exercises, one of which nobody knows; of the first two sets are on record."""
    header = "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,reps,distance_km,duration_seconds,rpe"
    rows = [header]
    for day in range(1, days + 1):
        at = NOON - day * DAY
        rows += [
            f"Push,{at:%Y-%m-%d %H:%M:%S},{at:%Y-%m-%d} 13:00:00,,{name},,,{done},normal,{60 + done + day},8,,,8"
            for name in ("Bench Press (Barbell)", "My own press")
            for done in range(sets)
        ]
    return "\n".join([*rows, ""]).encode()


def brought(lifter: User, content: bytes) -> None:
    found = look_at(lifter, content, Answers(), now=NOON)
    bring(lifter, found, key=uuid.uuid4(), now=NOON)


def a_lifter_with_a_past() -> User:
    lifter = a_lifter()
    a_finished_session(lifter=lifter)
    # The file has grown since: new sessions, and sets that a session on record has not yet.
    brought(lifter, a_file(1, sets=2))
    return lifter


def state() -> list[list[Any]]:
    """Every row an import may write, of anybody."""
    return [list(one.objects.order_by("pk").values()) for one in _TABLES]


class Counting:
    """Counts the statements and the rows put aside, and does something at the n-th."""

    def __init__(self, number: int = 0, then: Callable[[], Any] = int) -> None:
        self.number, self.then, self.count = number, then, 0

    def step(self) -> None:
        self.count += 1
        if self.count == self.number:
            self.then()

    def __call__(self, execute: Any, sql: str, *arguments: Any) -> Any:
        # What tidies up once all is there.
        if not sql.startswith(("DROP TABLE", "PRAGMA")):
            self.step()
        return execute(sql, *arguments)

    def insert(self, rows: Any, *, into: str = "") -> None:
        insert_many(rows, into=into)
        self.step()

    def run(self, lifter: User, content: bytes, monkeypatch: pytest.MonkeyPatch) -> int:
        with monkeypatch.context() as patched, connection.execute_wrapper(self):
            patched.setattr(staged, "insert_many", self.insert)
            brought(lifter, content)
        return self.count


class PowerCutError(Exception):
    """What is raised in the middle of it."""


def cut() -> None:
    raise PowerCutError


def points(steps: int, many: int) -> list[int]:
    """So many of the steps, the first and the last included."""
    return sorted({1 + round(at * (steps - 1) / (many - 1)) for at in range(many)})


def steps_of(content: bytes, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many steps an import takes, once what a process remembers is there."""
    return [Counting().run(a_lifter_with_a_past(), content, monkeypatch) for _ in range(2)][-1]


def test_an_import_that_breaks_at_any_of_fifty_points_leaves_nothing(monkeypatch):
    content = a_file(8)
    steps = steps_of(content, monkeypatch)
    lifter = a_lifter_with_a_past()
    before = state()
    tried = points(steps, POINTS)
    assert len(tried) == POINTS

    for number in tried:
        try:
            Counting(number, cut).run(lifter, content, monkeypatch)
        except PowerCutError:
            assert state() == before, f"at step {number} of {steps}"
        else:
            pytest.fail(f"step {number} of {steps} did not break")

    brought(lifter, content)
    assert Set.objects.filter(athlete=lifter, origin="imported").count() == 8 * 6
    call_command("rebuild_summaries", "--check", user=lifter.email, verbosity=0)


def test_an_import_whose_process_is_killed_leaves_nothing(monkeypatch):
    content = a_file(8)
    steps = steps_of(content, monkeypatch)
    lifter = a_lifter_with_a_past()
    before = state()

    for number in points(steps, CUTS):
        # The child must not close what is the parent's.
        connections.close_all()
        if not (child := os.fork()):
            try:
                Counting(number, lambda: os._exit(9)).run(lifter, content, monkeypatch)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)

        assert os.waitstatus_to_exitcode(status) == 9
        assert state() == before, f"at step {number} of {steps}"
        assert left_aside() == []

    brought(lifter, content)
    assert Set.objects.filter(athlete=lifter, origin="imported").count() == 8 * 6
    call_command("rebuild_summaries", "--check", user=lifter.email, verbosity=0)


def test_a_way_back_that_breaks_at_any_of_twenty_points_takes_nothing_out(monkeypatch):
    content = a_file(8)

    def back(lifter: User) -> None:
        take_back(lifter, ImportRun.objects.filter(athlete=lifter).latest("pk").pk, now=NOON)

    counted = a_lifter_with_a_past()
    brought(counted, content)
    steps = Counting()
    with connection.execute_wrapper(steps):
        back(counted)
    lifter = a_lifter_with_a_past()
    first = Set.objects.filter(athlete=lifter).count()
    brought(lifter, content)
    before = state()

    for number in points(steps.count, 20):
        with connection.execute_wrapper(Counting(number, cut)), pytest.raises(PowerCutError):
            back(lifter)
        assert state() == before, f"at step {number} of {steps.count}"
        assert left_aside() == []

    back(lifter)
    assert Set.objects.filter(athlete=lifter).count() == first
    call_command("rebuild_summaries", "--check", user=lifter.email, verbosity=0)


def test_a_whole_account_that_breaks_at_any_of_twenty_points_leaves_the_other_empty(monkeypatch):
    first = a_lifter_with_a_past()
    brought(first, a_file(3))
    content = out(first)
    counted, lifter = a_lifter(), a_lifter()
    steps = Counting()
    with connection.execute_wrapper(steps):
        put_back(counted, content)
    before = state(), User.objects.get(pk=lifter.pk).name

    # The last step reads the settings once all of it is there.
    for number in points(steps.count - 1, 20):
        with connection.execute_wrapper(Counting(number, cut)), pytest.raises(PowerCutError):
            put_back(lifter, content)
        assert (state(), User.objects.get(pk=lifter.pk).name) == before, f"at step {number}"
        assert left_aside() == []

    put_back(lifter, content)
    assert out(lifter) == content
    call_command("rebuild_summaries", "--check", user=lifter.email, verbosity=0)


def left_aside() -> list[str]:
    """The tables of rows put aside that the database still has, on any connection."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname LIKE 'staged%%'"
            if connection.vendor == "postgresql"
            else "SELECT name FROM sqlite_master WHERE name LIKE 'staged%%'"
        )
        return [name for (name,) in cursor.fetchall()]


def test_what_is_put_aside_shows_nowhere_until_all_of_it_is_there(monkeypatch):
    lifter = a_lifter_with_a_past()
    before, seen = state(), []
    put = staged.Staged.put

    def looking(self: staged.Staged) -> None:
        # Another connection, as another lifter's page has it.
        own = connection.copy()
        with own.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM logbook_set")
            seen.append(cursor.fetchone()[0])
        own.close()
        put(self)

    monkeypatch.setattr(staged.Staged, "put", looking)
    brought(lifter, a_file(8))

    assert seen == [len(before[2])]
    assert Set.objects.count() == len(before[2]) + 8 * 6 - 4
