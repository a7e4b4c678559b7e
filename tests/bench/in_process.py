"""Requests answered in this process: what they cost the processor, whatever else the machine does."""

from __future__ import annotations

import time
from typing import Any

from django.test import Client

from tests.keep_alive import Answer, Connection, Person


class InProcess(Connection):
    """Answers as a server's worker would, with all the middleware; `seconds` are of the processor.

    What a server adds to a request (reading it, the way there and back) is not in it, nor any
    waiting. So ratios lie above those of the served pages: the floor is lower.
    """

    def __init__(self, person: Person) -> None:
        super().__init__(0, person)
        self._client = Client(raise_request_exception=True)

    def send(self, request: bytes) -> Answer:
        """The answer to a request made before."""
        head, _, body = request.partition(b"\r\n\r\n")
        line, *lines = head.decode().split("\r\n")
        method, path, _ = line.split(" ")
        headers = dict(one.split(": ", 1) for one in lines)
        kind = headers.pop("Content-Type", "application/octet-stream")
        environ: dict[str, Any] = {
            f"HTTP_{name.upper().replace('-', '_')}": value
            for name, value in headers.items()
            if name != "Content-Length"
        }
        began = time.process_time()
        answer = self._client.generic(method, path, body, kind, **environ)
        spent = time.process_time() - began
        named = {name.lower(): value for name, value in answer.items()}
        return Answer(answer.status_code, named, answer.content, spent)
