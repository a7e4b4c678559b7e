"""/healthz: what a load balancer and a person at a terminal ask."""

import sqlite3
from unittest import mock

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from programming.rulebook import RULEBOOK_VERSION

pytestmark = pytest.mark.django_db


def test_it_answers_anyone_and_keeps_no_session(client: Client):
    response = client.get("/healthz")

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


def test_a_database_that_does_not_answer_is_503(client: Client):
    with mock.patch.object(connection, "cursor", side_effect=DatabaseError("gone")):
        response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["status"] == "database does not answer"


def test_it_takes_no_post(client: Client):
    assert client.post("/healthz").status_code == 405
