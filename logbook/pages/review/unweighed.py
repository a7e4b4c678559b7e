"""What a bodyweight nobody entered is the reason of in a session (rulebook 7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from logbook.log.bodyweight import first_weighed
from logbook.models import SessionExercise, Set, TrainingSession, User


class Unweighed(NamedTuple):
    """The exercises of which nothing is estimated, since no bodyweight was known on the day.

    `can_enter`: none is known to this day.
    """

    names: list[str]
    can_enter: bool


def unweighed(
    lifter: User,
    session: TrainingSession,
    done: Iterable[tuple[SessionExercise, Sequence[Set]]],
) -> Unweighed | None:
    """What is to be said of the exercises with their working sets; None where nothing is.

    In one query, where a set moved a body that was not known.
    """
    names = [
        item.risk.name
        for item, rows in done
        if item.risk.bodyweight_percent and any(row.load is None for row in rows)
    ]
    if not names:
        return None
    first = first_weighed(lifter)
    if first is not None and first <= session.local_date:
        # The weight that helped was more than the body: there was nothing left to lift.
        return None
    return Unweighed(names, first is None)
