"""What Today shows of a workout: each exercise with its target, before it is started."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from logbook.advice.facts import timed_among
from logbook.advice.session_plan import items_of
from logbook.clock import local_date
from logbook.log.before import read_past
from logbook.log.week import Week
from logbook.models import CheckIn, TrainingSession, User
from logbook.pages.session.cards import Card
from logbook.pages.session.screen import build_cards
from programming.catalogue.entries import current_release
from programming.models import Workout
from programming.models.workouts import minutes_of

# What reps in reserve are, for who has logged nothing yet.
_AIM_IN_WORDS = (
    "The aim is how many good reps to leave undone: easy 4 or more, medium 3, hard 2, very hard 1, "
    "max none. At max no rep in good form is left: that is failure."
)
_AIM_IN_NUMBERS = (
    "Aim 3 RIR means: stop while 3 more good reps would still go. RIR is short for reps in reserve. "
    "At 0 no rep in good form is left: that is failure."
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A workout with the targets it would have were it started now."""

    lifter: User
    workout: Workout
    cards: list[Card]

    @property
    def first_words(self) -> str:
        """What an aim means, in the lifter's way of telling effort."""
        return _AIM_IN_WORDS if self.lifter.uses_words else _AIM_IN_NUMBERS

    @property
    def sets(self) -> int:
        """Working sets planned."""
        return sum(card.item.planned_sets or 0 for card in self.cards)

    @property
    def minutes(self) -> int:
        """How long it takes about."""
        items = [card.item for card in self.cards]
        return minutes_of((one.planned_sets, one.rest_seconds, one.superset) for one in items)

    @property
    def is_all_new(self) -> bool:
        """Whether none of its exercises is on record: so it is before the very first session."""
        return not any(card.facts.history.sessions for card in self.cards)

    @property
    def may_fail(self) -> list[str]:
        """The exercises of which a set may go to failure, by name: a week without changes these."""
        return [card.item.risk.name for card in self.cards if _may_fail(card)]

    @property
    def muscles(self) -> list[str]:
        """The muscles it trains directly, in its order."""
        names = (muscle for card in self.cards for muscle in card.item.risk.primary_muscles)
        return list(dict.fromkeys(names))


def _may_fail(card: Card) -> bool:
    return not card.item.is_timed and any(
        aim.target.may_fail for aim in (card.now, card.final) if aim is not None
    )


def plan_of(
    lifter: User,
    workout: Workout | None,
    check_in: CheckIn | None,
    *,
    is_deload: bool = False,
    goal: str = "",
    now: dt.datetime,
    week_since: dt.date,
) -> tuple[Plan | None, Week]:
    """The workout as it would stand were it started now, and the week it would stand in.

    `goal` is that of the program's block, empty where none is followed. Nothing is written. The week's rows from `week_since` on; without a workout the week alone.
    """
    session = TrainingSession(
        athlete=lifter,
        check_in=check_in,
        is_deload=is_deload,
        goal=goal,
        started_at=now,
        zone=lifter.zone,
        local_date=local_date(now, lifter.zone),
    )
    if workout is None:
        return None, read_past(lifter, session, [], at=now, since=week_since).week
    session.release = current_release()
    items = items_of(session, workout)
    wanted = [item.exercise_id for item in items]
    past = read_past(lifter, session, wanted, at=now, since=week_since, timed=timed_among(items))
    return Plan(lifter, workout, build_cards(lifter, session, items, {}, past, at=now)), past.week
