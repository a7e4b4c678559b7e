"""What a lifter may take along, each as a file that is written while it is sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from logbook.log.taken_out import OutSession, sessions_out
from logbook.models import User
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


def _csv(lifter: User, year: int | None) -> Iterator[bytes]:
    return own_csv(_sessions(lifter, year))


WAYS = {
    "csv": Way(".csv", "text/csv; charset=utf-8", _csv),
}
