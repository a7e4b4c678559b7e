"""Days of bench presses, and what of their records is kept."""

import datetime as dt

from logbook.clock import moment
from logbook.log.logged_sets import sets_of_days
from logbook.log.records import records_of
from logbook.models import TrainingSession, User
from programming.rulebook import records_set_by
from tests.logbook.given import NOON, a_session, finished, logged, the_item

DAY = dt.timedelta(days=1)


def bench_day(lifter: User, day: int, *sets: dict, hour: int = 0) -> TrainingSession:
    """A finished session of bench presses, so many days after the first one."""
    session = a_session(
        lifter=lifter,
        workout=None,
        exercises=["Barbell bench press"],
        started=NOON + day * DAY + dt.timedelta(hours=hour),
    )
    for named in sets or ({},):
        logged(item=the_item(session=session), **named)
    return finished(session)


def kept(session: TrainingSession) -> list[tuple[str, float | None, float | None]]:
    """What a session set, as (kind, value, before) with loads in kilograms."""
    found = [one for every in records_of(session.athlete, session) for one in every.records]
    in_kg = {"heaviest_load", "best_e1rm", "session_volume"}
    return [
        (str(one.kind), _kg(one.value), _kg(one.before))
        if one.kind in in_kg
        else (str(one.kind), one.value, one.before)
        for one in found
    ]


def _kg(micrograms: float | None) -> float | None:
    return None if micrograms is None else round(micrograms / 1e9, 1)


def asserted_of_the_whole_log(lifter: User) -> int:
    """Every finished session against `records_set_by` over all sets; returns how many records."""
    finished_ones = set(
        TrainingSession.objects.filter(athlete=lifter)
        .exclude(finished_at=None)
        .values_list("pk", flat=True)
    )
    log = sets_of_days(
        lifter, dt.date(1900, 1, 1), moment(dt.datetime(2100, 1, 1, tzinfo=dt.UTC), "UTC")
    )
    log = [done for done in log if done.session in finished_ones]
    count = 0
    for session in TrainingSession.objects.filter(athlete=lifter):
        found = records_of(lifter, session)
        if session.pk not in finished_ones:
            assert found == []
            continue
        whole = records_set_by(log, session=session.pk)
        by_exercise = {one.exercise_id: one for one in found}
        assert sum(len(one.records) for one in found) == len(whole.records)
        for exercise in {one.exercise for one in whole.records}:
            assert [
                (one.kind, one.value, one.before, one.rir, one.reason)
                for one in by_exercise[int(exercise)].records
            ] == [
                (one.kind, one.value, one.before, one.rir, one.reason)
                for one in whole.records
                if one.exercise == exercise
            ]
        assert sum(len(one.grinds) for one in found) == len(whole.grinds)
        count += len(whole.records)
    return count
