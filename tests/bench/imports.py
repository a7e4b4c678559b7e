"""A file of many sets brought in by the command: alone, and while a lifter logs set after set."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, NamedTuple

from tests.bench.history import a_lifter
from tests.bench.pages import Gym, check, requests
from tests.keep_alive import Connection
from tests.serving import ROOT

PAGES = ("import",)
SETS, QUICK_SETS = 50_000, 5_000
_EXERCISES = (
    *("Bench Press (Barbell)", "Squat (Barbell)", "Deadlift (Barbell)", "Overhead Press (Barbell)"),
    *("Seated Row (Cable)", "Lat Pulldown (Cable)", "Bicep Curl (Dumbbell)", "Leg Press"),
    *("Triceps Extension (Cable)", "Lateral Raise (Dumbbell)", "My own press", "My own row"),
)
_HEADER = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
_OF_EACH, _IN_SESSION = 4, 5


class Brought(NamedTuple):
    """One file brought in: how long the command took, how much of that it computed, its memory at most in MB, sets logged beside it."""

    seconds: float
    computing: float
    memory: int
    logged: list[float]


def a_file(sets: int) -> bytes:
    """Sessions of twenty sets of five exercises, two days apart, loads that rise and fall."""
    rows = [_HEADER]
    for number in range(sets):
        session, place = divmod(number, _OF_EACH * _IN_SESSION)
        exercise, order = divmod(place, _OF_EACH)
        day = dt.date(2010, 1, 1) + dt.timedelta(days=2 * session)
        name = _EXERCISES[(session * _IN_SESSION + exercise) % len(_EXERCISES)]
        load = 60 + session % 40 + session // 200 + order
        rows.append(
            f'{day} 18:00:00,"Day {session % 3}",1h,"{name}",{order + 1},{load},{6 + number % 5},0,0,"","",{7 + number % 3}'
        )
    return "\n".join([*rows, ""]).encode()


def brought(sets: int, beside: Callable[[threading.Event], list[float]] | None = None) -> Brought:
    """Bring a made file into an account of its own. Raises `RuntimeError` where it is refused."""
    lifter = a_lifter(f"bringing{os.urandom(4).hex()}")
    with TemporaryDirectory(prefix="repstack-bench-") as folder:
        file = Path(folder) / "strong.csv"
        file.write_bytes(a_file(sets))
        command = [sys.executable, "manage.py", "import_log", str(file), "--user", lifter.email]
        began = perf_counter()
        process = subprocess.Popen([*command, "--unit", "kg"], cwd=ROOT, stdout=subprocess.DEVNULL)
        ended, logged = threading.Event(), list[float]()
        found: list[Any] = []

        def wait() -> None:
            found.extend(os.wait4(process.pid, 0)[1:])
            found.append(perf_counter() - began)
            ended.set()

        waiting = threading.Thread(target=wait)
        waiting.start()
        if beside is not None:
            logged = beside(ended)
        waiting.join()
    status, usage, seconds = found
    if status:
        raise RuntimeError(f"import_log ended with {status}")
    return Brought(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, logged)


def logging_until(ended: threading.Event, gym: Gym, phone: Connection) -> list[float]:
    """Seconds of every set that is logged until then, one after the other."""
    seconds: list[float] = []
    while not ended.is_set():
        seconds += logged_once(gym, phone)
    return seconds


def logged_once(gym: Gym, phone: Connection) -> list[float]:
    """Seconds of one round of sets, which are taken out again."""
    seconds = []
    for request in requests("log", gym, phone):
        answer = phone.send(request)
        check("log", answer)
        seconds.append(answer.seconds)
    gym.put_back()
    return seconds
