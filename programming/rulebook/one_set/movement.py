"""Rulebook section 2: when a movement is still new to a lifter."""

from collections.abc import Sequence

from programming.rulebook.rows.rules import rule
from programming.rulebook.words.validation import member, whole
from programming.rulebook.words.vocabulary import EndedBy

_LINE = rule("new_movement").numbers
_PERCENT = 100


def is_new_movement(sessions: int, recent_ends: Sequence[EndedBy | str]) -> bool:
    """Return whether an exercise is still new to a lifter (rulebook 2, policy).

    sessions: earlier ones of the exercise on record, imported ones too. recent_ends: how its
    working sets ended, newest first; the first 20 are read. Raises ValueError naming the field.
    """
    if whole("sessions", sessions) < _LINE["sessions"]:
        return True
    last = [member(EndedBy, "recent_ends", end) for end in recent_ends[: _LINE["sets"]]]
    broken = last.count(EndedBy.TECHNICAL_FAILURE)
    return bool(last) and broken * _PERCENT >= _LINE["percent"] * len(last)
