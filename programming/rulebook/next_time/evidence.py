"""What section 8 reads off an exercise's sets in one session; long: each reading a few lines."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import floor

from programming.rulebook.one_set.drop import sharp_drop
from programming.rulebook.one_set.estimates import load_per_rir
from programming.rulebook.one_set.performed import PerformedSet, is_same_load
from programming.rulebook.one_set.target import EffortTarget
from programming.rulebook.over_time.exposures import Exposure, one_line
from programming.rulebook.over_time.history import LoggedSet
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.validation import whole, wrong
from programming.rulebook.words.vocabulary import EndedBy, Goal, Severity, Tier

RepRange = tuple[int, int] | int | None
_STEP = rule("one_step").numbers
_MOST_RIR = rule("rir_scale").numbers["most"]
# The least that any target's high is (rulebook 2, steps 2 and 7).
_LEAST_HIGH = rule("final_set_push").numbers["least_high"]
_PERMILLE = 1000

Done = LoggedSet | PerformedSet


@dataclass(frozen=True)
class Evidence:
    """An exercise's working sets of a session, tests left out, against the planned reps.

    bottom, top: of the range. is_planned: the range was planned, not read off sets. habits:
    unplanned, the range of each set. now: the target a set without one is held against.
    """

    sets: Sequence[Done]
    bottom: int
    top: int
    is_planned: bool = True
    habits: tuple[tuple[int, int], ...] = ()
    now: EffortTarget | None = None

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The range of each set."""
        return self.habits or ((self.bottom, self.top),) * len(self.sets)

    @cached_property
    def load(self) -> int | None:
        """The heaviest load, None where none is known or it is 0."""
        return max((done.load or 0 for done in self.sets), default=0) or None

    @cached_property
    def _short(self) -> list[tuple[Done, int]]:
        """The sets under the bottom of their range, with that bottom."""
        return [
            (done, bottom)
            for done, (bottom, _) in zip(self.sets, self.ranges, strict=True)
            if done.reps < bottom
        ]

    @property
    def has_a_short_set(self) -> bool:
        """Whether a set was under the bottom."""
        return bool(self._short)

    @property
    def is_under_range(self) -> bool:
        """Whether half or more of the sets were under the bottom."""
        return 2 * len(self._short) >= len(self.sets)

    @property
    def is_at_top(self) -> bool:
        """Whether every set was at the top of the range or over it."""
        return all(done.reps >= top for done, (_, top) in zip(self.sets, self.ranges, strict=True))

    @cached_property
    def missing(self) -> Fraction:
        """Reps missing to the bottom, on average of the sets under it, where there are any."""
        short = sum(bottom - done.reps for done, bottom in self._short)
        return Fraction(short, len(self._short))

    def target_of(self, done: Done) -> EffortTarget | None:
        """The target a set had; without one (imported, by hand) the exercise's of now."""
        return done.target or self.now

    @cached_property
    def _off(self) -> list[Fraction]:
        return [
            Fraction(done.rated_rir) - target.aim
            for done in self.sets
            if done.rated_rir is not None and (target := self.target_of(done)) is not None
        ]

    @property
    def is_mostly_rated(self) -> bool:
        """Whether half or more of the sets are rated."""
        return 2 * sum(done.rated_rir is not None for done in self.sets) >= len(self.sets)

    @property
    def is_all_at_most_rir(self) -> bool:
        """Whether every rated set was at 5+, and half or more were rated."""
        left = [done.rated_rir for done in self.sets if done.rated_rir is not None]
        return self.is_mostly_rated and all(rir == _MOST_RIR for rir in left)

    @cached_property
    def off_aim(self) -> Fraction | None:
        """Mean of RIR less that set's aim over the rated sets.

        None where fewer than half of the sets have an effort to hold against an aim.
        """
        if 2 * len(self._off) < len(self.sets):
            return None
        return sum(self._off, Fraction(0)) / len(self._off)

    @cached_property
    def load_per_rir(self) -> Fraction:
        """Share of the load one rep in reserve is worth, by mean reps to failure.

        Where no set is rated, by the reps alone.
        """
        to_failure = [done.reps_to_failure for done in self.sets]
        known = [Fraction(reps) for reps in to_failure if reps is not None]
        known = known or [Fraction(done.reps) for done in self.sets]
        return load_per_rir(sum(known, Fraction(0)) / len(known))

    @property
    def is_too_heavy(self) -> bool:
        """Whether a set under the range ended at or under its target's high.

        Without a target, at or under the least high there is.
        """
        for done, _ in self._short:
            target, left = self.target_of(done), done.rated_rir
            high = _LEAST_HIGH if target is None else target.high
            if left is not None and left <= high:
                return True
        return False

    @cached_property
    def stops(self) -> list[Done]:
        """The sets that forbid a rise: below their floor, form broken, or dropped red."""
        performed = [one.performed if isinstance(one, LoggedSet) else one for one in self.sets]
        return [
            done
            for place, done in enumerate(self.sets)
            if done.ended_by == EndedBy.TECHNICAL_FAILURE
            or self._is_below_floor(done)
            or self._dropped_red(performed, place)
        ]

    def _dropped_red(self, performed: Sequence[PerformedSet], place: int) -> bool:
        """Whether a set fell sharply against the earlier ones at its load (rulebook 4.1)."""
        bottom = self.bottom if self.is_planned else None
        return sharp_drop(performed[place], performed[:place], bottom).severity is Severity.STOP

    def _is_below_floor(self, done: Done) -> bool:
        target, left = self.target_of(done), done.rated_rir
        return target is not None and left is not None and left < target.floor_in_force

    def met_under(self, load: int) -> int | None:
        """The heaviest load under this one at which a set met its target; None for none."""
        met = [
            done.load
            for done in self.sets
            if done.load
            and done.load < load
            and done.rated_rir is not None
            and (target := self.target_of(done)) is not None
            and target.low <= done.rated_rir <= target.high
        ]
        return max(met, default=None)


def evidence_of(
    exposures: Sequence[Exposure],
    rep_range: tuple[int, int] | None = None,
    now: EffortTarget | None = None,
    kept: Callable[[Sequence[Evidence]], int | None] = lambda _: None,
) -> list[Evidence]:
    """Return what section 8 reads of an exercise's exposures, in time order.

    rep_range: the planned reps; None for those planned on the last sets, and then what was planned
    with others is left out. Unplanned, each set is read against the fewest to most reps of the exposure
    before at the same load; where that has none, against those of its own. After a big step the bottom is what the step left, until it is reached again. kept: the
    fewest reps asked after some exposures where their load was kept for want of a smaller cut.
    Exposures with nothing but test and back-off sets are passed over.
    """
    found: list[Evidence] = []
    by_exposure = [one_line(one.sets, rep_range) for one in exposures]
    with_sets = [sets for sets in by_exposure if sets]
    if rep_range is None and with_sets:
        rep_range = with_sets[-1][-1].rep_range
        same = (None, rep_range)
        with_sets = [sets for sets in with_sets if not rep_range or sets[-1].rep_range in same]
    for sets in with_sets:
        if rep_range is None:
            found.append(_by_habit(sets, found[-1] if found else None, now))
            continue
        bottom, top = rep_range
        if found and any(done.reps < bottom for done in sets):
            bottom = _bottom_after(found, sets, bottom, kept)
        found.append(Evidence(sets, bottom, top, now=now))
    return found


def _by_habit(
    sets: Sequence[LoggedSet], before: Evidence | None, now: EffortTarget | None
) -> Evidence:
    ranges = []
    for done in sets:
        usual = _reps_at(done, () if before is None else before.sets) or _reps_at(done, sets)
        ranges.append((max(min(usual), 1), max(*usual, 1)))
    bottom, top = min(low for low, _ in ranges), max(high for _, high in ranges)
    return Evidence(sets, bottom, top, is_planned=False, habits=tuple(ranges), now=now)


def _reps_at(done: Done, sets: Iterable[Done]) -> list[int]:
    """Return the reps of those sets that had the load of this one, or none either."""
    return [
        one.reps for one in sets if is_same_load(one.load, done.load) or not (one.load or done.load)
    ]


def _bottom_after(
    found: Sequence[Evidence],
    sets: Sequence[LoggedSet],
    bottom: int,
    kept: Callable[[Sequence[Evidence]], int | None],
) -> int:
    """Return the bottom that holds for sets under the planned one.

    The reps a big step left, or those asked where none down was small enough, for as long as the
    load stays.
    """
    before = found[-1]
    load, old = max(done.load or 0 for done in sets), before.load
    if not old or not load:
        return bottom
    if is_same_load(load, old):
        asked = kept(found)
        return min(bottom, before.bottom, bottom if asked is None else asked)
    rise = Fraction(load - old, old)
    part = "lower" if sets[-1].is_lower_body else "upper"
    if rise <= Fraction(_STEP[f"{part}_cap_permille"], _PERMILLE):
        return bottom
    if any(done.reps < before.top for done in before.sets):
        return bottom
    return reps_left_by(found, rise, bottom)


def reps_left_by(found: Sequence[Evidence], rise: Fraction, bottom: int) -> int:
    """Return the reps a big step leaves: those done less what the rise is worth (rulebook 8)."""
    done = min(done.reps for done in found[-1].sets)
    left = floor(done - rise / at_the_start_of_extra_reps(found).load_per_rir)
    return min(bottom, max(left, _STEP["least_reps"]))


def at_the_start_of_extra_reps(found: Sequence[Evidence]) -> Evidence:
    """Return the first of the last exposures running that were at the top at the last load."""
    began = found[-1]
    for one in reversed(found[:-1]):
        if not (one.is_at_top and is_same_load(one.load, began.load)):
            break
        began = one
    return began


def reset_times(goal: Goal) -> int:
    """Return how many exposures running under the range call for a reset (rulebook 8)."""
    return rule("reset").numbers["strength_times" if goal is Goal.MAX_STRENGTH else "times"]


def reset_percent(
    found: Sequence[Evidence], goal: Goal, *, is_rising: bool, other_main_lift_down: bool
) -> int | None:
    """Return the share of the load a reset goes back to in %, None where none is due.

    found: what section 8 reads of the exercise, in time order; it is counted anew after a reset.
    Rulebook 8, third row, and 9.
    """
    numbers, times = rule("reset").numbers, reset_times(goal)
    if is_rising or other_main_lift_down or _running_under(found, times) < times:
        return None
    near = found[-1].missing <= numbers["near_reps"]
    return numbers["near_percent" if near else "load_percent"]


def _running_under(found: Sequence[Evidence], times: int) -> int:
    """Return how many exposures running were under the range, from the last reset on.

    A reset by the log alone: less load after so many of them, or at the same load fewer reps for
    want of a lighter one. A suggestion may be declined.
    """
    count, before = 0, None
    for one in found:
        if count >= times and before is not None and _is_reset(one, before):
            count = 0
        count = count + 1 if one.is_under_range else 0
        before = one
    return count


def _is_reset(one: Evidence, before: Evidence) -> bool:
    now, then = one.load or 0, before.load or 0
    if is_same_load(now, then):
        return one.bottom < before.bottom
    return 0 < now < then


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
