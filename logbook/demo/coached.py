"""The demo coach's athletes, written in bulk: judged set by set by the rules, saved some thousand at once.

Trained through the pages' acts, as the other demo lifters are, thirty athletes would take minutes.
"""

from __future__ import annotations

import datetime as dt
import uuid
from random import Random

from django.db import transaction

from logbook.acts.coaching import accept_invitation, invite
from logbook.acts.looks import Consent
from logbook.acts.programs import follow
from logbook.choices import ReadinessState
from logbook.demo.athletes import ATHLETES, Athlete, Story
from logbook.demo.judged import judged_set
from logbook.kept.keeping import keep_what_weeks_say
from logbook.kept.records import keep_records
from logbook.kept.summaries import summarise
from logbook.models import (
    Bodyweight,
    CheckIn,
    CoachLink,
    FollowedProgram,
    SessionExercise,
    Set,
    TrainingSession,
    User,
)
from logbook.speed.many import insert_many
from programming.catalogue.entries import current_release, entries_for
from programming.loads import Load, Unit
from programming.models import Program, RiskEntry, Workout
from programming.programs.slots import Slot, slots_of
from programming.rulebook import RULEBOOK_VERSION

WEEKS = 6
# An ending program has so many sessions left.
_LEFT = 2
_HOUR = 17
_REST = dt.timedelta(minutes=3)
_LATE_WEEKS = 2


@transaction.atomic
def coach_athletes(coach: User, password: str, *, today: dt.date, weeks: int) -> int:
    """Make the athletes that are not there yet, coached since their first day; how many."""
    there = set(
        User.objects.filter(email__in=[one.email for one in ATHLETES]).values_list(
            "email", flat=True
        )
    )
    missing = [one for one in ATHLETES if one.email not in there]
    found = Program.objects.filter(owner=None).prefetch_related("blocks__workouts__planned")
    programs = {one.slug: one for one in found}
    for one in missing:
        _Made(one, coach, programs[one.program], password, today, min(weeks, WEEKS)).all()
    return len(missing)


class _Made:
    """One athlete while their weeks are written."""

    def __init__(
        self,
        athlete: Athlete,
        coach: User,
        program: Program,
        password: str,
        today: dt.date,
        weeks: int,
    ) -> None:
        self.athlete, self.program, self.today, self.weeks = athlete, program, today, weeks
        self.rng = Random(f"{athlete.email} {today}")  # noqa: S311  chance, not a secret
        began = self._at(today - dt.timedelta(weeks=weeks, days=1))
        self.user = User.objects.create_user(
            athlete.email,
            name=athlete.name,
            level=athlete.level,
            goal=athlete.goal,
            is_level_by_hand=False,
            date_joined=began,
        )
        self.user.password = password
        self.user.save(update_fields=["password"])
        self.release = current_release()
        self.coach, self.began = coach, began

    def all(self) -> None:
        """The link, the program, the sessions, and what is kept of them."""
        _, token = invite(
            self.user,
            Consent(**dict.fromkeys(self.athlete.ticks, True), shows_all=True),
            now=self.began,
        )
        link = accept_invitation(self.coach, token, now=self.began)
        # What was done before the link is asked about four weeks back; here it is all that is lately.
        CoachLink.objects.filter(pk=link.pk).update(
            breaches_from=self.today - dt.timedelta(weeks=_LATE_WEEKS)
        )
        followed = None
        if self.athlete.story != Story.NO_PROGRAM:
            followed = follow(self.user, self.program, weekdays=0, today=self.began.date())
        exercises = self._sessions(followed)
        keep_records(self.user, exercises, None)
        keep_what_weeks_say(self.user)
        weighed = Load(60_000 + 100 * self.rng.randrange(300), Unit.KG)
        Bodyweight.objects.create(
            athlete=self.user,
            local_date=self.today - dt.timedelta(days=self.athlete.last),
            milli=weighed.milli,
            unit=weighed.unit,
            micrograms=weighed.micrograms,
        )

    def _at(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(_HOUR), dt.UTC)

    def _days(self) -> list[dt.date]:
        """The days trained, the latest last."""
        ago, found = self.athlete.last, []
        while ago <= 7 * self.weeks:
            found.append(self.today - dt.timedelta(days=ago))
            ago += self.athlete.days + (len(found) % 3 == 0)
        return found[::-1]

    def _sessions(self, followed: FollowedProgram | None) -> set[int]:
        days = self._days()
        slots = slots_of(self.program)
        # Who nears the end did more of it than these weeks show.
        first = len(slots) - _LEFT - len(days) if self.athlete.story == Story.ENDING else 0
        done: set[int] = set()
        sets: list[Set] = []
        risks = self._risks(slots)
        for place, day in enumerate(days):
            number = first + place
            slot = slots[number % len(slots)]
            in_program = followed is not None and 0 <= number < len(slots)
            session = self._session(slot, day, len(days) - place, followed if in_program else None)
            sets += self._exercises(session, slot.workout, risks, done, len(days) - place)
        insert_many(sets)
        return done

    def _risks(self, slots: tuple[Slot, ...]) -> dict[int, RiskEntry]:
        wanted = {one.exercise_id for slot in slots for one in slot.workout.planned.all()}
        return entries_for(wanted, self.release, self.user)

    def _session(
        self, slot: Slot, day: dt.date, left: int, followed: FollowedProgram | None
    ) -> TrainingSession:
        at = self._at(day) + dt.timedelta(minutes=self.rng.randrange(50))
        return TrainingSession.objects.create(
            athlete=self.user,
            key=uuid.UUID(int=self.rng.getrandbits(128), version=4),
            name=slot.workout.name,
            workout=slot.workout if followed is not None else None,
            followed=followed,
            slot=slot.number if followed is not None else None,
            goal="",
            release=self.release,
            check_in=self._check_in(at, day, left),
            started_at=at,
            finished_at=at + dt.timedelta(minutes=62),
            zone="UTC",
            local_date=day,
        )

    def _check_in(self, at: dt.datetime, day: dt.date, left: int) -> CheckIn | None:
        """How they were: the worn out red lately, everybody else mostly green, a few not asked."""
        state = ReadinessState.GREEN
        if self.athlete.story == Story.WORN_OUT and left <= 4:
            state = ReadinessState.AMBER if left == 3 else ReadinessState.RED
        elif self.rng.random() < 0.12:
            state = ReadinessState.AMBER
        elif self.rng.random() < 0.1:
            return None
        points = {ReadinessState.GREEN: 0, ReadinessState.AMBER: 2, ReadinessState.RED: 5}[state]
        poor = state == ReadinessState.RED
        return CheckIn.objects.create(
            athlete=self.user,
            local_date=day,
            taken_at=at,
            sleep="under_6" if points else "7_plus",
            recovery="poor" if poor else "good",
            stress="some" if poor else "low",
            state=state,
            points=points,
            points_without_energy=points,
            rulebook_version=RULEBOOK_VERSION,
        )

    def _exercises(
        self,
        session: TrainingSession,
        workout: Workout,
        risks: dict[int, RiskEntry],
        done: set[int],
        left: int,
    ) -> list[Set]:
        at, written = session.started_at, []
        for position, planned in enumerate(workout.planned.all(), 1):
            risk = risks[planned.exercise_id]
            item = SessionExercise(
                athlete=self.user,
                session=session,
                exercise_id=planned.exercise_id,
                risk=risk,
                position=position,
                role=planned.role,
                planned_sets=planned.sets,
                reps_bottom=planned.reps_bottom,
                reps_top=planned.reps_top,
                rest_seconds=planned.rest_seconds,
                local_date=session.local_date,
                started_at=session.started_at,
            )
            if planned.reps_bottom is None:
                continue
            sets: list[Set] = []
            for number in range(1, planned.sets + 1):
                at += _REST
                sets.append(judged_set(self.athlete, self.rng, item, sets, number, at, left))
            summarise(item, sets)
            item.save()
            for one in sets:
                one.session_exercise_id = item.pk
            done.add(item.exercise_id)
            written += sets
        return written
