"""A large import beside everything else its lifter does, and five of one file at the same instant."""

import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command
from django.http import Http404, HttpResponse
from django.test import Client

from logbook.acts import imports, imports_ahead
from logbook.acts.imports import OtherImportError
from logbook.acts.leaving import leave
from logbook.models import ImportedSession, ImportRun, Set, TrainingSession, User
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

    assert len(tries) == 3
    assert not Set.objects.filter(athlete=lifter).exists()
    call_command("rebuild_summaries", "--check", user=lifter.email, verbosity=0)
