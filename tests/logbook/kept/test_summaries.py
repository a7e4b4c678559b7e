"""The summaries kept beside the sets are what the sets add up to."""

import datetime as dt
import io
from collections.abc import Callable
from random import Random

import pytest
from django.core.management import CommandError, call_command

from logbook.acts.entries import SetEntry, entry_of
from logbook.acts.session_exercises import plan_sets, set_safeties, swap_exercise
from logbook.acts.sessions import SessionEntry, delete_session, edit_session
from logbook.acts.sets import delete_set, edit_set, restore_set
from logbook.choices import EndedBy, SetKind
from logbook.models import SessionExercise, Set, TrainingSession, User
from programming.loads import Load, LoadKind, Unit
from tests.logbook.given import (
    NOON,
    a_finished_session,
    a_lifter,
    a_session,
    an_exercise,
    finished,
    logged,
    the_item,
)

pytestmark = pytest.mark.usefixtures("release")

STEPS = 200


def rebuilt(*options: str) -> str:
    said = io.StringIO()
    call_command("rebuild_summaries", *options, stdout=said, verbosity=0)
    return said.getvalue()


class Lifting:
    """A lifter who logs, edits, deletes, restores, swaps and moves sessions, by chance."""

    def __init__(self, lifter: User, rng: Random) -> None:
        self.lifter, self.rng = lifter, rng
        self.now = NOON

    def any_set(self) -> Set:
        sets = Set.objects.filter(athlete=self.lifter).order_by("pk")
        return self.rng.choice(list(sets))

    def any_session(self) -> TrainingSession:
        sessions = TrainingSession.objects.filter(athlete=self.lifter).order_by("pk")
        return self.rng.choice(list(sessions))

    def any_item(self) -> SessionExercise:
        items = SessionExercise.objects.filter(athlete=self.lifter).order_by("pk")
        return self.rng.choice(list(items.select_related("risk", "session", "athlete")))

    def effort(self) -> dict[str, object]:
        rir = self.rng.choice([None, 0, 1, 2, 3, 4, 5, 9, 10])
        return {
            "reps": self.rng.choice([0, 1, 5, 8, 12, 20, 25]),
            "rir_halves": rir,
            "ended_by": self.rng.choices(EndedBy.values, [6, 1, 1])[0],
            "kind": self.rng.choices([SetKind.WORKING, SetKind.WARM_UP, SetKind.DROP], [6, 1, 1])[
                0
            ],
        }

    def log(self) -> None:
        item = self.any_item()
        effort = self.effort()
        rir = effort.pop("rir_halves")
        logged(
            item=item,
            load=self.rng.choice(["60", "80", "82.5"]),
            rir=None if rir is None else int(str(rir)) / 2,
            is_test=self.rng.random() < 0.1,
            at=self.now,
            **effort,  # type: ignore[arg-type]
        )

    def edit(self) -> None:
        row = self.any_set()
        if row.deleted_at is None:
            load = Load(self.rng.choice([60_000, 80_000]), Unit.KG)
            kind = LoadKind(row.load_kind)
            entry = SetEntry(load=load, load_kind=kind, **self.effort())  # type: ignore[arg-type]
            edit_set(self.lifter, row.pk, version=row.version, entry=entry, now=self.now)

    def blank(self) -> None:
        row = self.any_set()
        if row.deleted_at is None:
            entry = entry_of(row)
            edit_set(self.lifter, row.pk, version=row.version, entry=entry, now=self.now)

    def delete(self) -> None:
        delete_set(self.lifter, self.any_set().pk, now=self.now)

    def restore(self) -> None:
        restore_set(self.lifter, self.any_set().pk)

    def swap(self) -> None:
        item = self.any_item()
        name = self.rng.choice(["Machine chest press", "Cable fly", "Lateral raise"])
        swap_exercise(self.lifter, item.pk, an_exercise(name).exercise_id)

    def plan(self) -> None:
        plan_sets(self.lifter, self.any_item().pk, change=self.rng.choice([-1, 1]))

    def secure(self) -> None:
        set_safeties(self.lifter, self.any_item().pk, self.rng.choice(["", "spotter_arms"]))

    def start(self) -> None:
        session = a_session(lifter=self.lifter, started=self.now)
        logged(item=the_item(session=session))
        finished(session)

    def move(self) -> None:
        session = self.any_session()
        started = session.started_at + dt.timedelta(hours=self.rng.randrange(-200, 200))
        edit_session(
            self.lifter,
            session.pk,
            version=session.version,
            entry=SessionEntry("Moved", "", started, started + dt.timedelta(hours=1)),
        )

    def forget(self) -> None:
        if TrainingSession.objects.filter(athlete=self.lifter).count() > 2:
            delete_session(self.lifter, self.any_session().pk)

    def step(self) -> None:
        self.now += dt.timedelta(minutes=self.rng.randrange(1, 300))
        acts: dict[Callable[[], None], int] = {
            self.log: 8, self.edit: 6, self.blank: 1, self.delete: 4, self.restore: 4,
            self.swap: 1, self.plan: 1, self.secure: 1, self.start: 1, self.move: 2,
        }  # fmt: skip
        if not Set.objects.filter(athlete=self.lifter).exists():
            self.start()
        else:
            self.rng.choices(list(acts), list(acts.values()))[0]()


def test_kept_is_rebuilt_after_whatever_was_done_to_the_sets():
    rng = Random(20250305)
    lifting = Lifting(a_lifter(), rng)
    lifting.start()

    for step in range(STEPS):
        lifting.step()
        if step % 50 == 49:
            lifting.forget()
        if step % 20 == 19:
            assert rebuilt("--check") == ""

    items = SessionExercise.objects.filter(athlete=lifting.lifter).select_related("session")
    assert items.filter(working_sets__gt=0).count() > 5
    assert {row.deleted_at is None for row in Set.objects.all()} == {True, False}
    assert all(item.local_date == item.session.local_date for item in items)
    assert not Set.objects.exclude(local_date__in=[one.local_date for one in items]).exists()


@pytest.fixture
def broken() -> SessionExercise:
    """An exercise whose summary something else wrote."""
    session = a_finished_session(lifter=a_lifter(), workout=None, exercises=["Curl"], sets=2)
    item = the_item(session=session, name="Curl")
    SessionExercise.objects.filter(pk=item.pk).update(working_sets=7, e1rm=None)
    return item


def test_a_check_names_the_row_that_differs_and_writes_nothing(broken: SessionExercise):
    said = io.StringIO()

    with pytest.raises(CommandError) as refused:
        call_command("rebuild_summaries", check=True, stdout=said)

    assert refused.value.returncode == 1
    assert str(refused.value) == "1 differences in 1 session exercises."
    assert f"{broken.pk} {broken.athlete.email} 2025-03-05 Curl: " in said.getvalue()
    assert "working_sets kept 7, rebuilt 2" in said.getvalue()
    assert "e1rm kept None, rebuilt " in said.getvalue()
    assert "failure_sets" not in said.getvalue()
    broken.refresh_from_db()
    assert (broken.working_sets, broken.e1rm) == (7, None)


def test_a_rebuild_puts_it_right_and_says_what_it_changed(broken: SessionExercise):
    assert "working_sets kept 7" in rebuilt()

    assert rebuilt() == ""
    assert rebuilt("--check") == ""
    broken.refresh_from_db()
    assert broken.working_sets == 2
    assert broken.e1rm is not None


def test_one_lifters_rows_alone_are_rebuilt(broken: SessionExercise):
    other = a_lifter()

    assert rebuilt("--user", other.email) == ""
    assert rebuilt("--user", broken.athlete.email.upper()) != ""


def test_a_rebuild_for_nobody_is_refused():
    with pytest.raises(CommandError, match=r"No account has the address x@example\.org") as refused:
        rebuilt("--user", "x@example.org")

    assert refused.value.returncode == 1


def test_rows_beyond_the_first_handful_are_read_too(
    broken: SessionExercise, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("logbook.management.commands.rebuild_summaries._AT_ONCE", 2)
    session = a_finished_session(lifter=a_lifter())
    SessionExercise.objects.filter(session=session).update(working_sets=9)

    assert rebuilt().count("working_sets kept 9, rebuilt 1") == 5
    assert rebuilt("--check") == ""
