"""The demo coach's athletes: each story is what the first screen says, and every verdict is the rules'."""

import datetime as dt
import json

import pytest

from logbook.advice.effort import judge_again
from logbook.clock import instant
from logbook.demo.athletes import ATHLETES, Story
from logbook.demo.making import make_account, make_athletes
from logbook.demo.people import COACH
from logbook.models import Set, User
from logbook.pages.coaching.ranking import rank
from logbook.pages.coaching.reasons import Kind

pytestmark = pytest.mark.usefixtures("release")

SUNDAY = dt.date(2025, 3, 9)
SHOWN = {
    Story.FLOOR: Kind.STOP,
    Story.FORM: Kind.STOP,
    Story.CLOSE: Kind.CLOSE,
    Story.WORN_OUT: Kind.WORN_OUT,
    Story.SILENT: Kind.SILENT,
    Story.ENDING: Kind.PROGRAM,
    Story.NO_PROGRAM: Kind.PROGRAM,
    Story.EASY: Kind.EASY,
    Story.FINE: Kind.FINE,
}


def test_the_first_screen_tells_each_story_and_the_rules_every_verdict():
    make_account(COACH, today=SUNDAY)
    assert make_athletes(today=SUNDAY) == len(ATHLETES) == 30
    coach = User.objects.get(email=COACH.email)

    ranked = rank(coach, instant(dt.datetime.combine(SUNDAY, dt.time(9)), "UTC"))

    told = {one.name: one.worst.kind for one in ranked}
    assert told == {one.name: SHOWN[one.story] for one in ATHLETES}
    assert [one.worst.kind for one in ranked] == sorted(told.values())
    dana = User.objects.get(name="Dana Okafor")
    rows = list(Set.objects.filter(athlete=dana).select_related("risk").order_by("pk"))
    assert len(rows) > 200
    for row in rows:
        earlier = [
            one
            for one in rows
            if one.session_exercise_id == row.session_exercise_id and one.number < row.number
        ]
        judged = judge_again(row, earlier)
        assert row.outcome == (judged.outcome or "")
        assert row.warnings == json.loads(json.dumps([one.stored() for one in judged.warnings]))
    # Run again it makes nobody twice.
    assert make_athletes(today=SUNDAY) == 0


def test_without_the_coach_there_are_no_athletes():
    assert make_athletes(today=SUNDAY) == 0
