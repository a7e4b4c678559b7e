"""Bringing in, taking back, restoring, taking along and leaving while everything else goes on. Long: every pair of acts."""

import datetime as dt
import json
import uuid
from collections.abc import Sequence

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from logbook.acts.imports_undone import TooLateError, take_back
from logbook.acts.leaving import leave
from logbook.acts.restoring import NotEmptyError
from logbook.models import (
    ExerciseRecord,
    ImportRun,
    ImportUpload,
    SessionExercise,
    Set,
    TrainingSession,
    User,
)
from logbook.pages.transfer.acts import keep_upload
from logbook.pages.transfer.exporting import WAYS
from logbook.pages.transfer.importing import Answers, bring, look_at
from programming.catalogue.entries import current_release
from programming.models import Exercise, Program
from tests.at_once import Request, at_once, log, post
from tests.logbook.acts.test_leaving import rows_of
from tests.logbook.given import (
    NOON,
    a_finished_session,
    a_lifter,
    a_session,
    an_exercise,
    logged,
    the_item,
)
from tests.logbook.pages.transfer.whole_accounts import out, put_back

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = pytest.mark.parametrize("rounds", [3, pytest.param(100, marks=pytest.mark.deep)])
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _catalogue_and_noon(_catalogue: None, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    current_release()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + dt.timedelta(hours=1))


def an_export(days: int, *, sets: int = 3, name: str = "Bench Press (Barbell)") -> bytes:
    header = "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,reps,distance_km,duration_seconds,rpe"
    rows = [header]
    for day in range(1, days + 1):
        at = NOON - day * DAY
        rows += [
            f"Push,{at:%Y-%m-%d %H:%M:%S},{at:%Y-%m-%d} 13:00:00,,{name},,,{done},normal,{60 + done},8,,,8"
            for done in range(sets)
        ]
    return "\n".join([*rows, ""]).encode()


def bringing(lifter: User, content: bytes) -> Request:
    def run(_: Client) -> HttpResponse:
        bring(lifter, look_at(lifter, content, Answers(), now=NOON), key=uuid.uuid4(), now=NOON)
        return HttpResponse()

    return run


def brought(lifter: User, content: bytes) -> ImportRun:
    bringing(lifter, content)(Client())
    return ImportRun.objects.filter(athlete=lifter).latest("pk")


def taking_back(run: ImportRun) -> Request:
    def back(_: Client) -> HttpResponse:
        try:
            take_back(User.objects.get(pk=run.athlete_id), run.pk, now=timezone.now())
        except TooLateError:
            return HttpResponse(status=409)
        return HttpResponse()

    return back


def goes(person: User) -> Request:
    def go(_: Client) -> HttpResponse:
        leave(person)
        return HttpResponse()

    return go


def taken_along(way: str) -> Request:
    def take(client: Client) -> HttpResponse:
        response = client.post("/export/", {"as": way})
        content = response.getvalue()
        if way in {"json", "openweight"}:
            json.loads(content)
        return HttpResponse(status=response.status_code)

    return take


def together(lifter: User, requests: Sequence[Request]) -> list[int]:
    statuses = at_once(lifter, requests)
    assert [one for one in statuses if one >= 500] == []
    return statuses


def kept_is_rebuilt(lifter: User) -> None:
    call_command("rebuild_summaries", "--check", user=lifter.email, verbosity=0)


def changed(row: Set) -> Request:
    form = {"unit": "kg", "load_kind": "external", "load": "62.5", "reps": 9, "rir": 1}
    form |= {"ended_by": "stopped", "kind": "working", "note": "", "key": row.key}
    return post("set_edit", row.pk, **form, number=row.number, version=row.version)


@ROUNDS
def test_taking_back_beside_an_edit_a_delete_a_move_and_sets(rounds: int):
    for _ in range(rounds):
        session = a_session(lifter=a_lifter())
        lifter, bench = session.athlete, the_item(session=session)
        run = brought(lifter, an_export(5))
        first, second, third = TrainingSession.objects.filter(athlete=lifter).exclude(
            pk=session.pk
        )[:3]
        edited, gone = first.sets.all()[0], second.sets.all()[0]
        moved = {"name": "Push", "note": "", "started": f"{NOON - 30 * DAY:%Y-%m-%dT%H:%M}"}
        moved |= {"finished": f"{NOON - 30 * DAY:%Y-%m-%d}T13:00", "version": "1"}

        statuses = together(
            lifter,
            [
                taking_back(run),
                taking_back(run),
                changed(edited),
                post("set_delete", gone.pk),
                post("session_edit", third.pk, **moved),
                log(bench),
                post("session_finish", session.pk),
            ],
        )

        assert sorted(statuses[:2]) == [200, 409]
        run.refresh_from_db()
        # What was changed before it went is whole, and what went is gone.
        left = TrainingSession.objects.filter(athlete=lifter).exclude(pk=session.pk)
        assert [one.sets.count() for one in left] == [3] * run.kept
        assert SessionExercise.objects.filter(athlete=lifter, session__in=left).count() == run.kept
        assert session.sets.count() == 1
        kept_is_rebuilt(lifter)


@ROUNDS
def test_taking_back_beside_a_use_of_an_exercise_it_made(rounds: int):
    for _ in range(rounds):
        session = a_session(lifter=a_lifter())
        lifter = session.athlete
        run = brought(lifter, an_export(2, name="My own press"))
        own = Exercise.objects.get(owner=lifter)

        together(
            lifter,
            [
                taking_back(run),
                post("exercise_add", session.pk, exercise=own.pk),
                post("exercise_star", own.pk, star="on"),
            ],
        )

        is_used = session.exercises.filter(exercise=own).exists()
        assert Exercise.objects.filter(pk=own.pk).exists() or not is_used
        assert session.exercises.count() in {5, 6, 7}
        kept_is_rebuilt(lifter)


@ROUNDS
def test_a_file_that_grew_beside_changes_of_its_sessions(rounds: int):
    for _ in range(rounds):
        lifter = a_lifter()
        brought(lifter, an_export(4))
        first, second, third, fourth = TrainingSession.objects.filter(athlete=lifter)
        moved = {"name": "Push", "note": "", "started": f"{NOON - 30 * DAY:%Y-%m-%dT%H:%M}"}
        moved |= {"finished": f"{NOON - 30 * DAY:%Y-%m-%d}T13:00", "version": "1"}

        together(
            lifter,
            [
                bringing(lifter, an_export(4, sets=5)),
                bringing(lifter, an_export(4, sets=5)),
                changed(first.sets.all()[0]),
                post("set_delete", second.sets.all()[0].pk),
                post("session_edit", third.pk, **moved),
                post("session_delete", fourth.pk),
            ],
        )

        left = TrainingSession.objects.filter(athlete=lifter)
        assert not left.filter(pk=fourth.pk).exists()
        assert {one.sets.count() for one in left} == {5}
        kept_is_rebuilt(lifter)


@ROUNDS
def test_one_file_confirmed_in_two_tabs_and_let_go_in_a_third(rounds: int):
    for _ in range(rounds):
        lifter = a_lifter()
        keep_upload(lifter, an_export(3), "hevy.csv", now=NOON)
        key = str(ImportUpload.objects.get(athlete=lifter).key)
        confirm = post("import_file", act="import", file=key)

        together(lifter, [confirm, confirm, confirm, post("import_forget", file=key)])

        assert Set.objects.filter(athlete=lifter).count() in {0, 9}
        assert ImportRun.objects.filter(athlete=lifter).count() <= 1
        assert not ImportUpload.objects.filter(athlete=lifter).exists()
        kept_is_rebuilt(lifter)


@ROUNDS
def test_restoring_beside_a_start_a_check_in_stars_and_an_import(rounds: int):
    first = a_lifter(name="Eva")
    a_finished_session(lifter=first)
    content = out(first)
    program = Program.objects.filter(owner=None)[0]
    for _ in range(rounds):
        lifter, key = a_lifter(), str(uuid.uuid4())
        bench = an_exercise("Barbell bench press").exercise_id

        def restoring(_: Client, lifter: User = lifter) -> HttpResponse:
            try:
                put_back(lifter, content)
            except NotEmptyError:
                return HttpResponse(status=409)
            return HttpResponse()

        statuses = together(
            lifter,
            [
                restoring,
                post("session_start", key=key, workout=""),
                post("check_in", sleep="under_6", recovery="poor", stress="high"),
                post("exercise_star", bench, star="on"),
                post("program_follow", program.pk),
                bringing(lifter, an_export(2)),
                restoring,
            ],
        )

        kept = Set.objects.filter(athlete=lifter, origin="typed").count()
        assert kept == (
            first.sessions.get().sets.count() if 200 in (statuses[0], statuses[-1]) else 0
        )
        assert Set.objects.filter(athlete=lifter, origin="imported").count() == 6
        kept_is_rebuilt(lifter)


@ROUNDS
@pytest.mark.parametrize("way", list(WAYS))
def test_taking_along_beside_what_is_logged_and_made(rounds: int, way: str):
    for _ in range(rounds):
        session = a_session(lifter=a_lifter())
        lifter, bench = session.athlete, the_item(session=session)
        logged(item=bench)
        brought(lifter, an_export(30))

        statuses = together(
            lifter,
            [
                taken_along(way),
                taken_along(way),
                log(bench, 2),
                post("check_in", sleep="under_6", recovery="poor", stress="high"),
                bringing(lifter, an_export(3, name="My own press")),
                post("session_finish", session.pk),
            ],
        )

        assert statuses[:2] == [200, 200]
        assert session.sets.count() == 2
        kept_is_rebuilt(lifter)


@ROUNDS
def test_leaving_beside_an_import_its_way_back_a_file_and_a_restore(rounds: int):
    other = a_lifter()
    a_finished_session(lifter=other)
    content, program = out(other), Program.objects.filter(owner=None)[0]
    for _ in range(rounds):
        person, empty = a_lifter(), a_lifter()
        run = brought(person, an_export(3))
        bench = an_exercise("Barbell bench press").exercise_id

        def restoring(_: Client, empty: User = empty) -> HttpResponse:
            put_back(empty, content)
            return HttpResponse()

        statuses = at_once(
            person,
            [
                goes(person),
                goes(empty),
                post("import_undo", run.pk),
                post("export", **{"as": "json"}),
                post("import_start", file=SimpleUploadedFile("a.csv", an_export(4), "text/csv")),
                post("exercise_star", bench, star="on"),
                post("program_follow", program.pk),
            ],
        )

        assert set(statuses) <= {200, 302, 401, 404, 409}
        assert rows_of(person.pk) == {}
        assert not ExerciseRecord.objects.filter(athlete=person.pk).exists()
