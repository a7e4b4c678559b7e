"""Mails and logs about requests hold nothing that was typed and nothing that opens a door."""

import io
import logging
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.core import mail
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import path

from logbook.models import User
from repstack.reports import OneOfAnOutage, hidden
from repstack.urls import urlpatterns as product_urls
from tests.serving import deployed, served

MARKER = "left-knee-hurts"
EMAIL = "anna@example.org"
KEY = "3f-d0k6vd-2b1f0c9a8e7d6c5b4a39281706f5e4d3"


def failing(request: HttpRequest) -> HttpResponse:
    note = request.POST["note"]
    try:
        raise DataError(f"DETAIL: Failing row contains ({note}, {EMAIL}).")
    except DataError as error:
        raise RuntimeError(f"Not saved: {note}") from error


urlpatterns = [path("failing", failing, name="failing"), *product_urls]


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the process writes to standard error."""
    (handler,) = [one for one in logging.getLogger().handlers if one.name == "console"]
    written = io.StringIO()
    monkeypatch.setattr(handler, "stream", written)
    return written


@pytest.fixture
def anna(client: Client, db: None) -> Iterator[User]:
    user = User.objects.create_user(EMAIL)
    client.force_login(user)
    client.raise_request_exception = False
    admins = [("RepStack admin", "admin@example.org")]
    with override_settings(ROOT_URLCONF=__name__, ADMINS=admins):
        yield user


def fail(client: Client) -> None:
    client.cookies["csrftoken"] = "t" * 32
    response = client.post(
        f"/failing?q={MARKER}", {"note": MARKER, "csrfmiddlewaretoken": "t" * 32}
    )
    assert response.status_code == 500


def test_a_mail_about_a_failed_page_says_where_and_nothing_of_what_was_typed(
    client: Client, anna: User
):
    fail(client)

    (sent,) = mail.outbox
    body = str(sent.body)
    for secret in (MARKER, EMAIL, "t" * 32, client.cookies["sessionid"].value):
        assert secret not in body + sent.subject
    assert sent.message().get_content_type() == "text/plain"
    assert f"User {anna.pk}" in body
    assert "POST /failing" in body
    # What caused it as well, each with its line of code.
    for word in ("DataError", "RuntimeError", "test_reports.py", "in failing"):
        assert word in body


def test_the_console_says_the_same_and_no_more(client: Client, anna: User, console: io.StringIO):
    fail(client)

    said = console.getvalue()
    assert "Internal Server Error: /failing" in said
    assert "RuntimeError" in said
    for secret in (MARKER, EMAIL, "t" * 32):
        assert secret not in said


@pytest.mark.parametrize(
    "address",
    [
        f"/accounts/password/reset/key/{KEY}/",
        f"/accounts/confirm-email/MQ:1vabc:{KEY}/",
        f"/accounts/take-back/{KEY}/",
        f"/calendar/{KEY}.ics",
        f"/shared/{KEY}/take/",
        f"/accounts/password/rest/key/{KEY}/",
    ],
)
def test_a_key_in_a_path_is_written_nowhere(
    client: Client, anna: User, console: io.StringIO, address: str
):
    client.get(f"{address}?key={KEY}")
    Client(enforce_csrf_checks=True).post(address)

    said = console.getvalue()
    assert f"/{address.split('/')[1]}/" in said
    assert KEY not in said


def test_a_mail_without_a_request_says_what_was_logged(anna: User):
    logging.getLogger("django.made_up").error("No answer from %s", EMAIL)

    (sent,) = mail.outbox
    assert "No answer from …" in str(sent.body)


def test_a_mail_about_a_lost_database_does_not_ask_it(
    client: Client, anna: User, django_assert_num_queries
):
    with override_settings(ROOT_URLCONF=__name__), django_assert_num_queries(0):
        request = HttpRequest()
        request.method, request.path = "GET", "/failing"
        error = RuntimeError("gone")
        logging.getLogger("django.request").error(
            "Internal Server Error: %s",
            request.path,
            extra={"request": request},
            exc_info=(RuntimeError, error, None),
        )

    assert "Nobody was asked for." in str(mail.outbox[0].body)


@pytest.mark.parametrize(
    ("status", "after", "passes"),
    [(503, 0, False), (503, 599.9, False), (503, 600, True), (500, 0, True)],
)
def test_an_outage_is_mailed_once_in_ten_minutes_and_our_mistakes_each_time(
    status: int, after: float, passes: bool
):
    outage = OneOfAnOutage()

    def failed(status: int, created: float) -> bool:
        return bool(
            outage.filter(logging.makeLogRecord({"status_code": status, "created": 1e9 + created}))
        )

    assert failed(503, 0)
    assert failed(status, after) is passes


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Not Found: /sessions/7/", "Not Found: /sessions/7/"),
        ("/accounts/2fa/recovery-codes/view/", "/accounts/2fa/recovery-codes/view/"),
        (f"/calendar/{KEY}.ics", "/calendar/…"),
        (f"/shared/{KEY}/program.json", "/shared/…/program.json"),
        (
            f'"GET /accounts/confirm-email/{KEY}/ HTTP/1.1"',
            '"GET /accounts/confirm-email/…/ HTTP/1.1"',
        ),
        ("GET /exercises/?q=knee HTTP/1.1", "GET /exercises/?… HTTP/1.1"),
        ("to <anna@example.org>: refused", "to <…>: refused"),
        ("Is it? Yes.", "Is it? Yes."),
    ],
)
def test_what_is_hidden_and_what_is_not(said: str, shown: str):
    assert hidden(said) == shown


def test_the_servers_own_lines_hold_no_key_and_no_query(tmp_path: Path):
    log = tmp_path / "access"
    environment = deployed(tmp_path / "data", GUNICORN_CMD_ARGS=f"--access-logfile {log}")
    with served(environment) as server:
        connection = HTTPConnection("127.0.0.1", server.port)
        referer = f"http://127.0.0.1/accounts/take-back/{KEY}/?q={MARKER}"
        connection.request("GET", f"/healthz?q={MARKER}", headers={"Referer": referer})
        connection.getresponse().read()
        connection.request("GET", f"/accounts/password/reset/key/{KEY}/")
        connection.getresponse().read()
        connection.close()

    said = log.read_text()
    assert "GET /healthz" in said
    assert "/accounts/password/reset/key/" in said
    assert KEY not in said
    assert MARKER not in said
