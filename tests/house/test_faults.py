"""A database that fails is said with 503 in plain words, and nothing that was typed is lost."""

from __future__ import annotations

import re
import sqlite3
from html import unescape
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError
from django.test import Client, RequestFactory
from psycopg import errors

from logbook.models import Set, User
from repstack import faults
from repstack.faults import Fault, fault_of
from repstack.views import server_error
from tests.house.breaking import Broken, emptied, gone, locked, read_only
from tests.logbook.given import a_lifter, a_session, a_set_form, logged_in, the_item

PASSWORD = "four plain words here"
HTMX = {"HX-Request": "true"}


# ---- which exceptions are faults -----------------------------------------------------------------


def sqlite_says(code: int, words: str = "") -> OperationalError:
    cause = sqlite3.OperationalError(words)
    cause.sqlite_errorcode = code
    error = OperationalError(words)
    error.__cause__ = cause
    return error


def postgresql_says(kind: type[psycopg.Error], django: type[Exception] = OperationalError):
    error = django("said by the server")
    error.__cause__ = kind("said by the server")
    return error


def test_every_fault_is_told_by_its_code():
    read_only = 8 | 4 << 8
    told: list[tuple[BaseException, Fault]] = [
        (sqlite_says(5, "database is locked"), faults.BUSY),
        (sqlite_says(read_only, "attempt to write a readonly database"), faults.UNWRITABLE),
        (sqlite_says(10, "disk I/O error"), faults.DISK),
        (sqlite_says(13, "database or disk is full"), faults.FULL),
        (sqlite_says(14, "unable to open database file"), faults.SILENT),
        (sqlite_says(1, "no such table: logbook_user"), faults.EMPTY),
        (sqlite_says(26, "file is not a database"), faults.DAMAGED),
        (postgresql_says(errors.DiskFull), faults.FULL),
        (postgresql_says(errors.TooManyConnections), faults.BUSY),
        (postgresql_says(errors.QueryCanceled), faults.BUSY),
        (postgresql_says(errors.LockNotAvailable), faults.BUSY),
        (postgresql_says(errors.DeadlockDetected), faults.BUSY),
        (postgresql_says(errors.AdminShutdown), faults.SILENT),
        (postgresql_says(errors.CannotConnectNow), faults.SILENT),
        (postgresql_says(errors.ConnectionTimeout), faults.SILENT),
        (postgresql_says(psycopg.OperationalError), faults.SILENT),
        (postgresql_says(psycopg.InterfaceError, InterfaceError), faults.SILENT),
        (postgresql_says(errors.ReadOnlySqlTransaction, DatabaseError), faults.UNWRITABLE),
        (postgresql_says(errors.UndefinedTable, ProgrammingError), faults.EMPTY),
    ]

    assert [fault_of(error) for error, _ in told] == [fault for _, fault in told]


def test_a_mistake_of_ours_is_no_fault_of_the_database():
    ours = [
        sqlite_says(1, "no such column: nonsense"),
        sqlite_says(19, "UNIQUE constraint failed"),
        postgresql_says(errors.UndefinedColumn, ProgrammingError),
        postgresql_says(errors.UniqueViolation, DatabaseError),
        ProgrammingError("no cause"),
        ValueError("no database"),
        None,
    ]

    assert [fault_of(error) for error in ours] == [None] * len(ours)


# ---- what a person is told ----------------------------------------------------------------------


@pytest.fixture
def broken(transactional_db: None, tmp_path: Path) -> dict[Fault, Broken]:
    """How to break the database of the tests, by what it is then told by."""
    return {
        faults.BUSY: locked,
        faults.UNWRITABLE: read_only,
        faults.SILENT: lambda: gone(tmp_path),
        faults.EMPTY: emptied,
    }


def client_of(lifter: User) -> Client:
    """A browser that is shown what a person is shown, where Django's would raise."""
    client = logged_in(lifter)
    client.raise_request_exception = False
    return client


def test_the_log_in_says_what_is_wrong_and_not_that_there_were_too_many_tries(
    broken: dict[Fault, Broken],
):
    User.objects.create_user("anna@example.org", PASSWORD)
    for fault, breaking in broken.items():
        client = Client(raise_request_exception=False)
        with breaking():
            answer = client.post(
                "/accounts/login/", {"login": "anna@example.org", "password": PASSWORD}
            )

        page = unescape(answer.content.decode())
        assert answer.status_code == 503, fault
        assert fault.says in page
        assert answer["Retry-After"] == str(fault.retry_after)
        # What is secret is not in a page.
        assert PASSWORD not in page
        assert "sessionid" not in answer.cookies


def test_a_set_that_cannot_be_saved_is_answered_in_words_beside_its_form(
    release: object, broken: dict[Fault, Broken]
):
    item = the_item(session=a_session(lifter=a_lifter()))
    client = client_of(item.athlete)
    for fault, breaking in broken.items():
        with breaking():
            answer = client.post(f"/exercises/{item.pk}/log/", a_set(), headers=HTMX)

        assert answer.status_code == 503, fault
        assert answer["Content-Type"].startswith("text/plain")
        words = "What you typed is still here: send it again in a moment."
        assert answer.content.decode() == f"{fault.says} {words}"
    assert Set.objects.count() == 0


def a_set() -> dict[str, str]:
    return a_set_form(note='with "quotes" & <marks>')


def test_without_javascript_the_page_sends_again_what_was_typed(
    release: object, broken: dict[Fault, Broken]
):
    item = the_item(session=a_session(lifter=a_lifter()))
    client = client_of(item.athlete)
    with broken[faults.BUSY]():
        page = client.post(f"/exercises/{item.pk}/log/", a_set()).content.decode()

    fields = re.findall(r'<input type="hidden" name="(.+?)" value="(.*?)">', page)
    typed = {name: unescape(value) for name, value in fields}
    assert f'action="/exercises/{item.pk}/log/"' in page
    again = client.post(f"/exercises/{item.pk}/log/", typed)

    assert again.status_code == 302
    assert Set.objects.get().note == 'with "quotes" & <marks>'


def test_a_page_that_cannot_be_read_leads_to_itself(release: object, broken: dict[Fault, Broken]):
    client = client_of(a_lifter())
    with broken[faults.SILENT]():
        answer = client.get("/more/?page=2")

    assert answer.status_code == 503
    assert 'href="/more/?page=2">Try again' in answer.content.decode()
    assert client.get("/more/").status_code == 200


def test_our_own_mistakes_stay_500(rf: RequestFactory):
    try:
        raise ProgrammingError("no such column")
    except ProgrammingError:
        answer = server_error(rf.get("/"))

    assert answer.status_code == 500
    assert "That is our mistake" in answer.content.decode()
