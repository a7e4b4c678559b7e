"""Sessions of a program that are played come out as they do when they are trained; long, of many logs."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from logbook.acts.entries import SetEntry
from logbook.acts.people import weigh
from logbook.acts.programs import change_slot, excuse, follow
from logbook.acts.sessions import finish_session, start_session
from logbook.acts.sets import log_set
from logbook.clock import local_date
from logbook.demo.making import make_account
from logbook.demo.people import ACCOUNTS
from logbook.demo.people import Lifter as DemoLifter
from logbook.log.programs import program_for
from logbook.models import (
    DeloadAdvice,
    FollowedProgram,
    PinnedLoad,
    SessionExercise,
    Set,
    SlotChange,
    TrainingSession,
    User,
)
from logbook.pages.programs.played import play
from logbook.pages.session.screen import read_screen, rest_of
from programming.lines import SetLine
from programming.loads import Unit, parse_load
from programming.models import Block, PlannedExercise, Program, Workout
from programming.models.workouts import SECONDS_A_SET
from tests.logbook.given import (
    NOON,
    a_finished_session,
    a_lifter,
    a_red_day,
    an_exercise,
    finished,
    known_movements,
    logged,
    logged_in,
)
from tests.logbook.planned import a_line, a_program
from tests.logbook.reading import page, words
from tests.programming.given import an_own_workout

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def client(lifter):
    return logged_in(lifter)


def ready(slug: str) -> Program:
    return Program.objects.get(slug=slug)


def plan(workout: Workout, *lines: tuple[str, str, int, int]) -> None:
    """Three sets of each: an exercise by name, its role, the fewest and the most reps."""
    for place, (name, role, bottom, top) in enumerate(lines):
        PlannedExercise.objects.create(
            workout=workout,
            exercise_id=an_exercise(name).exercise_id,
            position=place,
            role=role,
            sets=3,
            reps_bottom=bottom,
            reps_top=top,
            rest_seconds=150,
        )


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
                (
                    done.item.planned_sets,
                    done.item.suggestion,
                    [set_columns(row) for row in done.sets],
                )
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


def rows() -> tuple[int, ...]:
    """What is on record, counted."""
    models = (TrainingSession, SessionExercise, Set, FollowedProgram, SlotChange, DeloadAdvice)
    return tuple(model.objects.count() for model in models)


def same(lifter: User, program: Program, now: dt.datetime, sessions: int = 5) -> list[Any]:
    """Play it, check that nothing was written, train it, and hold both against each other."""
    before = rows()
    foreseen = played_columns(lifter, program, now)
    assert rows() == before
    assert len(foreseen) == 8
    foreseen = foreseen[:sessions]
    done = train(lifter, program, now, sessions)
    assert User.objects.get(pk=lifter.pk).level == lifter.level, "another level has other targets"
    for one, other in zip(foreseen, done, strict=True):
        assert one[:2] == other[:2]
        for mine, theirs in zip(one[2], other[2], strict=True):
            assert mine == theirs, one[:2]
    return foreseen


@pytest.mark.parametrize("person", DEMO, ids=lambda one: one.name)
def test_what_is_played_is_what_is_trained(person):
    today = dt.date(2025, 3, 14)
    make_account(person, today=today, weeks=4)
    lifter = User.objects.get(email=person.email)
    held = FollowedProgram.objects.filter(athlete=lifter).first()
    program = held.program if held is not None else ready("upper-lower-4")
    if held is None:
        follow(lifter, program, weekdays=0, today=today)

    now = dt.datetime.combine(today, dt.time(18), dt.UTC)
    found = same(lifter, program, now, sessions=8)

    cases = {kept["case"] for _, _, items in found for _, kept, _ in items if kept}
    assert len(cases) > 1, cases


def test_who_has_no_log_sees_reps_and_targets(lifter):
    program = ready("full-body-3")
    follow(lifter, program, weekdays=0, today=NOON.date())

    found = same(lifter, program, NOON)

    assert all(row[3] is None for _, _, items in found for _, _, sets in items for row in sets)


def test_by_weekday_with_a_day_excused_one_moved_one_left_out_and_an_easy_week():
    lifter = a_lifter(goal="muscle_gain", effort_input="words", unit="lb", zone="Pacific/Auckland")
    program = ready("upper-lower-4")
    today = local_date(NOON, lifter.zone)
    followed = follow(lifter, program, weekdays=0b0011011, today=today)
    for back in (9, 7, 5, 3):
        a_finished_session(lifter=lifter, started=NOON - dt.timedelta(days=back), sets=3)
    change_slot(lifter, followed.pk, 1, day=None)
    change_slot(lifter, followed.pk, 3, day=today + dt.timedelta(days=9))
    excuse(lifter, today + dt.timedelta(days=1), reason="ill")

    same(lifter, program, NOON)


def test_through_an_easy_week_and_out_of_it():
    lifter = a_lifter()
    workout = an_own_workout(lifter, days=2)
    own = workout.block.program
    Block.objects.filter(program=own).update(weeks=4, deload_week=2)
    plan(workout, ("Barbell squat", "main", 5, 5), ("Pull-up", "secondary", 6, 10))
    weigh(lifter, parse_load("80", Unit.KG), now=NOON - dt.timedelta(days=40))
    # Longer ago than a layoff begins: the first of each comes lighter.
    for back in (30, 27):
        session = start_session(
            lifter, key=uuid.uuid4(), workout=workout, now=NOON - dt.timedelta(days=back)
        )
        for item in session.exercises.select_related("risk", "session", "athlete"):
            is_pull = item.risk.name == "Pull-up"
            for reps in (5, 5, 5):
                logged(
                    item=item,
                    reps=reps,
                    load="10" if is_pull else "100",
                    load_kind="added" if is_pull else "external",
                )
        finished(session)
    follow(lifter, own, weekdays=0, today=NOON.date())

    found = same(lifter, own, NOON)

    assert [
        case for _, _, items in found[:1] for _, kept, _ in items if (case := kept["case"])
    ] == [
        "layoff",
        "layoff",
    ]


def test_a_reset_at_hand_reads_the_same_weeks():
    """Under the range twice running: the rules ask for weeks of this lift and of the main lifts."""
    lifter = a_lifter()
    workout = an_own_workout(lifter, days=3)
    own = workout.block.program
    plan(workout, ("Barbell bench press", "main", 6, 8), ("Barbell squat", "main", 6, 8))
    for back, reps in ((12, 6), (10, 6), (8, 6), (6, 6), (4, 4), (2, 4)):
        session = start_session(
            lifter, key=uuid.uuid4(), workout=workout, now=NOON - dt.timedelta(days=back)
        )
        for item in session.exercises.select_related("risk", "session", "athlete"):
            for _ in range(3):
                logged(item=item, reps=reps if item.position == 1 else 6, load="100", rir=3)
        finished(session)
    follow(lifter, own, weekdays=0, today=NOON.date())

    found = same(lifter, own, NOON)

    assert found[0][2][0][1]["case"] == "reset"


def test_a_deload_agreed_to_is_played_until_it_ends():
    lifter = a_lifter()
    known_movements(lifter=lifter)
    program = ready("upper-lower-4")
    follow(lifter, program, weekdays=127, today=NOON.date())
    DeloadAdvice.objects.create(
        athlete=lifter,
        deload_from=NOON.date(),
        deload_until=NOON.date() + dt.timedelta(days=3),
    )

    found = same(lifter, program, NOON)

    assert [items[0][0] for _, _, items in found][3:5] == [2, 3]


def test_today_s_check_in_is_the_first_session_s(lifter):
    known_movements(lifter=lifter)
    program = ready("upper-lower-4")
    follow(lifter, program, weekdays=127, today=NOON.date())
    a_red_day(lifter=lifter, at=NOON)

    found = same(lifter, program, NOON + dt.timedelta(minutes=1))

    assert [items[0][0] for _, _, items in found][:2] == [2, 3]


def test_lines_back_off_sets_percents_pins_and_an_easy_week_are_played_as_they_are_trained():
    lifter = a_lifter()
    known_movements(lifter=lifter)
    top = SetLine(1, (3, 5), target=(1, 2, 3))
    own = a_program(
        lifter,
        a_line(top, SetLine(3, (6, 8), percent=85), rule="top_set"),
        a_line(
            SetLine(2, (3, 4), percent=85), SetLine(2, (8, 10), percent=70),
            name="Barbell squat", rule="percent", superset=1,
        ),
        a_line(
            SetLine(1, (5, 6)), SetLine(2, (10, 12), target=(3, 4, 5)),
            name="Seated cable row", role="secondary", superset=1,
        ),
        a_line(
            SetLine(1, (8, 10)), SetLine(2, (12, 15)), name="Curl", role="isolation",
        ),
    )  # fmt: skip
    Block.objects.filter(program=own).update(deload_week=2)
    follow(lifter, own, weekdays=0, today=NOON.date())
    PinnedLoad.objects.create(
        athlete=lifter,
        exercise_id=an_exercise("Curl").exercise_id,
        load_milli=17_500,
        load_unit="kg",
        load_kind="external",
        pinned_at=NOON,
    )

    found = same(lifter, own, NOON, sessions=8)

    assert {session[0] for session in found} == set(range(8))


def test_any_other_program_is_played_from_its_start(lifter):
    known_movements(lifter=lifter)

    found = play(lifter, program_for(lifter, ready("upper-lower-4").pk), now=NOON)

    assert found.course is None
    assert [one.slot.number for one in found.sessions] == list(range(8))
    first = found.sessions[0].exercises[0]
    assert (first.name, first.does, first.aims) == (
        "Barbell bench press", "75 kg · 6, 6, 6", ["aim 3 (2–4)"],
    )  # fmt: skip


def test_as_many_questions_for_a_short_log_as_for_a_long_one(lifter):
    program = ready("upper-lower-4")

    def asked(slug: str) -> int:
        with CaptureQueriesContext(connection) as found:
            play(lifter, program_for(lifter, ready(slug).pk), now=NOON)
        return len(found)

    play(lifter, program_for(lifter, program.pk), now=NOON)
    without_a_log = asked("upper-lower-4")
    for back in range(2, 40, 2):
        a_finished_session(lifter=lifter, started=NOON - dt.timedelta(days=back), sets=2)

    assert asked("upper-lower-4") == without_a_log
    # The days since a layoff are asked for at most once more, whatever the program.
    assert abs(asked("push-pull-legs-6") - without_a_log) <= 1


def test_the_page_shows_it_and_links_to_it(client, lifter):
    known_movements(lifter=lifter, before=timezone.now())
    program = ready("upper-lower-4")
    address = reverse("program_played", args=[program.pk])

    assert address in page(client, reverse("program", args=[program.pk]))
    text = words(page(client, address))

    assert "The next 8 sessions, from the start, if every set ends at its aim" in text
    assert "Barbell bench press weight down: 75 kg · 6, 6, 6 aim 3 (2–4)" in text
    assert "no weight on record yet" in text


def test_a_program_without_a_workout_has_nothing_to_play(client, lifter):
    own = an_own_workout(lifter).block.program
    Workout.objects.filter(block__program=own).update(is_removed=True)

    assert "It has no workout yet." in words(page(client, reverse("program_played", args=[own.pk])))


def test_a_stranger_s_program_is_not_there(client):
    other = an_own_workout(a_lifter()).block.program

    assert client.get(reverse("program_played", args=[other.pk])).status_code == 404


def test_timed_sets_are_told_as_they_are_planned(lifter):
    workout = an_own_workout(lifter, days=2)
    plan(workout, ("Curl", "isolation", 8, 12))
    workout.planned.update(reps_bottom=None, reps_top=None, seconds_bottom=30, seconds_top=45)
    own = workout.block.program

    found = play(lifter, program_for(lifter, own.pk), now=NOON)

    [curl] = found.sessions[0].exercises
    assert (curl.does, curl.aims, curl.change, curl.lacks_load) == ("3 × 30–45 s", [], "", False)


def test_in_an_easy_week_half_of_the_timed_sets_are_told(lifter):
    held = (SetLine(2, None, (30, 45)), SetLine(1, None, (20, 20)))
    own = a_program(lifter, a_line(*held, name="Curl"), days=2)
    Block.objects.filter(program=own).update(deload_week=1)

    found = play(lifter, program_for(lifter, own.pk), now=NOON)

    assert [one.exercises[0].does for one in found.sessions][:3] == [
        "2 × 30–45 s", "2 × 30–45 s", "2 × 30–45 s + 1 × 20 s",
    ]  # fmt: skip
