"""What Today shows of a workout: each exercise with its target, before it is started."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import BigIntegerField, Q

from logbook.cards import Card
from logbook.clock import local_date
from logbook.compiled import Compiled, Given, athlete
from logbook.models import CheckIn, TrainingSession, User
from logbook.operations.sessions import items_of
from logbook.past import read_past
from logbook.planned import workouts_of_level
from logbook.screen import build_cards
from logbook.week import Week
from programming.catalogue import current_release
from programming.models import Workout


@dataclass(frozen=True, slots=True)
class Plan:
    """A workout with the targets it would have were it started now."""

    workout: Workout
    cards: list[Card]

    @property
    def sets(self) -> int:
        """Working sets planned."""
        return sum(card.item.planned_sets or 0 for card in self.cards)

    @property
    def is_all_new(self) -> bool:
        """Whether none of its exercises is on record: so it is before the very first session."""
        return not any(card.facts.history.sessions for card in self.cards)

    @property
    def muscles(self) -> list[str]:
        """The muscles it trains directly, in its order."""
        names = (muscle for card in self.cards for muscle in card.item.risk.primary_muscles)
        return list(dict.fromkeys(names))


def workouts_for(lifter: User) -> list[Workout]:
    """The workouts the lifter may start: those of their level first."""
    found = Workout.objects.filter(Q(owner=None) | Q(owner=lifter)).order_by("position", "pk")
    return sorted(found, key=lambda workout: workout.level != lifter.level)


_LAST_START = Compiled(
    lambda: (
        TrainingSession.objects.filter(
            athlete_id=athlete(), workout_id=Given("workout", output_field=BigIntegerField())
        )
        .order_by("-started_at")
        .values_list("workout_id", "started_at")[:1]
    )
)


def next_workout(lifter: User, workouts: list[Workout]) -> Workout | None:
    """The workout whose turn it is: of the lifter's level, the one done longest ago."""
    own = workouts_of_level(lifter.level, workouts)
    last: dict[int, dt.datetime] = dict(
        _LAST_START.of_each("workout", [workout.pk for workout in own], athlete=lifter.pk)
    )
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    return min(own, key=lambda workout: last.get(workout.pk, never), default=None)


def plan_of(
    lifter: User,
    workout: Workout | None,
    check_in: CheckIn | None,
    *,
    is_deload: bool = False,
    now: dt.datetime,
    week_since: dt.date,
) -> tuple[Plan | None, Week]:
    """The workout as it would stand were it started now, and the week it would stand in.

    Nothing is written. The week's rows from `week_since` on; without a workout the week alone.
    """
    session = TrainingSession(
        athlete=lifter,
        check_in=check_in,
        is_deload=is_deload,
        started_at=now,
        zone=lifter.zone,
        local_date=local_date(now, lifter.zone),
    )
    if workout is None:
        return None, read_past(lifter, session, [], since=week_since).week
    session.release = current_release()
    items = items_of(session, workout)
    past = read_past(lifter, session, [item.exercise_id for item in items], since=week_since)
    return Plan(workout, build_cards(lifter, session, items, {}, past, at=now)), past.week
