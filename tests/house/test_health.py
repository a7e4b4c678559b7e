"""/healthz: what a load balancer and a person at a terminal ask."""

import sqlite3
import threading
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from programming.rulebook import RULEBOOK_VERSION
from repstack import faults, health
from repstack.access import OPEN_ROUTES
from repstack.faults import Fault
from repstack.worker import HEALTH
from tests.house.breaking import emptied, gone, locked

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESSES = ("/healthz", "/healthz/ready", "/healthz/live")


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_answers_anyone_and_keeps_no_session(client: Client, address: str):
    response = client.get(address)

    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
    assert "Cookie" not in response.get("Vary", "")


def test_it_names_the_engine_and_the_versions(client: Client):
    facts = client.get("/healthz").json()

    assert facts["database"] == connection.vendor
    assert facts["rulebook"] == RULEBOOK_VERSION
    assert facts["release"]


def test_it_names_the_sqlite_that_runs_and_its_journal(client: Client):
    facts = client.get("/healthz").json()

    if connection.vendor == "sqlite":
        assert facts["sqlite_version"] == sqlite3.sqlite_version
        assert facts["journal_mode"] in {"wal", "truncate"}
    else:
        assert "journal_mode" not in facts


def test_a_database_that_fails_is_503_and_the_process_still_lives(client: Client, tmp_path: Path):
    failing: list[tuple[AbstractContextManager[None], Fault]] = [
        (locked(), faults.BUSY),
        (gone(tmp_path), faults.SILENT),
        (emptied(), faults.EMPTY),
    ]
    for breaking, fault in failing:
        with breaking:
            answers = [client.get(address) for address in ADDRESSES]

        assert [answer.status_code for answer in answers] == [503, 503, 200], fault
        assert answers[0].json()["status"] == fault.status
    assert client.get("/healthz").status_code == 200


def test_a_database_that_is_not_prepared_for_this_version_is_503(client: Client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE name = '0001_initial'")
        try:
            answer = client.get("/healthz/ready")
        finally:
            cursor.execute(
                "INSERT INTO django_migrations (app, name, applied) SELECT DISTINCT"
                " app, '0001_initial', CURRENT_TIMESTAMP FROM django_migrations"
            )

    assert (answer.status_code, answer.json()["status"]) == (503, "database is not prepared")


def test_a_database_that_hangs_is_not_waited_for(client: Client, monkeypatch: pytest.MonkeyPatch):
    goes_on = threading.Event()

    def hang() -> None:
        assert goes_on.wait(60)

    monkeypatch.setattr(health, "_look", hang)
    try:
        # The second one stands behind the first, and is not held by it either.
        answers = [client.get("/healthz") for _ in range(2)]
    finally:
        goes_on.set()

    assert [answer.status_code for answer in answers] == [503, 503]
    assert answers[0].json()["status"] == "database does not answer"
    assert health.ANSWER < 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_takes_no_post(client: Client, address: str):
    assert client.post(address).status_code == 405


def test_the_server_answers_health_and_no_other_page_without_a_turn():
    asked = {reverse(name) for name in OPEN_ROUTES if name.startswith("healthz")}

    assert asked == HEALTH
