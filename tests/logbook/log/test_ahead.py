"""What is only played answers each of the rules' queries as the tables do once it is trained."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

from logbook.acts.entries import entry_of
from logbook.acts.programs import follow
from logbook.acts.sessions import finish_session, start_session
from logbook.acts.sets import log_set
from logbook.log.ahead import OF_ITEMS, OF_SETS, Ahead
from logbook.log.exercise_history import ESTIMATES, LAST_EXPOSURES, RECENT_SETS
from logbook.log.logged_sets import FEW_SETS, LATEST, OF_MAIN_LIFTS, SETS_OF_EXERCISE, TRAINED
from logbook.log.pain import PLANNED
from logbook.log.programs import program_for
from logbook.log.week import WEEK
from logbook.pages.programs import played
from logbook.speed.compiled import together
from programming.models import Program
from tests.logbook.given import NOON, a_finished_session, a_red_day

pytestmark = pytest.mark.usefixtures("release")

# Where keys stand in a row: those of rows in memory are others than those of the tables.
KEYS = {
    LATEST[SETS_OF_EXERCISE]: [1],
    LATEST[FEW_SETS]: [1],
    OF_MAIN_LIFTS: [1],
    RECENT_SETS: [0],
    LAST_EXPOSURES: [0],
    ESTIMATES: [0],
    TRAINED: [1],
    PLANNED: [0],
    WEEK: [0, 1],
}
IN_NO_ORDER = {OF_MAIN_LIFTS, TRAINED, WEEK}


def without_keys(query: Any, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    found = [
        tuple(value for place, value in enumerate(row) if place not in KEYS.get(query, ()))
        for row in rows
    ]
    return sorted(found, key=repr) if query in IN_NO_ORDER else found


def test_every_query_is_answered_as_the_tables_will(lifter, monkeypatch):
    logs: list[Ahead] = []

    class Kept(Ahead):
        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **named)
            logs.append(self)

    monkeypatch.setattr(played, "Ahead", Kept)
    for back in range(3, 40, 3):
        if back == 9:
            a_red_day(lifter=lifter, at=NOON - dt.timedelta(days=back, hours=1))
        a_finished_session(lifter=lifter, started=NOON - dt.timedelta(days=back), sets=4)
    program = Program.objects.get(slug="upper-lower-4")
    follow(lifter, program, weekdays=0, today=NOON.date())
    foreseen = played.play(lifter, program_for(lifter, program.pk), now=NOON, sessions=5).sessions
    [log] = logs
    exercises = {one.item.exercise_id for session in foreseen for one in session.exercises}

    # Days are read when the rules first ask for them, which is before anything is trained.
    days = {"since": NOON.date() - dt.timedelta(days=4), "until": NOON.date(), "at": NOON}
    log((TRAINED, {"athlete": lifter.pk, **days}))

    end = NOON
    for session in foreseen:
        start = session.exercises[0].item.started_at
        real = start_session(lifter, key=uuid.uuid4(), workout=session.slot.workout, now=start)
        for one, item in zip(session.exercises, real.exercises.order_by("position"), strict=True):
            for row in one.sets:
                end = row.logged_at
                log_set(
                    lifter,
                    item.pk,
                    key=uuid.uuid4(),
                    number=row.number,
                    entry=entry_of(row),
                    now=end,
                )
        finish_session(lifter, real.pk, now=end)

    compared = set()
    after = end + dt.timedelta(hours=1)
    for at in (NOON + dt.timedelta(days=1), after):
        asked = {
            "athlete": lifter.pk,
            "at": at,
            "started_at": at,
            "until": at.date(),
            "day": at.date(),
        }
        for query, read in (OF_SETS | OF_ITEMS).items():
            of_days = read.most is None
            for since in (NOON.date(), NOON.date() - dt.timedelta(days=4)):
                when = since if of_days else NOON - dt.timedelta(days=45)
                for exercise in [0] if of_days else exercises:
                    part = (query, {**asked, "since": when, "exercise": exercise})
                    [mine], [theirs] = log(part), together(part)
                    assert without_keys(query, mine) == without_keys(query, theirs), (query, at)
                    compared |= {query} if mine else set()
    assert compared == set(OF_SETS | OF_ITEMS)
