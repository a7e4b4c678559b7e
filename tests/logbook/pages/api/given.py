"""Tokens, and programs that read with them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from logbook.acts.tokens import make_token
from logbook.choices import TokenScope
from logbook.models import User


def a_token(
    lifter: User,
    *scopes: TokenScope,
    name: str = "a script",
    days: int = 90,
    now: dt.datetime | None = None,
) -> str:
    """A token that reads these scopes, all where none is named."""
    made: Collection[TokenScope] = scopes or list(TokenScope)
    return make_token(lifter, name, made, days=days, now=now or timezone.now())[0]


def read(token: str, path: str, client: Client | None = None, **headers: str) -> HttpResponse:
    """What a program with this token gets from below `/api/v1/`."""
    named = {"Authorization": f"Bearer {token}", **headers}
    return (client or Client()).get(f"/api/v1/{path}", headers=named)  # type: ignore[return-value]


def told(token: str, path: str) -> Any:
    """The JSON of an answer that has to be 200."""
    response = read(token, path)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


SHAPE = {"type", "title", "status", "code", "detail", "errors"}


def refusal(response: Any) -> dict[str, Any]:
    """A refusal, held to the one shape of all."""
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    body: dict[str, Any] = json.loads(response.content)
    assert set(body) == SHAPE
    assert body["status"] == response.status_code
    assert body["detail"].endswith((".", "?", "repstack_…"))
    return body


def behind(token: str, path: str) -> list[dict[str, Any]]:
    """All items of a list, page by page."""
    found: list[dict[str, Any]] = []
    place = ""
    while True:
        answer = told(token, f"{path}{'&' if '?' in path else '?'}{place}")
        found += answer["items"]
        if answer["next"] is None:
            return found
        place = f"cursor={answer['next']}"
