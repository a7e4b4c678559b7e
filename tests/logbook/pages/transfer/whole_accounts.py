"""Accounts with a row in every table that a copy carries, and what is told of two that are alike."""

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from logbook.acts.levels import BackgroundEntry, answer
from logbook.acts.people import weigh
from logbook.acts.restoring import restore
from logbook.acts.session_exercises import add_exercise
from logbook.kept.keeping import keep_what_weeks_say
from logbook.kept.records import keep_records
from logbook.log.account import sections_of, settings_of
from logbook.log.carried import SUMMARY_FIELDS
from logbook.models import (
    DeloadAdvice,
    EffortLately,
    ExerciseRecord,
    PeriodSums,
    SessionExercise,
    TrainingSpan,
    User,
)
from logbook.models.gyms import Bar, Plate
from logbook.pages.transfer.formats.account_json import Account, account_json
from logbook.pages.transfer.importing import Answers, bring, look_at
from programming.catalogue.own import create_own_exercise
from programming.loads import Load, Unit
from programming.models import Exercise
from tests.logbook.everything import a_lifter_with_everything
from tests.logbook.given import a_gym, a_session, an_exercise, finished, logged
from tests.logbook.pages.transfer.reading import sample
from tests.logbook.planned import trained_by_a_plan


def out(lifter: User) -> bytes:
    """The lifter's account as a file."""
    return b"".join(account_json(settings_of(lifter), sections_of(lifter)))


def put_back(lifter: User, content: bytes) -> None:
    """A file's account into an empty one."""
    account = Account(content)
    restore(lifter, account.settings, account.rows)


def a_full_account() -> User:
    """A row in every table that is carried, whatever the catalogue did since."""
    person, now = a_lifter_with_everything(), timezone.now()
    answer(person, BackgroundEntry(24, 60, 3, "female"), now=now)
    weigh(person, Load(81_500, Unit.KG), now=now)
    DeloadAdvice.objects.filter(athlete=person).update(refused_on=now.date())
    # A name nobody knows makes an exercise of the lifter's own, and the import remembers it.
    export = sample("hevy_kg.csv").replace(b"Squat (Barbell)", b"Zzyzx press")
    looked = look_at(person, export, Answers(), now=now)
    bring(person, looked, key=uuid.uuid4(), now=now)
    _taken_over(person, now)
    person.name, person.zone = "Łucja \u2028 \U0001f3cb", "Asia/Kathmandu"
    person.save()
    bars = (Bar("EZ bar", Load(10_000, Unit.KG)),)
    plates = (Plate(Load(20_000, Unit.KG), 4), Plate(Load(2_500, Unit.KG), None))
    a_gym(person, {"dumbbell": [1_000, 1_000, "kg"]}, other_bars=bars, plates=plates)
    trained_by_a_plan(person, started=now - dt.timedelta(days=14))
    keep_what_weeks_say(person)
    return person


def _taken_over(person: User, now: dt.datetime) -> None:
    """An own exercise that was trained, and is the catalogue's by now."""
    own = create_own_exercise(person, "Old name", is_compound=False, primary_muscles=["biceps"])
    session = a_session(lifter=person, workout=None, started=now - dt.timedelta(days=30))
    logged(item=add_exercise(person, session.pk, own.exercise_id), load="12.5")
    finished(session)
    Exercise.objects.filter(pk=own.exercise_id).update(merged_into=an_exercise("Curl").exercise)
    SessionExercise.objects.filter(exercise=own.exercise_id).update(
        exercise=an_exercise("Curl").exercise
    )
    session.sets.update(exercise=an_exercise("Curl").exercise)
    keep_records(person, [own.exercise_id, an_exercise("Curl").exercise_id], None)


def kept_of(lifter: User) -> dict[str, Any]:
    """What is counted and kept beside the log, without the keys of its rows."""
    items = SessionExercise.objects.filter(athlete=lifter).order_by("session", "position", "pk")
    rows = ExerciseRecord.objects.filter(athlete=lifter).order_by("started_at", "pk")
    own = {pk: f"own {place}" for place, pk in enumerate(_own(lifter))}
    return {
        "items": list(items.values_list(*SUMMARY_FIELDS, "local_date", "started_at")),
        "records": sorted(
            (str(own.get(one.exercise_id, one.exercise_id)), one.local_date, one.e1rm, one.volume,
             one.heaviest, one.most_reps, len(one.records), len(one.grinds), str(one.marks))
            for one in rows
        ),
        "effort": list(EffortLately.objects.filter(athlete=lifter).values_list("day", "found")),
        "span": list(TrainingSpan.objects.filter(athlete=lifter).values_list("days", "months")),
        # Exercises stand there by key.
        "periods": [
            (grain, first, {name: one for name, one in sums.items() if name != "lifts"})
            for grain, first, sums in PeriodSums.objects.filter(athlete=lifter)
            .order_by("grain", "first")
            .values_list("grain", "first", "sums")
        ],
        "deload": list(DeloadAdvice.objects.filter(athlete=lifter).values_list("day", "refused_on")),
    }  # fmt: skip


def _own(lifter: User) -> list[int]:
    return list(Exercise.objects.filter(owner=lifter).order_by("pk").values_list("pk", flat=True))
