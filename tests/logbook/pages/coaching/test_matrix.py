"""Who reaches which page of coaching, long: every address, method and person, beside an athlete's marked log.

The table is law: a page without a row fails, and so does a status that is another. Nobody reads
a mark they may not, and who is refused writes nothing.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone

from logbook.acts.changes import Aimed, Said, begin_change, set_target
from logbook.acts.coaching import ask, block_coach, end_link, invite
from logbook.acts.given import give_program
from logbook.acts.groups import change_group, make_group
from logbook.acts.looks import Consent
from logbook.acts.people import weigh
from logbook.acts.talks import comment, comment_on_week
from logbook.clock import week_start
from logbook.models import (
    CoachBlock,
    CoachChange,
    CoachLink,
    CoachRequest,
    Invitation,
    SessionExercise,
    Set,
    TrainingSession,
    User,
)
from programming.loads import Load, Unit
from programming.models import Program
from programming.programs.editing import edit
from tests.house.desk import ENTRIES
from tests.house.test_addresses import patterns
from tests.logbook.given import (
    a_lifter,
    a_red_day,
    a_session,
    an_exercise,
    finished,
    logged,
    the_item,
)
from tests.logbook.pages.coaching.linked import EVERYTHING, a_coach, coached
from tests.logbook.planned import a_line, a_program

pytestmark = pytest.mark.usefixtures("release")

# What stands in the athlete's log and nowhere else, by the tick that shows it.
NAME, NOTE, WEIGHT, ADDRESS, SESSION = "Zqxivo", "zqxnote", "83.5 kg", "zqx@example.org", "Zqxday"
TALK = "zqxtalk"
"""What one of the coaches said: theirs and the athlete's, and no other coach's."""
PLAN, WHY = "zqxplan", "zqxwhy"
"""A program of theirs, for who may set something; and why one coach did: theirs and the athlete's."""
ALWAYS, NOTES, WEIGHED = (NAME, SESSION), (NOTE,), (WEIGHT,)
MARKS = (*ALWAYS, *NOTES, *WEIGHED, ADDRESS, TALK, PLAN, WHY)

STRANGERS = ("other", "unlinked", "revoked", "elsewhere", "blocked", "staff", "editor", "superuser")
COACHES = ("linked", "without_notes", "without_targets", "without_programs", "without_ticks")
SETTERS = COACHES[:-1]
OF_TARGETS = ("linked", "without_notes", "without_programs")
OF_PROGRAMS = ("linked", "without_notes", "without_targets")
ACTORS = ("anonymous", "deactivated", "owner", "invited", *STRANGERS, *COACHES)
# Coaches who are not the athlete's have a home of their own, which shows nothing of the athlete.
ARE_COACHES = ("invited", "unlinked", "revoked", "elsewhere", "blocked", *COACHES)


def only(actors: tuple[str, ...], status: int = 200) -> dict[str, int]:
    """This status for these, 404 for everybody else who is logged in."""
    return {actor: status if actor in actors else 404 for actor in ACTORS[2:]}


EVERYBODY = only(ACTORS[2:])
NO_METHOD = only(ACTORS[2:], 405)
OWNER, OWNER_DONE = only(("owner",)), only(("owner",), 302)

# Name of the page → what GET and POST answer to each. Whoever is not logged in is sent to do so.
TABLE: Mapping[str, tuple[dict[str, int], dict[str, int]]] = {
    "sharing": (EVERYBODY, NO_METHOD),
    "sharing_invite": (EVERYBODY, EVERYBODY),
    "sharing_withdraw": (NO_METHOD, OWNER_DONE),
    "sharing_request": (OWNER, OWNER_DONE),
    "sharing_decline": (NO_METHOD, OWNER_DONE),
    "sharing_coach": (OWNER, OWNER_DONE),
    "sharing_end": (NO_METHOD, OWNER_DONE),
    "sharing_block": (NO_METHOD, OWNER_DONE),
    "sharing_unblock": (NO_METHOD, OWNER_DONE),
    "coaching": (only(ARE_COACHES), NO_METHOD),
    "coaching_notices": (only(ARE_COACHES), NO_METHOD),
    "coaching_notices_read": (NO_METHOD, only(ARE_COACHES, 302)),
    "coaching_digest": (NO_METHOD, only(ARE_COACHES, 302)),
    "coaching_thresholds": (only(ARE_COACHES), only(ARE_COACHES, 302)),
    "coaching_groups": (only(ARE_COACHES), only(ARE_COACHES, 302)),
    "coaching_group": (only(("linked",)), only(("linked",), 302)),
    "coaching_group_delete": (NO_METHOD, only(("linked",), 302)),
    "coaching_ask": (only(ARE_COACHES), only(ARE_COACHES, 302)),
    "coaching_withdraw": (NO_METHOD, only(("unlinked",), 302)),
    # An invitation is for the coach who has its address, whoever that is: unless they are blocked.
    "coaching_invited": (
        only(tuple(one for one in ARE_COACHES if one != "blocked")),
        NO_METHOD,
    ),
    "coaching_accept": (
        NO_METHOD,
        only(tuple(one for one in ARE_COACHES if one != "blocked"), 302),
    ),
    "coaching_decline": (
        NO_METHOD,
        only(tuple(one for one in ARE_COACHES if one != "blocked"), 302),
    ),
    "coaching_athlete": (only(COACHES), NO_METHOD),
    "coaching_session": (only(COACHES), NO_METHOD),
    "coaching_end": (NO_METHOD, only(COACHES, 302)),
    "coaching_breaches": (only(ARE_COACHES), NO_METHOD),
    "coaching_answer": (NO_METHOD, only(COACHES, 302) | {"by_htmx": 200}),
    "coaching_comment": (NO_METHOD, only(COACHES, 302)),
    "coaching_week": (only(COACHES), NO_METHOD),
    "coaching_week_comment": (NO_METHOD, only(COACHES, 302)),
    "sharing_comment": (NO_METHOD, OWNER_DONE),
    "sharing_settle": (NO_METHOD, OWNER_DONE | {"by_htmx": 200}),
    "sharing_week": (OWNER, NO_METHOD),
    "sharing_change": (NO_METHOD, OWNER_DONE),
    "coaching_plans": (only(SETTERS), NO_METHOD),
    "coaching_plan": (only(SETTERS), only(OF_PROGRAMS, 302)),
    "coaching_target": (only(OF_TARGETS), only(OF_TARGETS, 302)),
    "coaching_level": (NO_METHOD, only(OF_TARGETS, 302)),
    "coaching_technique": (NO_METHOD, only(OF_TARGETS, 302)),
    "coaching_give": (NO_METHOD, only(OF_PROGRAMS, 302)),
    "coaching_programs": (only(ARE_COACHES), NO_METHOD),
    # A program of one coach's own: to another coach it is not there.
    "coaching_given": (only(("linked",)), only(("linked",), 302)),
    "coaching_edit": (only(OF_PROGRAMS), only(OF_PROGRAMS, 302) | {"by_htmx": 200}),
    "coaching_pick": (only(OF_PROGRAMS), only(OF_PROGRAMS, 302)),
    "coaching_substitutes": (only(OF_PROGRAMS), only(OF_PROGRAMS, 302)),
}
TOLD: Mapping[str, tuple[str, ...]] = {
    "owner": MARKS,
    "linked": (*ALWAYS, *NOTES, *WEIGHED, TALK, PLAN, WHY),
    "without_notes": (*ALWAYS, *WEIGHED, PLAN),
    "without_targets": (*ALWAYS, *NOTES, *WEIGHED, PLAN),
    "without_programs": (*ALWAYS, *NOTES, *WEIGHED, PLAN),
    "without_ticks": ALWAYS,
}
# Where the address is the secret, it says whose it is.
INVITATION = ("coaching_invited", "coaching_accept")


@dataclass(frozen=True)
class Gym:
    """The people, and what the addresses are filled with."""

    people: dict[str, User]
    arguments: dict[str, list[Any]]
    forms: dict[str, dict[str, Any]]


def a_marked_gym() -> Gym:
    """An athlete with marks everywhere, their coaches, and everybody else."""
    now = timezone.now()
    owner = a_lifter(name=NAME, email=ADDRESS)
    people: dict[str, User] = {"owner": owner}
    a_red_day(lifter=owner, at=now)
    weigh(owner, Load(83_457, Unit.KG), now=now)
    session = a_session(lifter=owner, started=now)
    row = logged(item=the_item(session=session), rir=1, note=NOTE)
    assert row.breach == "below_floor"
    finished(session, minutes=0)
    TrainingSession.objects.filter(pk=session.pk).update(name=SESSION, note=NOTE)
    SessionExercise.objects.filter(session=session).update(note=NOTE)
    people["deactivated"] = a_coach()
    people["other"] = a_lifter()
    for name in ARE_COACHES:
        people[name] = a_coach(name=name)
    links = {
        "linked": coached(owner, people["linked"], at=now, **EVERYTHING),
        "without_notes": coached(
            owner, people["without_notes"], at=now, **(EVERYTHING | {"sees_notes": False})
        ),
        **{
            f"without_{what}": coached(
                owner, people[f"without_{what}"], at=now, **(EVERYTHING | {f"sets_{what}": False})
            )
            for what in ("targets", "programs")
        },
        "without_ticks": coached(owner, people["without_ticks"], at=now, shows_all=True),
        "revoked": coached(owner, people["revoked"], at=now, **EVERYTHING),
        "blocked": coached(owner, people["blocked"], at=now, **EVERYTHING),
        "deactivated": coached(owner, people["deactivated"], at=now, **EVERYTHING),
    }
    said = comment(
        people["linked"], links["linked"], session.pk,
        key=uuid.uuid4(), text=TALK, row_id=row.pk, now=now,
    )  # fmt: skip
    program, change = a_marked_plan(owner, people, links, now)
    given = a_program(people["linked"], a_line())
    give_program(people["linked"], links["linked"], given.pk, Said(WHY, uuid.uuid4(), now))
    Program.objects.filter(owner=owner).exclude(pk=program.pk).update(name=PLAN)
    edit(people["linked"], given.pk, None, lambda plan: replace(plan, days=5))
    # Also the one who coached them once had them in a group.
    for name in ("revoked", "linked"):
        group = make_group(people[name], "Novices")
        change_group(people[name], group.pk, name="Novices", athlete_ids=[owner.pk])
    end_link(owner, links["revoked"].pk, now=now)
    block_coach(owner, link_id=links["blocked"].pk, now=now)
    coached(people["other"], people["elsewhere"], at=now, **EVERYTHING)
    people["staff"] = a_lifter(is_staff=True, is_lifter=False)
    people["editor"] = a_lifter(is_staff=True, is_lifter=False)
    people["editor"].user_permissions.set(Permission.objects.filter(codename__in=ENTRIES))
    people["superuser"] = a_lifter(is_staff=True, is_superuser=True)
    ask(people["unlinked"], owner.email, now=now)
    _, token = invite(owner, Consent(), now=now)
    asked, open_one = CoachRequest.objects.get(), Invitation.objects.latest("pk")
    User.objects.filter(pk=people["deactivated"].pk).update(is_active=False)
    monday = week_start(session.local_date).isoformat()
    comment_on_week(
        people["linked"], links["linked"], week_start(session.local_date),
        key=uuid.uuid4(), text=TALK, now=now,
    )  # fmt: skip
    of_group = ("coaching_group", "coaching_group_delete")
    of_athlete = {"coaching_athlete", "coaching_end"}
    plan = [owner.pk, program.pk]
    workout = program.blocks.get().workouts.get()
    planned = workout.planned.get()
    arguments: dict[str, list[Any]] = {
        **{f"coaching_{name}": [owner.pk] for name in ("plans", "level", "technique", "give")},
        **dict.fromkeys(("coaching_plan", "coaching_edit"), plan),
        "coaching_given": [given.pk],
        "coaching_target": [*plan, workout.pk, 0, 0],
        "coaching_pick": [*plan, workout.pk],
        "coaching_substitutes": [*plan, workout.pk, 0],
        "sharing_change": [change.pk],
        **{name: [owner.pk] for name in of_athlete},
        **{name: [group.pk] for name in of_group},
        "coaching_session": [owner.pk, session.pk],
        "coaching_answer": [owner.pk, row.pk],
        "coaching_comment": [owner.pk, session.pk],
        **{name: [owner.pk, monday] for name in ("coaching_week", "coaching_week_comment")},
        "sharing_week": [monday],
        "sharing_settle": [said.pk],
        "coaching_withdraw": [asked.pk],
        **{name: [token] for name in ("coaching_invited", "coaching_accept", "coaching_decline")},
        "sharing_withdraw": [open_one.pk],
        "sharing_request": [asked.pk],
        "sharing_decline": [asked.pk],
        "sharing_coach": [links["linked"].pk],
        "sharing_end": [links["linked"].pk],
        "sharing_unblock": [CoachBlock.objects.get().pk],
    }
    forms: dict[str, dict[str, Any]] = {
        "sharing_block": {"link": links["linked"].pk},
        "coaching_digest": {"digest": "on"},
        "coaching_thresholds": {"preset": "strict"},
        "coaching_groups": {"name": "Another"},
        "coaching_group": {"name": "Renamed", "athletes": [owner.pk]},
        "coaching_notices_read": {"until": now.isoformat()},
        "coaching_ask": {"address": "somebody@example.org"},
        "coaching_answer": {"resolution": "talked"},
        "coaching_comment": {"key": uuid.uuid4(), "text": "Stop sooner."},
        "coaching_week_comment": {"key": uuid.uuid4(), "text": "Sleep more."},
        "sharing_comment": {"key": uuid.uuid4(), "text": "I will.", "to": said.pk},
        **forms_of_plan(program, workout.pk, planned.exercise_id),
    }
    return Gym(people, arguments, forms)


def a_marked_plan(
    owner: User, people: dict[str, User], links: dict[str, CoachLink], now: dt.datetime
) -> tuple[Program, CoachChange]:
    """A program of theirs, with a target a coach set; all coaches who may said why they change it."""
    program = a_program(owner, a_line())
    Program.objects.filter(pk=program.pk).update(name=PLAN)
    workout = program.blocks.get().workouts.get()
    aimed = Aimed(workout.pk, 0, 0, workout.planned.get().exercise_id, (2, 3, 4))
    change = set_target(
        people["linked"], links["linked"], program.pk, aimed, Said(WHY, uuid.uuid4(), now)
    )
    for name in (*OF_PROGRAMS, "revoked", "blocked"):
        begin_change(people[name], links[name], program.pk, Said("More.", uuid.uuid4(), now))
    return program, change


def forms_of_plan(program: Program, day: int, exercise: int) -> dict[str, dict[str, Any]]:
    """What is posted to the pages of plans."""
    why = {"why": "Sooner.", "key": uuid.uuid4()}
    version = Program.objects.get(pk=program.pk).version
    ready = Program.objects.filter(owner=None).first()
    other = an_exercise("Dumbbell bench press").exercise_id
    assert ready is not None
    return {
        "sharing_change": {"act": "keep"},
        "coaching_plan": why,
        "coaching_target": {**why, "low": 1, "aim": 2, "high": 3, "exercise": exercise},
        "coaching_level": {**why, "level": "advanced"},
        "coaching_technique": {**why, "lifts": "3"},
        "coaching_give": {**why, "program": ready.pk},
        "coaching_given": {**why, "act": "offer"},
        "coaching_edit": {"form": f"day-{day}", "act": "up", "version": version},
        "coaching_pick": {"exercise": other, "version": version},
        "coaching_substitutes": {"act": f"add:{other}", "planned": exercise, "version": version},
    }


FORM = {"history": "all", "sees_notes": "on", "sees_readiness": "on", "version": "1"}


class Walker:
    """One person's browser; what a request does is undone after it was looked at."""

    def __init__(self, actor: str, gym: Gym) -> None:
        self.actor, self.gym = actor, gym
        self.client = Client(raise_request_exception=False)
        if actor in gym.people:
            self.client.force_login(gym.people[actor])
        self.cookies = self.client.cookies.output(header="", sep=";")

    def faults(self, name: str, method: str, *, by_htmx: bool) -> Iterator[str]:
        """What is wrong with one answer, and with what it did."""
        path = reverse(name, args=self.gym.arguments.get(name, []))
        headers = {"HX-Request": "true"} if by_htmx else {}
        # The log of queries is bounded, and there are many requests.
        connection.queries_log.clear()
        # A message waits in a cookie for the next page.
        self.client.cookies = SimpleCookie(self.cookies)
        with transaction.atomic(), CaptureQueriesContext(connection) as asked:
            if method == "POST":
                response = self.client.post(
                    path, FORM | self.gym.forms.get(name, {}), headers=headers
                )
            else:
                response = self.client.get(path, headers=headers)
            transaction.set_rollback(True)
        wanted = self._wanted(name, method, by_htmx=by_htmx)
        if response.status_code != wanted:
            yield f"answers {response.status_code}, not {wanted}"
        yield from self._told(name, response)
        if wanted in {401, 404, 405} or self.actor not in self.gym.people:
            yield from (f"writes {sql[:80]}" for sql in writes(asked))

    def _wanted(self, name: str, method: str, *, by_htmx: bool) -> int:
        if self.actor in {"anonymous", "deactivated"}:
            return 401 if by_htmx else 302
        row = TABLE[name][method == "POST"]
        # What htmx swaps in is an answer, where a form without it is led on.
        return (
            row["by_htmx"]
            if by_htmx and row[self.actor] == 302 and "by_htmx" in row
            else row[self.actor]
        )

    def _told(self, name: str, response: Any) -> Iterator[str]:
        text = f"{response.content.decode()} {response.headers} {response.cookies}"
        may = TOLD.get(self.actor, ())
        if name in INVITATION and self.actor in ARE_COACHES and self.actor != "blocked":
            may = (*may, NAME)
        if (
            name in {"coaching_end", "coaching_comment", "coaching_week_comment"}
            and self.actor in COACHES
        ):
            may = (*may, NAME)
        if name == "coaching_ask" or (self.actor == "unlinked" and name == "coaching_withdraw"):
            # What a coach typed themselves.
            may = (*may, ADDRESS)
        yield from (f"tells {mark}" for mark in MARKS if mark in text and mark not in may)


ROWS = re.compile('"(logbook|programming)_')


def writes(asked: CaptureQueriesContext) -> list[str]:
    """What changed a row of the logbook's, or a program."""
    verbs = ("INSERT", "UPDATE", "DELETE")
    sqls = [one["sql"] for one in asked.captured_queries]
    return [sql for sql in sqls if sql.startswith(verbs) and ROWS.search(sql)]


def names() -> set[str]:
    """Every page of coaching there is."""
    return {
        str(pattern.name)
        for _, pattern in patterns(get_resolver())
        if pattern.callback.__module__.startswith("logbook.pages.coaching")
    }


def test_every_page_has_its_row():
    assert names() == set(TABLE)
    for gets, posts in TABLE.values():
        assert set(gets) == set(posts) - {"by_htmx"} == set(ACTORS[2:])


@pytest.fixture
def gym(release: Any) -> Gym:
    return a_marked_gym()


def test_each_sees_what_the_table_says_and_nothing_else(gym: Gym, caplog: pytest.LogCaptureFixture):
    """One test for all: the gym takes longer to make than the walk."""
    caplog.set_level(logging.CRITICAL, "django.request")

    wrong = [
        f"{actor}: {method} {name}{' by htmx' if by_htmx else ''}: {fault}"
        for actor in ACTORS
        for walker in [Walker(actor, gym)]
        for name in TABLE
        for method in ("GET", "POST")
        for by_htmx in (False, True)
        for fault in walker.faults(name, method, by_htmx=by_htmx)
    ]

    assert wrong == [], "\n".join(wrong[:40])


def test_the_marks_are_there_to_be_seen(gym: Gym):
    """Else nothing of the walk would show that they are hidden."""
    client = Client()
    client.force_login(gym.people["linked"])
    athlete = client.get(reverse("coaching_athlete", args=gym.arguments["coaching_athlete"]))
    session = client.get(reverse("coaching_session", args=gym.arguments["coaching_session"]))
    text = athlete.content.decode() + session.content.decode()

    assert [mark for mark in (*ALWAYS, *NOTES, *WEIGHED) if mark not in text] == []
    assert Set.objects.get().note == NOTE
