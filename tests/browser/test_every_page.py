"""Every page of ours: nothing for axe to find in either theme, nothing refused, nothing too wide."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from logbook.acts.session_exercises import (
    add_exercise,
    mark_pain,
    note_exercise,
    set_safeties,
    skip_exercise,
)
from logbook.acts.sets import delete_set
from logbook.models import DeloadAdvice, User
from logbook.pages.exercises.acts import put_star
from programming.catalogue.own import create_own_exercise
from tests.logbook.given import (
    a_finished_session,
    a_lifter,
    a_red_day,
    a_session,
    finished,
    logged,
    the_item,
)

pytestmark = pytest.mark.usefixtures("release")

WCAG = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    },
    # All faults; of what is as it should be axe then names one example instead of each element.
    "resultTypes": ["violations"],
}
Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
STRANGERS = ["account_login", "account_signup", "account_reset_password"]


@pytest.fixture
def lifter(transactional_db: None) -> User:
    """A lifter with everything on the pages: verdicts, warnings, marks, notes, a deleted set."""
    person = a_lifter(name="Ivo")
    now = timezone.now()
    a_finished_session(lifter=person, started=now - dt.timedelta(days=9), sets=2)
    earlier = a_session(lifter=person, started=now - dt.timedelta(days=3))
    for rir in (0, 1, 5):
        logged(item=the_item(session=earlier), rir=rir)
    finished(earlier)
    DeloadAdvice.objects.create(
        athlete=person,
        day=timezone.localdate(),
        evidence=[
            [
                "deload",
                [["case", "pain"], ["count", 2]],
                [["hurt", [["exercise", the_item(session=earlier).exercise_id]], ["2025-03-03"]]],
            ]
        ],
    )
    a_red_day(lifter=person, at=now - dt.timedelta(hours=1))
    session = a_session(lifter=person, started=now - dt.timedelta(minutes=40))
    bench = the_item(session=session)
    logged(item=bench, kind="warm_up", reps=10, load="40", rir=None)
    efforts: tuple[float | None, ...] = (3, 1, None)
    for left in efforts:
        logged(item=bench, rir=left, reps=7, note="heavy today")
    mark_pain(person, bench.pk, has_pain=True)
    note_exercise(person, bench.pk, version=1, note="Wider grip.")
    set_safeties(person, bench.pk, "pins")
    skip_exercise(person, the_item(session=session, name="Chest-supported row").pk, is_skipped=True)
    own = create_own_exercise(person, "Zercher carry", is_compound=True, primary_muscles=["glutes"])
    add_exercise(person, session.pk, own.exercise_id)
    put_star(person, bench.exercise, is_on=True)
    press = the_item(session=session, name="Incline dumbbell press")
    delete_set(person, logged(item=press).pk, now=now)
    logged(item=press, ended_by="technical_failure")
    return person


def addresses(person: User) -> list[str]:
    """Every page a lifter can open, in the states it can be in."""
    session = person.sessions.order_by("-started_at").first()
    done = person.sessions.exclude(finished_at=None).order_by("-started_at").first()
    assert session is not None
    assert done is not None
    row = session.sets.filter(deleted_at=None).order_by("-pk").first()
    gone = session.sets.exclude(deleted_at=None).first()
    assert row is not None
    assert gone is not None
    page = reverse("session_detail", args=[session.pk])
    names = ("Barbell bench press", "Zercher carry")
    exercises = [the_item(session=session, name=name).exercise_id for name in names]
    return [
        reverse("today"),
        reverse("check_in") + f"?session={session.pk}",
        page,
        f"{page}?edit={row.pk}",
        f"{page}?deleted={gone.pk}",
        *(f"{page}?exercise={item.pk}" for item in session.exercises.all()),
        reverse("session_detail", args=[done.pk]),
        reverse("session_review", args=[session.pk]),
        reverse("session_review", args=[done.pk]),
        reverse("session_edit", args=[done.pk]),
        reverse("session_delete", args=[done.pk]),
        reverse("session_list"),
        reverse("exercise_pick", args=[session.pk]),
        reverse("exercise_pick", args=[session.pk]) + "?q=curl",
        reverse("exercise_pick", args=[session.pk]) + "?q=curl&own=on",
        *(reverse("exercise_detail", args=[one]) for one in exercises),
        reverse("exercise_detail", args=[exercises[0]]) + "?before=2020-01-01~1",
        reverse("exercise_edit", args=[exercises[1]]),
        reverse("more"),
        reverse("settings"),
        reverse("level"),
        reverse("level_answers"),
        reverse("rir_sense"),
        reverse("rulebook"),
        reverse("rulebook_rule", args=["below_floor"]),
        reverse("rulebook_rule", args=["base"]),
        reverse("rulebook_sources"),
        reverse("rulebook_myths"),
        reverse("account_email"),
        reverse("account_change_password"),
        reverse("mfa_index"),
        "/no-such-page/",
    ]


def found(page: Page) -> list[str]:
    """What axe has to say, one line each."""
    results = Axe().run(page, options=WCAG)
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


def walk(
    page: Page, live_server: LiveServer, paths: list[str], themes: Sequence[Theme] = ("light",)
) -> dict[str, list[str]]:
    """Open each page and look at it in each theme; what is wrong with it, by address.

    A theme is a matter of the style sheet alone, so one page is loaded for all of them.
    """
    wrong: dict[str, list[str]] = {}
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in paths:
        said.clear()
        page.goto(live_server.url + path)
        faults = []
        for theme in themes:
            page.emulate_media(color_scheme=theme)
            faults += [f"{theme}: {fault}" for fault in found(page)]
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                faults.append(f"{theme}: {wide} px too wide")
        faults += [line for line in said if "404" not in line]
        if faults:
            wrong[path] = faults
    return wrong


@pytest.mark.parametrize("width", [320, 1280])
def test_a_lifters_page_has_no_fault_in_either_theme(
    page: Page,
    live_server: LiveServer,
    lifter: User,
    let_in: Callable[[User], None],
    width: int,
):
    let_in(lifter)
    page.set_viewport_size({"width": width, "height": 800})

    assert walk(page, live_server, addresses(lifter), THEMES) == {}


def test_a_page_for_strangers_has_no_fault_in_either_theme(page: Page, live_server: LiveServer):
    assert walk(page, live_server, [reverse(name) for name in STRANGERS], THEMES) == {}


def test_a_page_in_words_has_no_fault(
    page: Page, live_server: LiveServer, lifter: User, let_in: Callable[[User], None]
):
    lifter.effort_input = "words"
    lifter.unit = "lb"
    lifter.save()
    let_in(lifter)
    page.set_viewport_size({"width": 320, "height": 800})

    assert walk(page, live_server, addresses(lifter)[:12]) == {}


def test_a_fault_would_be_found(page: Page, live_server: LiveServer):
    page.goto(live_server.url + reverse("account_login"))
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=x>')")

    assert any(line.startswith("image-alt") for line in found(page))
