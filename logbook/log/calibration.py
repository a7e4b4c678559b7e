"""What an offer of a test set rests on beside the exercise: the last test, and what is still to come."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import BigIntegerField, DateTimeField, IntegerField

from logbook.models import SessionExercise, Set
from logbook.speed.compiled import Compiled, Given, athlete, together
from programming.choices import Tier


class Standing(NamedTuple):
    """Days since the last test of any exercise, None for never; whether none as safe comes later."""

    days_since_test: int | None
    is_last_safe: bool


_LAST_TEST = Compiled(
    lambda: (
        Set.objects.live()
        .filter(
            athlete_id=athlete(),
            is_test=True,
            started_at__lte=Given("started_at", output_field=DateTimeField()),
        )
        .latest_first()
        .values_list("local_date")[:1]
    )
)
_LATER = Compiled(
    lambda: (
        SessionExercise.objects.filter(
            athlete_id=athlete(),
            session_id=Given("session", output_field=BigIntegerField()),
            position__gt=Given("position", output_field=IntegerField()),
            risk__tier=Tier.SAFER,
            risk__floor=0,
            is_skipped=False,
        )
        .order_by()
        .values_list("pk")[:1]
    )
)


def standing_of(item: SessionExercise) -> Standing:
    """How things stand for a test of this exercise now, in one query."""
    own = {"athlete": item.athlete_id}
    last, later = together(
        (_LAST_TEST, {**own, "started_at": item.started_at}),
        (_LATER, {**own, "session": item.session_id, "position": item.position}),
    )
    days = max((item.local_date - last[0][0]).days, 0) if last else None
    return Standing(days, not later)
