"""How the lifter is on a day, as the rules take it (rulebook 6)."""

from __future__ import annotations

import datetime as dt

from django.db.models import DateField

from logbook.models import CheckIn, User
from logbook.speed.compiled import Compiled, Given, athlete, columns_of, row_of
from programming import rulebook
from programming.rulebook import Readiness

_CHECK_IN = Compiled(
    lambda: (
        CheckIn.objects.filter(
            athlete_id=athlete(), local_date=Given("day", output_field=DateField())
        )
        .order_by("-taken_at", "-pk")
        .values_list(*columns_of(CheckIn))[:1]
    )
)


def check_in_of(lifter: User, day: dt.date) -> CheckIn | None:
    """The check-in in force on `day`: the latest."""
    found = _CHECK_IN(athlete=lifter.pk, day=day)
    return row_of(CheckIn, iter(found[0])) if found else None


def is_answered(check_in: CheckIn | None) -> bool:
    """Whether at least one tap was made; without any the day is unknown (rulebook 6)."""
    return check_in is not None and bool(
        check_in.sleep or check_in.recovery or check_in.stress or check_in.energy_balance
    )


def state_of(check_in: CheckIn | None) -> str:
    """The state a check-in gave, empty where nothing was answered."""
    return check_in.state if check_in is not None and is_answered(check_in) else ""


def readiness_of(check_in: CheckIn | None) -> Readiness | None:
    """A check-in's state as it was worked out then; None where nothing was answered."""
    if check_in is None or not is_answered(check_in):
        return None
    return Readiness(
        state=rulebook.ReadinessState(check_in.state),
        points=check_in.points,
        points_without_energy=check_in.points_without_energy,
        known=True,
        reasons=(),
    )
