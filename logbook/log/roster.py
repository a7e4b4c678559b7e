"""Many athletes at once, as a coach's list reads them: each subject in one query, however many.

Who is among them was decided before (`logbook.log.coaching`); nothing here asks again.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Count, DateField, Exists, OuterRef, Q, Sum

from logbook.choices import FollowState
from logbook.log.programs import Course
from logbook.log.week import WEEK_COLUMNS, week_row
from logbook.models import (
    BreachAnswer,
    CoachLink,
    EffortLately,
    ExcusedDay,
    FollowedProgram,
    SessionExercise,
    Set,
    SlotChange,
    TrainingSession,
)
from logbook.speed.compiled import Compiled, Given, athlete, together
from programming.rulebook import ExerciseTally

_SUMS = ("working_sets", "on_target", "too_close", "too_easy")


class Effort(NamedTuple):
    """Sets of some days, and their verdicts."""

    working: int = 0
    on_target: int = 0
    too_close: int = 0
    too_easy: int = 0

    @property
    def rated(self) -> int:
        """Those with a verdict."""
        return self.on_target + self.too_close + self.too_easy

    def plus(self, other: Effort) -> Effort:
        """Both together."""
        return Effort(*(one + more for one, more in zip(self, other, strict=True)))


class Open(NamedTuple):
    """Breaches of an athlete that their coach has not answered, of one kind on one day.

    `new` of them were logged since the coach was here last.
    """

    breach: str
    is_stop: bool
    exercise: str
    day: dt.date
    number: int
    new: int = 0


_WINDOW = Compiled(
    lambda: (
        SessionExercise.objects.filter(athlete_id=athlete())
        .of_days(Given("since", output_field=DateField()), Given("until", output_field=DateField()))
        .order_by()
        .values("athlete_id")
        .annotate(**{f"of_{name}": Sum(name) for name in _SUMS})
        .values_list("athlete_id", *(f"of_{name}" for name in _SUMS))
    )
)


def effort_kept(athlete_ids: Sequence[int]) -> dict[int, EffortLately]:
    """What was kept of each athlete's effort when their last session ended; its day is that one's."""
    rows = EffortLately.objects.filter(athlete_id__in=athlete_ids)
    return {row.athlete_id: row for row in rows}


def effort_between(
    days: Mapping[int, tuple[dt.date, dt.date]],
) -> dict[int, Effort]:
    """The sets of each athlete between two days of their own, both included: one slice for each."""
    parts = [
        (_WINDOW, {"athlete": pk, "since": since, "until": until})
        for pk, (since, until) in days.items()
    ]
    found = {row[0]: Effort(*row[1:]) for rows in together(*parts) for row in rows}
    return {pk: found.get(pk, Effort()) for pk in days}


def effort_by_day(
    athlete_ids: Sequence[int], since: dt.date
) -> dict[int, list[tuple[dt.date, Effort]]]:
    """The sets of each athlete on each day from one on."""
    rows = (
        SessionExercise.objects.filter(athlete_id__in=athlete_ids, local_date__gte=since)
        .order_by()
        .values("athlete_id", "local_date")
        .annotate(**{f"of_{name}": Sum(name) for name in _SUMS})
        .values_list("athlete_id", "local_date", *(f"of_{name}" for name in _SUMS))
    )
    found: dict[int, list[tuple[dt.date, Effort]]] = defaultdict(list)
    for pk, day, *sums in rows:
        found[pk].append((day, Effort(*sums)))
    return found


def open_breaches(
    links: Sequence[CoachLink], before: dt.datetime | None = None
) -> dict[int, list[Open]]:
    """What the coach of each link has not answered, by athlete; with days they may not see.

    Only what was done from the day on that the link asks about. `before` is when the coach was here
    last, None at the first time: then nothing is new.
    """
    if not links:
        return {}
    answered = BreachAnswer.objects.filter(row=OuterRef("pk"), link__in=[one.pk for one in links])
    from_day = {one.athlete_id: one.breaches_from for one in links}
    rows = (
        Set.objects.breaches()
        .filter(athlete_id__in=list(from_day), local_date__gte=min(from_day.values()))
        .exclude(Exists(answered))
        .order_by()
        .values("athlete_id", "breach", "breach_is_stop", "risk__name", "local_date")
        .annotate(
            number=Count("pk"),
            fresh=Count("pk", filter=Q(logged_at__gt=before) if before else Q(pk__in=())),
        )
        .values_list(
            "athlete_id",
            "breach",
            "breach_is_stop",
            "risk__name",
            "local_date",
            "number",
            "fresh",
        )
    )
    found: dict[int, list[Open]] = defaultdict(list)
    for pk, breach, is_stop, exercise, day, number, new in rows:
        one = Open(breach, bool(is_stop), exercise, day, number, new)
        if one.day >= from_day[pk]:
            found[pk].append(one)
    return found


def states_of(
    athlete_ids: Sequence[int], since: dt.datetime
) -> dict[int, list[tuple[dt.date, str]]]:
    """How each athlete was at the sessions begun since an instant, in time order; empty: not asked."""
    rows = (
        TrainingSession.objects.filter(athlete_id__in=athlete_ids, started_at__gte=since)
        .order_by("started_at", "pk")
        .values_list("athlete_id", "local_date", "check_in__state")
    )
    found: dict[int, list[tuple[dt.date, str]]] = defaultdict(list)
    for pk, day, state in rows:
        found[pk].append((day, state or ""))
    return found


def tallies_since(athlete_ids: Sequence[int], since: dt.date) -> dict[int, list[ExerciseTally]]:
    """What each athlete trained from a day on, as the failure budget takes it, in time order."""
    rows = (
        SessionExercise.objects.filter(athlete_id__in=athlete_ids, local_date__gte=since)
        .trained()
        .order_by("started_at", "session_id", "pk")
        .values_list("athlete_id", *WEEK_COLUMNS)
    )
    found: dict[int, list[ExerciseTally]] = defaultdict(list)
    for pk, *columns in rows:
        found[pk].append(week_row(tuple(columns)).tally())
    return found


def courses_of(
    athlete_ids: Sequence[int], excused: Mapping[int, dict[dt.date, str]]
) -> dict[int, Course]:
    """The program each athlete follows, as it stands, by athlete; `excused` as `excused_since` has it."""
    followed = {
        one.pk: one
        for one in FollowedProgram.objects.filter(
            athlete_id__in=athlete_ids, state=FollowState.RUNNING
        )
        .select_related("program")
        .prefetch_related("program__blocks__workouts")
    }
    done: dict[int, set[int]] = defaultdict(set)
    last: dict[int, dt.date] = {}
    sessions = TrainingSession.objects.filter(
        athlete_id__in=athlete_ids, followed_id__in=list(followed), slot__isnull=False
    )
    for pk, slot, day in sessions.values_list("followed_id", "slot", "local_date"):
        done[pk].add(slot or 0)
        last[pk] = max(last.get(pk, day), day)
    changes: dict[int, dict[int, dt.date | None]] = defaultdict(dict)
    moved = SlotChange.objects.filter(athlete_id__in=athlete_ids, followed_id__in=list(followed))
    for pk, slot, to in moved.values_list("followed_id", "slot", "day"):
        changes[pk][slot] = to
    return {
        one.athlete_id: Course(
            one,
            frozenset(done[pk]),
            changes[pk],
            excused.get(one.athlete_id, {}),
            last.get(pk),
        )
        for pk, one in followed.items()
    }


def excused_since(athlete_ids: Iterable[int], since: dt.date) -> dict[int, dict[dt.date, str]]:
    """The days from one on that each athlete said nothing is planned on."""
    rows = ExcusedDay.objects.filter(athlete_id__in=list(athlete_ids), day__gte=since)
    found: dict[int, dict[dt.date, str]] = defaultdict(dict)
    for pk, day, reason in rows.values_list("athlete_id", "day", "reason"):
        found[pk][day] = reason
    return found
