"""A coach sets something beside the end of the link, and beside a session that starts."""

import threading
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from logbook.acts.changes import Aimed, RefusedChangeError, Said, begin_change, set_target
from logbook.acts.coaching import end_link
from logbook.acts.given import give_program, offer_state
from logbook.models import (
    CoachChange,
    CoachLink,
    GivenProgram,
    SessionExercise,
    TrainingSession,
    User,
)
from programming.catalogue.entries import current_release
from programming.models import PlannedExercise, Program
from programming.programs.editing import edit
from tests.at_once import at_once
from tests.logbook.given import a_lifter
from tests.logbook.pages.coaching.linked import EVERYTHING, a_coach, coached
from tests.logbook.planned import a_line, a_program

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = pytest.mark.parametrize("rounds", [2, pytest.param(200, marks=pytest.mark.deep)])
LEVELS = ("beginner", "intermediate", "advanced")


@pytest.fixture(autouse=True)
def _catalogue_there(_catalogue: None, db: None) -> None:
    current_release()


def said() -> Said:
    return Said("Sooner.", uuid.uuid4(), timezone.now())


def by(person: User) -> Client:
    """A browser of somebody's, of which a thread makes its own."""
    browser = Client(raise_request_exception=False)
    browser.force_login(person)
    return browser


def sets_target(athlete: User, program: Program) -> Callable[[Client, int], int]:
    """A post of another target with each number."""
    workout = program.blocks.get().workouts.get()
    path = reverse("coaching_target", args=[athlete.pk, program.pk, workout.pk, 0, 0])
    exercise = workout.planned.get().exercise_id

    def post(client: Client, number: int) -> int:
        low = number % 3
        form = {
            "low": low, "aim": low + 1, "high": low + 2, "why": "Sooner.", "key": uuid.uuid4(),
            "exercise": exercise,
        }  # fmt: skip
        return client.post(path, form).status_code

    return post


def writes(
    link: CoachLink, program: Program, source: Program
) -> Mapping[str, Callable[[Client, int], int]]:
    """Each way of a coach to write something of an athlete's."""
    athlete, coach = link.athlete, link.coach
    assert coach is not None

    def level(client: Client, number: int) -> int:
        form = {"level": LEVELS[number % 3], "why": "Sooner.", "key": uuid.uuid4()}
        return client.post(reverse("coaching_level", args=[athlete.pk]), form).status_code

    def technique(client: Client, number: int) -> int:
        form = {"lifts": number % 5, "why": "Sooner.", "key": uuid.uuid4()}
        return client.post(reverse("coaching_technique", args=[athlete.pk]), form).status_code

    def give(client: Client, number: int) -> int:
        form = {"program": source.pk, "why": "Sooner.", "key": uuid.uuid4()}
        return client.post(reverse("coaching_give", args=[athlete.pk]), form).status_code

    def edits(client: Client, number: int) -> int:
        form = {
            "form": "program", "act": "save", "name": f"Called {number}", "days": 1 + number % 7,
            "level": "beginner", "goal": "mixed",
            "version": Program.objects.get(pk=program.pk).version,
        }  # fmt: skip
        path = reverse("coaching_edit", args=[athlete.pk, program.pk])
        return client.post(path, form).status_code

    def held_long_ago(client: Client, number: int) -> int:
        """As a request that read the link, and then was slow."""
        exercise = program.blocks.get().workouts.get().planned.get().exercise_id
        day = program.blocks.get().workouts.get().pk
        aimed = Aimed(day, 0, 0, exercise, (number % 3, 3, 4))
        try:
            set_target(coach, link, program.pk, aimed, said())
        except Http404:
            return 404
        except RefusedChangeError:
            return 422
        return 302

    return {
        "slow": held_long_ago,
        "target": sets_target(athlete, program),
        "level": level,
        "technique": technique,
        "give": give,
        "edit": edits,
    }


def all_of(athlete: User) -> object:
    """Everything a coach can have written."""
    person = User.objects.get(pk=athlete.pk)
    return (
        (person.level, person.is_level_by_hand),
        list(Program.objects.filter(owner=athlete).order_by("pk").values_list("pk", "name", "days", "version")),
        list(
            PlannedExercise.objects.filter(workout__block__program__owner=athlete)
            .order_by("pk").values_list("pk", "target_aim")
        ),
        list(CoachChange.objects.filter(athlete=athlete).order_by("pk").values_list("pk", "state", "after")),
        GivenProgram.objects.filter(athlete=athlete).count(),
    )  # fmt: skip


@ROUNDS
def test_nothing_is_written_after_the_end_is_committed(rounds: int):
    for number in range(rounds):
        athlete, coach = a_lifter(name="Ivo"), a_coach()
        link = coached(athlete, coach, at=timezone.now(), **EVERYTHING)
        program, source = a_program(athlete, a_line()), a_program(coach, a_line())
        begin_change(coach, link, program.pk, said())
        acts = writes(link, program, source)
        cookies = {name: one.value for name, one in by(coach).cookies.items()}
        start, somebody_wrote = threading.Barrier(len(acts) + 1), threading.Event()
        faults: list[tuple[str, int]] = []
        late: list[str] = []
        ended: list[bool] = []

        def write(name: str, act: Callable[[Client, int], int], cookies=cookies, start=start,
                  somebody_wrote=somebody_wrote, faults=faults, late=late, ended=ended) -> None:  # fmt: skip
            client = Client(raise_request_exception=False)
            client.cookies.load(cookies)
            start.wait()
            try:
                for turn in range(1000):
                    was_over = bool(ended)
                    status = act(client, turn)
                    if status >= 500:
                        faults.append((name, status))
                    if was_over and status != 404:
                        late.append(name)
                    if status == 302:
                        somebody_wrote.set()
                    if was_over:
                        return
            finally:
                connection.close()

        threads = [threading.Thread(target=write, args=one) for one in acts.items()]
        for one in threads:
            one.start()
        start.wait()
        somebody_wrote.wait()
        end_link(athlete, link.pk, now=timezone.now())
        stands = all_of(athlete)
        ended.append(True)
        for one in threads:
            one.join()

        assert (faults, late) == ([], []), number
        assert all_of(athlete) == stands, number
        assert CoachChange.objects.filter(athlete=athlete).exclude(state="begun").exists()


@ROUNDS
def test_a_session_that_starts_has_the_plan_of_before_or_after_and_its_level_stays(rounds: int):
    for number in range(rounds):
        athlete, coach = a_lifter(name="Ivo", level="beginner"), a_coach()
        link = coached(athlete, coach, at=timezone.now(), **EVERYTHING)
        program = a_program(athlete, a_line())
        workout = program.blocks.get().workouts.get()
        acts = writes(link, program, program)

        def starts(client: Client, workout=workout, athlete=athlete):
            form = {"key": uuid.uuid4(), "workout": workout.pk}
            return by(athlete).post(reverse("session_start"), form)

        def does(name: str, athlete=athlete, acts=acts, coach=coach):
            class Answer:
                """What `at_once` reads."""

                def __init__(self, status: int) -> None:
                    self.status_code = status

            return lambda _: Answer(acts[name](by(coach), 2))

        statuses = at_once(None, [starts, does("target"), does("level"), does("technique")])

        assert [one for one in statuses if one >= 500] == [], number
        assert statuses[0] == 302
        item = SessionExercise.objects.get(session__athlete=athlete)
        assert item.lines in ([], [{"sets": 3, "reps": [6, 8], "target": [2, 3, 4]}])
        if statuses[2] != 302:
            athlete.refresh_from_db()
            assert (statuses[2], athlete.level) == (422, "beginner")
        # Once it runs nothing moves its level.
        assert TrainingSession.objects.get(athlete=athlete).finished_at is None
        level = reverse("coaching_level", args=[athlete.pk])
        form = {"level": "advanced", "why": "Sooner.", "key": uuid.uuid4()}
        assert by(coach).post(level, form).status_code == 422


@ROUNDS
def test_an_answer_twice_beside_a_new_offer_and_an_end_is_one_answer(rounds: int):
    for number in range(rounds):
        athlete, coach = a_lifter(name="Ivo"), a_coach()
        link = coached(athlete, coach, at=timezone.now(), **EVERYTHING)
        source = a_program(coach, a_line())
        give_program(coach, link, source.pk, said())
        given = GivenProgram.objects.get(athlete=athlete)
        edit(coach, source.pk, None, lambda plan: replace(plan, days=5))
        offer = offer_state(coach, link, given.pk, said())
        assert offer is not None
        path = reverse("sharing_change", args=[offer.pk])

        def answers(act: str, path=path, athlete=athlete):
            return lambda _: by(athlete).post(path, {"act": act})

        def ends(_, coach=coach, athlete=athlete):
            return by(coach).post(reverse("coaching_end", args=[athlete.pk]))

        statuses = at_once(None, [answers("keep"), answers("keep"), answers("refuse"), ends])

        assert [one for one in statuses if one >= 500] == [], (number, statuses)
        offer.refresh_from_db()
        copy = Program.objects.get(pk=given.program_id)
        assert copy.days == (5 if offer.state == "kept" else 3)
