"""Several requests of one lifter at the same instant, each on a connection of its own."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from logbook.models import SessionExercise, User

Request = Callable[[Client], Any]


def at_once(lifter: User | None, requests: Sequence[Request]) -> list[int]:
    """The statuses of the requests, which all begin together. An error inside is a 500.

    Without a lifter they are a stranger's.
    """
    browser = Client()

    def enter(person: User) -> None:
        browser.force_login(person)
        connection.close()

    if lifter is not None:
        # On a connection of its own: whoever asks may be in a transaction that nobody else sees.
        entering = threading.Thread(target=enter, args=(lifter,))
        entering.start()
        entering.join()
    together = threading.Barrier(len(requests))
    answers: list[int | None] = [None] * len(requests)

    def run(place: int, request: Request) -> None:
        client = Client(raise_request_exception=False)
        client.cookies.load({name: one.value for name, one in browser.cookies.items()})
        together.wait()
        try:
            answers[place] = request(client).status_code
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(place, request))
        for place, request in enumerate(requests)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [one if one is not None else HTTPStatus.INTERNAL_SERVER_ERROR for one in answers]


def log(item: SessionExercise, number: int = 1, *, rir: int = 2, load: str = "60") -> Request:
    """A set typed into a form that was made for this slot."""
    form = {
        "key": uuid.uuid4(),
        "number": number,
        "unit": "kg",
        "load_kind": item.risk.load_kind,
        "load": load,
        "reps": 8,
        "rir": rir,
        "ended_by": "stopped",
        "kind": "working",
        "note": "",
    }
    return lambda client: client.post(reverse("set_log", args=[item.pk]), form)


def post(address: str, /, *args: int | str, **form: object) -> Request:
    """A post to the address of this name."""
    return lambda client: client.post(reverse(address, args=args), form)
