"""Rulebook section 8: a load up or down by a share of it, to one that can be made."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from programming.rulebook.next_time.evidence import (
    Evidence,
    at_the_start_of_extra_reps,
    reps_left_by,
)
from programming.rulebook.next_time.loadable import Loadable, nearest_above
from programming.rulebook.one_set.readiness import Readiness
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.vocabulary import ReadinessState

_STEP = rule("one_step").numbers
_PERMILLE = 1000


@dataclass(frozen=True, slots=True)
class StepUp:
    """One step up: the load and the reps a set it leaves (None: the bottom).

    Or no load, with the reps a set that come first (None: no end).
    """

    load: int | None
    reps: int | None = None
    percent: float = 0


def cut_to(load: int, share: Fraction, loadable: Loadable) -> int:
    """Return the load for this share of it, 0 to 1, never rounded up.

    Where nothing that light can be made, the lightest there is, never over the load.
    """
    wanted = load * share
    made = loadable.at_most(wanted)
    return min(loadable.lightest, load) if made is None else made


def rise_to(load: int, by: Fraction, cap: Fraction, loadable: Loadable) -> int | None:
    """Return the load that can be made nearest to load × (1 + by), not past load × (1 + cap).

    None where the nearest is the load itself; of two as near the heavier, as it is a rise.
    """
    wanted = load * (1 + by)
    near = nearest_above(loadable, load, wanted, load * (1 + cap))
    return None if near is None or wanted - load < near - wanted else near


def step_up(
    found: Sequence[Evidence], load: int, loadable: Loadable, *, is_lower_body: bool
) -> StepUp:
    """Return one step up from a load (rulebook 8).

    The load nearest to the usual rise, never over its cap. Where the smallest rise is over it,
    that load with the reps it leaves, once every set has the reps that pay for it or a few past
    the top; before that no load but those reps.
    """
    last = found[-1]
    part = "lower" if is_lower_body else "upper"
    by = Fraction(_STEP[f"{part}_permille"], _PERMILLE)
    if last.is_planned and last.bottom == last.top:
        by /= _STEP["one_number_divisor"]
    cap = Fraction(_STEP[f"{part}_cap_permille"], _PERMILLE)
    near = nearest_above(loadable, load, load * (1 + by), load * (1 + cap))
    if near is not None:
        return StepUp(near)
    smallest = loadable.above(load)
    if smallest is None:
        return StepUp(None)
    rise = Fraction(smallest - load, load)
    worth = rise / at_the_start_of_extra_reps(found).load_per_rir
    needed = min(last.bottom + ceil(worth), last.top + _STEP["most_past_top"])
    if all(done.reps >= needed for done in last.sets):
        return StepUp(smallest, reps_left_by(found, rise, last.bottom))
    return StepUp(None, needed, in_percent(rise))


def is_too_big_a_cut(load: int, share: Fraction, loadable: Loadable) -> bool:
    """Return whether the smallest step down is over twice this share of the load (rulebook 8).

    So is one that nothing lighter can be made for.
    """
    lighter = loadable.at_most(load - 1) if load else None
    most = rule("big_cut").numbers["most_times"] * share * load
    return lighter is None or load - lighter > most


def loads_for(evidence: Evidence, new: int | None, loadable: Loadable) -> tuple[int | None, ...]:
    """Return each set's load when the heaviest becomes the new one: the others go with it.

    A lighter set that goes up never ends lighter than it was, one that goes down never heavier.
    """
    old = evidence.load
    if new is None or old is None or new == old:
        return tuple(done.load for done in evidence.sets)
    share = Fraction(new, old)
    return tuple(_scaled(done.load, old, new, share, loadable) for done in evidence.sets)


def _scaled(
    load: int | None, old: int, new: int, share: Fraction, loadable: Loadable
) -> int | None:
    if not load:
        return load
    if load == old:
        return new
    if share < 1:
        return cut_to(load, share, loadable)
    return max(loadable.at_most(load * share) or 0, load)


def what_forbids_a_rise(readiness: Readiness | None) -> ReadinessState | None:
    """Return the state of the day where it holds loads back, None where it does not.

    An amber day does unless its points without the energy balance are those of a green one
    (rulebook 6).
    """
    if readiness is None or readiness.state is ReadinessState.GREEN:
        return None
    if readiness.state is ReadinessState.RED:
        return ReadinessState.RED
    own_points = readiness.points_without_energy
    return ReadinessState.AMBER if own_points > rule("readiness").numbers["green_most"] else None


def in_percent(share: Fraction) -> float:
    """Return a share in % to one decimal, for the sentence; whole ones as whole numbers."""
    tenths = round(share * _PERMILLE)
    return tenths // 10 if tenths % 10 == 0 else tenths / 10
