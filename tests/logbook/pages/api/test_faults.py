"""What goes wrong in the API is told in its shape, and nowhere with the token."""

from __future__ import annotations

import io
import json
import logging

import pytest
from django.db import OperationalError
from django.test import Client

from logbook.models import User
from logbook.pages.api import views
from tests.logbook.pages.api.given import SHAPE, a_token, read

pytestmark = pytest.mark.usefixtures("release")


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    (handler,) = [one for one in logging.getLogger().handlers if one.name == "console"]
    written = io.StringIO()
    monkeypatch.setattr(handler, "stream", written)
    return written


@pytest.mark.parametrize(("error", "status"), [(RuntimeError, 500), (OperationalError, 503)])
def test_a_fault_of_ours_is_told_without_the_token(
    lifter: User, monkeypatch: pytest.MonkeyPatch, console, mailoutbox, settings, error, status
):
    settings.ADMINS = [("Admin", "admin@example.org")]
    made = a_token(lifter)
    words = "database is locked" if status == 503 else "No:"

    def fail(*_, **__):
        raise error(f"{words} {made}")

    monkeypatch.setattr(views, "page_of_sessions", fail)
    client = Client(raise_request_exception=False)

    response = read(made, f"sessions?limit=5&{made}={made}", client)

    assert response.status_code == status
    body = said_of_fault(response)
    assert "Internal Server Error: /api/v1/sessions" in console.getvalue() or status == 503
    mails = "".join(str(one.message()) for one in mailoutbox)
    assert (made in mails + console.getvalue() + body) is False


def said_of_fault(response) -> str:
    assert response["Content-Type"] == "application/problem+json"
    assert set(json.loads(response.content)) == SHAPE
    assert ("Retry-After" in response) is (response.status_code == 503)
    return response.content.decode()


def test_a_token_that_somebody_logs_is_hidden(console):
    made = "repstack_" + "x" * 43
    logging.getLogger("django.made_up").error("Refused %s", made)

    assert "Refused repstack_…" in console.getvalue()
    assert made not in console.getvalue()
