"""The one door to athlete data: nothing is read but through `visible_to`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Case, ExpressionWrapper, F, Q, Sum, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest

from logbook.choices import Origin, SetKind

if TYPE_CHECKING:
    from logbook.models import User

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


def _after(instant: dt.datetime | Combinable, pk: int | Combinable) -> tuple[Q, Q]:
    """What comes after (start, key), the latest first."""
    return (
        Q(started_at__lt=instant) | Q(started_at=instant, pk__lt=pk),
        # The index ends here whatever the engine makes of the line above.
        Q(started_at__lte=instant),
    )


class AthleteQuerySet(models.QuerySet[Row_co]):
    """Rows of athlete data."""

    def visible_to(self, user: User) -> Self:
        """The rows of this lifter.

        A coach comes to them as the lifter they coach, who is fetched through a link in force
        (`logbook.web.requests.athlete_of`): what lies below reads as for the lifter.
        """
        return self.filter(athlete_id=user.pk)

    def visible_by_key(self, user: User, keys: Collection[int]) -> Self:
        """The rows of this lifter among these keys, found by their keys.

        Without figures of its tables SQLite takes an index of the athlete's for both conditions, and
        walks through all they ever did: a sum leads to no index.
        """
        return self.alias(owner=F("athlete_id") + 0).filter(owner=user.pk, pk__in=keys)


class LinkQuerySet(AthleteQuerySet[Row_co]):
    """Links between athletes and coaches."""

    def in_force(self) -> Self:
        """Those that were not ended, of an athlete whose account is open."""
        return self.filter(ended_at=None, athlete__is_active=True)

    def of_coach(self, coach: User) -> Self:
        """The ones a coach takes part in; nobody's who is no coach."""
        return self.filter(coach_id=coach.pk) if coach.is_coach else self.none()


class SessionQuerySet(AthleteQuerySet[Row_co]):
    """Sessions."""

    def running(self) -> Self:
        """Those that have not ended."""
        return self.filter(finished_at=None)

    def finished(self) -> Self:
        """Those that have ended."""
        return self.exclude(finished_at=None)

    def latest_first(self) -> Self:
        """By their start, the latest first; of two at one instant the one written later."""
        return self.order_by("-started_at", "-pk")

    def started_before(self, instant: dt.datetime, pk: int) -> Self:
        """Those that come after the session (start, key) in the order of `latest_first`."""
        return self.filter(*_after(instant, pk))

    def with_effort(self) -> Self:
        """With the counts of their sets and verdicts: `done`, `planned`, `hit`, `close`, `easy`.

        Planned is what it was once skipped exercises are given up and sets beyond the plan added.
        """
        counted = F("exercises__working_sets") + F("exercises__timed_sets")
        done = ExpressionWrapper(counted, output_field=models.PositiveSmallIntegerField())
        planned = Greatest(Coalesce(F("exercises__planned_sets"), 0), done)
        return self.annotate(
            done=Sum(done, default=0),
            planned=Sum(
                Case(When(exercises__is_skipped=True, then=done), default=planned), default=0
            ),
            hit=Sum("exercises__on_target", default=0),
            close=Sum("exercises__too_close", default=0),
            easy=Sum("exercises__too_easy", default=0),
        )


class ItemQuerySet(AthleteQuerySet[Row_co]):
    """Exercises of sessions."""

    def latest_first(self) -> Self:
        """By the start of their sessions, the latest first."""
        return self.order_by("-started_at", "-pk")

    def started_before(self, instant: dt.datetime | Combinable, pk: int | Combinable) -> Self:
        """Those that come after the exercise (start, key) in the order of `latest_first`."""
        return self.filter(*_after(instant, pk))

    def trained(self) -> Self:
        """With a working set on record."""
        return self.filter(working_sets__gt=0)

    def begun(self) -> Self:
        """With a set of any kind on record."""
        return self.exclude(last_set_at=None)

    def untouched(self) -> Self:
        """Without a set, and not skipped."""
        return self.filter(last_set_at=None, is_skipped=False)

    def of_days(self, first: dt.date | Combinable, last: dt.date | Combinable) -> Self:
        """Of sessions on these days of the lifter's, both included."""
        return self.filter(local_date__gte=first, local_date__lte=last)


class SetQuerySet(AthleteQuerySet[Row_co]):
    """Logged sets, in the words of the gym."""

    def latest_first(self) -> Self:
        """In the order of the log, the latest first: a session at a time, each as it was done."""
        return self.order_by("-started_at", "-session", "-logged_at", "-number")

    def live(self) -> Self:
        """Without the deleted ones."""
        return self.filter(deleted_at=None)

    def slice_of(self, athlete: Combinable, exercise: Combinable, until: Combinable) -> Self:
        """The working sets of an exercise from sessions begun by an instant, the latest first.

        A slice of the index `set_of_exercise`, read in its order: limit it.
        """
        return (
            self.live()
            .filter(
                athlete_id=athlete,
                exercise_id=exercise,
                kind=SetKind.WORKING,
                started_at__lte=until,
            )
            .latest_first()
        )

    def breaches(self) -> Self:
        """Those to talk about, read off a partial index."""
        return self.live().filter(breach_is_stop__isnull=False)

    def gone(self) -> Self:
        """The deleted ones alone."""
        return self.exclude(deleted_at=None)

    def working(self) -> Self:
        """Sets that count: not warm-ups, later parts of drop sets, timed or imported ones."""
        return self.filter(kind=SetKind.WORKING, origin=Origin.TYPED)
