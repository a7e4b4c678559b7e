"""A coach's list of athletes with years of sets each, asked for as a browser does."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone

from logbook.log.coaching import ASKED_BACK
from logbook.models import CoachLink, User
from tests.bench.history import Cycle, a_lifter, copy_cycle
from tests.bench.pages import logged_in
from tests.keep_alive import Connection

PAGES = ("roster",)
# Three years of training: some sixty sets a week.
ATHLETES, SETS = (30, 100, 500), 10_000
QUICK_ATHLETES, QUICK_SETS = (3, 12, 60), 500


class Listed(NamedTuple):
    """The list of so many athletes with so many sets each: seconds, queries, bytes not compressed."""

    athletes: int
    sets: int
    seconds: list[float]
    queries: int
    size: int


def coaches(cycle: Cycle, athletes: tuple[int, ...], sets: int) -> list[User]:
    """A coach for each number of athletes; those of the smaller ones are the larger ones' too."""
    now = timezone.now()
    found = []
    for number in athletes:
        coach = a_lifter(f"coach{number}")
        coach.is_coach, coach.is_lifter = True, False
        coach.save(update_fields=["is_coach", "is_lifter"])
        found.append(coach)
    for place in range(max(athletes)):
        athlete = a_lifter(f"athlete{place}")
        copy_cycle(cycle, athlete, sets)
        CoachLink.objects.bulk_create(
            CoachLink(
                athlete=athlete,
                coach=coach,
                made_at=now,
                # As a link that shows the whole log begins.
                breaches_from=now.date() - ASKED_BACK,
                sees_notes=True,
                sees_bodyweight=True,
                sees_readiness=True,
                sees_program=True,
            )
            for coach, number in zip(found, athletes, strict=True)
            if place < number
        )
    return found


def listed(port: int, coach: User, athletes: int, sets: int, rounds: int) -> Listed:
    """Ask for a coach's list so often. Raises `RuntimeError` for an answer that is not the list."""
    line, address = Connection(port, logged_in(coach)), reverse("coaching")
    seconds = []
    for turn in range(rounds + 3):
        answer = line.ask("GET", address, Accept_Encoding="gzip, br")
        if answer.status != 200 or b'class="rs-who' not in answer.content:
            raise RuntimeError(f"{answer.status} {answer.text[:2000]}")
        if turn >= 3:
            seconds.append(answer.seconds)
    counted: Any = line.ask("GET", address, Count_Queries="on")
    return Listed(athletes, sets, seconds, int(counted.headers["queries"]), len(counted.content))
