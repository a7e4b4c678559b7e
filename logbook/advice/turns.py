"""Whose turn it is among the exercises of a session, and whether a rest comes before it.

Those of one superset number that stand one after the other are done in turn. What is skipped stands
between no two of them: it has no turn, and the others go on without it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from logbook.choices import SetKind
from logbook.models import SessionExercise, Set
from programming.supersets import marks, next_in_turn, runs


def in_play(items: Sequence[SessionExercise]) -> list[SessionExercise]:
    """The exercises that are not skipped, in their order."""
    return [item for item in items if not item.is_skipped]


def numbers_of(items: Sequence[SessionExercise]) -> list[int | None]:
    """Their superset numbers."""
    return [item.superset for item in items]


def numbers_to_move(items: Sequence[SessionExercise]) -> list[int | None]:
    """The numbers by which a move keeps supersets whole: what is skipped within one moves with it."""
    found = numbers_of(items)
    playing = [place for place, item in enumerate(items) if not item.is_skipped]
    for first, after in pairwise(playing):
        if found[first] is not None and found[first] == found[after]:
            found[first:after] = [found[first]] * (after - first)
    return found


def marks_of(items: Sequence[SessionExercise]) -> list[str]:
    """`A1`, `A2` for those in a superset, empty for every other one, as they are given."""
    playing = in_play(items)
    found = dict(
        zip((id(item) for item in playing), marks(numbers_of(playing)), strict=True),
    )
    return [found.get(id(item), "") for item in items]


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a superset stands: the one that follows, and whether it does in the same round.

    `rest_seconds` is the longest rest planned in it: it is taken once a round, so it has to do for all.
    """

    next: SessionExercise | None
    is_same_round: bool
    rest_seconds: int | None


def turn_after(
    items: Sequence[SessionExercise],
    last: Set | None,
    is_open: Callable[[SessionExercise], bool],
) -> Turn | None:
    """Where the superset of the latest set stands; None where that was of no superset.

    `items` are in their order. A warm-up passes no turn on: who did one does the next set, too.
    """
    item = next((one for one in items if last and one.pk == last.session_exercise_id), None)
    if item is None or last is None or item.superset is None:
        return None
    # One that was swapped or skipped after its set still says who comes after it.
    playing = [one for one in items if not one.is_skipped or one is item]
    run = next(one for one in runs(numbers_of(playing)) if playing.index(item) in one)
    members = [playing[place] for place in run]
    at = members.index(item)
    waiting = [is_open(one) and not one.is_skipped for one in members]
    rests = [one.rest_seconds for one in members if one.rest_seconds is not None]
    found = at if last.kind == SetKind.WARM_UP and waiting[at] else next_in_turn(waiting, at)
    return Turn(
        next=None if found is None else members[found],
        is_same_round=found is not None and found > at,
        rest_seconds=max(rests, default=None),
    )
