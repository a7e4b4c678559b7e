"""Rulebook section 8: the sets before the first one that counts."""

from dataclasses import dataclass
from fractions import Fraction

from programming.rulebook.next_time.loadable import Loadable, loadable_from
from programming.rulebook.rows.rules import RULES
from programming.rulebook.rows.warm_ups import RAMPS
from programming.rulebook.words.validation import whole


@dataclass(frozen=True, slots=True)
class WarmUpSet:
    """A set to warm up with."""

    load: int
    reps: int


def warm_up_sets_added(added: int, *, loadable: Loadable, per_kg: int) -> tuple[WarmUpSet, ...]:
    """Return the sets that lead up to a load added to the body; of each `load` is what is added.

    All in whole units of the caller's, `per_kg` of which make a kilogram; `loadable` are loads that
    can be added. Raises ValueError naming the field and the value.
    """
    whole("added", added, 1)
    whole("per_kg", per_kg, 1)
    numbers = RULES["warm_ups_added"].numbers
    body = WarmUpSet(0, numbers["body_reps"])
    if added < numbers["least_kg"] * per_kg:
        return (body,)
    part = loadable_from(loadable).at_most(Fraction(added * numbers["percent"], 100))
    return (body, WarmUpSet(part, numbers["reps"])) if part else (body,)


def warm_up_sets(
    load: int, *, loadable: Loadable, per_kg: int, bar: int | None = None
) -> tuple[WarmUpSet, ...]:
    """Return the sets that lead up to a working load, lightest first; few for a light one.

    All in whole units of the caller's, `per_kg` of which make a kilogram. `bar` is what the bar
    weighs by itself, None where there is none. Raises ValueError naming the field and the value.
    """
    whole("load", load, 1)
    whole("per_kg", per_kg, 1)
    if bar is not None:
        whole("bar", bar, 1)
    made = loadable_from(loadable)
    row = RULES["warm_ups"]
    apart = Fraction(load * row.numbers["apart_percent"], 100)
    steps = max((one for one in RAMPS if load >= one.from_kg * per_kg), key=lambda one: one.from_kg)
    wanted = [(made.at_most(Fraction(load * share, 100)), reps) for share, reps in steps.steps]
    if bar is not None:
        wanted.insert(0, (bar, row.numbers["bar_reps"]))
    found: list[WarmUpSet] = []
    for lighter, reps in wanted:
        # A dumbbell of nothing is no set.
        if not lighter or lighter > load - apart:
            continue
        if not found or lighter - found[-1].load >= apart:
            found.append(WarmUpSet(lighter, reps))
    return tuple(found)
