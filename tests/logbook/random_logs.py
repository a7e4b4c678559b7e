"""Random logs written as rows at once, with everything a log may hold, and summed as the product sums.

For what is counted over years: logged set by set, one of these would take minutes.
"""

import datetime as dt
import uuid
from random import Random

from logbook.choices import EndedBy, Origin, Outcome, ReadinessState, SetKind
from logbook.kept.keeping import keep_what_weeks_say
from logbook.kept.records import keep_records
from logbook.kept.summaries import summarise
from logbook.models import Bodyweight, CheckIn, SessionExercise, Set, TrainingSession, User
from programming.catalogue.entries import current_release
from programming.choices import Role
from programming.loads import LoadKind, Unit
from tests.logbook.given import a_lifter, an_exercise

NAMES = (
    "Barbell squat", "Barbell bench press", "Barbell deadlift", "Barbell overhead press",
    "Chest-supported row", "Incline dumbbell press", "Cable fly", "Curl", "Leg extension",
)  # fmt: skip
_ROLES = {"Barbell": Role.MAIN, "Chest-supported": Role.SECONDARY, "Incline": Role.SECONDARY}
KG = 1_000_000_000


def a_random_log(
    rng: Random, *, today: dt.date, days: int = 500, sessions: int = 60, slips: bool = True
) -> User:
    """A lifter with sessions on random days up to `today`, gaps, blanks, failures and deleted sets."""
    lifter = a_lifter(
        unit=rng.choice(["kg", "lb"]), level=rng.choice(["beginner", "intermediate", "advanced"])
    )
    release = current_release()
    entries = {name: an_exercise(name) for name in NAMES}
    began = sorted({rng.randrange(days) for _ in range(sessions)}, reverse=True)
    _weigh(lifter, rng, today, days)
    for ago in began:
        if 100 < ago < 200:
            continue
        day = today - dt.timedelta(days=ago)
        at = dt.datetime.combine(day, dt.time(rng.randrange(6, 20)), dt.UTC)
        state = rng.choice([None, *ReadinessState.values])
        asked = None
        if state is not None:
            asked = CheckIn.objects.create(
                athlete=lifter,
                local_date=day,
                taken_at=at,
                state=state,
                points=0,
                points_without_energy=0,
            )
        session = TrainingSession.objects.create(
            athlete=lifter, name="Random", release=release, started_at=at, zone="UTC",
            finished_at=at + dt.timedelta(hours=1) if ago else None, local_date=day,
            check_in=asked, is_deload=rng.random() < 0.1,
        )  # fmt: skip
        for position, name in enumerate(rng.sample(NAMES, rng.randrange(1, 5)), 1):
            _exercise(session, entries[name], name, position, rng, slips=slips)
    keep_records(lifter, {entry.exercise_id for entry in entries.values()}, None)
    keep_what_weeks_say(lifter)
    return lifter


def _weigh(lifter: User, rng: Random, today: dt.date, days: int) -> None:
    for ago in {rng.randrange(days + 50) for _ in range(rng.randrange(0, 12))}:
        milli = rng.randrange(60_000, 90_000)
        Bodyweight.objects.create(
            athlete=lifter, local_date=today - dt.timedelta(days=ago), milli=milli, unit="kg",
            micrograms=milli * 1_000_000,
        )  # fmt: skip


def _exercise(session, entry, name, position, rng: Random, *, slips: bool) -> None:
    item = SessionExercise.objects.create(
        athlete=session.athlete, session=session, exercise=entry.exercise, risk=entry,
        position=position, role=_ROLES.get(name.partition(" ")[0], Role.ISOLATION),
        local_date=session.local_date, started_at=session.started_at,
        has_pain=rng.random() < 0.15,
    )  # fmt: skip
    sets = [_set(item, number, rng, slips=slips) for number in range(1, rng.randrange(1, 6))]
    Set.objects.bulk_create(sets)
    summarise(item, sets)
    item.save()


def _set(item: SessionExercise, number: int, rng: Random, *, slips: bool) -> Set:
    ended = rng.choices(EndedBy.values, [8, 1, 1])[0]
    halves = rng.choice([None, 0, 1, 2, 3, 4, 5, 6, 8, 10])
    origin = rng.choices(Origin.values, [9, 1])[0] if len(Origin.values) == 2 else Origin.TYPED
    kind = rng.choices([SetKind.WORKING, SetKind.WARM_UP, SetKind.DROP], [8, 1, 1])[0]
    low = rng.randrange(0, 4)
    left = 0 if ended != EndedBy.STOPPED else halves
    outcome, reps = "", rng.choice([0, 1, 3, 5, 8, 10, 12, 15])
    # A set without a rep has no verdict (rulebook 1).
    if kind == SetKind.WORKING and origin == Origin.TYPED and reps:
        if left is None:
            outcome = Outcome.UNRATED
        elif left < 2 * low:
            outcome = Outcome.TOO_CLOSE
        elif left > 2 * (low + 2):
            outcome = Outcome.TOO_EASY
        else:
            outcome = Outcome.ON_TARGET
    milli = rng.randrange(20, 140) * 1000
    return Set(
        athlete=item.athlete, session=item.session, session_exercise=item, exercise=item.exercise,
        risk=item.risk, key=uuid.uuid4(), digest="", number=number, kind=kind, origin=origin,
        reps=reps, load_milli=milli, load_unit=Unit.KG,
        load_kind=LoadKind.EXTERNAL, load=milli * 1_000_000, rir_halves=halves, ended_by=ended,
        is_test=rng.random() < 0.05, is_slip=slips and rng.random() < 0.03,
        target_low=low, target_aim=low + 1, target_high=low + 2, outcome=outcome,
        rulebook_version="1.1", local_date=item.local_date, started_at=item.started_at,
        logged_at=item.started_at + dt.timedelta(minutes=3 * number),
        deleted_at=item.started_at if rng.random() < 0.05 else None,
    )  # fmt: skip
