"""Which exercises the picker offers, the lifter's recent ones first."""

from __future__ import annotations

from logbook.models import SessionExercise, TrainingSession, User
from programming.models import RiskEntry
from programming.search import search

_RECENT = 60
_OFFERED = 30


def offered(lifter: User, session: TrainingSession, query: str) -> list[RiskEntry]:
    """The exercises for `query`, best first; recent ones rise, the latest the most."""
    recent = list(
        dict.fromkeys(
            SessionExercise.objects.visible_to(lifter)
            .order_by("-local_date", "-pk")
            .values_list("exercise_id", flat=True)[:_RECENT]
        )
    )
    boost = {eid: 15.0 * (len(recent) - place) / len(recent) for place, eid in enumerate(recent)}
    return search(query, lifter, session.release, limit=_OFFERED, boost=boost)
