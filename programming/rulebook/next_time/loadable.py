"""Rulebook section 8: the loads that can be made, and rounding to them exactly."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from programming.rulebook.rows.tables import DEFAULT_LOADS
from programming.rulebook.words.validation import whole, wrong

_THOUSANDTHS = 1000


@dataclass(frozen=True, slots=True)
class LoadableSteps:
    """Loads in even steps: lightest, lightest + step, and so on, up to heaviest if there is one.

    All in whole units of the caller's. For a bodyweight exercise the lightest is the share of
    the body lifted less the most assistance. Raises ValueError naming the field and the value.
    """

    lightest: int
    step: int
    heaviest: int | None = None

    def __post_init__(self) -> None:
        whole("lightest", self.lightest)
        whole("step", self.step, 1)
        if self.heaviest is not None:
            whole("heaviest", self.heaviest, self.lightest)

    def at_most(self, load: Fraction | int) -> int | None:
        """Return the heaviest load that can be made and is not over this one."""
        if load < self.lightest:
            return None
        top = load if self.heaviest is None else min(load, self.heaviest)
        return self.lightest + int((top - self.lightest) // self.step) * self.step

    def above(self, load: Fraction | int) -> int | None:
        """Return the lightest load that can be made and is over this one."""
        under = self.at_most(load)
        over = self.lightest if under is None else under + self.step
        return None if self.heaviest is not None and over > self.heaviest else over


@dataclass(frozen=True, slots=True)
class LoadableSet:
    """Loads named one by one, in whole units of the caller's, in any order.

    Raises ValueError for none at all, or for one that is not a whole number.
    """

    loads: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.loads:
            raise wrong("loads", self.loads, "one load or more")
        for load in self.loads:
            whole("loads", load)
        object.__setattr__(self, "loads", tuple(sorted(set(self.loads))))

    @property
    def lightest(self) -> int:
        """The lightest load that can be made."""
        return self.loads[0]

    def at_most(self, load: Fraction | int) -> int | None:
        """Return the heaviest load that can be made and is not over this one."""
        place = bisect_right(self.loads, load)
        return self.loads[place - 1] if place else None

    def above(self, load: Fraction | int) -> int | None:
        """Return the lightest load that can be made and is over this one."""
        place = bisect_right(self.loads, load)
        return self.loads[place] if place < len(self.loads) else None


@dataclass(frozen=True, slots=True)
class LoadableToo:
    """Loads that can be made, and those that were lifted: they can be made as well (rulebook 8)."""

    made: LoadableSteps | LoadableSet
    lifted: LoadableSet

    @property
    def lightest(self) -> int:
        """The lightest load that can be made."""
        return min(self.made.lightest, self.lifted.lightest)

    def at_most(self, load: Fraction | int) -> int | None:
        """Return the heaviest load that can be made and is not over this one."""
        found = (one.at_most(load) for one in (self.made, self.lifted))
        return max((one for one in found if one is not None), default=None)

    def above(self, load: Fraction | int) -> int | None:
        """Return the lightest load that can be made and is over this one."""
        found = (one.above(load) for one in (self.made, self.lifted))
        return min((one for one in found if one is not None), default=None)


Loadable = LoadableSteps | LoadableSet | LoadableToo


def loadable_from(loads: Loadable | Sequence[int]) -> Loadable:
    """Return the loads that can be made from a value of either kind, or from plain numbers.

    Raises ValueError for anything else.
    """
    if isinstance(loads, LoadableSteps | LoadableSet | LoadableToo):
        return loads
    if isinstance(loads, Sequence) and not isinstance(loads, str | bytes):
        return LoadableSet(tuple(loads))
    raise wrong("loadable", loads, "a LoadableSteps, a LoadableSet or a sequence of loads")


def with_lifted(made: Loadable, lifted: Iterable[int | None]) -> Loadable:
    """Return the loads that can be made with those that were lifted; 0 and None are none."""
    known = tuple(load for load in lifted if load and made.at_most(load) != load)
    return (
        made
        if isinstance(made, LoadableToo) or not known
        else LoadableToo(made, LoadableSet(known))
    )


def default_loads(equipment: str, unit: str, per_unit: int) -> LoadableSteps:
    """Return what a usual gym offers until the lifter says otherwise (rulebook 8, policy).

    equipment: barbell, smith_machine, dumbbell, kettlebell, machine, cable or bodyweight (the
    load added); any other counts as bodyweight does. unit: kg or lb. per_unit: how many of the
    caller's units make one kg or lb; half a unit must be whole. Raises ValueError naming the
    field and the value.
    """
    whole("per_unit", per_unit, 1)
    if unit not in DEFAULT_LOADS:
        raise wrong("unit", unit, f"one of {', '.join(DEFAULT_LOADS)}")
    by_equipment = DEFAULT_LOADS[unit]
    lightest, step = by_equipment.get(equipment, by_equipment["bodyweight"])
    parts = (lightest * per_unit, step * per_unit)
    if any(part % _THOUSANDTHS for part in parts):
        raise wrong("per_unit", per_unit, "a number whose half is whole")
    return LoadableSteps(parts[0] // _THOUSANDTHS, parts[1] // _THOUSANDTHS)


def nearest_above(
    loadable: Loadable, over: int, wanted: Fraction, most: Fraction | int | None = None
) -> int | None:
    """Return the load over one that lies nearest to the wanted one, at most the last.

    Of two as near the lighter. None where nothing over it can be made within the limit.
    """
    lower = loadable.at_most(wanted)
    first = loadable.above(over)
    if first is None:
        return None
    if lower is None or lower <= over:
        lower = first
    upper = loadable.above(lower)
    near = lower
    if upper is not None and abs(upper - wanted) < abs(lower - wanted):
        near = upper
    if most is not None and near > most:
        near = lower
    return None if most is not None and near > most else near
