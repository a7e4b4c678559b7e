"""Rulebook section 7: the estimated 1RM, and what a load leaves by it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from programming.rulebook.one_set.performed import Effort
from programming.rulebook.rows.rules import rule
from programming.rulebook.rows.tables import LOAD_ZONES
from programming.rulebook.words.validation import half_steps, member, whole, wrong
from programming.rulebook.words.vocabulary import Goal, Role

_EPLEY = rule("e1rm").numbers["epley"]
_MOST_REPS = rule("too_many_reps").numbers["most_reps"]
_MOST_RIR = rule("too_far_from_failure").numbers["most_rir"]
_STEP = rule("load_step").numbers
_PERCENT = 100
_PERMILLE = 1000


@dataclass(frozen=True, slots=True)
class E1RM:
    """An estimated 1RM in the caller's unit, rounded to a whole one.

    at_least: RIR was unknown and counted as 0. refused: the code of the rule that gives no
    estimate here; value is None then.
    """

    value: int | None
    at_least: bool
    refused: str | None


@dataclass(frozen=True, slots=True)
class LoadZone:
    """A suggested range of loads, in % of the current e1RM and in the caller's unit."""

    from_percent: int
    to_percent: int
    from_load: int
    to_load: int


def estimated_1rm(load: int | None, reps: int, rir: float | None = None) -> E1RM:
    """Return the estimated 1RM of a set: load × (1 + RTF / 30) (rulebook 7, Epley).

    load in whole units of the caller's; not known or not above 0 is refused, as are no reps,
    RIR over 4 and more than 12 reps to failure. Raises ValueError naming the field.
    """
    whole("reps", reps)
    left = 0 if rir is None else half_steps("rir", rir)
    if load is not None and (not isinstance(load, int) or isinstance(load, bool)):
        raise wrong("load", load, "a whole number")
    refused = _refusal(load, reps, left)
    if refused or load is None:
        return E1RM(None, False, refused)
    parts, whole_parts = epley_parts(reps + left)
    return E1RM(_rounded(load * parts, whole_parts), rir is None, None)


def _refusal(load: int | None, reps: int, left: float) -> str | None:
    """Return the code of the rule that gives no estimate for a set, None where none does."""
    if reps == 0:
        return "no_reps"
    if load is None or load <= 0:
        return "no_load"
    if left > _MOST_RIR:
        return "too_far_from_failure"
    return "too_many_reps" if reps + left > _MOST_REPS else None


def epley_parts(reps_to_failure: float) -> tuple[int, int]:
    """Return the e1RM as a fraction of the load, exactly: numerator and denominator.

    Counted in half reps, so that loads stay whole numbers: 2 × 30 half reps is the load.
    """
    halves, full = int(reps_to_failure * 2), 2 * _EPLEY
    return (full if halves <= 2 else full + halves), full


def exact_e1rm(performed: Effort) -> int | None:
    """Return a rated set's e1RM in sixtieths of the unit, unrounded; None where refused.

    A slip that is not confirmed has none (rulebook 7).
    """
    left = performed.rated_rir
    if left is None or performed.is_slip or _refusal(performed.load, performed.reps, left):
        return None
    parts, _ = epley_parts(performed.reps + left)
    return (performed.load or 0) * parts


def session_e1rm(sets: Iterable[Effort]) -> int | None:
    """Return the best e1RM of a session's rated working sets (rulebook 7)."""
    best = max((exact_e1rm(done) or 0 for done in sets), default=0)
    return whole_e1rm(best) if best else None


def whole_e1rm(exact: int) -> int:
    """Return an e1RM in sixtieths of the unit as whole units."""
    return _rounded(exact, 2 * _EPLEY)


def current_e1rm(session_bests: Iterable[tuple[date, int | None]], today: date) -> int | None:
    """Return the current e1RM from dated session e1RMs, or None without one (rulebook 7).

    The median of the last 3 within 42 days before or on today; of 2 the mean. Sessions
    without an estimate (None) are passed over.
    """
    numbers = rule("current_e1rm").numbers
    recent = [
        (day, value)
        for day, value in session_bests
        if value is not None and 0 <= (today - day).days <= numbers["days"]
    ]
    recent.sort(key=lambda dated: dated[0])
    values = sorted(value for _, value in recent[-numbers["sessions"] :])
    if not values:
        return None
    middle = (values[(len(values) - 1) // 2], values[len(values) // 2])
    return _rounded(sum(middle), 2)


def reps_to_failure_at(e1rm: int, load: int) -> float:
    """Return how many reps a load leaves by an e1RM, before rounding (rulebook 2, step 9).

    30 × (e1RM ÷ load − 1). An e1RM is rounded to whole units, so a result that lies within
    that rounding of a half rep is that half rep: 100 × 5 at 2 RIR leaves 7 reps at 100, not
    6.99. Raises ValueError for an e1RM or a load that is not a whole number above 0.
    """
    whole("e1rm", e1rm, 1)
    whole("load", load, 1)
    over = 2 * _EPLEY * (e1rm - load)
    halves = _rounded(over, load)
    if abs(over - halves * load) <= _EPLEY:
        return halves / 2
    return over / load / 2


def load_per_rir(reps_to_failure: float | Fraction) -> Fraction:
    """Return the share of the load that one rep in reserve is worth (rulebook 8, load step)."""
    for length in ("few", "some", "many"):
        if reps_to_failure <= _STEP[f"{length}_reps"]:
            return Fraction(_STEP[f"{length}_permille"], _PERMILLE)
    return Fraction(_STEP["long_permille"], _PERMILLE)


def reps_to_failure_seen(
    rated: Iterable[tuple[date, int, float]], load: int, today: date
) -> float | None:
    """Return the reps to failure that what was done lately shows for a load (rulebook 2, step 9).

    rated: the day, the load and the reps to failure of rated working sets of the exercise; those of
    the last 42 days count. A set at this load or a heavier one shows its own; one at a load up to
    5 % lighter so many fewer as the rise to this load is worth. load in whole units of the caller's.
    None where no set shows anything. Raises ValueError for a load that is not above 0.
    """
    whole("load", load, 1)
    numbers = rule("seen").numbers
    best: float | Fraction | None = None
    lighter: list[tuple[int, float]] = []
    for day, done, reps in rated:
        if not 0 <= (today - day).days <= numbers["days"]:
            continue
        if done >= load:
            best = reps if best is None else max(best, reps)
        elif done > 0 and done * _PERCENT >= load * (_PERCENT - numbers["lighter_percent"]):
            lighter.append((done, reps))
    for done, reps in lighter:
        # A lighter load shows fewer than were done at it: exact numbers only where it matters.
        if best is None or reps > best:
            shown = Fraction(reps) - Fraction(load - done, done) / load_per_rir(reps)
            best = shown if best is None else max(best, shown)
    return None if best is None else float(best)


def load_zone(goal: Goal | str, role: Role | str, low: int, e1rm: int) -> LoadZone:
    """Return the suggested range of loads for a target (rulebook 2, step 0).

    Never above the load that leaves one rep more than the target's low. low in RIR, e1rm in
    whole units of the caller's. Raises ValueError naming the field and the value.
    """
    whole("low", low)
    whole("e1rm", e1rm, 1)
    bottom, top = LOAD_ZONES[member(Goal, "goal", goal), member(Role, "role", role)]
    parts, whole_parts = epley_parts(low + rule("load_zone").numbers["spare_reps"])
    top = min(top, _PERCENT * whole_parts // parts)
    return LoadZone(bottom, top, -(-e1rm * bottom // _PERCENT), e1rm * top // _PERCENT)


def _rounded(amount: int, by: int) -> int:
    """Divide whole numbers and round to the nearest, a half up."""
    return (2 * amount + by) // (2 * by)
