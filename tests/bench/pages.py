"""The pages that are measured, as requests a phone would send."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from logbook.acts.programs import begin_program
from logbook.acts.sessions import reopen_session
from logbook.kept.summaries import SUMMARY_FIELDS
from logbook.log.programs import own_program
from logbook.models import SessionExercise, Set, TrainingSession, User
from logbook.pages.programs.carried import FIELD, carried, says_carried
from logbook.pages.programs.editor import read_editor
from programming.models import Program
from programming.programs.plans import Plan
from tests.bench.exercises import QUERIES
from tests.bench.history import log_sets, start_workout
from tests.keep_alive import Answer, Connection, Person

# Pages that are asked for as they are: the view's name, and what it is of.
READ = {
    "today": ("today", ""),
    "session": ("session_detail", "session"),
    "history": ("session_list", ""),
    "review": ("session_review", "last session"),
    "exercise": ("exercise_detail", "exercise"),
    "level": ("level", ""),
    "sense": ("rir_sense", ""),
    "progress": ("progress", ""),
    "progress_all": ("progress", "?range=all"),
    "exercise_all": ("exercise_detail", "exercise?range=all"),
    "records": ("progress_records", ""),
}
FLOOR = "floor"
# What is started and what is edited, of the ready-made programs.
_EDITED = "upper-lower-4"


@dataclass
class Gym:
    """A lifter in the middle of the measured workout, and what to put back after a round."""

    lifter: User
    history_sets: int
    person: Person
    session: TrainingSession
    last_session: int
    to_finish: TrainingSession
    program: Program
    items: list[SessionExercise] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)

    @classmethod
    def entered(cls, lifter: User, history_sets: int, now: dt.datetime) -> Gym:
        """One exercise done, one set of the next, the others to come."""
        at = now - dt.timedelta(minutes=20)
        ended = TrainingSession.objects.filter(athlete=lifter).latest_first()
        last = ended.values_list("pk", flat=True)[:1].get()
        # A whole workout that is done and not ended, for who ends one.
        to_finish = start_workout(lifter, now - dt.timedelta(minutes=90))
        for item in to_finish.exercises.select_related("athlete"):
            log_sets(item, item.planned_sets or 0, at - dt.timedelta(minutes=30))
        program = begin_program(lifter, Plan.of(Program.objects.get(slug=_EDITED)))
        session = start_workout(lifter, at)
        first, second, *_ = session.exercises.select_related("athlete")
        at = log_sets(first, first.planned_sets or 0, at)
        log_sets(second, 1, at)
        gym = cls(lifter, history_sets, logged_in(lifter), session, last, to_finish, program)
        gym.items = list(session.exercises.all())
        gym.kept = list(session.sets.values_list("pk", flat=True))
        return gym

    def open_slots(self) -> Iterator[tuple[int, int]]:
        """Every slot still open but the final ones, as (session exercise, set number)."""
        for item in self.items:
            for number in range(item.working_sets + 1, item.planned_sets or 0):
                yield item.pk, number

    def put_back(self) -> None:
        """Take the sets of a round out again, so that each round finds the same session."""
        Set.objects.filter(session=self.session).exclude(pk__in=self.kept).delete()
        started = TrainingSession.objects.filter(athlete=self.lifter, pk__gt=self.session.pk)
        started.delete()
        reopen_session(self.lifter, self.to_finish.pk)
        SessionExercise.objects.bulk_update(self.items, SUMMARY_FIELDS)


def logged_in(lifter: User) -> Person:
    """The cookies of a browser in which the lifter is logged in."""
    client = Client()
    client.force_login(lifter)
    cookies = {name: one.value for name, one in client.cookies.items()}
    return Person({**cookies, "csrftoken": secrets.token_hex(16)})


def a_set(number: int, rir: int) -> dict[str, object]:
    """A set form as the session page sends it."""
    return {
        "key": uuid.uuid4(),
        "number": number,
        "unit": "kg",
        "load_kind": "external",
        "load": "62.5",
        "reps": 8,
        "rir": rir,
        "ended_by": "stopped",
        "kind": "working",
        "note": "",
    }


def requests(page: str, gym: Gym, connection: Connection, **more: Any) -> list[bytes]:
    """One round of the page's requests, as a browser asks."""
    more = {"Accept_Encoding": "gzip, br", **more}
    slots = list(gym.open_slots())
    if page == FLOOR:
        row = {"reps": 8, "load": 62500, "note": "previous 60 × 8"}
        return [
            connection.request(
                "POST",
                reverse("floor"),
                {**row, "key": uuid.uuid4()},
                HX_Request="true",
                **more,
            )
            for _ in slots
        ]
    if page in READ:
        name, asked = READ[page]
        of, _, query = asked.partition("?")
        key = {
            "session": gym.session.pk,
            "last session": gym.last_session,
            "exercise": gym.items[0].exercise_id,
        }.get(of)
        url = reverse(name, args=[] if key is None else [key]) + (f"?{query}" if query else "")
        return [connection.request("GET", url, **more) for _ in slots[::2]]
    if page == "search":
        url = reverse("exercise_pick", args=[gym.session.pk])
        return [
            connection.request("GET", f"{url}?{urlencode({'q': q})}", HX_Request="true", **more)
            for q in QUERIES
        ]
    if page == "start":
        return [
            connection.request(
                "POST",
                reverse("session_start"),
                {"key": uuid.uuid4(), "workout": gym.session.workout_id},
                **more,
            )
            for _ in slots[::4]
        ]
    if page == "finish":
        url = reverse("session_finish", args=[gym.to_finish.pk])
        return [connection.request("POST", url, {"typed": ""}, HX_Request="true", **more)]
    if page in {"editor", "editor_sets"}:
        return _edits(page, gym, connection, **more)
    # A preview is asked for to be warned: its set is closer to failure than planned.
    name, rir = {"log": ("set_log", 2), "preview": ("set_preview", 0)}[page]
    if page == "preview":
        slots = [slots[0]] * len(slots)
    return [
        connection.request(
            "POST", reverse(name, args=[item]), a_set(number, rir), HX_Request="true", **more
        )
        for item, number in slots
    ]


def _edits(page: str, gym: Gym, connection: Connection, **more: Any) -> list[bytes]:
    """Two changes one after the other, as the page sends them: of the name, or of an exercise's sets."""
    program = own_program(gym.lifter, gym.program.pk)
    url, first = reverse("program_edit", args=[program.pk]), program.version
    shown = read_editor(gym.lifter, program, now=dt.datetime.now(dt.UTC)).shown
    says = says_carried(shown, program.pk, first) or {}
    day = Plan.of(program).blocks[0].workouts[0]
    asked = []
    for edit in range(2):
        program.version = first + edit
        form: dict[str, Any] = {"version": program.version, FIELD: carried(program, says)}
        if page == "editor":
            form |= {
                "form": "program",
                "name": f"Version {program.version}",
                "days": program.days,
                "level": program.level,
                "goal": program.goal,
            }
        else:
            lines = list(day.lines)
            lines[0] = replace(lines[0], sets=3 + (lines[0].sets + edit) % 2)
            form |= {
                "form": f"day-{day.key}",
                "name": day.name,
                "exercise": [one.exercise for one in lines],
                "role": [one.role for one in lines],
                "sets": [one.sets for one in lines],
                "bottom": [one.bottom for one in lines],
                "top": [one.top for one in lines],
                "rest": [one.rest for one in lines],
            }
        asked.append(connection.request("POST", url, form, HX_Request="true", **more))
    return asked


_MARKS = {
    "log": b'id="set-row-',
    "preview": b'class="rs-warn',
    FLOOR: b"A row was saved",
    "today": b"<h1",
    "session": b'id="session-cards"',
    "search": b'<li class="rs-found">',
    "history": b'id="month-',
    "review": b'id="effort"',
    "exercise": b"<h1",
    "exercise_all": b"<h1",
    "progress": b'id="effort"',
    "progress_all": b'id="effort"',
    "records": b"<h1",
    "level": b'id="signs"',
    "sense": b"<h1",
    "editor": b"Version",
    "editor_sets": b"-line",
}
# What is answered with the way to another page.
_REDIRECTS = {"start": (302, "location"), "finish": (200, "hx-redirect")}


def check(page: str, answer: Answer) -> None:
    """Raises `RuntimeError` for an answer that is not the page's own."""
    if page in _REDIRECTS:
        status, header = _REDIRECTS[page]
        if answer.status != status or header not in answer.headers:
            raise RuntimeError(f"{page}: {answer.status} {answer.headers} {answer.text[:2000]}")
        return
    is_all_cards = answer.headers.get("hx-retarget") == "#session-cards"
    if answer.status != 200 or is_all_cards or _MARKS[page] not in answer.content:
        raise RuntimeError(f"{page}: {answer.status} {answer.headers} {answer.text[:2000]}")
