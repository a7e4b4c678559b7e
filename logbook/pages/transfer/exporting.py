"""What a lifter may take along, each as a file that is written while it is sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from logbook.log.account import sections_of, settings_of
from logbook.log.taken_out import OutSession, sessions_out
from logbook.models import User
from logbook.pages.transfer.formats.account_json import account_json
from logbook.pages.transfer.formats.hevy_csv import hevy_csv
from logbook.pages.transfer.formats.openweight import openweight
from logbook.pages.transfer.formats.own_csv import own_csv
from logbook.speed.courtesy import unhurried


@dataclass(frozen=True, slots=True)
class Way:
    """A file of one kind: how its name ends, what it is sent as, and what writes it.

    `write` takes a lifter and the one year that was asked for, or None.
    """

    ending: str
    content_type: str
    write: Callable[[User, int | None], Iterator[bytes]]

    def name(self, today: dt.date, year: int | None) -> str:
        """The file's name."""
        return f"repstack-{year if year is not None else today.isoformat()}{self.ending}"


def _sessions(lifter: User, year: int | None) -> Iterator[OutSession]:
    # Whoever logs a set meanwhile goes first.
    return unhurried(sessions_out(lifter, year=year))


def _of_sessions(
    write: Callable[[Iterable[OutSession]], Iterator[bytes]],
) -> Callable[[User, int | None], Iterator[bytes]]:
    return lambda lifter, year: write(_sessions(lifter, year))


def _account(lifter: User, _year: int | None) -> Iterator[bytes]:
    sections = ((name, unhurried(rows)) for name, rows in sections_of(lifter))
    return account_json(settings_of(lifter), sections)


_CSV = "text/csv; charset=utf-8"
WAYS = {
    "json": Way("-account.json", "application/json", _account),
    "csv": Way(".csv", _CSV, _of_sessions(own_csv)),
    "hevy": Way("-hevy.csv", _CSV, _of_sessions(hevy_csv)),
    "openweight": Way("-openweight.json", "application/json", _of_sessions(openweight)),
}
