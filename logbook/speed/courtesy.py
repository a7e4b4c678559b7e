"""Long work steps aside for short requests: the threads of a process compute one at a time.

Left to Python they take turns, and a set logged beside an admin's preview takes three times as long.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

Item = TypeVar("Item")
# Seconds that long work computes before it looks about, and that it then waits at most: in a full
# gym it must end too.
TURN = 0.005
WAIT = 0.05

_changed = threading.Condition()
# The threads that answer a request just now, but those that have turned out to be long.
_short: set[int] = set()


class ShortRequests:
    """Middleware: knows which threads are at work on a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The page's response."""
        with _changed:
            _short.add(threading.get_ident())
        try:
            return self.get_response(request)
        finally:
            _leave()


def unhurried(items: Iterable[Item]) -> Iterator[Item]:
    """The items; between two of them the thread lets the short requests there are end.

    Whoever asks for them is no short request any more.
    """
    _leave()
    began = time.monotonic()
    for item in items:
        if _short and time.monotonic() - began >= TURN:
            with _changed:
                _changed.wait_for(lambda: not _short, WAIT)
            began = time.monotonic()
        yield item


def _leave() -> None:
    with _changed:
        _short.discard(threading.get_ident())
        if not _short:
            _changed.notify_all()
