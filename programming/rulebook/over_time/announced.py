"""Rulebook section 7: which of a session's records are announced."""

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from programming.rulebook.over_time.history import Identity
from programming.rulebook.over_time.records import RecordKind
from programming.rulebook.rows.rules import rule

_ANNOUNCED = (RecordKind.HEAVIEST_LOAD, RecordKind.BEST_E1RM, RecordKind.MOST_REPS)


class News(Protocol):
    """What tells whether a record is announced, however it is kept."""

    @property
    def kind(self) -> RecordKind:
        """What it is a best of."""

    @property
    def exercise(self) -> Identity:
        """Of which exercise."""

    @property
    def before(self) -> float | None:
        """What it beat, None for nothing."""

    @property
    def is_near_heaviest(self) -> bool:
        """Whether it was set at the heaviest load or within 10 % of it."""


Found = TypeVar("Found", bound=News)


def announced(records: Iterable[Found], *, sessions: Mapping[Identity, int]) -> tuple[Found, ...]:
    """Return the records of one session that are announced, the greatest first (rulebook 7).

    At most three, none in the first three sessions of an exercise, and none that beat nothing:
    heaviest loads, best estimates, most reps at a load within 10 % of the heaviest. sessions: of
    each exercise, how many there were before this one; only the first three are counted on.
    """
    line = rule("announced").numbers
    found = [
        one
        for one in records
        if one.kind in _ANNOUNCED
        and one.is_near_heaviest
        and one.before is not None
        and sessions.get(one.exercise, 0) >= line["sessions"]
    ]
    return tuple(sorted(found, key=lambda one: _ANNOUNCED.index(one.kind))[: line["most"]])
