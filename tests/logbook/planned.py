"""A workout of a lifter's own with one exercise, planned as a test says."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from logbook.acts.sessions import start_session
from logbook.models import SessionExercise, User
from programming.lines import SetLine
from programming.models import Program
from programming.programs.editing import begin
from programming.programs.plans import Day, Line, Phase, Plan
from tests.logbook.given import NOON, an_exercise

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
