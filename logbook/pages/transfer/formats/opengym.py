"""openGym's backup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from logbook.pages.transfer.formats.building import exercise_name, unit_named
from logbook.pages.transfer.formats.json_logs import JsonLog, Row, instant_ms, rows_of, text_of
from logbook.pages.transfer.formats.numbers import MOST_REPS, load, seconds, whole
from logbook.pages.transfer.formats.opengym_names import NAMES
from logbook.pages.transfer.formats.values import Kind, ReadSession, ReadSet, RowError, Skip, Source


class OpenGym(JsonLog):
    """openGym's backup: workouts with entries with sets; its exercises are numbers."""

    SOURCE = Source.OPENGYM

    def sessions(self) -> Iterator[Any]:
        """Its workouts."""
        self.unit = unit_named(text_of(self.found.get("unit")))
        own = rows_of(self.found.get("customEx"), "Own exercises")
        self.names = {
            text_of(one.get("id")): text_of(one.get("n") or one.get("name")) for one in own
        }
        yield from self.found["workouts"]

    def session(self, number: int, found: Any) -> None:
        """One workout."""
        if not isinstance(found, dict):
            raise RowError("It is no object.")
        begun, ended = instant_ms(found.get("start")), instant_ms(found.get("end"))
        start = begun.isoformat() if begun else text_of(found.get("d"))
        session = self.builder.session(number, number, text_of(found.get("name")), start)
        if ended is not None and begun is not None and ended > begun:
            session.end = ended
        session.note = text_of(found.get("note") or found.get("notes"))
        for entry in rows_of(found.get("entries"), "Its entries"):
            key = text_of(entry.get("id"))
            named = text_of(entry.get("n") or entry.get("name")) or self.names.get(key, "")
            name = exercise_name(named or NAMES.get(key) or f"openGym exercise {key}")
            for done in rows_of(entry.get("sets"), "The sets"):
                self._set(session, name, entry, done)

    def _set(self, session: ReadSession, name: str, entry: Row, done: Row) -> None:
        sides = done.get("sides")
        if isinstance(sides, dict):
            # One side after the other: each was a set of its own.
            for one in ("L", "R"):
                if isinstance(sides.get(one), dict):
                    self._set(session, name, entry, {**done, "sides": None, **sides[one]})
            return
        line = self.next_row()
        if done.get("done") is not True:
            self.skip(Skip.NOT_DONE)
            return
        took = seconds(text_of(done.get("sec"))) + 60 * seconds(text_of(done.get("min")))
        is_warm_up = text_of(done.get("phase")) == "warmup" or done.get("warmup") is True
        kind = Kind.WARM_UP if is_warm_up else Kind.WORKING
        said = self.builder.rir(text_of(done.get("rir")))
        left = self.builder.rpe(text_of(done.get("rpe"))) if said is None else said
        unit = unit_named(text_of(done.get("unit") or entry.get("unit"))) or self.unit
        unit = unit or self.builder.unit
        self._add(session, line, name, done, kind, unit, left, took)
        for drop in rows_of(done.get("drops"), "The drops"):
            self._add(session, self.next_row(), name, drop, Kind.DROP, unit, None, 0)

    def _add(
        self, session: ReadSession, line: int, name: str, done: Row, kind: Kind, unit: str,
        left: int | None, took: int,
    ) -> None:  # fmt: skip
        reps = whole(text_of(done.get("r")), "Reps", MOST_REPS)
        milli, unit = load(text_of(done.get("w")), unit, may_be_below=True)
        if not reps:
            self.aside(session, name, took, "", is_cardio=bool(done.get("min")))
            return
        at = instant_ms(done.get("at"))
        self.keep(session, ReadSet(line, name, reps, milli, unit, kind, left, at=at))
