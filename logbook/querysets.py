"""The one door to athlete data: nothing is read but through `visible_to`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

from programming.choices import Origin, SetKind

if TYPE_CHECKING:
    from logbook.models import User

Row = TypeVar("Row", bound=models.Model, covariant=True)


class AthleteQuerySet(models.QuerySet[Row]):
    """Rows of athlete data."""

    def visible_to(self, user: User) -> Self:
        """The rows this user may see: their own."""
        return self.filter(athlete_id=user.pk)


class SetQuerySet(AthleteQuerySet[Row]):
    """Logged sets, in the words of the gym."""

    def live(self) -> Self:
        """Without the deleted ones."""
        return self.filter(deleted_at=None)

    def working(self) -> Self:
        """Sets that count: not warm-ups, later parts of drop sets, timed or imported ones."""
        return self.filter(kind=SetKind.WORKING, origin=Origin.TYPED)
