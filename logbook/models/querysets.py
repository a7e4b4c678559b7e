"""The one door to athlete data: nothing is read but through `visible_to`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Case, F, Sum, When
from django.db.models.functions import Coalesce, Greatest

from logbook.choices import Origin, SetKind

if TYPE_CHECKING:
    from logbook.models import User

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class AthleteQuerySet(models.QuerySet[Row_co]):
    """Rows of athlete data."""

    def visible_to(self, user: User) -> Self:
        """The rows this user may see: their own."""
        return self.filter(athlete_id=user.pk)


class SessionQuerySet(AthleteQuerySet[Row_co]):
    """Sessions."""

    def with_effort(self) -> Self:
        """With the counts of their sets and verdicts: `done`, `planned`, `hit`, `close`, `easy`.

        Planned is what it was once skipped exercises are given up and sets beyond the plan added.
        """
        done = F("exercises__working_sets")
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


class SetQuerySet(AthleteQuerySet[Row_co]):
    """Logged sets, in the words of the gym."""

    def live(self) -> Self:
        """Without the deleted ones."""
        return self.filter(deleted_at=None)

    def working(self) -> Self:
        """Sets that count: not warm-ups, later parts of drop sets, timed or imported ones."""
        return self.filter(kind=SetKind.WORKING, origin=Origin.TYPED)
