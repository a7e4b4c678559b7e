"""A lifter and several phones, in the words of HTTP alone."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

from tests.keep_alive import Answer, Connection, Person
from tests.serving import Server

EXERCISES_A_SESSION = 5
SETS_AN_EXERCISE = 20
THREADS = 8
_ITEM = re.compile(r"[?&]exercise=(\d+)")


class Slot(NamedTuple):
    """A set to be logged: where, and the key that makes it one."""

    item: int
    number: int
    key: str

    def form(self) -> dict[str, object]:
        """The form a phone sends."""
        return {
            "key": self.key,
            "number": self.number,
            "unit": "kg",
            "load_kind": "external",
            "load": "60",
            "reps": 8,
            "rir": 2,
            "ended_by": "stopped",
            "kind": "working",
            "note": "",
        }


@dataclass
class Gym:
    """A server, and who trains there."""

    server: Server
    person: Person
    exercises: list[int]

    @classmethod
    def entered(cls, server: Server, exercises: list[int]) -> Gym:
        """Sign up as somebody new."""
        gym = cls(server, Person.stranger(), exercises)
        email = f"{uuid.uuid4().hex}@example.org"
        form = {"email": email, "password1": "two minutes, then lift"}
        answer = gym.line().ask("POST", "/accounts/signup/", form, Referer=gym.address)
        assert answer.status == 302, answer.text
        gym.person.keep(answer)
        assert "sessionid" in gym.person.cookies
        return gym

    @property
    def address(self) -> str:
        """Where the server listens."""
        return f"http://127.0.0.1:{self.server.port}/"

    def line(self) -> Connection:
        """A connection of the lifter's own: one for each phone."""
        return Connection(self.server.port, self.person)

    def slots(self, count: int) -> list[Slot]:
        """So many open slots, in new sessions of five exercises each."""
        items: list[int] = []
        line = self.line()
        while len(items) * SETS_AN_EXERCISE < count:
            started = line.ask("POST", "/sessions/start/", {"key": uuid.uuid4(), "workout": ""})
            session = started.headers["location"].split("/")[2]
            for exercise in self.exercises[:EXERCISES_A_SESSION]:
                form = {"exercise": exercise, "swap": ""}
                added = line.ask("POST", f"/sessions/{session}/add/", form)
                found = _ITEM.search(added.headers["location"])
                assert found is not None
                items.append(int(found[1]))
        places = [(item, place + 1) for item in items for place in range(SETS_AN_EXERCISE)]
        return [Slot(item, number, str(uuid.uuid4())) for item, number in places[:count]]


def log(line: Connection, slot: Slot) -> Answer:
    """Send the set as the page does."""
    return line.ask("POST", f"/exercises/{slot.item}/log/", slot.form(), HX_Request="true")


def set_of(answer: Answer) -> int:
    """The set an answer acknowledges. Raises `AssertionError` where it acknowledges none."""
    assert answer.status == 200, f"{answer.status}: {answer.text[:500]}"
    return int(answer.headers["repstack-set"])


def from_phones(gym: Gym, work: Iterable[Slot], do: Callable[[Connection, Slot], int]) -> list[int]:
    """What `do` says of each piece of work, done by eight phones at once, in order."""
    lines = [gym.line() for _ in range(THREADS)]

    def one(slot: Slot) -> int:
        line = lines.pop()
        try:
            return do(line, slot)
        finally:
            lines.append(line)

    with ThreadPoolExecutor(THREADS) as phones:
        return list(phones.map(one, work))
