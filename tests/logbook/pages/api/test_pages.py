"""Lists come page by page, each at the same cost, whatever is logged meanwhile and however long the log."""

from __future__ import annotations

import datetime as dt
import re
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from logbook.acts.sets import delete_set
from logbook.models import Set
from logbook.pages.api.allowance import allowance
from tests.logbook.bench_days import bench_day
from tests.logbook.given import (
    a_finished_session,
    a_lifter,
    a_session,
    an_exercise,
    finished,
    logged,
    the_item,
)
from tests.logbook.pages.api.given import a_token, behind, read, told
from tests.logbook.test_cost import walks

pytestmark = pytest.mark.usefixtures("release")

LISTS = ("sessions", "sets", "exercises", "records")


def keys(items: list[dict]) -> list[object]:
    return [one.get("id") or (one["session_id"], one["exercise_id"]) for one in items]


@pytest.mark.parametrize("path", LISTS)
def test_page_by_page_is_the_same_as_at_once(path: str):
    lifter = a_lifter()
    for day in range(5):
        bench_day(lifter, day, {"load": f"{50 + 10 * day}"})
    # Two at one instant, as an import may bring them.
    Set.objects.update(logged_at=timezone.now())
    token = a_token(lifter)

    whole = told(token, f"{path}?limit=100")
    singly = behind(token, f"{path}?limit=1")

    assert whole["next"] is None
    assert len(whole["items"]) > (0 if path == "exercises" else 4)
    assert keys(singly) == keys(whole["items"])


def test_sets_go_on_beyond_the_sessions_of_one_page():
    lifter = a_lifter()
    for day in range(23):
        session = a_session(
            lifter=lifter, workout=None, exercises=["Barbell bench press"],
            started=timezone.now() - dt.timedelta(days=day + 1),
        )  # fmt: skip
        logged(item=the_item(session=session))
        finished(session)
        # A session of nothing stands between them.
        finished(
            a_session(
                lifter=lifter, workout=None, started=session.started_at - dt.timedelta(hours=9)
            )
        )
    token = a_token(lifter)

    found = behind(token, "sets?limit=100")

    assert len(keys(found)) == len(set(keys(found))) == 23
    assert len(keys(behind(token, f"sets?exercise={found[0]['exercise_id']}"))) == 23
    assert behind(token, f"sets?exercise={found[0]['exercise_id'] + 1}") == []
    assert len(behind(token, "records")) > 0


def test_what_comes_meanwhile_moves_no_page():
    lifter = a_lifter()
    rows = [the_item(session=a_finished_session(lifter=lifter, sets=2))]
    rows[0].refresh_from_db()
    token = a_token(lifter)
    whole = keys(behind(token, "sets?limit=100"))
    first = told(token, "sets?limit=3")

    new = a_session(lifter=lifter, started=timezone.now() - dt.timedelta(minutes=5))
    logged(item=the_item(session=new))
    delete_set(lifter, first["items"][1]["id"], now=timezone.now())
    rest = told(token, f"sets?limit=100&cursor={first['next']}")

    assert keys(first["items"]) + keys(rest["items"]) == whole


def test_old_exposures_come_page_by_page():
    lifter = a_lifter()
    for day in range(8):
        bench_day(lifter, day)
    token, bench = a_token(lifter), an_exercise("Barbell bench press").exercise_id

    first = told(token, f"exercises/{bench}")
    rest = told(token, f"exercises/{bench}?cursor={first['next']}")

    assert (len(first["exposures"]), len(rest["exposures"]), rest["next"]) == (6, 2, None)
    other = an_exercise("Cable fly").exercise_id
    assert read(token, f"exercises/{other}?cursor={first['next']}").status_code == 422


# --- Cost -----------------------------------------------------------------------------------------


def asked(token: str, path: str) -> int:
    # What the minute's allowance asks is not the page's.
    allowance.forget()
    told(token, "")
    with CaptureQueriesContext(connection) as found:
        told(token, path)
    return len(found)


def test_as_many_questions_for_one_session_as_for_thirty():
    def costs(days: int) -> dict[str, int]:
        lifter = a_lifter()
        for day in range(days):
            bench_day(lifter, day, {"load": f"{80 + day}"})
        session = lifter.sessions.latest("started_at")
        bench = an_exercise("Barbell bench press").exercise_id
        token = a_token(lifter)
        paths = (*LISTS, "adherence", f"sessions/{session.pk}", f"exercises/{bench}")
        return {re.sub(r"\d+", "1", path): asked(token, path) for path in paths}

    few = costs(2)

    assert costs(30) == few
    assert max(few.values()) <= 10


def test_it_is_read_from_slices(person, token):
    session = person.sessions.filter(finished_at=None).get()
    bench = the_item(session=session).exercise_id
    asked(token, "sets")
    for path in (*LISTS, f"sets?exercise={bench}", f"sessions/{session.pk}", f"exercises/{bench}"):
        for place in ("", behind_first(token, path)):
            assert walks(partial(told, token, f"{path}{place}"), least=2) == [], path


def behind_first(token: str, path: str) -> str:
    if path not in LISTS:
        return ""
    place = told(token, f"{path}?limit=1")["next"]
    return f"?cursor={place}"
