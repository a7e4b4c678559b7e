"""The sets a coach has to talk about, over all athletes, each with its evidence."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from logbook.choices import Breach
from logbook.log.talks import answers_of, breach_queue
from logbook.log.verdicts import stored_target, warnings_of
from logbook.models import BreachAnswer, CoachLink, Set
from logbook.wording.effort import ended_text, left_text
from logbook.wording.timed import row_text
from programming.rulebook import Warning as EffortWarning
from programming.wording import target_text

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Item:
    """A breach: whose, of what, when, what was done against which target, and what was said then."""

    row: Set
    link: CoachLink
    name: str
    breach: str
    severity: str
    exercise: str
    day: dt.date
    done: str
    target: str
    says: list[EffortWarning]
    key: uuid.UUID


@dataclass(frozen=True, slots=True)
class Queue:
    """The first of the open ones, how many there are, and what was answered last."""

    items: list[Item]
    total: int
    answered: list[BreachAnswer]


def read_queue(links: list[CoachLink]) -> Queue:
    """The queue of these links, in three queries."""
    queue = breach_queue(links)
    by_athlete = {one.athlete_id: one for one in links}
    return Queue(
        items=[item_of(row, by_athlete[row.athlete_id]) for row in queue[:PAGE_SIZE]],
        total=queue.count(),
        answered=answers_of(links),
    )


def item_of(row: Set, link: CoachLink) -> Item:
    """A breach in words, as the athlete saw it."""
    athlete = link.athlete
    target = stored_target(row)
    done = [row_text(row, athlete), left_text(row.rir, athlete), ended_text(row)]
    return Item(
        row=row,
        link=link,
        name=str(athlete),
        breach=str(Breach(row.breach).label),
        severity="stop" if row.breach_is_stop else "caution",
        exercise=row.risk.name,
        day=row.local_date,
        done=", ".join(one for one in done if one),
        target=target_text(target.low, target.aim, target.high) if target is not None else "",
        says=warnings_of(row),
        key=uuid.uuid4(),
    )
