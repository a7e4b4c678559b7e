"""A query that was compiled once gives the rows Django gives."""

import datetime as dt

import pytest

from logbook.models import SessionExercise, TrainingSession, User
from logbook.speed.compiled import Compiled, athlete, columns_of, together
from tests.logbook.given import NOON, a_finished_session, a_lifter, a_session

pytestmark = pytest.mark.usefixtures("release")
_COLUMNS = [*columns_of(TrainingSession), *columns_of(SessionExercise, "exercises__")]
_ROWS = Compiled(
    lambda: (
        TrainingSession.objects.filter(athlete_id=athlete()).order_by("pk").values_list(*_COLUMNS)
    )
)


@pytest.fixture
def lifter() -> User:
    """Instants with and without a fraction of a second, one that is not there yet, true and false."""
    lifter = a_lifter()
    a_finished_session(lifter=lifter, started=NOON - dt.timedelta(days=2, microseconds=1))
    running = a_session(lifter=lifter)
    TrainingSession.objects.filter(pk=running.pk).update(is_deload=True)
    return lifter


def test_instants_days_truths_and_json_are_what_django_reads(lifter: User):
    rows = list(
        TrainingSession.objects.filter(athlete=lifter).order_by("pk").values_list(*_COLUMNS)
    )
    by_django = sorted(rows, key=repr)
    assert {row[_COLUMNS.index("finished_at")] for row in rows} >= {None}
    assert {row[_COLUMNS.index("is_deload")] for row in rows} == {True, False}

    alone = sorted(_ROWS(athlete=lifter.pk), key=repr)
    beside = together((_ROWS, {"athlete": lifter.pk}), (_ROWS, {"athlete": -1}))

    assert alone == by_django
    assert sorted(beside[0], key=repr) == by_django
    assert beside[1] == []
    assert [[type(one) for one in row] for row in alone] == [
        [type(one) for one in row] for row in by_django
    ]
