"""What `bin/bench` measures is what lifters have: its copied history is a logged one."""

import datetime as dt
from collections import defaultdict

import pytest

from logbook.advice.effort import judge_again
from logbook.kept.summaries import SUMMARY_FIELDS, summarise
from logbook.models import Set
from tests.bench import history
from tests.logbook.given import NOON, a_lifter

pytestmark = [pytest.mark.deep, pytest.mark.usefixtures("release")]


def test_a_copied_history_is_as_long_as_asked_and_each_row_says_what_logging_said():
    cycle = history.log_cycle(a_lifter(), NOON)
    lifter = a_lifter()

    history.copy_cycle(cycle, lifter, 500)

    by_item: dict[int, list[Set]] = defaultdict(list)
    for row in Set.objects.filter(athlete=lifter).order_by("session_exercise_id", "number"):
        earlier = by_item[row.session_exercise_id]
        assert (judge_again(row, earlier).outcome or "") == row.outcome
        earlier.append(row)
    rows = [row for kept in by_item.values() for row in kept]
    assert len(rows) == 500
    assert len({row.exercise_id for row in rows}) > 50
    assert max(row.logged_at for row in rows) - min(row.logged_at for row in rows) > dt.timedelta(
        28
    )
    for kept in by_item.values():
        item = kept[0].session_exercise
        before = [getattr(item, name) for name in SUMMARY_FIELDS]
        summarise(item, kept)
        assert [getattr(item, name) for name in SUMMARY_FIELDS] == before
