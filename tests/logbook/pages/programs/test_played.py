"""Sessions of a program that are played come out as they do when they are trained."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from logbook.acts.entries import SetEntry
from logbook.acts.programs import follow
from logbook.acts.sessions import finish_session, start_session
from logbook.acts.sets import log_set
from logbook.demo.making import make_account
from logbook.demo.people import ACCOUNTS
from logbook.demo.people import Lifter as DemoLifter
from logbook.log.programs import program_for
from logbook.models import FollowedProgram, SessionExercise, Set, TrainingSession, User
from logbook.pages.programs.played import play
from logbook.pages.session.screen import read_screen, rest_of
from programming.loads import Unit, parse_load
from programming.models import Program
from programming.models.workouts import SECONDS_A_SET
from tests.logbook.given import NOON, a_finished_session, a_lifter, logged_in
from tests.logbook.reading import page, words

pytestmark = pytest.mark.usefixtures("release")

DEMO = [one for one in ACCOUNTS if isinstance(one, DemoLifter)]


def set_columns(row: Set) -> tuple[object, ...]:
    """What a set was, and was told: all that is stored of it but whose it is."""
    return (
        *(row.exercise_id, row.number, row.reps, row.typed_load, row.load_kind, row.load),
        *(row.rir_halves, row.is_final, row.rest_seconds, row.logged_at, row.safeties),
        *(row.target_low, row.target_aim, row.target_high, row.outcome),
        # As JSON gives them back.
        json.loads(json.dumps([row.reasons, row.warnings, row.judged_by])),
    )


def played_columns(lifter: User, program: Program, now: dt.datetime):
    found = play(lifter, program_for(lifter, program.pk), now=now)
    return [
        (
            one.slot.number,
            one.day,
            [
                (done.item.planned_sets, done.item.suggestion, [set_columns(row) for row in done.sets])
                for done in one.exercises
            ],
        )
        for one in found.sessions
    ]


def train(lifter: User, program: Program, now: dt.datetime, sessions: int = 8):
    """Really train the sessions: what the open row is filled in with, at the aim its card shows."""
    found = []
    for one in play(lifter, program_for(lifter, program.pk), now=now).sessions[:sessions]:
        start = one.exercises[0].item.started_at
        session = start_session(lifter, key=uuid.uuid4(), workout=one.slot.workout, now=start)
        at = start
        for item in session.exercises.select_related("risk").order_by("position"):
            at = _train_exercise(lifter, session, item, at)
        finish_session(lifter, session.pk, now=at)
        session.refresh_from_db()
        found.append(
            (
                session.slot,
                session.local_date,
                [
                    (
                        item.planned_sets,
                        item.suggestion,
                        [set_columns(row) for row in item.sets.order_by("number")],
                    )
                    for item in session.exercises.order_by("position")
                ],
            )
        )
    return found


def _train_exercise(
    lifter: User, session: TrainingSession, item: SessionExercise, at: dt.datetime
) -> dt.datetime:
    pause = dt.timedelta(seconds=SECONDS_A_SET + rest_of(item))
    for number in range(1, (item.planned_sets or 0) + 1):
        at += pause
        screen = read_screen(lifter, session, now=at, chosen=item.pk)
        card = next(one for one in screen.cards if one.item.pk == item.pk)
        row = card.open
        assert row is not None
        entry = SetEntry(
            reps=int(row.reps),
            load=parse_load(row.load, Unit(row.unit)) if row.load else None,
            load_kind=row.load_kind,
            rir_halves=int(Decimal(card.now.target.aim) * 2),
            rir_in_words=lifter.uses_words,
        )
        log_set(lifter, item.pk, key=uuid.uuid4(), number=number, entry=entry, now=at)
    return at


def same(lifter: User, program: Program, now: dt.datetime, sessions: int = 8) -> None:
    foreseen = played_columns(lifter, program, now)
    assert len(foreseen) == sessions
    before = Set.objects.count(), SessionExercise.objects.count(), TrainingSession.objects.count()
    assert before == (
        Set.objects.count(),
        SessionExercise.objects.count(),
        TrainingSession.objects.count(),
    )
    level = lifter.level
    done = train(lifter, program, now, sessions)
    assert User.objects.get(pk=lifter.pk).level == level, "another level has other targets"
    for one, other in zip(foreseen, done, strict=True):
        assert one[:2] == other[:2]
        for mine, theirs in zip(one[2], other[2], strict=True):
            assert mine == theirs, one[:2]


@pytest.mark.parametrize("person", DEMO, ids=lambda one: one.name)
def test_what_is_played_is_what_is_trained(person):
    today = dt.date(2026, 11, 20)
    make_account(person, today=today, weeks=6)
    lifter = User.objects.get(email=person.email)
    held = FollowedProgram.objects.filter(athlete=lifter).first()
    program = held.program if held is not None else Program.objects.get(slug="upper-lower-4")
    if held is None:
        follow(lifter, program, weekdays=0, today=today)
    now = dt.datetime.combine(today, dt.time(18), dt.UTC)
    same(lifter, program, now)
