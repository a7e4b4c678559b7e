"""Gunicorn's threaded worker, but that a request is read before anybody works on it.

Gunicorn reads a request in the thread that answers it, for as long as the sender likes: with two
threads, two slow senders stop a worker. Here many threads read and few work, so that who sends
slowly is in nobody's way, and no request is read for longer than its time. Health is answered by
the threads that read: it is there also when all work waits for the database.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import Any, Final

from django.conf import settings
from gunicorn.workers.gthread import _DEFER, TConn, ThreadWorker

Application = Callable[[dict[str, Any], Callable[..., object]], Iterable[bytes]]

# More working threads doubled the 95th percentile on two cores and served no more.
WORKING: Final = 2
# Of the reading threads so many stay free for health and for who sends slowly.
SPARE: Final = 16
# Seconds a request may be read for, and how many bytes a second a long one has to have.
READ_SECONDS: Final = 15
SLOWEST: Final = 32 * 1024
# Seconds a thread waits for the first byte; then gunicorn waits without a thread.
FIRST_BYTE: Final = 0.05
# Seconds a request that is read waits for its turn, while those before it wait for the database.
TURN_SECONDS: Final = 10
# What is longer than a form is kept on disk while it is read.
IN_MEMORY: Final = 1024 * 1024
CHUNK: Final = 64 * 1024
# Answered by a thread that reads. No more than these: any other page may ask the database.
HEALTH: Final = frozenset({"/healthz", "/healthz/live", "/healthz/ready"})

_CUT_OFF: Final = "It took too long to arrive. Send it again where the signal is better."
_TOO_MANY: Final = "RepStack is busy. What you typed is not lost: send it again in a moment."


class ReadFirst(ThreadWorker):  # type: ignore[misc]
    """`threads` is how many requests are read at once; `WORKING` are worked on."""

    wsgi: Application

    def init_process(self) -> None:
        """Gunicorn's, with the threads that work: they begin after the fork."""
        self.work = ThreadPoolExecutor(WORKING, thread_name_prefix="work")
        self.places = threading.Semaphore(self.cfg.threads - SPARE)
        # When each connection that is being read has to have sent all of it.
        self.reading: dict[TConn, float] = {}
        self.here = threading.local()
        super().init_process()

    def load_wsgi(self) -> None:
        """Gunicorn's, with the reading in front of the application."""
        super().load_wsgi()
        self.application = self.wsgi
        self.wsgi = self.read_and_answer

    def handle(self, conn: TConn) -> object:
        """Read and answer one request; runs in a thread that reads."""
        if not conn.initialized and not conn.wait_for_data(FIRST_BYTE):
            return _DEFER
        self.here.conn = conn
        self.reading[conn] = time.monotonic() + READ_SECONDS
        try:
            is_kept = super().handle(conn)
        finally:
            self.reading.pop(conn, None)
        if not is_kept:
            # Gunicorn would wait for the other side's goodbye in the thread that accepts.
            conn.close(graceful=True)
            conn.close = _is_closed
        return is_kept

    def murder_pending(self) -> None:
        """Gunicorn's, about once a second; and end the reading of what takes too long."""
        super().murder_pending()
        now = time.monotonic()
        for conn, ends in list(self.reading.items()):
            if ends < now:
                # The reading thread sees the end of what is sent, and can still answer.
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RD)

    def read_and_answer(
        self, environ: dict[str, Any], start_response: Callable[..., object]
    ) -> Iterable[bytes]:
        """The application's answer, from a thread that works, once the request is there."""
        announced = str(environ.get("CONTENT_LENGTH") or "0")
        length = int(announced) if announced.isascii() and announced.isdigit() else 0
        conn = self.here.conn
        # What is longer is refused unread.
        if 0 < length <= settings.REQUEST_MAX_BYTES:
            self.reading[conn] += length / SLOWEST
            with SpooledTemporaryFile(IN_MEMORY) as body:
                if not _is_read(environ["wsgi.input"], body, length):
                    return _said(start_response, HTTPStatus.REQUEST_TIMEOUT, _CUT_OFF)
                self.reading.pop(conn, None)
                environ["wsgi.input"] = body
                return self._answer(environ, start_response)
        self.reading.pop(conn, None)
        return self._answer(environ, start_response)

    def _answer(
        self, environ: dict[str, Any], start_response: Callable[..., object]
    ) -> Iterable[bytes]:
        if environ["PATH_INFO"] in HEALTH:
            return _whole(self.application, environ, start_response)
        if not self.places.acquire(blocking=False):
            return _said(start_response, HTTPStatus.SERVICE_UNAVAILABLE, _TOO_MANY)
        try:
            answer = self.work.submit(_whole, self.application, environ, start_response)
            wait([answer], TURN_SECONDS)
            # What has begun is waited for: it may be saved already.
            if answer.cancel():
                return _said(start_response, HTTPStatus.SERVICE_UNAVAILABLE, _TOO_MANY)
            return answer.result()
        finally:
            self.places.release()


def _is_read(source: Any, body: Any, length: int) -> bool:
    """Whether all of the body came, copied to `body`."""
    missing = length
    while missing and (part := source.read(min(CHUNK, missing))):
        body.write(part)
        missing -= len(part)
    body.seek(0)
    return not missing


def _whole(
    application: Application, environ: dict[str, Any], start_response: Callable[..., object]
) -> list[bytes]:
    """All of the answer: how fast it is taken is no matter of the thread that works."""
    answer = application(environ, start_response)
    try:
        return list(answer)
    finally:
        if close := getattr(answer, "close", None):
            close()


def _said(start_response: Callable[..., object], status: HTTPStatus, words: str) -> list[bytes]:
    body = words.encode()
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("Connection", "close"),
        ("Retry-After", "5"),
    ]
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]


def _is_closed(graceful: bool = False) -> None:
    """What a connection that is closed does when it is closed again."""
