"""What section 8 reads off an exercise's sets in one session: range, effort against the aim."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from programming.rulebook.one_set.estimates import load_per_rir
from programming.rulebook.one_set.performed import PerformedSet
from programming.rulebook.over_time.exposures import Exposure
from programming.rulebook.over_time.history import LoggedSet
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.validation import whole, wrong
from programming.rulebook.words.vocabulary import EndedBy, Goal, Tier

RepRange = tuple[int, int] | int | None


@dataclass(frozen=True)
class Evidence:
    """An exercise's working sets of a session, tests left out, against the planned reps.

    bottom, top: of the range. is_planned: the range was planned, not read off the sets.
    """

    sets: Sequence[LoggedSet | PerformedSet]
    bottom: int
    top: int
    is_planned: bool = True

    @cached_property
    def load(self) -> int | None:
        """The heaviest load, None where none is known or it is 0."""
        return max((done.load or 0 for done in self.sets), default=0) or None

    @cached_property
    def under(self) -> list[LoggedSet | PerformedSet]:
        """The sets under the bottom of the range."""
        return [done for done in self.sets if done.reps < self.bottom]

    @property
    def is_under_range(self) -> bool:
        """Whether half or more of the sets were under the bottom."""
        return 2 * len(self.under) >= len(self.sets)

    @property
    def is_at_top(self) -> bool:
        """Whether every set was at the top of the range or over it."""
        return all(done.reps >= self.top for done in self.sets)

    @cached_property
    def missing(self) -> Fraction:
        """Reps missing to the bottom, on average of the sets under it, where there are any."""
        return self.bottom - Fraction(sum(done.reps for done in self.under), len(self.under))

    @cached_property
    def _off(self) -> list[Fraction]:
        return [
            Fraction(done.rated_rir) - done.target.aim
            for done in self.sets
            if done.rated_rir is not None and done.target is not None
        ]

    @property
    def is_mostly_rated(self) -> bool:
        """Whether half or more of the sets have an effort to hold against an aim."""
        return 2 * len(self._off) >= len(self.sets)

    @cached_property
    def off_aim(self) -> Fraction | None:
        """Mean of RIR less that set's aim over the rated sets; None without one."""
        return sum(self._off, Fraction(0)) / len(self._off) if self._off else None

    @cached_property
    def load_per_rir(self) -> Fraction:
        """Share of the load one rep in reserve is worth, by mean reps to failure.

        Where no set is rated, by the reps alone.
        """
        to_failure = [done.reps_to_failure for done in self.sets]
        known = [Fraction(reps) for reps in to_failure if reps is not None]
        known = known or [Fraction(done.reps) for done in self.sets]
        return load_per_rir(sum(known, Fraction(0)) / len(known))

    def is_near_failure(self, most_rir: int) -> bool:
        """Whether a set under the range ended with so few reps left, or fewer."""
        left = [done.rated_rir for done in self.under]
        return any(rir is not None and rir <= most_rir for rir in left)


def evidence_of(
    exposures: Sequence[Exposure], rep_range: tuple[int, int] | None = None
) -> list[Evidence]:
    """Return what section 8 reads of an exercise's exposures, in time order.

    Each stands against the range planned on its sets, else against rep_range, else, as it was
    unplanned, against the fewest to most reps of the exposure before it (the first: its own).
    Exposures with nothing but test sets are passed over.
    """
    found: list[Evidence] = []
    for one in exposures:
        sets = [done for done in one.sets if not done.is_test_set]
        if not sets:
            continue
        planned = sets[-1].rep_range or rep_range
        if planned is None:
            reps = [done.reps for done in (found[-1].sets if found else sets)]
            found.append(Evidence(sets, max(min(reps), 1), max(*reps, 1), is_planned=False))
        else:
            found.append(Evidence(sets, *planned))
    return found


def reset_percent(
    found: Sequence[Evidence], goal: Goal, *, is_rising: bool, other_main_lift_down: bool
) -> int | None:
    """Return the share of the load a reset goes back to in %, None where none is due.

    found: what section 8 reads of the exercise, in time order. Rulebook 8, third row, and 9.
    """
    numbers = rule("reset").numbers
    times = numbers["strength_times" if goal is Goal.MAX_STRENGTH else "times"]
    if is_rising or other_main_lift_down or len(found) < times:
        return None
    if not all(one.is_under_range for one in found[-times:]):
        return None
    near = found[-1].missing <= numbers["near_reps"]
    return numbers["near_percent" if near else "load_percent"]


def trouble(sets: Sequence[LoggedSet]) -> str:
    """Return form where form broke on an avoid lift, pain where it was marked, else nothing."""
    if any(done.has_pain for done in sets):
        return "pain"
    broke = any(
        done.ended_by is EndedBy.TECHNICAL_FAILURE and done.tier is Tier.AVOID for done in sets
    )
    return "form" if broke else ""


def range_from(rep_range: RepRange) -> tuple[int, int] | None:
    """Return (bottom, top) from a range or one number. Raises ValueError naming the value."""
    if rep_range is None:
        return None
    if isinstance(rep_range, list | tuple):
        if len(rep_range) != 2:
            raise wrong("rep_range", rep_range, "(bottom, top) or one number")
        bottom, top = rep_range
        return whole("rep_range", bottom, 1), whole("rep_range", top, bottom)
    return (whole("rep_range", rep_range, 1),) * 2
