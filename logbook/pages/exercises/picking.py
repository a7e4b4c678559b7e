"""Which exercises the picker offers, the lifter's recent and starred ones first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BigIntegerField
from django.http import Http404

from logbook.models import Favourite, SessionExercise, TrainingSession, User
from logbook.speed.compiled import Compiled, Given, athlete, columns_of, row_of, together
from programming.catalogue.entries import alias_state_columns, entries
from programming.catalogue.search import search_in
from programming.catalogue.search_index import own_rows
from programming.models import RiskEntry

_RECENT = 60
_STARRED = 200
_OFFERED = 30
# Added to a score of about 120 at most: the latest exercise gets most. With nothing typed there
# is no score, and a star goes before everything.
_OF_RECENT = 15.0
# Less than the 20 that a whole name adds: what is typed in full comes first.
_OF_STAR = 12.0
_OF_STAR_ALONE = 30.0


@dataclass(frozen=True, slots=True)
class Picking:
    """A session to pick for, and what is offered: each exercise, and whether it has a star."""

    session: TrainingSession
    found: list[tuple[RiskEntry, bool]]


_SESSION = Compiled(
    lambda: TrainingSession.objects.filter(
        athlete_id=athlete(), pk=Given("session", output_field=BigIntegerField())
    ).values_list(*columns_of(TrainingSession), *alias_state_columns())
)
_LATEST = Compiled(
    lambda: (
        SessionExercise.objects.filter(athlete_id=athlete())
        .order_by("-local_date", "-pk")
        .values_list("exercise_id")[:_RECENT]
    )
)
_STARS = Compiled(
    lambda: (
        Favourite.objects.filter(athlete_id=athlete())
        .order_by("exercise_id")
        .values_list("exercise_id")[:_STARRED]
    )
)
_OWN = Compiled(lambda: own_rows(athlete()))


def substitutes_for(lifter: User, item: SessionExercise) -> list[RiskEntry]:
    """What the plan names in the place of an exercise of a session, by rank; in one query at most.

    Without what has left the catalogue or was merged since: it cannot be swapped in any more.
    """
    known = entries(item.session.release_id)
    missing = [one for one in item.substitutes if one not in known]
    own = (
        RiskEntry.objects.filter(
            release=None,
            exercise__in=missing,
            exercise__owner_id=lifter.pk,
            exercise__merged_into=None,
        )
        if missing
        else []
    )
    found = {one.exercise_id: one for one in own}
    ranked = (known.get(one) or found.get(one) for one in item.substitutes)
    return [one for one in ranked if one is not None]


def read_picking(lifter: User, session_id: int, query: str) -> Picking:
    """The exercises for `query`, best first, in one query.

    Raises `Http404` where the session is not the lifter's.
    """
    given = {"athlete": lifter.pk}
    sessions, latest, stars, own = together(
        (_SESSION, {**given, "session": session_id}),
        (_LATEST, given),
        (_STARS, given),
        (_OWN, given),
    )
    if not sessions:
        raise Http404("Not a session of yours.")
    columns = iter(sessions[0])
    session = row_of(TrainingSession, columns)
    count, last = columns
    recent = list(dict.fromkeys(exercise_id for (exercise_id,) in latest))
    boost = {
        exercise_id: _OF_RECENT * (len(recent) - place) / len(recent)
        for place, exercise_id in enumerate(recent)
    }
    starred = {exercise_id for (exercise_id,) in stars}
    for exercise_id in starred:
        boost[exercise_id] = boost.get(exercise_id, 0.0) + (_OF_STAR if query else _OF_STAR_ALONE)
    found = search_in(
        query,
        session.release_id,
        (int(str(count)), int(str(last))),
        tuple(own),
        limit=_OFFERED,
        boost=boost,
    )
    return Picking(session, [(entry, entry.exercise_id in starred) for entry in found])
