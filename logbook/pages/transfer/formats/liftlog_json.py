"""LiftLog's sessions in JSON; its CSV is a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from logbook.pages.transfer.formats.building import (
    effort,
    exercise_name,
    stretched,
    unit_named,
)
from logbook.pages.transfer.formats.json_logs import JsonLog, Row, rows_of, text_of
from logbook.pages.transfer.formats.numbers import MOST_REPS, load, whole
from logbook.pages.transfer.formats.values import Kind, ReadSession, ReadSet, RowError, Skip, Source


class LiftLog(JsonLog):
    """LiftLog's sessions as it keeps them."""

    SOURCE = Source.LIFTLOG

    def sessions(self) -> Iterator[Any]:
        """They are the file."""
        yield from self.found

    def session(self, number: int, found: Any) -> None:
        """One session, its exercises, and of their sets those that were done."""
        if not isinstance(found, dict):
            raise RowError("It is no object.")
        blueprint = found.get("blueprint")
        title = text_of(blueprint.get("name")) if isinstance(blueprint, dict) else ""
        session = self.builder.session(number, number, title, text_of(found.get("date")))
        for exercise in rows_of(found.get("recordedExercises"), "Its exercises"):
            plan = exercise.get("blueprint")
            if not isinstance(plan, dict):
                raise RowError("An exercise has no name.")
            name = exercise_name(text_of(plan.get("name")))
            if note := text_of(exercise.get("notes")):
                session.notes.setdefault(name, []).append(note)
            is_cardio = "CARDIO" in text_of(exercise.get("type") or exercise.get("_BRAND")).upper()
            if is_cardio or "potentialSets" not in exercise:
                self.next_row()
                self.skip(Skip.CARDIO)
                continue
            for done in rows_of(exercise.get("warmupSets"), "The sets"):
                self._set(session, name, done, is_warm_up=True)
            for done in rows_of(exercise["potentialSets"], "The sets"):
                self._set(session, name, done, is_warm_up=text_of(done.get("kind")) == "warmup")

    def _set(self, session: ReadSession, name: str, found: Row, *, is_warm_up: bool) -> None:
        line, done = self.next_row(), found.get("set")
        reps = (
            whole(text_of(done.get("repsCompleted")), "Reps", MOST_REPS)
            if isinstance(done, dict)
            else None
        )
        if reps is None or not isinstance(done, dict):
            self.skip(Skip.NOT_DONE)
            return
        weight = found.get("weight")
        if isinstance(weight, dict):
            text, unit = text_of(weight.get("value")), unit_named(text_of(weight.get("unit")))
        else:
            text, unit = text_of(weight), ""
        milli, unit = load(text, unit or self.builder.unit, may_be_below=True)
        rated = effort(self.builder.rpe(text_of(done.get("rpe"))), is_failure=reps == 0)
        at = None
        if stamp := text_of(done.get("completionDateTime")):
            at = self.builder.dates.read(stamp)[0]
            at = at if at.tzinfo is not None else None
        if at is not None:
            if not session.has_time:
                # Of the session itself the file has the day alone.
                session.start, session.end, session.has_time = at, at, True
            stretched(session, at)
        self.keep(
            session,
            ReadSet(
                line, name, reps, milli, unit, Kind.WARM_UP if is_warm_up else Kind.WORKING,
                rated.rir_halves, reps == 0, rated.is_by_type, rated.is_conflict, at=at,
            ),
        )  # fmt: skip
