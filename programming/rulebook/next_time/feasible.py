"""Rulebook section 8: nothing is suggested that step 9 of section 2 would warn of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil, floor

from programming.rulebook.next_time.evidence import Evidence
from programming.rulebook.next_time.loadable import Loadable
from programming.rulebook.one_set.context import EffortContext
from programming.rulebook.one_set.estimates import (
    current_e1rm,
    epley_parts,
    reps_to_failure_at,
    reps_to_failure_seen,
    session_e1rm,
)
from programming.rulebook.one_set.readiness import Readiness
from programming.rulebook.one_set.target import EffortTarget, effort_target
from programming.rulebook.over_time.exposures import Exposure
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.vocabulary import ReadinessState

_LINE = rule("feasibility").numbers
_PERCENT = 100
_ALLOWANCE = rule("load_too_heavy").numbers["allowance"]


@dataclass(frozen=True, slots=True)
class Strength:
    """What a load leaves on a day: the current e1RM, and (day, load, reps to failure) as rated."""

    e1rm: int | None
    rated: Sequence[tuple[date, int, float]]
    today: date

    @classmethod
    def of(cls, every: Sequence[Exposure], today: date) -> "Strength":
        """Read off all exposures of an exercise, whatever reps were planned and whatever day."""
        rated = [
            (one.day, done.load, done.reps_to_failure)
            for one in every
            for done in one.sets
            if done.load and done.reps_to_failure is not None
        ]
        best = current_e1rm([(one.day, session_e1rm(one.sets)) for one in every], today)
        return cls(best, rated, today)

    def reps_in(self, load: int) -> int | None:
        """The reps to failure a load leaves, whole ones; None where nothing says (section 2)."""
        if self.e1rm is None or load <= 0:
            return None
        by_estimate = reps_to_failure_at(self.e1rm, load)
        if by_estimate > _LINE["most_reps"]:
            return None
        seen = reps_to_failure_seen(self.rated, load, self.today)
        return max(floor(max(by_estimate, seen or 0)), _LINE["least_reps"])

    def allows(self, load: int, reps: int, low: int) -> bool:
        """Whether so many reps at a load would not be warned of with this low."""
        left = self.reps_in(load)
        if left is None:
            return True
        return low <= left - _LINE["spare_reps"] and reps + low <= left + _ALLOWANCE

    def load_for(self, reps: int, left: int, loadable: Loadable) -> int | None:
        """The load that leaves so many in reserve after these reps, rounded down."""
        if self.e1rm is None:
            return None
        parts, whole_parts = epley_parts(reps + left)
        # An e1RM is rounded to whole units: what lies within that rounding is the load itself.
        return loadable.at_most(Fraction((2 * self.e1rm + 1) * whole_parts, 2 * parts))

    def fits(
        self, load: int, reps: int, bottom: int, low: int, loadable: Loadable
    ) -> tuple[int, int]:
        """The load and reps that are not warned of: fewer reps to the bottom, then less load.

        Where nothing light enough can be made, the lightest there is.
        """
        left = self.reps_in(load)
        if left is not None:
            reps = max(min(reps, left + _ALLOWANCE - low), min(bottom, reps))
        while not self.allows(load, reps, low):
            lighter = loadable.at_most(min(load - 1, self._most(reps, low, load)))
            if lighter is None:
                return load, reps
            load = lighter
        return load, reps

    def _most(self, reps: int, low: int, under: int) -> int:
        """The heaviest load under one that may leave enough, to begin with."""
        needed = max(reps + low - _ALLOWANCE, low + _LINE["spare_reps"])
        most_reps = _LINE["most_reps"]
        parts, whole_parts = epley_parts(min(needed, most_reps))
        by_estimate = ceil(Fraction((self.e1rm or 0) * whole_parts, parts))
        # What was seen speaks of loads a little heavier as well.
        nearly = _PERCENT - rule("seen").numbers["lighter_percent"]
        seen = [
            load * _PERCENT // nearly
            for _, load, reps_left in self.rated
            if reps_left >= needed and load < under
        ]
        return max(by_estimate, *seen, 0)


@dataclass(frozen=True, slots=True)
class Plan:
    """The targets of the exercise now: on a green day, and as today's sets will have them."""

    context: EffortContext | None
    readiness: Readiness | None

    @property
    def now(self) -> EffortTarget | None:
        """The target on a green day, None without a context."""
        return self._target(ReadinessState.GREEN, 0)

    def aim(self, last: Evidence) -> int | None:
        """The aim on a green day; without a context the highest of the last sets."""
        targets = [target for done in last.sets if (target := last.target_of(done)) is not None]
        return max((one.aim for one in targets), default=None) if self.now is None else self.now.aim

    def low(self, last: Evidence, aim_rise: int) -> int:
        """The low of today's sets; without a context by the last sets, 0 without a target."""
        state = ReadinessState.GREEN if self.readiness is None else self.readiness.state
        today = self._target(state, aim_rise)
        if today is not None:
            return today.low
        targets = [target for done in last.sets if (target := last.target_of(done)) is not None]
        plus = 0 if state is ReadinessState.GREEN else rule(f"readiness_{state}").numbers["plus"]
        low = max((one.low for one in targets), default=0) + max(plus, aim_rise)
        return min(low, rule("clamp").numbers["most_aim"])

    def _target(self, state: ReadinessState, aim_rise: int) -> EffortTarget | None:
        if self.context is None:
            return None
        return effort_target(
            replace(self.context, readiness=state, aim_rise=aim_rise, reps_to_failure=None)
        )
