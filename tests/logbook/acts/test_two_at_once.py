"""Two acts on one session at the same instant: nothing lost, kept = rebuilt, nobody gets a 500. Long: every pair of acts."""

import datetime as dt
import uuid
from collections.abc import Sequence
from itertools import groupby

import pytest
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client

from logbook.kept.levels import read_level
from logbook.models import (
    Background,
    CheckIn,
    EffortLately,
    PinnedLoad,
    SessionExercise,
    Set,
    TrainingSession,
    TrainingSpan,
    User,
)
from logbook.pages.history.adherence import read_across_sessions
from logbook.pages.transfer.importing import Answers, bring, look_at
from programming.catalogue.entries import current_release
from tests.at_once import Request, at_once, log, post
from tests.logbook.given import NOON, a_lifter, a_session, an_exercise, logged, the_item

pytestmark = pytest.mark.django_db(transaction=True)

# A few in the gate; many where there is time.
ROUNDS = pytest.mark.parametrize("rounds", [3, pytest.param(200, marks=pytest.mark.deep)])
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _catalogue_and_noon(_catalogue: None, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    current_release()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + dt.timedelta(hours=1))


def items_of(session: TrainingSession) -> list[SessionExercise]:
    return list(session.exercises.select_related("risk", "session", "athlete"))


def a_training_day() -> TrainingSession:
    """A running Upper A of somebody new, a set logged on each of its exercises."""
    session = a_session(lifter=a_lifter())
    for item in items_of(session):
        logged(item=item, load="60" if item.risk.load_kind == "external" else None)
    return session


def together(session: TrainingSession, requests: Sequence[Request]) -> list[int]:
    statuses = at_once(session.athlete, requests)
    assert [one for one in statuses if one >= 500] == []
    return statuses


def kept_is_rebuilt(lifter: User) -> None:
    call_command("rebuild_summaries", "--check", user=lifter.email, verbosity=0)
    kept = read_across_sessions(lifter, NOON.date())
    level = read_level(lifter, now=NOON).assessment
    # Without their rows, effort and the years are read from the log.
    EffortLately.objects.visible_to(lifter).delete()
    TrainingSpan.objects.visible_to(lifter).delete()
    assert read_across_sessions(lifter, NOON.date()) == kept
    assert read_level(lifter, now=NOON).assessment == level


def next_sets(session: TrainingSession, number: int = 2) -> list[Request]:
    return [
        log(item, number, load="60" if item.risk.load_kind == "external" else "")
        for item in items_of(session)[:4]
    ]


@ROUNDS
def test_finish_beside_sets(rounds: int):
    for _ in range(rounds):
        session = a_training_day()

        together(session, [*next_sets(session), post("session_finish", session.pk)])

        session.refresh_from_db()
        assert session.finished_at is not None
        assert session.sets.count() == session.exercises.count() + 4
        kept_is_rebuilt(session.athlete)


@ROUNDS
def test_finish_beside_an_edit_a_delete_and_a_restore(rounds: int):
    for _ in range(rounds):
        session = a_training_day()
        first, second, third = session.sets.order_by("pk")[:3]
        form = {"unit": "kg", "load_kind": "external", "load": "62.5", "reps": 9, "rir": 1}
        form |= {"ended_by": "stopped", "kind": "working", "note": "", "key": first.key}

        together(
            session,
            [
                post("set_edit", first.pk, **form, number=first.number, version=1),
                post("set_delete", second.pk),
                post("set_delete", third.pk),
                post("set_restore", third.pk),
                post("session_finish", session.pk),
            ],
        )

        assert Set.objects.get(pk=first.pk).reps == 9
        assert Set.objects.get(pk=second.pk).deleted_at is not None
        kept_is_rebuilt(session.athlete)


@ROUNDS
def test_finish_beside_both_answers_to_a_slip(rounds: int):
    for _ in range(rounds):
        session = a_training_day()
        item = next(one for one in items_of(session) if one.risk.load_kind == "external")
        slip = logged(item=item, load="600")
        assert slip.is_slip

        together(
            session,
            [
                post("set_slip", slip.pk, version=1, answer="yes"),
                post("set_slip", slip.pk, version=1, answer="meant"),
                post("set_slip", slip.pk, version=1, answer="yes"),
                post("session_finish", session.pk),
            ],
        )

        slip.refresh_from_db()
        assert (slip.is_slip, slip.version) == (False, 2)
        assert str(slip.typed_load) in {"600 kg", "60 kg"}
        kept_is_rebuilt(session.athlete)


@ROUNDS
def test_finish_reopen_and_finish_beside_sets(rounds: int):
    for _ in range(rounds):
        session = a_training_day()
        ends = [post("session_finish", session.pk) for _ in range(2)]

        together(session, [*next_sets(session), *ends, post("session_reopen", session.pk)])

        assert session.sets.count() == session.exercises.count() + 4
        kept_is_rebuilt(session.athlete)


@ROUNDS
def test_two_check_ins_beside_sets(rounds: int):
    red = {"sleep": "under_6", "recovery": "poor", "stress": "high"}
    green = {"sleep": "from_7", "recovery": "good", "stress": "low"}
    for _ in range(rounds):
        session = a_training_day()
        planned = {item.pk: item.planned_sets for item in items_of(session)}

        together(
            session,
            [*next_sets(session), post("check_in", **red), post("check_in", **green)],
        )

        session.refresh_from_db()
        assert session.check_in == CheckIn.objects.filter(athlete=session.athlete).latest("pk")
        off = 1 if session.readiness == "red" else 0
        for item in session.exercises.all():
            whole = planned[item.pk] or 0
            assert item.planned_sets == max(whole - off, 1, item.working_sets)
            assert item.sets_off == whole - (item.planned_sets or 0)
        kept_is_rebuilt(session.athlete)


@ROUNDS
def test_a_check_in_beside_a_start(rounds: int):
    red = {"sleep": "under_6", "recovery": "poor", "stress": "high"}
    for _ in range(rounds):
        lifter = a_lifter()
        key = "7f0d2f4e-55d6-4a58-9b5c-0d9f1f6f3c11"

        statuses = at_once(
            lifter,
            [post("session_start", key=key, workout=""), post("session_start", key=key, workout=""),
             post("check_in", **red)],
        )  # fmt: skip

        assert statuses == [302, 302, 302]
        session = TrainingSession.objects.get(athlete=lifter)
        assert session.check_in is not None


@ROUNDS
def test_deleting_a_session_beside_sets(rounds: int):
    for _ in range(rounds):
        session = a_training_day()
        lifter = session.athlete

        together(session, [*next_sets(session), post("session_delete", session.pk)])

        assert not TrainingSession.objects.filter(pk=session.pk).exists()
        assert not Set.objects.filter(athlete=lifter).exists()
        kept_is_rebuilt(lifter)


@ROUNDS
def test_moving_a_session_to_another_day_beside_sets(rounds: int):
    for _ in range(rounds):
        session = a_training_day()
        yesterday = session.local_date - DAY
        form = {"name": "Upper A", "note": "", "started": f"{yesterday}T12:00", "finished": ""}

        together(
            session,
            [*next_sets(session), post("session_edit", session.pk, **form, version=1)],
        )

        session.refresh_from_db()
        assert session.local_date == yesterday
        assert set(session.sets.values_list("local_date", flat=True)) == {yesterday}
        assert set(session.exercises.values_list("local_date", flat=True)) == {yesterday}
        kept_is_rebuilt(session.athlete)


@ROUNDS
def test_moving_swapping_adding_and_removing_exercises_beside_sets(rounds: int):
    for _ in range(rounds):
        session = a_training_day()
        items = items_of(session)
        curl, squat = (an_exercise(name).exercise_id for name in ("Curl", "Barbell squat"))

        together(
            session,
            [
                *next_sets(session)[:3],
                post("exercise_move", items[1].pk, way="up"),
                post("exercise_move", items[1].pk, way="down"),
                post("exercise_add", session.pk, exercise=curl),
                post("exercise_add", session.pk, exercise=squat, swap_for=items[0].pk),
                post("exercise_remove", items[-1].pk),
            ],
        )

        places = list(session.exercises.values_list("position", flat=True))
        assert len(places) == len(set(places))
        assert session.sets.filter(number=2).count() == 3
        kept_is_rebuilt(session.athlete)


@ROUNDS
def test_pins_beside_sets_a_check_in_and_a_start(rounds: int):
    """What is pinned to the exercise and what its session says of it are one."""
    for _ in range(rounds):
        session = a_training_day()
        lifter, item = session.athlete, the_item(session=session)

        together(
            session,
            [
                log(item, 2),
                post("exercise_pin", item.pk, pin="80000 kg external"),
                post("exercise_pin", item.pk, pin="77500 kg external"),
                post("exercise_pin", item.pk, pin=""),
                post("check_in", sleep="under_6", recovery="poor", stress="high"),
                post("session_start", key="7f0d2f4e-55d6-4a58-9b5c-0d9f1f6f3c11", workout=""),
            ],
        )

        item.refresh_from_db()
        pin = PinnedLoad.objects.visible_to(lifter).filter(exercise_id=item.exercise_id).first()
        assert item.pin == (pin.load if pin is not None else None)
        assert item.sets.filter(number=2).count() == 1
        assert item.working_sets == item.sets.count()
        kept_is_rebuilt(lifter)


@ROUNDS
def test_a_pin_beside_a_swap_stays_with_its_exercise(rounds: int):
    for _ in range(rounds):
        session = a_session(lifter=a_lifter())
        item = the_item(session=session)
        bench, press = item.exercise_id, an_exercise("Machine chest press").exercise_id

        together(
            session,
            [
                post("exercise_pin", item.pk, pin="80000 kg external"),
                post("exercise_add", session.pk, exercise=press, swap_for=item.pk),
            ],
        )

        item.refresh_from_db()
        pinned = PinnedLoad.objects.visible_to(session.athlete).get()
        assert item.exercise_id == press
        assert item.pin == (pinned.load if pinned.exercise_id == press else None)
        assert pinned.exercise_id in {bench, press}


@ROUNDS
def test_pairing_swapping_and_moving_beside_sets_and_a_finish(rounds: int):
    for _ in range(rounds):
        session = a_training_day()
        items = items_of(session)
        squat = an_exercise("Barbell squat").exercise_id

        together(
            session,
            [
                *next_sets(session)[1:3],
                post("exercise_pair", items[0].pk, pair="on"),
                post("exercise_pair", items[1].pk, pair="on"),
                post("exercise_pair", items[1].pk, pair="", way="before"),
                post("exercise_move", items[2].pk, way="up"),
                post("exercise_add", session.pk, exercise=squat, swap_for=items[0].pk),
                post("session_finish", session.pk),
            ],
        )

        found = list(session.exercises.order_by("position"))
        assert len({one.position for one in found}) == len(items) + 1
        # Whichever came first: those of one number are neighbours, but for what is skipped.
        numbers = [one.superset for one in found if not one.is_skipped]
        held = [number for number, _ in groupby(numbers) if number is not None]
        assert len(held) == len(set(held))
        assert session.sets.filter(number=2).count() == 2
        kept_is_rebuilt(session.athlete)


@ROUNDS
def test_marks_beside_a_delete_of_the_session(rounds: int):
    for _ in range(rounds):
        session = a_training_day()
        item = the_item(session=session)

        together(
            session,
            [
                post("exercise_pain", item.pk, pain="on"),
                post("exercise_safeties", item.pk, safeties="pins"),
                post("exercise_skip", item.pk, skip="on"),
                post("exercise_suggestion", item.pk, take="on"),
                post("exercise_sets", item.pk, change="1"),
                post("session_delete", session.pk),
            ],
        )

        assert not TrainingSession.objects.filter(pk=session.pk).exists()


@ROUNDS
def test_the_first_questions_answered_twice_at_once(rounds: int):
    for _ in range(rounds):
        lifter = a_lifter(is_welcomed=False, is_level_by_hand=False)
        answers = {"goal": "mixed", "unit": "kg", "zone": "UTC", "total_months": "24"}

        statuses = at_once(lifter, [post("welcome", **answers) for _ in range(4)])

        assert [one for one in statuses if one >= 500] == []
        assert Background.objects.filter(athlete=lifter).count() == 1


@ROUNDS
def test_a_level_set_by_hand_beside_finish_stays(rounds: int):
    for _ in range(rounds):
        session = a_training_day()
        User.objects.filter(pk=session.athlete_id).update(is_level_by_hand=False, level="advanced")

        together(
            session,
            [post("session_finish", session.pk), post("level_set", level="intermediate")],
        )

        lifter = User.objects.get(pk=session.athlete_id)
        assert (lifter.level, lifter.is_level_by_hand) == ("intermediate", True)


# ---- imports beside everything else --------------------------------------------------------------


def a_bench_file(days: int) -> bytes:
    header = "Date,Exercise,Category,Weight (kgs),Reps,Distance,Distance Unit,Time\n"
    rows = (
        f"{NOON.date() - dt.timedelta(days=day)},Flat Barbell Bench Press,Chest,{60 + done},8,,,\n"
        for day in range(1, days + 1)
        for done in range(3)
    )
    return (header + "".join(rows)).encode()


def bringing(lifter: User, content: bytes) -> Request:
    """An import as a request of its own: what it needs of a client is nothing."""

    def run(client: Client) -> HttpResponse:
        looked = look_at(lifter, content, Answers(), now=NOON)
        bring(lifter, looked, key=uuid.uuid4(), now=NOON)
        return HttpResponse()

    return run


@pytest.mark.parametrize("count", [2, 5])
def test_one_file_brought_in_at_once_adds_once(count):
    session = a_training_day()
    lifter = session.athlete

    together(session, [bringing(lifter, a_bench_file(10))] * count)

    assert lifter.sessions.count() == 11
    assert Set.objects.filter(athlete=lifter, origin="imported").count() == 30
    kept_is_rebuilt(lifter)


@ROUNDS
def test_an_import_while_a_session_ends_and_sets_are_logged(rounds):
    for _ in range(rounds):
        session = a_training_day()
        bench = the_item(session=session)
        finish = post("session_finish", session.pk)
        together(
            session, [bringing(session.athlete, a_bench_file(6)), log(bench, number=2), finish]
        )

        assert Set.objects.filter(athlete=session.athlete, origin="imported").count() == 18
        kept_is_rebuilt(session.athlete)
