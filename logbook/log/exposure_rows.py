"""A working set as the log has it, and as the rules across sessions take it (rulebook 7 to 9).

Loads are in micrograms. Of a past target its three numbers and its floor are kept; what led to
them is not asked again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from logbook.choices import Origin, ReadinessState
from logbook.clock import Moment
from logbook.log.bodyweight import added_load
from logbook.log.muscles import muscle_columns, muscles_of
from logbook.log.verdicts import target_of
from programming.loads import Load, typed_load
from programming.rulebook import LoggedSet


class TypedSet(NamedTuple):
    """A set's load: what was moved in micrograms, and what was typed."""

    load: int | None
    load_kind: str
    typed_load: Load | None


class ExposureRow(NamedTuple):
    """A working set by the columns it is read in, named from the set."""

    exercise_id: int
    session_id: int
    local_date: dt.date
    logged_at: dt.datetime
    number: int
    reps: int
    load: int | None
    load_milli: int | None
    load_unit: str
    load_kind: str
    rir_halves: int | None
    rir_in_words: bool
    is_slip: bool
    plan_bottom: int | None
    plan_top: int | None
    is_back_off: bool
    ended_by: str
    rest_seconds: int | None
    is_final: bool
    is_test: bool
    origin: str
    target_low: int | None
    target_aim: int | None
    target_high: int | None
    judged_by__floor_in_force: int | None
    outcome: str
    started_at: dt.datetime
    session__finished_at: dt.datetime | None
    session__check_in__state: str | None
    session__is_deload: bool
    session_exercise__role: str
    session_exercise__has_pain: bool
    session_exercise__reps_bottom: int | None
    session_exercise__reps_top: int | None
    risk__tier: str
    risk__pattern: str
    risk__is_lower_body: bool
    primary_muscles: str
    secondary_muscles: str

    @property
    def order(self) -> tuple[dt.datetime, int, dt.datetime, int]:
        """Time order: a session at a time, its sets as they were done."""
        return self.started_at, self.session_id, self.logged_at, self.number

    @property
    def is_evidence(self) -> bool:
        """Whether a suggestion can rest on it: no test, no slip, no red day, no deload (rulebook 8)."""
        is_aside = self.is_test or self.is_slip or self.session__is_deload
        return not is_aside and self.session__check_in__state != ReadinessState.RED

    def typed(self) -> TypedSet:
        """The set as it was typed."""
        return TypedSet(self.load, self.load_kind, typed_load(self.load_milli, self.load_unit))

    def logged(self, until: Moment) -> LoggedSet:
        """The record the rules take at a moment.

        Recovery counts from the end of a session, so that is when its sets were done.
        """
        # A set of a further line of the plan has reps of its own.
        bottom, top = self.plan_bottom, self.plan_top
        if bottom is None:
            bottom, top = self.session_exercise__reps_bottom, self.session_exercise__reps_top
        return LoggedSet(
            exercise=self.exercise_id,
            session=self.session_id,
            day=until.counted(self.local_date),
            at=self.session__finished_at or self.logged_at,
            reps=self.reps,
            rir=None if self.rir_halves is None else self.rir_halves / 2,
            ended_by=self.ended_by,
            load=self.load,
            added=added_load(self.load_kind, typed_load(self.load_milli, self.load_unit)),
            rir_in_words=self.rir_in_words,
            is_slip=self.is_slip,
            rest_seconds=self.rest_seconds,
            role=self.session_exercise__role,
            tier=self.risk__tier,
            pattern=self.risk__pattern,
            is_lower_body=self.risk__is_lower_body,
            primary_muscles=muscles_of(self.primary_muscles),
            secondary_muscles=muscles_of(self.secondary_muscles),
            is_final_set=self.is_final,
            is_test_set=self.is_test,
            is_imported=self.origin != Origin.TYPED,
            target=target_of(
                self.target_low, self.target_aim, self.target_high, self.judged_by__floor_in_force
            ),
            outcome=self.outcome or None,
            readiness=self.session__check_in__state or ReadinessState.GREEN,
            is_deload=self.session__is_deload,
            has_pain=self.session_exercise__has_pain,
            rep_range=None if bottom is None else (bottom, top or bottom),
            is_back_off=self.is_back_off,
        )  # fmt: skip


# The last two of a row are no columns: they are read as `muscle_columns`.
NAMES = ExposureRow._fields[:-2]
COLUMNS = (*NAMES, *muscle_columns("risk"))


def in_time_order(log: Iterable[LoggedSet]) -> list[LoggedSet]:
    """The sets as the rules take them: the order stays, and no day comes before the last one.

    Over the date line a day comes again: in the log it counts as the day before it.
    """
    found: list[LoggedSet] = []
    for done in log:
        goes_back = bool(found) and done.day < found[-1].day
        found.append(replace(done, day=found[-1].day) if goes_back else done)
    return found
