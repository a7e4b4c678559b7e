"""The two ways to ask the API with a token: a server somewhere, or the database of this installation."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from io import BytesIO
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

ROOT: Final = "/api/v1"
# Seconds that a server may take, and the most it may send: a page of a hundred sets has 200 KB.
PATIENCE: Final = 30
MOST_BYTES: Final = 8_000_000
_HERE: Final = {"localhost", "127.0.0.1", "::1"}


class NoAnswerError(Exception):
    """There is no answer; the text says why, and never holds the token."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status and the JSON."""

    status: int
    body: dict[str, Any]


Ask = Callable[[str, Mapping[str, object]], Answer]
"""Asks for a path below `/api/v1` with a query. Raises `NoAnswerError`."""


class _Stay(HTTPRedirectHandler):
    """Follows nothing: the token is for the server that was named, and no other."""

    def redirect_request(self, *arguments: Any, **named: Any) -> None:
        """No request to where it leads."""


def over_there(url: str, token: str) -> Ask:
    """Ask the server at `url`. Raises `ValueError` for an address that would give the token away."""
    parts = urlsplit(url)
    is_open = parts.scheme == "http" and parts.hostname not in _HERE
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.query or is_open:
        raise ValueError("Name the server like https://repstack.example.org, with https.")
    opener = build_opener(_Stay)

    def ask(path: str, query: Mapping[str, object]) -> Answer:
        address = f"{url.rstrip('/')}{_with_query(path, query)}"
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        request = Request(address, headers=headers)  # noqa: S310 - the scheme is held above
        try:
            with opener.open(request, timeout=PATIENCE) as response:
                return Answer(response.status, _read(response.read(MOST_BYTES)))
        except HTTPError as refused:
            with refused:
                return Answer(refused.code, _read(refused.read(MOST_BYTES)))
        except (URLError, HTTPException, OSError) as error:
            raise NoAnswerError("The server does not answer.") from error

    return ask


def right_here(token: str) -> Ask:
    """Ask the database of this installation, by the very views that a server would ask.

    Django is set up by then; to be called by one thread, whose connection it is.
    """
    from django.core.handlers.wsgi import WSGIRequest
    from django.db import Error, close_old_connections
    from django.urls import resolve

    def ask(path: str, query: Mapping[str, object]) -> Answer:
        address, _, named = _with_query(path, query).partition("?")
        request = WSGIRequest(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": address,
                "QUERY_STRING": named,
                "SERVER_NAME": "localhost",
                "SERVER_PORT": "443",
                "HTTP_AUTHORIZATION": f"Bearer {token}",
                "wsgi.input": BytesIO(),
                "wsgi.url_scheme": "https",
            }
        )
        close_old_connections()
        view, arguments, keywords = resolve(address)
        try:
            response = view(request, *arguments, **keywords)
        except Error as error:
            raise NoAnswerError("The database does not answer.") from error
        return Answer(response.status_code, _read(response.content))

    return ask


def _with_query(path: str, query: Mapping[str, object]) -> str:
    said = urlencode({name: value for name, value in query.items() if value is not None})
    return f"{ROOT}{path}{'?' if said else ''}{said}"


def _read(content: bytes) -> dict[str, Any]:
    try:
        body = json.loads(content)
    except ValueError as error:
        raise NoAnswerError("What answers there is no RepStack.") from error
    if not isinstance(body, dict):
        raise NoAnswerError("What answers there is no RepStack.")
    return body


def is_ok(answer: Answer) -> bool:
    """Whether it is an answer and no refusal."""
    return answer.status == HTTPStatus.OK
