"""What there is of a person, counted before it goes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Min

from logbook.models import Bodyweight, CheckIn, ImportRun, Set, TrainingSession, User
from programming.models import Exercise, Program


@dataclass(frozen=True, slots=True)
class Belongings:
    """How much of everything there is, and since when."""

    sessions: int
    sets: int
    since: dt.date | None
    check_ins: int
    weighings: int
    programs: int
    exercises: int
    imports: int


def belongings_of(person: User) -> Belongings:
    """Count them, a query each: it is asked once in a lifetime."""
    sessions = TrainingSession.objects.visible_to(person)
    return Belongings(
        sessions=sessions.count(),
        sets=Set.objects.visible_to(person).live().count(),
        since=sessions.aggregate(since=Min("local_date"))["since"],
        check_ins=CheckIn.objects.visible_to(person).count(),
        weighings=Bodyweight.objects.visible_to(person).count(),
        programs=Program.objects.filter(owner=person, is_removed=False).count(),
        exercises=Exercise.objects.filter(owner=person).count(),
        imports=ImportRun.objects.visible_to(person).count(),
    )
