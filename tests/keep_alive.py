"""A lean HTTP client on one connection: what it costs itself would blur what is measured."""

from __future__ import annotations

import gzip
import secrets
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import urlencode

TIMEOUT_SECONDS = 60


class Answer(NamedTuple):
    """Status, headers (names in lower case) and body; `seconds` from sending to the last byte."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    @property
    def content(self) -> bytes:
        """The body as the browser reads it; `body` is as it was sent."""
        zipped = self.headers.get("content-encoding") == "gzip"
        return gzip.decompress(self.body) if zipped else self.body

    @property
    def text(self) -> str:
        return self.content.decode()


@dataclass
class Person:
    """Who asks: the cookies a browser would keep."""

    cookies: dict[str, str]

    @classmethod
    def stranger(cls) -> Person:
        return cls({"csrftoken": secrets.token_hex(16)})

    def keep(self, answer: Answer) -> None:
        """Take the answer's cookies (the only header that may come twice, joined by lines)."""
        for line in answer.headers.get("set-cookie", "").splitlines():
            self.cookies.update({key: one.value for key, one in SimpleCookie(line).items()})


class Connection:
    """One kept-alive connection to 127.0.0.1, opened again when the server has closed it."""

    def __init__(self, port: int, person: Person) -> None:
        self.port, self.person = port, person
        self._socket: socket.socket | None = None

    def request(
        self, method: str, path: str, form: Mapping[str, object] | None = None, **headers: Any
    ) -> bytes:
        """The request in bytes; `headers` by name, with `_` for `-`."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.person.cookies.items())
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Cookie: {cookies}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        body = b""
        if form is not None:
            token = self.person.cookies["csrftoken"]
            body = urlencode({"csrfmiddlewaretoken": token, **form}, doseq=True).encode()
            lines += ["Content-Type: application/x-www-form-urlencoded"]
            lines += [f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + body

    def ask(
        self, method: str, path: str, form: Mapping[str, object] | None = None, **headers: Any
    ) -> Answer:
        """The answer. Raises `OSError` when the connection breaks before its end."""
        return self.send(self.request(method, path, form, **headers))

    def send(self, request: bytes) -> Answer:
        """The answer to a request made before."""
        if self._socket is None or self._was_closed(self._socket):
            self.close()
            self._socket = socket.create_connection(("127.0.0.1", self.port), TIMEOUT_SECONDS)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            return self._exchange(self._socket, request)
        except OSError:
            self.close()
            raise

    @staticmethod
    def _was_closed(one: socket.socket) -> bool:
        """Whether the server said goodbye while nothing was asked."""
        try:
            one.setblocking(False)
            return one.recv(1, socket.MSG_PEEK) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True
        finally:
            one.settimeout(TIMEOUT_SECONDS)

    @staticmethod
    def _exchange(one: socket.socket, request: bytes) -> Answer:
        began = time.perf_counter()
        one.sendall(request)
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += _some(one)
        head = received[:end].decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in head[1:]:
            name, _, value = line.partition(": ")
            name = name.lower()
            headers[name] = f"{headers[name]}\n{value}" if name in headers else value
        body = received[end + 4 :]
        missing = int(headers.get("content-length", "0")) - len(body)
        while missing > 0:
            part = _some(one)
            body += part
            missing -= len(part)
        return Answer(int(head[0].split(" ")[1]), headers, body, time.perf_counter() - began)

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _some(one: socket.socket) -> bytes:
    part = one.recv(65_536)
    if not part:
        raise ConnectionResetError("The server closed the connection.")
    return part
