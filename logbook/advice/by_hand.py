"""A target that somebody set by hand on a planned exercise (rulebook 2)."""

from __future__ import annotations

from logbook.models import SessionExercise
from programming.lines import SetLine
from programming.rulebook import EffortOverride

# Who wrote a plan of one's own: the reason speaks to them.
_ITS_LIFTER = "you"


def override_of(item: SessionExercise, line: SetLine | None) -> EffortOverride | None:
    """The target set by hand on a line of an exercise, with who set it; None where the rules set it."""
    if line is None or line.target is None:
        return None
    return EffortOverride(*line.target, set_by=item.target_by or _ITS_LIFTER)


def first_line(item: SessionExercise) -> SetLine | None:
    """The first line planned, where the plan says more of it than sets and reps."""
    return item.set_lines[0] if item.lines else None
