"""A whole account on its way into an empty one; the same for page and command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from logbook.acts.imports import Ends, nothing
from logbook.acts.imports_ahead import Told, nobody
from logbook.acts.restoring import NotEmptyError, NotRestoredError, is_empty, restore
from logbook.models import User
from logbook.pages.transfer.formats.account_json import Account
from logbook.pages.transfer.formats.values import NotReadError, Source

_TOLD = {
    "sessions": "Sessions",
    "programs": "Programs of your own",
    "own_exercises": "Exercises of your own",
    "check_ins": "Check-ins",
    "weighings": "Weighings",
    "imports": "Imports",
}


@dataclass(slots=True)
class LookedAccount:
    """A file of an account that was looked at, and what stands in the way."""

    lifter: User
    account: Account | None
    sets: int = 0
    first_day: str = ""
    last_day: str = ""
    errors: list[tuple[int, str]] = field(default_factory=list)
    is_done: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether it can be put back, or was."""
        return self.account is not None and not self.errors

    @property
    def lines(self) -> Iterator[tuple[str, str]]:
        """What is in it, line by line."""
        if self.account is not None:
            for name, label in _TOLD.items():
                if count := self.account.count(name):
                    yield label, f"{count:,}"
                if name == "sessions" and count:
                    yield "Sets", f"{self.sets:,}"
                    yield "From, to", " to ".join(map(_day, (self.first_day, self.last_day)))

    def put_back(self, told: Told = nobody, ends: Ends = nothing) -> bool:
        """Write it, all of it or nothing, and say whether it was; `errors` has why not.

        `told` hears how far it is, `ends` that it is written, within the transaction.
        """
        if self.account is None:
            return False
        try:
            restore(
                self.lifter,
                self.account.settings,
                self.account.rows,
                told=lambda ready: told(ready, self.sets),
                ends=ends,
            )
        except NotEmptyError as fault:
            self.errors.append((0, str(fault)))
        except NotRestoredError as fault:
            self.errors.append((fault.line, fault.reason))
        except NotReadError as fault:
            self.errors.append((fault.line, fault.reason))
        else:
            self.is_done = True
        return self.is_done

    def figures(self) -> dict[str, Any]:
        """The numbers, as the command prints them."""
        sessions = self.account.count("sessions") if self.account is not None else 0
        return {
            "source": Source.REPSTACK.value,
            "sessions": sessions,
            "sets": self.sets,
            "added_sessions": sessions if self.is_ready else 0,
            "added_sets": self.sets if self.is_ready else 0,
            "errors": [{"line": line, "reason": reason} for line, reason in self.errors],
            "needs": [],
            "first_date": self.first_day or None,
            "last_date": self.last_day or None,
        }


def _day(text: str) -> str:
    """A day of the file in words; as it stands where it is none."""
    try:
        return f"{dt.date.fromisoformat(text):%-d %B %Y}"
    except ValueError:
        return text


def look_at_account(lifter: User, content: bytes) -> LookedAccount:
    """Look at a file of an account without writing anything."""
    looked = LookedAccount(lifter, None)
    try:
        looked.account = Account(content)
        _count(looked, looked.account)
    except NotReadError as refused:
        looked.errors.append((refused.line, refused.reason))
        return looked
    if not is_empty(lifter):
        looked.errors.append((0, str(NotEmptyError())))
    return looked


def _count(looked: LookedAccount, account: Account) -> None:
    """Count what is told of it; what is of another shape is not counted, and refused when it is read."""
    days = []
    for _, session in account.rows("sessions"):
        if isinstance(day := session.get("local_date"), str):
            days.append(day)
        exercises = session.get("exercises")
        for one in exercises if isinstance(exercises, list) else ():
            sets = one.get("sets") if isinstance(one, dict) else ()
            looked.sets += len(sets) if isinstance(sets, list) else 0
    if days:
        looked.first_day, looked.last_day = min(days)[:10], max(days)[:10]
