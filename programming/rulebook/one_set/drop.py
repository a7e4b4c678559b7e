"""Rulebook section 4.1: a sharp drop within a session."""

from collections.abc import Sequence
from dataclasses import dataclass

from programming.rulebook.one_set.performed import PerformedSet, is_same_load
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.events import Numbers
from programming.rulebook.words.vocabulary import Severity

_LINE = rule("sharp_drop").numbers
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class SharpDrop:
    """What the comparison of a set with the earlier ones found.

    severity: None for no sharp drop, caution for amber, stop for red. short_rest: the rest
    before the set was under 120 s, so nothing was compared ("rest was short"). numbers:
    what the warning's sentence needs.
    """

    severity: Severity | None = None
    short_rest: bool = False
    numbers: Numbers = ()


NO_DROP = SharpDrop()


def sharp_drop(
    performed: PerformedSet, earlier: Sequence[PerformedSet], planned_bottom: int | None = None
) -> SharpDrop:
    """Return whether a set fell sharply against the session's earlier ones (rulebook 4.1).

    earlier: this exercise's earlier sets of the session, in order. planned_bottom: the
    bottom of the planned reps. Rests are in seconds, loads in whole units of the caller's.
    """
    now = performed.reps_to_failure
    same = [
        done
        for done in earlier
        if done.counts and not done.is_slip and is_same_load(done.load, performed.load)
    ]
    known = [done.reps_to_failure for done in same if done.reps_to_failure is not None]
    if now is None or not known:
        return NO_DROP
    if performed.rest_seconds is not None and performed.rest_seconds < _LINE["rest_seconds"]:
        return SharpDrop(short_rest=True)
    best = max(known)
    case = _fall(best, now, len(same))
    if case == "red":
        return SharpDrop(Severity.STOP, numbers=_shown(case, best, now))
    is_under = planned_bottom is not None and performed.reps < planned_bottom
    if is_under and not performed.rated_rir and _fell_before(same):
        under: Numbers = (("reps", performed.reps), ("bottom", planned_bottom or 0))
        return SharpDrop(Severity.STOP, numbers=(("case", "under_range"), *under))
    return SharpDrop(Severity.CAUTION, numbers=_shown(case, best, now)) if case else NO_DROP


def _fall(best: float, now: float, sets: int) -> str:
    """How sharply the reps to failure fell over so many earlier sets at the load; "" for not."""
    lost = best - now
    beyond = lost - sets * _LINE["ordinary_reps"]
    for case in ("red", "amber"):
        if beyond >= _LINE[f"{case}_reps"] and lost * _PERCENT >= _LINE[f"{case}_percent"] * best:
            return case
    return ""


def _fell_before(same: Sequence[PerformedSet]) -> bool:
    """Whether one of these sets at a load fell sharply against those before it."""
    return any(sharp_drop(done, same[:place]).severity for place, done in enumerate(same))


def _shown(case: str, best: float, now: float) -> Numbers:
    return (("case", case), ("best", _plain(best)), ("now", _plain(now)))


def _plain(reps: float) -> float:
    """Return whole reps as a whole number, for the sentence."""
    return int(reps) if reps == int(reps) else reps
