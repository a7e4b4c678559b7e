"""Who sends slowly is in nobody's way, and not for ever."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.keep_alive import Connection, Person
from tests.load.gym import Gym, log, set_of
from tests.serving import Server

SLOW = 8
HEAD = b"GET /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
BODY = (
    b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nlogin="
)
# So long it may take somebody else; as long as a slow sender stays it must not.
ANSWERED_SECONDS = 10


@contextmanager
def dribbling(server: Server, begins: bytes) -> Iterator[list[socket.socket]]:
    """Connections that have sent the beginning and go on byte by byte; they never end."""
    done = threading.Event()
    with ExitStack() as opened:
        slow = [
            opened.enter_context(socket.create_connection(("127.0.0.1", server.port)))
            for _ in range(SLOW)
        ]
        for one in slow:
            one.sendall(begins)

        def dribble() -> None:
            while not done.wait(0.2):
                for one in slow:
                    try:
                        one.sendall(b"a")
                    except OSError:
                        continue

        sender = threading.Thread(target=dribble)
        sender.start()
        try:
            yield slow
        finally:
            done.set()
            sender.join()


@pytest.mark.parametrize("begins", [b"", HEAD, BODY], ids=["nothing", "head", "body"])
def test_slow_senders_are_in_nobodys_way(gym: Gym, begins: bytes):
    (slot,) = gym.slots(1)
    with dribbling(gym.server, begins):
        for _ in range(4):
            stranger = Connection(gym.server.port, Person.stranger())
            assert stranger.ask("GET", "/healthz/live").seconds < ANSWERED_SECONDS
            assert stranger.ask("GET", "/accounts/login/").seconds < ANSWERED_SECONDS
        answer = log(gym.line(), slot)

    assert set_of(answer)
    assert answer.seconds < ANSWERED_SECONDS


@pytest.mark.deep
@pytest.mark.parametrize("begins", [HEAD, BODY], ids=["head", "body"])
def test_a_slow_sender_is_sent_away_after_its_time(gym: Gym, begins: bytes):
    with dribbling(gym.server, begins) as slow:
        for one in slow:
            one.settimeout(60)
            said = one.recv(65_536)
            # A body that took too long is told so; an unread head is nobody's request.
            assert said == b"" or said.startswith(b"HTTP/1.1 408 ")


def test_a_long_form_is_read_before_it_is_worked_on(gym: Gym):
    (slot,) = gym.slots(1)
    line = gym.line()

    refused = line.ask(
        "POST", f"/exercises/{slot.item}/log/", {**slot.form(), "note": "x" * 900_000}
    )

    # On the same connection: nothing of the body was left in it.
    assert (refused.status, line.ask("GET", "/more/").status) == (422, 200)
