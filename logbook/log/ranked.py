"""All athletes of a coach at once, as far as their order in the list rests on it: one query, however many.

Each part asks of the links in force itself, so that nothing of an athlete is read who ended theirs. What a
row shows beyond that is read for a page of them (`logbook.log.roster`).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import (
    Count,
    DateField,
    DateTimeField,
    Exists,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Collate

from logbook.choices import Breach
from logbook.log.coached_programs import COURSES, coached_keys, courses_from, the_coach
from logbook.log.programs import Course
from logbook.models import (
    BreachAnswer,
    CoachGroup,
    CoachLink,
    EffortLately,
    ExcusedDay,
    Set,
    TrainingSession,
    User,
)
from logbook.speed.compiled import Columns, Compiled, Given, columns_of, row_of, together

# What the list asks of an athlete's account; whoever asks for more pays for it, athlete by athlete.
_ASKED = {"id", "email", "name", "zone", "level", "is_active"}
# In the order of the table, as `from_db` takes them.
_ATHLETE = [name for name in columns_of(User) if name in _ASKED]
_NEVER = dt.datetime(dt.MAXYEAR, 1, 1, tzinfo=dt.UTC)


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


def _breaches() -> QuerySet[Set, Any]:
    """Breaches nobody answered of the days a link shows; red days are readiness answers (rulebook 6)."""
    by_code = "C" if connection.vendor == "postgresql" else "BINARY"
    shows = CoachLink.objects.filter(
        Q(since=None) | Q(since__lte=OuterRef("local_date")),
        coach_id=the_coach(),
        ended_at=None,
        athlete_id=OuterRef("athlete_id"),
        breaches_from__lte=OuterRef("local_date"),
    )
    of_coach = CoachLink.objects.filter(coach_id=the_coach(), ended_at=None).order_by()
    first = of_coach.values("coach_id").annotate(day=Min("breaches_from"))
    # By the athlete's link: by the coach's alone SQLite walks through all of them for every breach.
    answered = BreachAnswer.objects.filter(
        row=OuterRef("pk"),
        link__athlete_id=OuterRef("athlete_id"),
        link__coach_id=the_coach(),
        link__ended_at=None,
    )
    return (
        Set.objects.breaches()
        .filter(
            ~Q(breach=Breach.RED_DAY) | Q(athlete_id__in=coached_keys(sees_readiness=True)),
            Exists(shows),
            ~Exists(answered),
            athlete_id__in=coached_keys(),
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
        .filter(coach_id=the_coach())
        .order_by("pk")
        .values_list(*columns_of(CoachLink), *(f"athlete__{name}" for name in _ATHLETE))
    )
)
_LATELY = Compiled(
    lambda: EffortLately.objects.filter(athlete_id__in=coached_keys()).values_list(
        "athlete_id", "day", "rulebook_version", "found"
    )
)
_OPEN = Compiled(_breaches)
# Of who was asked alone: who ranks by it counts red ones among the last answers.
_STATES = Compiled(
    lambda: (
        TrainingSession.objects.filter(
            athlete_id__in=coached_keys(sees_readiness=True),
            started_at__gte=Given("from", output_field=DateTimeField()),
            check_in__isnull=False,
        )
        .order_by()
        .values_list("athlete_id", "started_at", "pk", "local_date", "check_in__state")
    )
)
_GROUPS = Compiled(
    lambda: CoachGroup.links.through.objects.filter(coachgroup__coach_id=the_coach()).values_list(
        "coachlink_id", "coachgroup_id"
    )
)
_EXCUSED = Compiled(
    lambda: ExcusedDay.objects.filter(
        athlete_id__in=coached_keys(sees_program=True),
        day__gte=Given("since", output_field=DateField()),
    ).values_list("athlete_id", "day", "reason")
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
        (_OPEN, {**its, "before": before or _NEVER}),
        (_STATES, {**its, "from": states_from}),
        (_GROUPS, its),
        (_EXCUSED, {**its, "since": since}),
        *((one, its) for one in COURSES),
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
        courses=courses_from(of_programs, days),
    )


def _link(row: Columns) -> CoachLink:
    values = iter(row)
    link = row_of(CoachLink, values)
    link.athlete = User.from_db(DEFAULT_DB_ALIAS, _ATHLETE, list(values))
    return link
