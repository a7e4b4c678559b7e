"""A large import beside everything else its lifter does, and five of one file at the same instant."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.management import call_command
from django.http import Http404, HttpResponse
from django.test import Client

from logbook.acts import imports, imports_ahead, imports_undone
from logbook.acts.imports import OtherImportError
from logbook.acts.leaving import leave
from logbook.choices import Side
from logbook.models import (
    CoachLink,
    Comment,
    ImportedSession,
    ImportRun,
    Set,
    TrainingSession,
    User,
)
from programming.catalogue.entries import current_release
from tests.at_once import Request, at_once, log, post
from tests.logbook.acts.test_imports_at_once import (
    an_export,
    bringing,
    brought,
    changed,
    kept_is_rebuilt,
    taking_back,
    together,
)
from tests.logbook.acts.test_leaving import rows_of
from tests.logbook.given import NOON, a_lifter, a_session, logged, the_item

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = pytest.mark.parametrize("rounds", [2, pytest.param(50, marks=pytest.mark.deep)])


@pytest.fixture(autouse=True)
def _catalogue_noon_and_small_steps(
    _catalogue: None, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    current_release()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON + dt.timedelta(hours=1))
    monkeypatch.setattr(imports_ahead, "SESSIONS_AT_ONCE", 5)


@ROUNDS
def test_five_of_one_file_at_once_add_once(rounds: int):
    for _ in range(rounds):
        lifter = a_lifter()
        content = an_export(20, name="My own press")

        together(lifter, [bringing(lifter, content)] * 5)

        assert Set.objects.filter(athlete=lifter).count() == 60
        assert ImportRun.objects.filter(athlete=lifter).count() == 1
        assert ImportedSession.objects.filter(athlete=lifter).count() == 20
        assert lifter.own_exercises.count() == 1
        kept_is_rebuilt(lifter)


@ROUNDS
def test_an_import_beside_sets_an_end_edits_deletes_and_the_way_back_of_another(rounds: int):
    for _ in range(rounds):
        session = a_session(lifter=a_lifter())
        lifter, bench = session.athlete, the_item(session=session)
        before = brought(lifter, an_export(6, name="Squat (Barbell)"))
        first, second = TrainingSession.objects.filter(athlete=lifter).exclude(pk=session.pk)[:2]

        together(
            lifter,
            [
                bringing(lifter, an_export(20)),
                log(bench),
                post("session_finish", session.pk),
                changed(first.sets.all()[0]),
                post("set_delete", second.sets.all()[0].pk),
                taking_back(before),
                log(bench, 2),
            ],
        )

        brought_now = ImportedSession.objects.filter(athlete=lifter).exclude(run=before)
        sets = Set.objects.filter(
            athlete=lifter, session__key__in=brought_now.values("session_key")
        )
        assert sets.filter(risk__name__icontains="bench", origin="imported").count() == 60
        kept_is_rebuilt(lifter)


@ROUNDS
def test_an_account_that_goes_takes_its_import_along(rounds: int):
    for _ in range(rounds):
        lifter = a_lifter()

        def goes(_: Client, lifter: User = lifter) -> HttpResponse:
            leave(lifter)
            return HttpResponse()

        def brings(client: Client, lifter: User = lifter) -> HttpResponse:
            try:
                bringing(lifter, an_export(20))(client)
            except Http404:
                return HttpResponse(status=404)
            return HttpResponse()

        statuses = at_once(lifter, [brings, goes])

        assert (statuses[0] in {200, 404}, statuses[1]) == (True, 200)
        assert rows_of(lifter.pk) == {}


def test_records_whose_log_changed_while_it_was_made_ready_are_counted_anew(monkeypatch):
    session = a_session(lifter=a_lifter(), started=NOON - dt.timedelta(days=40))
    lifter, bench = session.athlete, the_item(session=session)
    logged(item=bench)
    prepare = imports_ahead.Ahead.prepare

    def beside(self: imports_ahead.Ahead, *given: Any) -> None:
        prepare(self, *given)
        # After everything was made ready: a session from before the file ends, heavier than all of it.
        post_once: Request = post("session_finish", session.pk)
        assert together(lifter, [log(bench, 2, load="300")])[0] < 400
        assert together(lifter, [post_once])[0] < 400

    monkeypatch.setattr(imports_ahead.Ahead, "prepare", beside)
    brought(lifter, an_export(30))

    kept_is_rebuilt(lifter)
    assert Set.objects.filter(athlete=lifter, origin="imported").count() == 90


def test_a_log_that_changes_again_and_again_is_told(monkeypatch):
    lifter, tries = a_lifter(), []

    def switched(*given: object) -> bool:
        tries.append(given)
        return False

    monkeypatch.setattr(imports, "_switched_over", switched)
    with pytest.raises(OtherImportError, match="Try again"):
        brought(lifter, an_export(3))

    assert len(tries) == imports._TRIES
    assert not Set.objects.filter(athlete=lifter).exists()
    call_command("rebuild_summaries", "--check", user=lifter.email, verbosity=0)


@ROUNDS
def test_the_way_back_beside_sets_an_end_an_edit_another_import_and_another_way_back(rounds: int):
    for _ in range(rounds):
        session = a_session(lifter=a_lifter())
        lifter, bench = session.athlete, the_item(session=session)
        brought(lifter, an_export(3, name="Squat (Barbell)"))
        run = brought(lifter, an_export(20))
        parts = ImportedSession.objects.filter(run=run).order_by("-started_at")
        keys = list(parts.values_list("session_key", flat=True))
        # The first three grew with the second file: they stand whatever comes of it.
        edited = TrainingSession.objects.get(key=keys[5]).sets.all()[0]

        statuses = together(
            lifter,
            [
                taking_back(run),
                log(bench),
                changed(edited),
                bringing(lifter, an_export(25, name="Deadlift (Barbell)")),
                post("session_finish", session.pk),
                taking_back(run),
            ],
        )

        assert sorted([statuses[0], statuses[-1]]) == [200, 409]
        run.refresh_from_db()
        left = Set.objects.filter(athlete=lifter, origin="imported")
        assert left.filter(risk__name__icontains="bench").count() == 3 * run.kept
        assert left.filter(risk__name__icontains="deadlift").count() == 75
        assert left.filter(risk__name__icontains="squat").count() == 9
        assert session.sets.count() == 1
        kept_is_rebuilt(lifter)


@ROUNDS
def test_an_account_that_goes_beside_the_way_back_of_its_import(rounds: int):
    for _ in range(rounds):
        lifter = a_lifter()
        run = brought(lifter, an_export(20, name="My own press"))

        def goes(_: Client, lifter: User = lifter) -> HttpResponse:
            leave(lifter)
            return HttpResponse()

        statuses = at_once(lifter, [post("import_undo", run.pk), goes])

        assert (statuses[0] in {302, 404}, statuses[1]) == (True, 200)
        assert rows_of(lifter.pk) == {}


def test_what_changed_while_the_way_back_was_made_ready_stays_and_is_counted(monkeypatch):
    session = a_session(lifter=a_lifter(), started=NOON - dt.timedelta(days=40))
    lifter, bench = session.athlete, the_item(session=session)
    logged(item=bench)
    run = brought(lifter, an_export(30))
    parts = ImportedSession.objects.filter(run=run).order_by("started_at")
    rows = [TrainingSession.objects.get(key=one.session_key).sets.all()[0] for one in parts[:3]]
    prepare = imports_undone._Undoing.prepare

    def beside(self: imports_undone._Undoing) -> None:
        prepare(self)
        # After everything was looked at: an edit, a deleted session, and one from before that ends.
        for request in (
            changed(rows[1]),
            post("session_delete", rows[2].session_id),
            log(bench, 2, load="300"),
            post("session_finish", session.pk),
        ):
            assert together(lifter, [request])[0] < 400

    monkeypatch.setattr(imports_undone._Undoing, "prepare", beside)
    taking_back(run)(Client())

    run.refresh_from_db()
    assert run.kept == 1
    left = TrainingSession.objects.filter(athlete=lifter).exclude(pk=session.pk)
    assert [one.pk for one in left] == [rows[1].session_id]
    assert Set.objects.get(pk=rows[1].pk).version == 2
    assert ImportedSession.objects.filter(athlete=lifter).count() == 1
    kept_is_rebuilt(lifter)


def test_a_session_that_somebody_said_something_of_stays():
    lifter = a_lifter()
    run = brought(lifter, an_export(3))
    said_of = TrainingSession.objects.filter(athlete=lifter)[0]
    link = CoachLink.objects.create(
        athlete=lifter, coach=a_lifter(name="Kim"), made_at=NOON, breaches_from=NOON
    )
    Comment.objects.create(
        athlete=lifter, link=link, session=said_of, key=uuid.uuid4(), by=Side.COACH,
        text="Slow down.", made_at=NOON,
    )  # fmt: skip

    taking_back(run)(Client())

    run.refresh_from_db()
    assert (run.kept, TrainingSession.objects.get(athlete=lifter)) == (1, said_of)
    assert Comment.objects.filter(athlete=lifter).exists()
    kept_is_rebuilt(lifter)
