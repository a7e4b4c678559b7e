"""The preview of a draft at size, and what it costs the lifters who log a set beside it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.urls import reverse

from logbook.models import User
from logbook.pages.publishing.planned import planned_lifts
from programming.models import PlannedExercise
from programming.releases.publish import new_draft
from tests.bench.history import Cycle, a_lifter, copy_cycle
from tests.bench.pages import logged_in
from tests.keep_alive import Connection, Person

PLANNED_SETS = 10_000
PAGES = ("impact",)
_HISTORY = 200
_AT_ONCE = 20


def make_gym(cycle: Cycle) -> int:
    """Add lifters until so many sets are planned; how many lifters there are then."""
    made = 0
    while sum(lift.plan.sets for lift in planned_lifts()) < PLANNED_SETS:
        for number in range(made, made + _AT_ONCE):
            copy_cycle(cycle, a_lifter(f"planning{number}"), _HISTORY)
        made += _AT_ONCE
    return User.objects.filter(is_lifter=True).count()


def draft_page() -> tuple[Person, str]:
    """An admin, and the page of a draft that changes every exercise that is planned."""
    admin = User.objects.create_superuser("admin@example.org", is_lifter=False)
    draft = new_draft(admin)
    planned = draft.entries.filter(exercise__in=PlannedExercise.objects.values("exercise"))
    planned.update(tier="caution", floor=3, floor_with_safeties=None, safeties=[])
    page = reverse("admin:programming_cataloguerelease_change", args=[draft.pk])
    return logged_in(admin), page


def ask(line: Connection, page: str) -> float:
    """Seconds of one preview. Raises `RuntimeError` for an answer that is none."""
    answer = line.ask("GET", page, Accept_Encoding="gzip, br")
    if answer.status != 200 or b"planned sets get another target" not in answer.content:
        raise RuntimeError(f"impact: {answer.status} {answer.text[:500]}")
    return answer.seconds


def beside(port: int, person: Person, page: str, work: Callable[[], None]) -> None:
    """Do `work` while previews are asked for, one after the other, on a connection of their own."""
    ended = threading.Event()
    faults: list[BaseException] = []

    def keep_asking() -> None:
        line = Connection(port, person)
        while not ended.is_set():
            try:
                ask(line, page)
            except Exception as fault:  # noqa: BLE001 - told to whoever waits for the thread
                faults.append(fault)
                return

    thread = threading.Thread(target=keep_asking)
    thread.start()
    try:
        work()
    finally:
        ended.set()
        thread.join()
    if faults:
        raise faults[0]
