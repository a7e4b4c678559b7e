"""The athletes of one page of a coach's list: what their rows show, in one query, however many.

Who is among them was decided before (`logbook.log.coaching`); nothing here asks again. What decides their
order is `logbook.log.ranked`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, DateField, DateTimeField, QuerySet, Sum

from logbook.log.muscles import muscle_columns, muscles_of
from logbook.models import SessionExercise, TrainingSession, User
from logbook.speed.compiled import Compiled, Given, Part, athlete, together
from programming.rulebook import ExerciseTally

PAGE_SIZE = 50
"""Athletes on a page."""
_SUMS = ("working_sets", "on_target", "too_close", "too_easy")
_SINCE = Given("since", output_field=DateField())


def _they() -> QuerySet[User]:
    """A page's athletes, as many places as it has: one that is empty names nobody."""
    places: Any = [
        Given(f"athlete{place}", output_field=BigIntegerField()) for place in range(PAGE_SIZE)
    ]
    return User.objects.filter(pk__in=places)


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


class Worked(NamedTuple):
    """An exercise of a session, as far as a week's failures ask; muscles as `muscle_columns` has them."""

    day: dt.date
    muscles: str
    rated_hard_sets: int
    budget_failures: int


class Shown(NamedTuple):
    """What the rows of a page show, by athlete.

    `days` are sets by day, `week` what was trained since a Monday, `states` how they were at their
    sessions, empty where nobody asked; all in time order.
    """

    days: Mapping[int, list[tuple[dt.date, Effort]]]
    week: Mapping[int, list[Worked]]
    states: Mapping[int, list[tuple[dt.date, str]]]


_WINDOW = Compiled(
    lambda: (
        SessionExercise.objects.filter(athlete_id=athlete())
        .of_days(_SINCE, Given("until", output_field=DateField()))
        .order_by()
        .values("athlete_id")
        .annotate(**{f"of_{name}": Sum(name) for name in _SUMS})
        .values_list("athlete_id", *(f"of_{name}" for name in _SUMS))
    )
)
_BY_DAY = Compiled(
    lambda: (
        SessionExercise.objects.filter(athlete__in=_they(), local_date__gte=_SINCE)
        .order_by("local_date")
        .values("athlete_id", "local_date")
        .annotate(**{f"of_{name}": Sum(name) for name in _SUMS})
        .values_list("athlete_id", "local_date", *(f"of_{name}" for name in _SUMS))
    )
)
_WORKED = Compiled(
    lambda: (
        SessionExercise.objects.filter(
            athlete__in=_they(), local_date__gte=Given("monday", output_field=DateField())
        )
        .trained()
        .order_by("local_date")
        .values_list(
            "athlete_id",
            "local_date",
            muscle_columns("risk")[0],
            "rated_hard_sets",
            "budget_failures",
        )
    )
)
_STATES = Compiled(
    lambda: (
        TrainingSession.objects.filter(
            athlete__in=_they(), started_at__gte=Given("from", output_field=DateTimeField())
        )
        .order_by("started_at", "pk")
        .values_list("athlete_id", "local_date", "check_in__state")
    )
)


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


def read_shown(
    athlete_ids: Sequence[int],
    asked: Sequence[int],
    *,
    since: dt.date,
    monday: dt.date,
    states_from: dt.datetime,
) -> Shown:
    """What the rows of at most `PAGE_SIZE` athletes show, from these days and this instant on.

    How they were is read of those alone who are `asked` about it.
    """
    they = _placed(athlete_ids)
    parts: tuple[Part, ...] = (
        (_BY_DAY, {**they, "since": since}),
        (_WORKED, {**they, "monday": monday}),
        (_STATES, {**_placed(asked), "from": states_from}),
    )
    by_day, worked, sessions = together(*parts)
    days: dict[int, list[tuple[dt.date, Effort]]] = defaultdict(list)
    for pk, day, *sums in by_day:
        days[pk].append((day, Effort(*sums)))
    week: dict[int, list[Worked]] = defaultdict(list)
    for pk, *row in worked:
        week[pk].append(Worked(*row))
    states: dict[int, list[tuple[dt.date, str]]] = defaultdict(list)
    for pk, day, state in sessions:
        states[pk].append((day, state or ""))
    return Shown(days, week, states)


def tallies_of(week: Iterable[Worked], first: dt.date, today: dt.date) -> list[ExerciseTally]:
    """What was trained from a day of this week on, as far as the week's failures ask (rulebook 5).

    One tally for all without a failure, and one for those with some that work the same muscles: a week's
    budget is of its sums, and a row of the list says nothing of what still recovers.
    """
    failed: dict[str, tuple[int, int]] = {}
    hard, spared = 0, dict[str, None]()
    for day, muscles, rated, failures in week:
        if not first <= day <= today:
            continue
        if failures:
            before = failed.get(muscles, (0, 0))
            failed[muscles] = before[0] + rated, before[1] + failures
        else:
            hard += rated
            spared |= dict.fromkeys(muscles_of(muscles))
    found = [(muscles_of(one), *sums) for one, sums in failed.items()]
    return [
        ExerciseTally(
            exercise=place,
            session=0,
            day=first,
            primary_muscles=muscles,
            rated_hard_sets=rated,
            budget_failures=failures,
        )
        for place, (muscles, rated, failures) in enumerate([*found, (tuple(spared), hard, 0)])
    ]


def _placed(athlete_ids: Sequence[int]) -> dict[str, int]:
    """The athletes in the places of a page; nobody has the key 0."""
    found = [*athlete_ids, *[0] * PAGE_SIZE][:PAGE_SIZE]
    return {f"athlete{place}": pk for place, pk in enumerate(found)}
