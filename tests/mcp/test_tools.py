"""The tools say what the API says, refuse what it refuses, and never say the token."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.db import OperationalError
from mcp import Client

from logbook.choices import TokenScope
from logbook.pages.api import views
from logbook.pages.api.allowance import allowance
from repstack.mcp.asking import Answer, NoAnswerError, over_there, right_here
from repstack.mcp.server import _told, log_server
from tests.logbook.everything import a_lifter_with_everything
from tests.logbook.given import a_lifter
from tests.logbook.pages.api.given import a_token, told

TOOLS = {
    "token": "", "sessions": "sessions", "sets": "sets", "exercises": "exercises",
    "records": "records", "adherence": "adherence", "session": "sessions/1", "exercise": "exercises/1",
}  # fmt: skip


async def _call(ask: Any, name: str, arguments: Mapping[str, object]) -> Any:
    async with Client(log_server(ask)) as client:
        return await client.call_tool(name, dict(arguments))


def called(ask: Any, name: str, **arguments: object) -> Any:
    return asyncio.run(_call(ask, name, arguments))


async def _listed() -> Any:
    async with Client(log_server(lambda path, query: Answer(200, {}))) as client:
        return (await client.list_tools()).tools


def test_every_tool_reads_and_says_what_it_is_for():
    tools = {one.name: one for one in asyncio.run(_listed())}

    assert set(tools) == set(TOOLS)
    for name, one in tools.items():
        assert one.annotations.read_only_hint, name
        assert len(one.description) > 30, name


def test_a_tool_asks_for_its_address():
    asked = []

    def ask(path: str, query: Mapping[str, object]) -> Answer:
        asked.append((path, {name: value for name, value in query.items() if value is not None}))
        return Answer(200, {"items": [], "next": None})

    answer = called(ask, "sets", exercise=7, limit=5, cursor="abc")
    called(ask, "session", session_id=9)
    called(ask, "exercise", exercise_id=3, cursor="x")

    assert answer.structured_content == {"items": [], "next": None}
    assert asked == [
        ("/sets", {"exercise": 7, "limit": 5, "cursor": "abc"}),
        ("/sessions/9", {}),
        ("/exercises/3", {"cursor": "x"}),
    ]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("sets", {"limit": 101}),
        ("sets", {"limit": 0}),
        ("sets", {"exercise": "x"}),
        ("session", {"session_id": 10**18}),
        ("session", {"session_id": "../sets"}),
        ("session", {}),
    ],
)
def test_what_is_no_argument_is_refused_before_anything_is_asked(name: str, arguments: dict):
    def ask(path: str, query: Mapping[str, object]) -> Answer:
        raise AssertionError(path)

    assert called(ask, name, **arguments).is_error


# --- The database of this installation ------------------------------------------------------------


@pytest.mark.usefixtures("release")
class TestHere:
    @pytest.fixture(autouse=True)
    def _as_in_a_test(self, monkeypatch: pytest.MonkeyPatch):
        """The connection has the test's transaction, and no token was let through yet."""
        monkeypatch.setattr("django.db.close_old_connections", lambda: None)
        allowance.forget()

    def test_it_says_what_the_server_says(self):
        person = a_lifter_with_everything()
        token = a_token(person)
        session = person.sessions.earliest("started_at")
        ask = right_here(token)

        for path in ("", "sessions", "sets", "exercises", "records", "adherence"):
            assert _told(ask, f"/{path}", {}) == told(token, path), path
        one = told(token, f"sessions/{session.pk}")
        assert _told(ask, f"/sessions/{session.pk}", {}) == one
        assert _told(ask, "/sets", {"limit": 3, "cursor": None}) == told(token, "sets?limit=3")

    def test_it_refuses_what_the_server_refuses(self):
        ask = right_here(a_token(a_lifter(), TokenScope.RECORDS))

        assert ask("/sets", {}).body["code"] == "scope_missing"
        assert ask("/records", {"cursor": "x"}).body["code"] == "bad_cursor"
        assert ask("/nothing", {}).status == 404
        assert right_here("x")("/", {}).body["code"] == "token_invalid"

    def test_a_database_that_fails_is_said(self, monkeypatch: pytest.MonkeyPatch):
        token = a_token(a_lifter())

        def fail(*_: object, **__: object) -> None:
            raise OperationalError(token)

        monkeypatch.setattr(views, "page_of_sessions", fail)

        with pytest.raises(NoAnswerError) as said:
            right_here(token)("/sessions", {})
        assert token not in str(said.value)


# --- A server somewhere ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    ["http://repstack.example.org", "ftp://a.example", "repstack", "", "https://", "https://a?b"],
)
def test_an_address_that_would_give_the_token_away_is_refused(url: str):
    with pytest.raises(ValueError, match="https"):
        over_there(url, "repstack_x")


class Elsewhere(BaseHTTPRequestHandler):
    """A server that answers as the path says, and remembers who asked."""

    asked: list[str | None] = []

    def do_GET(self) -> None:
        Elsewhere.asked.append(self.headers["Authorization"])
        kind = self.path.rpartition("/")[2]
        self.send_response({"moved": 302, "refused": 403}.get(kind, 200))
        self.send_header("Location", "/api/v1/other")
        self.end_headers()
        said = {"refused": b'{"detail": "No."}', "page": b"<html>", "list": b"[]"}
        self.wfile.write(said.get(kind, b"{}"))

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def elsewhere():
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = Thread(target=server.serve_forever)
    thread.start()
    Elsewhere.asked.clear()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_server_is_asked_with_the_token_and_nobody_else_is(elsewhere: str):
    ask = over_there(elsewhere, "repstack_x")

    assert ask("/sets", {"limit": 1}) == Answer(200, {})
    assert ask("/refused", {}) == Answer(403, {"detail": "No."})
    for path in ("/moved", "/page", "/list"):
        if path == "/moved":
            assert ask(path, {}).status == 302
            continue
        with pytest.raises(NoAnswerError, match="no RepStack"):
            ask(path, {})
    assert Elsewhere.asked == ["Bearer repstack_x"] * 5


def test_a_server_that_is_not_there_is_said_without_the_token():
    answer = called(over_there("http://127.0.0.1:9", "repstack_x"), "adherence")

    assert answer.is_error
    assert "The server does not answer." in answer.content[0].text
    assert "repstack_x" not in str(answer)
