"""wger's log entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from logbook.pages.transfer.formats.building import effort, exercise_name
from logbook.pages.transfer.formats.json_logs import JsonLog, Row, rows_of, text_of
from logbook.pages.transfer.formats.numbers import MOST_REPS, load, nano, seconds, shown, whole
from logbook.pages.transfer.formats.values import Kind, ReadSession, ReadSet, RowError, Skip, Source

# The units of wger's own tables, by the numbers they have there from the start.
_WEIGHT_UNITS = {"": "", "1": "kg", "2": "lb"}
_REPS, _UNTIL_FAILURE, _SECONDS, _MINUTES = "1", "2", "3", "4"
_BODY_WEIGHT, _PLATES = "3", "4"


class Wger(JsonLog):
    """wger's log entries as its interface gives them, with or without the sessions around them."""

    SOURCE = Source.WGER

    def sessions(self) -> Iterator[Any]:
        """Its entries, those of one session together."""
        found = self.found
        self.names, groups = {}, found if isinstance(found, list) else [found]
        if isinstance(found, dict):
            for one in rows_of(found.get("exercises"), "The exercises"):
                self.names[text_of(one.get("id"))] = _named(one)
            groups = found.get("results") or [found]
        for group in groups:
            if isinstance(group, dict) and "logs" in group:
                for entry in rows_of(group["logs"], "The log"):
                    yield (group.get("session"), entry)
            else:
                yield (None, group)

    def session(self, number: int, found: Any) -> None:
        """One entry, which is a set."""
        around, entry = found
        if not isinstance(entry, dict):
            raise RowError("It is no object.")
        around = around if isinstance(around, dict) else {}
        stamp = text_of(entry.get("date") or around.get("date"))
        at, has_time = self.builder.dates.read(stamp)
        key = text_of(entry.get("session")) if not isinstance(entry.get("session"), dict) else ""
        session = self.builder.session((key, "" if key else stamp[:10]), number, "", stamp)
        session.note = session.note or text_of(around.get("notes"))
        if has_time and session.has_time and (at.tzinfo is None) == (session.start.tzinfo is None):
            session.start = min(session.start, at)
            session.end = max(session.end or at, at)
        self._set(self.next_row(), session, entry, at if at.tzinfo is not None else None)

    def _set(self, line: int, session: ReadSession, entry: Row, at: dt.datetime | None) -> None:
        told = entry.get("exercise")
        if isinstance(told, dict):
            name = _named(told)
        else:
            key = text_of(told)
            named = self.names.get(key) or text_of(entry.get("exercise_name"))
            name = named or (key if not key.isdigit() else f"wger exercise {key}")
        name = exercise_name(name)
        what = text_of(entry.get("repetitions_unit")) or _REPS
        unit = text_of(entry.get("weight_unit"))
        count, note = text_of(entry.get("repetitions")), ""
        if what in {_SECONDS, _MINUTES}:
            took = seconds(count) * (60 if what == _MINUTES else 1)
            self.aside(session, name, took, "")
            return
        if what not in {_REPS, _UNTIL_FAILURE}:
            self.aside(session, name, 0, count, is_cardio=True)
            return
        weight = text_of(entry.get("weight"))
        if unit in {_BODY_WEIGHT, _PLATES} or unit not in _WEIGHT_UNITS:
            # Not a weight that can be weighed: kept in words.
            if nano(weight):
                note = f"{shown(weight)} plates" if unit == _PLATES else ""
            weight, unit = "", ""
        milli, unit = load(weight, _WEIGHT_UNITS[unit] or self.builder.unit, may_be_below=True)
        reps = whole(count, "Reps", MOST_REPS)
        left = self.builder.rir(text_of(entry.get("rir")))
        if not reps:
            self.skip(Skip.EMPTY)
            return
        rated = effort(left, is_failure=what == _UNTIL_FAILURE)
        rest = seconds(text_of(entry.get("rest"))) or None
        self.keep(
            session,
            ReadSet(
                line, name, reps, milli, unit, Kind.WORKING, rated.rir_halves,
                what == _UNTIL_FAILURE, rated.is_by_type, rated.is_conflict, rest, note, at,
            ),
        )  # fmt: skip


def _named(exercise: Row) -> str:
    """The name of an exercise, in English where there are several."""
    name = text_of(exercise.get("name"))
    names = {
        text_of(one.get("language")): text_of(one.get("name"))
        for one in rows_of(exercise.get("translations"), "The names")
    }
    # English is the second of wger's languages.
    return name or names.get("2") or next(iter(names.values()), "")
