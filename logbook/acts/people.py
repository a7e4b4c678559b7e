"""What a lifter says about themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction

from logbook.acts.levels import BackgroundEntry, answer
from logbook.choices import Home
from logbook.clock import local_date
from logbook.log.locks import lock_lifter
from logbook.models import Background, Bodyweight, User
from programming.loads import Load


@dataclass(frozen=True, slots=True)
class WelcomeEntry:
    """What a lifter says at the first sign-in."""

    goal: str
    unit: str
    zone: str
    background: BackgroundEntry


@transaction.atomic
def welcome(lifter: User, entry: WelcomeEntry, *, now: dt.datetime) -> None:
    """Keep what was said at the first sign-in, and put the level it gives in force."""
    lifter.goal, lifter.unit, lifter.zone = entry.goal, entry.unit, entry.zone
    lifter.is_welcomed = True
    lifter.save(update_fields=["goal", "unit", "zone", "is_welcomed"])
    answer(lifter, entry.background, now=now)


def skip_welcome(lifter: User) -> None:
    """Ask nothing: a beginner until something is answered."""
    lifter.is_welcomed = True
    lifter.save(update_fields=["is_welcomed"])


class SettingsChangedError(Exception):
    """Settings changed since the form was made: `saved` has them as they stand, `names` says which."""

    def __init__(self, saved: User, names: Collection[str]) -> None:
        super().__init__("These settings were changed elsewhere.")
        self.saved = saved
        self.names = names


@transaction.atomic
def keep_settings(
    lifter: User,
    said: Mapping[str, object],
    weighed: Load | None,
    *,
    shown: Mapping[str, object],
    now: dt.datetime,
) -> None:
    """Keep the settings that were changed in a form, and today's bodyweight where one was typed.

    `said` are the changed ones alone, `shown` what the form showed of them, where it says so. Raises
    `SettingsChangedError` where one of them stands neither as shown nor as said by now.
    """
    lock_lifter(lifter)
    lifter.refresh_from_db()
    clashes = [
        name
        for name, value in said.items()
        if name in shown and getattr(lifter, name) not in (shown[name], value)
    ]
    if clashes:
        raise SettingsChangedError(lifter, clashes)
    for name, value in said.items():
        setattr(lifter, name, value)
    lifter.save(update_fields=list(said))
    if weighed is not None:
        weigh(lifter, weighed, now=now)


def choose_formula(lifter: User, formula: str) -> None:
    """Show the strength score by this formula from now on."""
    lifter.strength_formula = formula
    lifter.save(update_fields=["strength_formula"])


def choose_home(person: User, home: Home) -> None:
    """Keep where the person works now: the next log-in leads there."""
    person.last_home = home
    person.save(update_fields=["last_home"])


def start_training(person: User) -> None:
    """Make them a lifter as well, who is asked the first questions unless they were answered."""
    if not person.is_lifter and not Background.objects.visible_to(person).exists():
        person.is_welcomed = False
    person.is_lifter, person.last_home = True, Home.TRAINING
    person.save(update_fields=["is_lifter", "last_home", "is_welcomed"])


def weigh(lifter: User, weighed: Load, *, now: dt.datetime) -> Bodyweight:
    """Keep today's bodyweight; a second weighing of the day takes the first one's place."""
    weighing, _ = Bodyweight.objects.update_or_create(
        athlete=lifter,
        local_date=local_date(now, lifter.zone),
        defaults={
            "milli": weighed.milli,
            "unit": weighed.unit,
            "micrograms": weighed.micrograms,
        },
    )
    return weighing
