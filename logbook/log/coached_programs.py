"""The programs that a coach's athletes follow, of all who show theirs at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import BigIntegerField, F, QuerySet

from logbook.choices import FollowState
from logbook.log.programs import Course
from logbook.log.whole_programs import put_under
from logbook.models import CoachLink, FollowedProgram, SlotChange, TrainingSession
from logbook.speed.compiled import Columns, Compiled, Given, columns_of, row_of
from programming.models import Block, Program, Workout


def the_coach() -> Given:
    """The primary key of the coach, called `coach`."""
    return Given("coach", output_field=BigIntegerField())


def coached_keys(**ticked: bool) -> QuerySet[CoachLink, Any]:
    """The keys of the athletes who let the coach see this."""
    links = CoachLink.objects.in_force().filter(coach_id=the_coach(), **ticked)
    return links.values("athlete_id")


def _followed() -> QuerySet[FollowedProgram, Any]:
    return FollowedProgram.objects.filter(
        athlete_id__in=coached_keys(sees_program=True), state=FollowState.RUNNING
    ).order_by()


_FOLLOWED = Compiled(
    lambda: _followed().values_list(*columns_of(FollowedProgram), *columns_of(Program, "program__"))
)
_BLOCKS = Compiled(
    lambda: (
        Block.objects.filter(program__in=_followed().values("program_id"))
        .order_by()
        .values_list(*columns_of(Block))
    )
)
_WORKOUTS = Compiled(
    lambda: (
        Workout.objects.filter(block__program__in=_followed().values("program_id"))
        .order_by()
        .values_list(*columns_of(Workout))
    )
)
_DONE = Compiled(
    lambda: (
        TrainingSession.objects.filter(
            athlete_id=F("followed__athlete_id"), followed__in=_followed(), slot__isnull=False
        )
        .order_by()
        .values_list("followed_id", "slot", "local_date")
    )
)
_CHANGES = Compiled(
    lambda: SlotChange.objects.filter(
        athlete_id=F("followed__athlete_id"), followed__in=_followed()
    ).values_list("followed_id", "slot", "day")
)
# Their rows in this order are what `courses_from` takes.
COURSES = (_FOLLOWED, _BLOCKS, _WORKOUTS, _DONE, _CHANGES)


def courses_from(
    rows: Iterable[list[Columns]], excused: Mapping[int, dict[dt.date, str]]
) -> dict[int, Course]:
    """The program each athlete follows, as it stands, by athlete."""
    followed_rows, block_rows, workout_rows, done_rows, change_rows = rows
    programs: dict[int, Program] = {}
    followed: list[FollowedProgram] = []
    for row in followed_rows:
        values = iter(row)
        one = row_of(FollowedProgram, values)
        if one.program_id not in programs:
            programs[one.program_id] = row_of(Program, values)
        one.program = programs[one.program_id]
        followed.append(one)
    blocks = [row_of(Block, iter(row)) for row in block_rows]
    workouts = [row_of(Workout, iter(row)) for row in workout_rows]
    put_under(
        list(programs.values()), "blocks", blocks, "program", lambda one: (one.position, one.pk)
    )
    put_under(blocks, "workouts", workouts, "block", lambda one: (one.position, one.pk))
    done: dict[int, set[int]] = defaultdict(set)
    last: dict[int, dt.date] = {}
    for pk, slot, day in done_rows:
        done[pk].add(slot)
        last[pk] = max(last.get(pk, day), day)
    changes: dict[int, dict[int, dt.date | None]] = defaultdict(dict)
    for pk, slot, to in change_rows:
        changes[pk][slot] = to
    return {
        one.athlete_id: Course(
            one,
            frozenset(done[one.pk]),
            changes[one.pk],
            excused.get(one.athlete_id, {}),
            last.get(one.pk),
        )
        for one in followed
    }
