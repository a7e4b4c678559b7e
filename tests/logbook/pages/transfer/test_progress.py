"""An import in the background: queued, worked off, how far it is, stopped, interrupted; and nobody at work. Long: every way it can stand."""

import datetime as dt
import os
import re
import socket
import uuid
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from logbook.acts import imports_ahead
from logbook.acts.import_jobs import INTERRUPTED, SILENT, LetGoError, Progress, clear_interrupted
from logbook.choices import JobState
from logbook.models import ImportJob, ImportRun, ImportUpload, Set, TrainingSession, User
from logbook.pages.transfer import tasks
from logbook.pages.transfer.acts import keep_upload
from logbook.pages.transfer.importing import bring
from programming.catalogue.entries import current_release
from tests.at_once import post
from tests.logbook.acts.test_imports_at_once import together
from tests.logbook.given import NOON, a_finished_session, a_lifter
from tests.logbook.pages.transfer.whole_accounts import out

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _catalogue_noon_and_a_low_line(_catalogue: None, db: None, monkeypatch, settings) -> None:
    current_release()
    settings.IMPORT_AT_ONCE_SETS = 8
    the_time_is(monkeypatch, NOON)


def the_time_is(monkeypatch: pytest.MonkeyPatch, at: dt.datetime) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)


def a_file(sets: int, name: str = "Bench Press (Barbell)") -> bytes:
    header = "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,reps,distance_km,duration_seconds,rpe"
    rows = [
        f"Push,{NOON - dt.timedelta(days=1 + done // 3):%Y-%m-%d %H:%M:%S},,,{name},,,{done % 3},normal,{60 + done},8,,,8"
        for done in range(sets)
    ]
    return "\n".join([header, *rows, ""]).encode()


def confirmed(lifter: User, content: bytes) -> tuple[Client, Any]:
    """A client of the lifter, who has just said that the file is to be brought in."""
    keep_upload(lifter, content, "hevy.csv", now=NOON)
    client = Client()
    client.force_login(lifter)
    return client, client.post("/import/file/", {"act": "import"})


def work() -> None:
    """What the worker does until nothing is left."""
    call_command(
        "db_worker", batch=True, interval=0, reload=False, startup_delay=False, verbosity=0
    )


def words(client: Client, **headers: str) -> str:
    """What the page of the progress says, without its marks."""
    text = client.get("/import/progress/", headers=headers).content.decode()
    main = text.split("<main")[1] if "<main" in text else text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).strip()


@pytest.mark.parametrize(("sets", "is_queued"), [(7, False), (8, False), (9, True)])
def test_a_file_with_more_sets_than_the_line_is_queued(sets, is_queued):
    lifter = a_lifter()
    _, response = confirmed(lifter, a_file(sets))

    assert (response.url == "/import/progress/") is is_queued
    assert Set.objects.filter(athlete=lifter).exists() is not is_queued
    assert DBTaskResult.objects.exists() is is_queued


def test_a_queued_file_is_brought_in_by_the_worker_and_the_page_says_so():
    lifter = a_lifter()
    client, _ = confirmed(lifter, a_file(30))
    assert "It begins in a moment." in words(client)
    assert client.get("/import/file/").headers["Location"] == "/import/progress/"
    assert "How far your file is" in client.get("/import/").content.decode()

    work()

    assert Set.objects.filter(athlete=lifter).count() == 30
    run = ImportRun.objects.get(athlete=lifter)
    said = words(client)
    assert "Done" in said
    assert "All 30 sets are in your log." in said
    assert f'href="/import/{run.pk}/"' in client.get("/import/progress/").content.decode()
    assert not ImportUpload.objects.exists()
    call_command("rebuild_summaries", "--check", user=lifter.email, verbosity=0)


def test_a_double_tap_queues_it_once():
    lifter = a_lifter()
    client, _ = confirmed(lifter, a_file(9))
    client.post("/import/file/", {"act": "import"})

    assert DBTaskResult.objects.count() == ImportJob.objects.count() == 1
    work()
    assert Set.objects.filter(athlete=lifter).count() == 9


def test_another_file_waits_for_the_one_that_is_worked_on():
    lifter = a_lifter()
    confirmed(lifter, a_file(9))
    client, response = confirmed(lifter, a_file(12, name="Squat (Barbell)"))

    assert response.url == "/import/progress/"
    assert "Wait for it, or stop it first" in client.get(response.url).content.decode()
    assert ImportJob.objects.count() == 1


def test_the_part_that_asks_again_is_a_fragment_and_stops_asking_once_it_ended():
    lifter = a_lifter()
    client, _ = confirmed(lifter, a_file(9))
    asked = client.get("/import/progress/", headers={"HX-Request": "true"})

    assert b"<html" not in asked.content
    assert b'hx-trigger="load delay:2s"' in asked.content
    assert asked["Cache-Control"] == "no-store"
    # Without scripts it is asked by a link.
    assert b'<noscript><a class="rs-btn" href="/import/progress/">' in asked.content

    work()

    assert (
        b"hx-trigger" not in client.get("/import/progress/", headers={"HX-Request": "true"}).content
    )


@pytest.mark.parametrize(
    ("after", "busy_for", "says"),
    [
        (9, None, "It begins in a moment."),
        (10, None, "Nothing is being worked on here at the moment."),
        (10, 60, "Another file is being brought in first."),
        (10, 61, "Nothing is being worked on here at the moment."),
    ],
)
def test_a_file_nobody_takes_up_says_so(monkeypatch, after, busy_for, says):
    client, _ = confirmed(a_lifter(), a_file(9))
    now = NOON + after * SECOND
    if busy_for is not None:
        ImportJob(
            athlete=a_lifter(), key=uuid.uuid4(), state=JobState.WORKING, queued_at=NOON,
            beat_at=now - busy_for * SECOND,
        ).save()  # fmt: skip
    the_time_is(monkeypatch, now)

    assert says in words(client)
    assert ("Your file waits." in words(client)) is says.startswith("Nothing")


@pytest.mark.parametrize(
    ("ready", "of", "says"),
    [
        (0, 0, "Reading the file."),
        (1_200, 5_000, "1,200 of 5,000 sets are ready."),
        (5_000, 5_000, "All sets are ready. Records are counted, then they go in."),
    ],
)
def test_how_far_it_is_stands_on_the_page(ready, of, says):
    lifter = a_lifter()
    client, _ = confirmed(lifter, a_file(9))
    ImportJob.objects.update(state=JobState.WORKING, ready=ready, of=of, beat_at=NOON)

    assert says in words(client)
    page = client.get("/import/progress/").content.decode()
    assert (f'value="{100 * ready // of}"' in page) if of else ("<progress" not in page)


def test_stopped_while_it_waits_nothing_is_brought_in():
    lifter = a_lifter()
    client, _ = confirmed(lifter, a_file(9))

    assert client.post("/import/progress/stop/").headers["Location"] == "/import/"
    work()

    assert not Set.objects.filter(athlete=lifter).exists()
    assert not ImportUpload.objects.exists()
    assert client.get("/import/progress/").headers["Location"] == "/import/"


def test_stopped_while_it_is_worked_on_nothing_is_brought_in(monkeypatch):
    lifter = a_lifter()
    client, _ = confirmed(lifter, a_file(30))
    monkeypatch.setattr(imports_ahead, "SESSIONS_AT_ONCE", 2)
    monkeypatch.setattr("logbook.acts.import_jobs._TURN", 0)
    prepare = imports_ahead.Ahead._sessions
    calls = iter(range(10))

    def stopping(self: Any, sessions: Any) -> None:
        prepare(self, sessions)
        if next(calls) == 1:
            with_another_connection(client)

    monkeypatch.setattr(imports_ahead.Ahead, "_sessions", stopping)
    work()

    assert not Set.objects.filter(athlete=lifter).exists()
    assert not ImportJob.objects.exists()


def with_another_connection(client: Client) -> None:
    """The lifter's tap on Stop, as the server has it."""
    own = connection.copy()
    with own.cursor() as cursor:
        cursor.execute("DELETE FROM logbook_importjob")
    own.close()


def test_how_far_it_is_is_said_beside_a_transaction_and_heard_at_once():
    lifter = a_lifter()
    job = ImportJob(athlete=lifter, key=uuid.uuid4(), state=JobState.WORKING, queued_at=NOON)
    job.save()
    progress = Progress(job.key, timezone.now)
    progress(100, 400)
    job.refresh_from_db()
    assert (job.ready, job.of, job.beat_at) == (100, 400, NOON)

    # Said again within the half second it is not; the last word always is.
    progress(200, 400)
    job.refresh_from_db()
    assert job.ready == 100
    progress(400, 400)
    job.refresh_from_db()
    assert job.ready == 400

    job.delete()
    with pytest.raises(LetGoError):
        progress(400, 400)
    progress.close()


def test_a_stop_before_the_last_moment_still_leaves_nothing(monkeypatch):
    lifter = a_lifter()
    confirmed(lifter, a_file(30))
    prepare = imports_ahead.Ahead.prepare

    def stopping(self: imports_ahead.Ahead, told: Any) -> None:
        prepare(self, told)
        # All is ready, nothing is written: nobody asks any more how far it is.
        together(lifter, [post("import_stop")])

    monkeypatch.setattr(imports_ahead.Ahead, "prepare", stopping)
    work()

    assert not Set.objects.filter(athlete=lifter).exists()
    assert not ImportRun.objects.filter(athlete=lifter).exists()
    assert not ImportJob.objects.exists()


def test_a_stop_that_comes_too_late_says_so_and_offers_the_way_back():
    lifter = a_lifter()
    client, _ = confirmed(lifter, a_file(30))
    work()

    page = client.post("/import/progress/stop/", follow=True)

    run = ImportRun.objects.get(athlete=lifter)
    assert page.redirect_chain[-1][0] == f"/import/{run.pk}/"
    assert (
        "It had finished before you stopped it: 30 sets are in your log." in page.content.decode()
    )
    assert "Undo this import" in page.content.decode()
    assert Set.objects.filter(athlete=lifter).count() == 30


@pytest.mark.parametrize("rounds", [3, pytest.param(50, marks=pytest.mark.deep)])
def test_a_stop_at_the_same_instant_is_in_time_or_too_late_and_never_both(rounds: int):
    for _ in range(rounds):
        lifter = a_lifter()
        confirmed(lifter, a_file(30))
        key = str(ImportJob.objects.get(athlete=lifter).key)

        def works(_: Client, key: str = key) -> HttpResponse:
            tasks.bring_file.func(key)
            return HttpResponse()

        assert together(lifter, [works, post("import_stop")]) == [200, 302]

        sets = Set.objects.filter(athlete=lifter).count()
        job = ImportJob.objects.filter(athlete=lifter).first()
        assert (sets, job.state if job else None) in [(30, JobState.DONE), (0, None)]


def test_a_database_that_is_busy_stops_no_import(monkeypatch):
    lifter = a_lifter()
    job = ImportJob(athlete=lifter, key=uuid.uuid4(), state=JobState.WORKING, queued_at=NOON)
    job.save()
    monkeypatch.setattr("logbook.acts.import_jobs._WAIT", 0)
    progress = Progress(job.key, timezone.now)
    if connection.vendor == "sqlite":
        own = connection.copy()
        own.cursor().execute("BEGIN IMMEDIATE")
        progress(1, 2)
        own.close()
    else:
        progress._own.settings_dict["NAME"] = "no such database"
        progress(1, 2)
    job.refresh_from_db()
    progress.close()

    assert job.ready == 0


# ---- broken off ----------------------------------------------------------------------------------


def test_what_goes_wrong_is_said_without_its_words_and_the_file_stays(monkeypatch, caplog):
    def failing(*args: object, **named: object) -> None:
        raise RuntimeError("row (Eva, 82.5 kg)")

    lifter = a_lifter()
    client, _ = confirmed(lifter, a_file(9))
    really = bring
    monkeypatch.setattr(tasks, "bring", failing)
    work()

    said = words(client)
    assert "It was not brought in" in said
    assert "nothing of it was added" in said
    assert "82.5" not in said
    # The queue keeps tracebacks word by word.
    assert not DBTaskResult.objects.exclude(traceback="").exists()
    assert ImportUpload.objects.filter(athlete=lifter).exists()
    assert "An import failed." in caplog.text

    monkeypatch.setattr(tasks, "bring", really)
    client.post("/import/file/", {"act": "import"})
    work()
    assert Set.objects.filter(athlete=lifter).count() == 9


def test_what_has_to_be_answered_first_is_said(monkeypatch):
    lifter = a_lifter()
    client, _ = confirmed(lifter, a_file(9))
    monkeypatch.setattr("logbook.pages.transfer.importing.Looked.is_ready", False)
    work()

    assert "Something has to be answered first." in words(client)


def test_a_process_that_is_told_to_end_says_that_it_was_interrupted(monkeypatch):
    def told_to_end(*args: object, **named: object) -> None:
        raise SystemExit(1)

    lifter = a_lifter()
    client, _ = confirmed(lifter, a_file(9))
    monkeypatch.setattr(tasks, "bring", told_to_end)
    with pytest.raises(SystemExit):
        tasks.bring_file.call(str(ImportJob.objects.get().key))

    assert INTERRUPTED in words(client)
    assert not TrainingSession.objects.filter(athlete=lifter).exists()


@pytest.mark.parametrize(
    ("worker", "beat", "is_cleared"),
    [
        ("this one", dt.timedelta(0), False),
        ("this one", SILENT, False),
        ("this one", SILENT + SECOND, True),
        ("one that is gone", dt.timedelta(0), True),
        ("another host", SILENT, False),
        ("another host", SILENT + SECOND, True),
    ],
)
def test_one_that_broke_off_is_cleared_at_the_next_start(worker, beat, is_cleared):
    lifter = a_lifter()
    client, _ = confirmed(lifter, a_file(9))
    gone = os.posix_spawn("/bin/true", ["true"], {})
    os.waitpid(gone, 0)
    process = {
        "this one": f"{socket.gethostname()}:{os.getpid()}",
        "one that is gone": f"{socket.gethostname()}:{gone}",
        "another host": "elsewhere:1",
    }[worker]
    ImportJob.objects.update(state=JobState.WORKING, worker=process, beat_at=NOON - beat)

    assert clear_interrupted(NOON) == is_cleared
    assert (INTERRUPTED in words(client)) is is_cleared
    if is_cleared:
        # The file is there still, and can be brought in.
        client.post("/import/file/", {"act": "import"})
        work()
        assert Set.objects.filter(athlete=lifter).count() == 9


def test_a_page_says_that_nobody_works_on_it_any_more_before_anybody_cleared_it():
    client, _ = confirmed(a_lifter(), a_file(9))
    ImportJob.objects.update(
        state=JobState.WORKING, worker="elsewhere:1", beat_at=NOON - SILENT - SECOND
    )

    assert INTERRUPTED in words(client)


def test_the_command_line_works_without_a_worker(tmp_path):
    lifter = a_lifter()
    file = tmp_path / "hevy.csv"
    file.write_bytes(a_file(30))
    call_command("import_log", file, user=lifter.email)

    assert Set.objects.filter(athlete=lifter).count() == 30
    assert not ImportJob.objects.exists()


def test_a_whole_account_of_many_sets_is_put_back_in_the_background():
    first, lifter = a_lifter(name="Eva"), a_lifter()
    for day in range(3):
        a_finished_session(lifter=first, started=NOON - dt.timedelta(days=day + 1))
    content = out(first)
    keep_upload(lifter, content, "account.json", now=NOON)
    client = Client()
    client.force_login(lifter)
    assert client.post("/import/file/").headers["Location"] == "/import/progress/"

    work()

    assert "Everything in this file is in your account." in words(client)
    assert lifter.sessions.count() == 3


def test_others_see_and_stop_nothing_of_it():
    confirmed(a_lifter(), a_file(9))
    stranger = Client()
    stranger.force_login(a_lifter())

    assert stranger.get("/import/progress/").headers["Location"] == "/import/"
    stranger.post("/import/progress/stop/")
    assert ImportJob.objects.get().is_open
