"""All athletes of a coach at once, as far as their order in the list rests on it: one query, however many.

Each part asks of the links in force itself, so that nothing of an athlete is read who ended theirs. What a
row shows beyond that is read for a page of them (`logbook.log.roster`).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import (
    BigIntegerField,
    Count,
    DateField,
    DateTimeField,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Collate

from logbook.choices import Breach, FollowState
from logbook.log.programs import Course
from logbook.log.whole_programs import put_under
from logbook.models import (
    BreachAnswer,
    CoachGroup,
    CoachLink,
    EffortLately,
    ExcusedDay,
    FollowedProgram,
    Set,
    SlotChange,
    TrainingSession,
    User,
)
from logbook.speed.compiled import Columns, Compiled, Given, columns_of, row_of, together
from programming.models import Block, Program, Workout

# What the list asks of an athlete's account; whoever asks for more pays for it, athlete by athlete.
_ASKED = {"id", "email", "name", "zone", "level", "is_active"}
# In the order of the table, as `from_db` takes them.
_ATHLETE = [name for name in columns_of(User) if name in _ASKED]
_LONG_AGO = dt.datetime(dt.MAXYEAR, 1, 1, tzinfo=dt.UTC)


class Open(NamedTuple):
    """Breaches of an athlete of one kind that their coach has not answered, and may see.

    `exercise` is the first by name of those they were in, `others` how many more there are; `new` of
    them were logged since the coach was here last.
    """

    breach: str
    is_stop: bool
    exercise: str
    number: int
    new: int = 0
    others: int = 0


class Lately(NamedTuple):
    """What was kept of an athlete's effort when their last session ended; its day is that one's."""

    day: dt.date
    rulebook_version: str
    found: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Athletes:
    """Who a coach coaches now, and what ranks them: by athlete, but for groups, which are by link."""

    links: list[CoachLink]
    lately: Mapping[int, Lately]
    breaches: Mapping[int, list[Open]]
    states: Mapping[int, list[tuple[dt.date, str]]]
    groups: Mapping[int, list[int]]
    excused: Mapping[int, dict[dt.date, str]]
    courses: Mapping[int, Course]


def _coach() -> Given:
    return Given("coach", output_field=BigIntegerField())


def _coached(**ticked: bool) -> QuerySet[CoachLink, Any]:
    """The keys of the athletes who let the coach see this."""
    links = CoachLink.objects.in_force().filter(coach_id=_coach(), **ticked)
    return links.values("athlete_id")


def _breaches() -> QuerySet[Set, Any]:
    """Breaches nobody answered of the days a link shows; red days are readiness answers (rulebook 6)."""
    by_code = "C" if connection.vendor == "postgresql" else "BINARY"
    shows = CoachLink.objects.filter(
        Q(since=None) | Q(since__lte=OuterRef("local_date")),
        coach_id=_coach(),
        ended_at=None,
        athlete_id=OuterRef("athlete_id"),
        breaches_from__lte=OuterRef("local_date"),
    )
    of_coach = CoachLink.objects.filter(coach_id=_coach(), ended_at=None).order_by()
    first = of_coach.values("coach_id").annotate(day=Min("breaches_from"))
    # By the athlete's link: by the coach's alone SQLite walks through all of them for every breach.
    answered = BreachAnswer.objects.filter(
        row=OuterRef("pk"),
        link__athlete_id=OuterRef("athlete_id"),
        link__coach_id=_coach(),
        link__ended_at=None,
    )
    return (
        Set.objects.breaches()
        .filter(
            ~Q(breach=Breach.RED_DAY) | Q(athlete_id__in=_coached(sees_readiness=True)),
            Exists(shows),
            ~Exists(answered),
            athlete_id__in=_coached(),
            # Where the index of days is entered, so that what was long ago costs nothing.
            local_date__gte=Subquery(first.values("day")),
        )
        .order_by()
        .values("athlete_id", "breach", "breach_is_stop")
        .annotate(
            first=Min(Collate("risk__name", by_code)),
            number=Count("pk"),
            fresh=Count(
                "pk", filter=Q(logged_at__gt=Given("before", output_field=DateTimeField()))
            ),
            names=Count("risk__name", distinct=True),
        )
        .values_list("athlete_id", "breach", "breach_is_stop", "first", "number", "fresh", "names")
    )


_LINKS = Compiled(
    lambda: (
        CoachLink.objects.in_force()
        .filter(coach_id=_coach())
        .order_by("pk")
        .values_list(*columns_of(CoachLink), *(f"athlete__{name}" for name in _ATHLETE))
    )
)
_LATELY = Compiled(
    lambda: EffortLately.objects.filter(athlete_id__in=_coached()).values_list(
        "athlete_id", "day", "rulebook_version", "found"
    )
)
_OPEN = Compiled(_breaches)
# Of who was asked alone: who ranks by it counts red ones among the last answers.
_STATES = Compiled(
    lambda: (
        TrainingSession.objects.filter(
            athlete_id__in=_coached(sees_readiness=True),
            started_at__gte=Given("from", output_field=DateTimeField()),
            check_in__isnull=False,
        )
        .order_by()
        .values_list("athlete_id", "started_at", "pk", "local_date", "check_in__state")
    )
)
_GROUPS = Compiled(
    lambda: CoachGroup.links.through.objects.filter(coachgroup__coach_id=_coach()).values_list(
        "coachlink_id", "coachgroup_id"
    )
)
_EXCUSED = Compiled(
    lambda: ExcusedDay.objects.filter(
        athlete_id__in=_coached(sees_program=True),
        day__gte=Given("since", output_field=DateField()),
    ).values_list("athlete_id", "day", "reason")
)


def _followed() -> QuerySet[FollowedProgram, Any]:
    return FollowedProgram.objects.filter(
        athlete_id__in=_coached(sees_program=True), state=FollowState.RUNNING
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


def read_athletes(
    coach: User, *, before: dt.datetime | None, states_from: dt.datetime, since: dt.date
) -> Athletes:
    """Those a coach coaches now, in one query.

    `before` is when the coach was here last, None at the first time: then no breach is new. States
    are told of sessions begun from `states_from` on, excused days from `since` on.
    """
    if not coach.is_coach:
        return Athletes([], {}, {}, {}, {}, {}, {})
    its = {"coach": coach.pk}
    links, lately, opened, sessions, groups, excused, *of_programs = together(
        (_LINKS, its),
        (_LATELY, its),
        (_OPEN, {**its, "before": before or _LONG_AGO}),
        (_STATES, {**its, "from": states_from}),
        (_GROUPS, its),
        (_EXCUSED, {**its, "since": since}),
        *((one, its) for one in (_FOLLOWED, _BLOCKS, _WORKOUTS, _DONE, _CHANGES)),
    )
    breaches: dict[int, list[Open]] = defaultdict(list)
    for pk, breach, is_stop, first, number, fresh, names in opened:
        breaches[pk].append(Open(breach, bool(is_stop), first, number, fresh, names - 1))
    states: dict[int, list[tuple[dt.date, str]]] = defaultdict(list)
    for pk, _, _, day, state in sorted(sessions, key=lambda row: row[1:3]):
        states[pk].append((day, state or ""))
    of_link: dict[int, list[int]] = defaultdict(list)
    for link, group in groups:
        of_link[link].append(group)
    days: dict[int, dict[dt.date, str]] = defaultdict(dict)
    for pk, day, reason in excused:
        days[pk][day] = reason
    return Athletes(
        links=[_link(row) for row in links],
        lately={row[0]: Lately(*row[1:]) for row in lately},
        breaches=breaches,
        states=states,
        groups=of_link,
        excused=days,
        courses=_courses(of_programs, days),
    )


def _link(row: Columns) -> CoachLink:
    values = iter(row)
    link = row_of(CoachLink, values)
    link.athlete = User.from_db(DEFAULT_DB_ALIAS, _ATHLETE, list(values))
    return link


def _courses(
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
