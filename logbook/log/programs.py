"""The program a lifter follows: how far it is, what comes next, and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from django.db.models import BigIntegerField, Count, DateField, Max, Min, Q, QuerySet
from django.http import Http404

from logbook.choices import COUNTED, FollowState
from logbook.log.whole_programs import whole_program
from logbook.models import (
    ExcusedDay,
    FollowedProgram,
    SessionExercise,
    SlotChange,
    TrainingSession,
    User,
)
from logbook.speed.compiled import Compiled, Given, athlete, together
from programming.choices import LoadRule
from programming.lines import LONGEST_HOLD, MOST_REPS, MOST_SETS, SetLine, with_sets
from programming.models import Program
from programming.programs.plans import LONGEST_REST, MOST_EXERCISES, Line
from programming.programs.slots import Slot, slots_of
from programming.supersets import tidied

# How far ahead a calendar looks, and how far ahead of the next session another one of the program
# still counts as one of its sessions: a week of it.
COMING = dt.timedelta(weeks=4)
# Seconds between sets where no plan said any.
_REST = 120


@dataclass(frozen=True)
class Course:
    """A followed program as it stands.

    `done` are the numbers of the sessions that were started for it; `changes` those put off to a
    day, or left out (None); `excused` the days on which nothing is planned,
    each with why; `last_day` the day of the latest of its sessions.
    """

    followed: FollowedProgram
    done: frozenset[int]
    changes: Mapping[int, dt.date | None] = field(default_factory=dict)
    excused: Mapping[dt.date, str] = field(default_factory=dict)
    last_day: dt.date | None = None

    @property
    def program(self) -> Program:
        """The program that is followed."""
        return self.followed.program

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """All its sessions in order."""
        return slots_of(self.program)

    @cached_property
    def open(self) -> list[Slot]:
        """The sessions still to come, in the program's order."""
        left_out = {number for number, day in self.changes.items() if day is None}
        closed = self.done | left_out
        return [slot for slot in self.slots if slot.number not in closed]

    @property
    def weeks(self) -> int:
        """How many weeks it has."""
        return self.slots[-1].week if self.slots else 0

    @property
    def by_weekday(self) -> bool:
        """Whether it is trained on certain days of the week."""
        return bool(self.followed.weekdays)

    def next(self, today: dt.date) -> Slot | None:
        """The session whose turn it is; None where all is done."""
        coming = self.coming(today) if self.by_weekday else []
        return coming[0][1] if coming else next(iter(self.open), None)

    def slot_of(self, workout_id: int, today: dt.date) -> Slot | None:
        """The session of the program that this workout is now: the next of it within a week of it.

        None where the workout is not part of what comes: it is trained beside the program then.
        """
        upcoming = self.next(today)
        if upcoming is None:
            return None
        within = [upcoming, *(one for one in self.open if one != upcoming)][: self.program.days]
        return next((one for one in within if one.workout.pk == workout_id), None)

    def day_of(self, slot: Slot, today: dt.date) -> dt.date | None:
        """The day a session stands on; None where its program goes by no days."""
        return next((day for day, one in self.coming(today) if one == slot), None)

    def coming(self, today: dt.date, *, until: dt.date | None = None) -> list[tuple[dt.date, Slot]]:
        """The days ahead with their sessions, from `today` to `until` (four weeks), by date.

        Only a program by weekdays has any. A missed session takes the next day there is, and those
        after it follow: none is lost. One that was put off to a day stands there, and no other.
        """
        end = until if until is not None else today + COMING
        moved = {
            slot.number: day
            for slot in self.open
            if (day := self.changes.get(slot.number)) is not None and day >= today
        }
        found = [(moved[one.number], one) for one in self.open if one.number in moved]
        taken = {day for day, _ in found}
        waiting = (one for one in self.open if one.number not in moved)
        # What was trained today is done for today.
        day = today + dt.timedelta(days=self.last_day == today)
        while day <= end and self.by_weekday:
            if self.trains_on(day) and day not in taken:
                slot = next(waiting, None)
                if slot is None:
                    break
                found.append((day, slot))
            day += dt.timedelta(days=1)
        return sorted(
            ((day, slot) for day, slot in found if day <= end),
            key=lambda one: (one[0], one[1].number),
        )

    def trains_on(self, day: dt.date) -> bool:
        """Whether a day of the week is one of its own, and not excused."""
        return bool(self.followed.weekdays >> day.weekday() & 1) and day not in self.excused


def followed_by(lifter: User) -> QuerySet[FollowedProgram]:
    """The programs the lifter took up and did not end, with all that is in them."""
    return (
        FollowedProgram.objects.visible_to(lifter)
        .exclude(state=FollowState.ENDED)
        .select_related("program", "renewed_by")
        .prefetch_related("program__blocks__workouts")
    )


def ever_followed(lifter: User) -> bool:
    """Whether the lifter took up any program, be it over or not."""
    return FollowedProgram.objects.visible_to(lifter).exists()


def course_of(lifter: User, today: dt.date) -> Course | None:
    """The program that runs, as it stands today; None where none does. In a fixed number of queries."""
    followed = followed_by(lifter).filter(state=FollowState.RUNNING).first()
    return _course(lifter, followed, today) if followed is not None else None


def course_in(lifter: User, program: Program, today: dt.date) -> Course | None:
    """A program the lifter follows or lets wait, as it stands today; None for any other."""
    followed = followed_by(lifter).filter(program=program).first()
    return _course(lifter, followed, today) if followed is not None else None


_followed = partial(Given, "followed", output_field=BigIntegerField())

_DONE = Compiled(
    lambda: TrainingSession.objects.filter(
        athlete_id=athlete(), followed_id=_followed(), slot__isnull=False
    ).values_list("slot", "local_date")
)
_CHANGES = Compiled(
    lambda: SlotChange.objects.filter(athlete_id=athlete(), followed_id=_followed()).values_list(
        "slot", "day"
    )
)
_EXCUSED = Compiled(
    lambda: ExcusedDay.objects.filter(
        athlete_id=athlete(), day__gte=Given("today", output_field=DateField())
    ).values_list("day", "reason")
)


def _course(lifter: User, followed: FollowedProgram, today: dt.date) -> Course:
    """The program with what was done of it and changed in it, in one query."""
    its = {"athlete": lifter.pk, "followed": followed.pk}
    done, changes, excused = together(
        (_DONE, its), (_CHANGES, its), (_EXCUSED, {"athlete": lifter.pk, "today": today})
    )
    return Course(
        followed,
        frozenset(slot for slot, _ in done),
        dict(changes),
        dict(excused),
        max((day for _, day in done), default=None),
    )


def programs_for(lifter: User) -> QuerySet[Program]:
    """The ready-made programs and the lifter's own."""
    whose = Q(owner=None) | Q(owner=lifter)
    return Program.objects.filter(whose, is_removed=False).order_by("position", "pk")


def own_program(lifter: User, program_id: int) -> Program:
    """A program of the lifter's own, with its workouts. Raises `Http404` for any other."""
    found = whole_program(program_id)
    if found is None or found.owner_id != lifter.pk:
        raise Http404("Not a program of yours.")
    return found


def program_for(lifter: User, program_id: int) -> Program:
    """A program the lifter may follow, with its workouts. Raises `Http404` for any other."""
    found = whole_program(program_id)
    if found is None or found.owner_id not in {None, lifter.pk}:
        raise Http404("Not a program of yours.")
    return found


def lines_of(session: TrainingSession) -> tuple[Line, ...]:
    """What was done in a session as a plan: exercises with a set that counts, in their order.

    Reps are those that were planned, else the fewest to the most that were done; the rest is the
    one planned, else two minutes. What is more than a plan holds is cut off. In one query.
    """
    done = (
        session.exercises.filter(sets__deleted_at=None, sets__kind__in=COUNTED)
        .annotate(
            fewest=Min("sets__reps", filter=Q(sets__seconds=None)),
            most=Max("sets__reps", filter=Q(sets__seconds=None)),
            shortest=Min("sets__seconds"),
            longest=Max("sets__seconds"),
            done=Count("sets"),
        )
        .order_by("position", "pk")
    )
    lines = [
        _line_of(item, item.done, (item.fewest, item.most), (item.shortest, item.longest))
        for item in done[:MOST_EXERCISES]
    ]
    # Who did one of two alone has no superset to keep.
    numbers = tidied([line.superset for line in lines])
    return tuple(
        replace(line, superset=number) for line, number in zip(lines, numbers, strict=True)
    )


def _held_lines(
    item: SessionExercise, done: int, seconds: tuple[int | None, int | None]
) -> list[SetLine]:
    """What was told in seconds as lines of a plan: as planned so, else from the shortest to the longest."""
    shortest, longest = seconds
    if shortest is None or longest is None:
        return []
    planned = [line for line in item.set_lines if line.seconds is not None]
    held = (min(shortest, LONGEST_HOLD), min(longest, LONGEST_HOLD))
    return planned or [SetLine(done, seconds=held)]


def _line_of(
    item: SessionExercise,
    done: int,
    reps: tuple[int | None, int | None],
    seconds: tuple[int | None, int | None],
) -> Line:
    """One exercise of a session as a plan: as it was planned, with as many sets as were done."""
    fewest, most = reps
    planned = _held_lines(item, done, seconds) if item.is_timed or fewest is None else []
    planned = planned or [
        replace(
            line,
            reps=(
                _planned(item.reps_bottom or fewest or 0),
                _planned(item.reps_top or item.reps_bottom or most or 0),
            )
            if line.seconds is None and (line.reps is None or not item.lines)
            else line.reps,
        )
        for line in item.set_lines or (SetLine(done),)
    ]
    line = Line(
        exercise=item.exercise_id,
        role=item.role,
        sets=1,
        bottom=None,
        top=None,
        rest=min(_REST if item.rest_seconds is None else item.rest_seconds, LONGEST_REST),
        target_by=item.target_by,
        superset=item.superset,
        note=item.plan_note,
        substitutes=tuple(item.substitutes),
    )
    lines = with_sets(planned, min(done, MOST_SETS))
    # Without the back-off sets a top set is a set like any other.
    has_rule = item.load_rule != LoadRule.TOP_SET or len(lines) > 1
    rule = item.load_rule if has_rule else LoadRule.LAST_TIME.value
    return replace(line.with_lines(lines), rule=rule)


def _planned(reps: int) -> int:
    """Reps as a plan may ask for them."""
    return min(max(reps, 1), MOST_REPS)
