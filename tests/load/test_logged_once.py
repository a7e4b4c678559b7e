"""A set that is sent twice is one set, and a set that was acknowledged is never lost."""

from __future__ import annotations

import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Condition

import pytest

from tests.keep_alive import Connection
from tests.load.conftest import Ask
from tests.load.gym import Gym, Slot, from_phones, log, set_of

LONGEST_SECONDS = 600
SETS_A_KILL = 20


@pytest.mark.parametrize("sets", [60, pytest.param(1000, marks=pytest.mark.deep)])
def test_sets_sent_twice_at_once_are_each_one_row_and_both_answers_name_it(
    gym: Gym, database: Ask, sets: int
):
    slots = gym.slots(sets)

    named = from_phones(
        gym,
        (slot for slot in slots for _ in range(2)),
        lambda line, slot: set_of(log(line, slot)),
    )

    items = ", ".join(str(item) for item in {slot.item for slot in slots})
    rows = database(f"SELECT id FROM logbook_set WHERE session_exercise_id IN ({items})")
    assert len(rows) == len(slots)
    assert named[::2] == named[1::2]
    assert set(named) == {pk for (pk,) in rows}


class Phone:
    """Sends a set until it is acknowledged, as a phone does that loses its signal."""

    def __init__(self) -> None:
        self.acknowledged: dict[str, int] = {}
        self.lost_answers = 0
        self.heard = Condition()
        self.ends = time.monotonic() + LONGEST_SECONDS

    def __call__(self, line: Connection, slot: Slot) -> int:
        while time.monotonic() < self.ends:
            try:
                answer = log(line, slot)
            except OSError:
                self.lost_answers += 1
                continue
            with self.heard:
                self.acknowledged[slot.key] = set_of(answer)
                self.heard.notify()
            return self.acknowledged[slot.key]
        raise TimeoutError(f"{slot} was not acknowledged.")

    def wait_for(self, sets: int) -> bool:
        """Wait until so many sets are acknowledged; False where they never were."""
        with self.heard:
            return self.heard.wait_for(
                lambda: len(self.acknowledged) >= sets, timeout=self.ends - time.monotonic()
            )


@pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.deep)])
def test_no_acknowledged_set_is_lost_when_workers_are_killed_under_load(
    gym: Gym, database: Ask, kills: int
):
    slots = gym.slots(SETS_A_KILL * (kills + 1))
    phone = Phone()
    chance = random.Random(7)

    def kill_workers() -> int:
        """Each kill meets sets on their way: so many were acknowledged since the last."""
        killed = 0
        while killed < kills and phone.wait_for(SETS_A_KILL * (killed + 1)):
            if workers := gym.server.workers():
                os.kill(chance.choice(workers), signal.SIGKILL)
                killed += 1
        return killed

    with ThreadPoolExecutor(1) as pool:
        killing = pool.submit(kill_workers)
        named = from_phones(gym, slots, phone)
        killed = killing.result()

    items = ", ".join(str(item) for item in {slot.item for slot in slots})
    rows = database(f"SELECT id FROM logbook_set WHERE session_exercise_id IN ({items})")
    assert killed == kills
    assert phone.lost_answers > 0
    assert len(rows) == len(slots)
    assert set(named) == {pk for (pk,) in rows}
