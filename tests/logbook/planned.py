"""A workout of a lifter's own with one exercise, planned as a test says."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from logbook.acts.pins import pin_load
from logbook.acts.sessions import start_session
from logbook.models import SessionExercise, TrainingSession, User
from programming.catalogue.own import create_own_exercise
from programming.lines import SetLine
from programming.loads import Load, LoadKind, Unit
from programming.models import Program
from programming.programs.editing import begin
from programming.programs.plans import Day, Line, Phase, Plan
from tests.logbook.given import NOON, an_exercise, finished, logged

BENCH = "Barbell bench press"
TOP_SET = (SetLine(1, (3, 5)), SetLine(3, (6, 8), percent=90))


def a_line(*lines: SetLine, name: str = BENCH, role: str = "main", **named: Any) -> Line:
    """One exercise planned in these lines of sets, 3 × 6–8 where none is given."""
    exercise = an_exercise(name).exercise_id
    return Line(exercise, role, 1, 1, 1, 180, **named).with_lines(lines or (SetLine(3, (6, 8)),))


def a_program(lifter: User, *lines: Line, goal: str = "mixed", days: int = 3) -> Program:
    """A program of the lifter's own with one workout of these exercises."""
    block = Phase(None, "Block", goal, 4, None, (Day(None, "Planned", lines),))
    return begin(lifter, Plan("Mine", lifter.level, goal, "gym", days, (block,)))


def begun(lifter: User, line: Line, *, started: dt.datetime = NOON) -> SessionExercise:
    """The exercise in a session of that plan, started then."""
    workout = a_program(lifter, line).blocks.get().workouts.get()
    session = start_session(lifter, key=uuid.uuid4(), workout=workout, now=started)
    return session.exercises.select_related("risk", "session", "athlete").get()


def trained_by_a_plan(lifter: User, *, started: dt.datetime = NOON) -> TrainingSession:
    """A finished session of a plan with all a plan can say: lines, rules, a superset, holds, substitutes.

    A load is pinned in it, and a set was held.
    """
    own = create_own_exercise(lifter, "Zzyzx fly", is_compound=False, primary_muscles=["chest"])
    others = (own.exercise_id, an_exercise("Dumbbell bench press").exercise_id)
    program = a_program(
        lifter,
        a_line(
            SetLine(1, (3, 5), target=(1, 2, 3)), SetLine(2, (6, 8), percent=80), rule="top_set",
            substitutes=others, note="Pause on the chest.", target_by="Coach",
        ),
        a_line(SetLine(2, (5, 8), load=(10_000, "kg", "added")), name="Pull-up", role="secondary", rule="fixed", superset=1),
        a_line(SetLine(2, None, (30, 45)), name="Farmer's walk", role="isolation", superset=1),
        a_line(SetLine(2, (10, 12), percent=60), name="Curl", role="isolation", rule="percent"),
    )  # fmt: skip
    workout = program.blocks.get().workouts.get()
    session = start_session(lifter, key=uuid.uuid4(), workout=workout, now=started)
    items = {one.risk.name: one for one in session.exercises.select_related("risk")}
    pin_load(
        lifter, items["Curl"].pk, load=Load(20_000, Unit.KG), kind=LoadKind.EXTERNAL, now=started
    )
    logged(item=items["Barbell bench press"], reps=4, rir=2)
    logged(item=items["Pull-up"], reps=6, load="10", load_kind="added")
    logged(item=items["Farmer's walk"], reps=0, load="30", rir=None, kind="timed", seconds=40)
    return finished(session)
