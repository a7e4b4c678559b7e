"""Rulebook section 4.1: a sharp drop within a session."""

from collections.abc import Sequence
from dataclasses import dataclass

from programming.rulebook.one_set.estimates import exact_e1rm
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
    if now is None or not earlier:
        return NO_DROP
    rated = [done for done in earlier if done.rated_rir is not None]
    if not rated:
        return NO_DROP
    if performed.rest_seconds is not None and performed.rest_seconds < _LINE["rest_seconds"]:
        return SharpDrop(short_rest=True)
    comparable = [done for done in rated if is_same_load(done.load, performed.load)]
    if not comparable:
        return _drop_of_e1rm(performed, rated)
    best = max(done.reps_to_failure or 0 for done in comparable)
    lost = best - now
    shown: Numbers = (("best", _plain(best)), ("now", _plain(now)))
    if lost >= _LINE["red_reps"] and lost * _PERCENT >= _LINE["red_percent"] * best:
        return SharpDrop(Severity.STOP, numbers=(("case", "red"), *shown))
    if planned_bottom is not None and performed.reps < planned_bottom and not performed.rated_rir:
        under: Numbers = (("reps", performed.reps), ("bottom", planned_bottom))
        return SharpDrop(Severity.STOP, numbers=(("case", "under_range"), *under))
    place = 1 + sum(done.counts for done in earlier)
    line = "late_amber_percent" if place >= _LINE["late_set"] else "amber_percent"
    if lost >= _LINE["amber_reps"] and lost * _PERCENT >= _LINE[line] * best:
        return SharpDrop(Severity.CAUTION, numbers=(("case", "amber"), *shown))
    return NO_DROP


def _drop_of_e1rm(performed: PerformedSet, rated: Sequence[PerformedSet]) -> SharpDrop:
    """Compare estimates, where no earlier set had this load."""
    now = exact_e1rm(performed)
    best = max((exact_e1rm(done) or 0 for done in rated), default=0)
    if now is None or not best:
        return NO_DROP
    lost = (best - now) * _PERCENT
    shown = ("percent", lost // best)
    if lost >= _LINE["red_e1rm_percent"] * best:
        return SharpDrop(Severity.STOP, numbers=(("case", "red_e1rm"), shown))
    if lost >= _LINE["amber_e1rm_percent"] * best:
        return SharpDrop(Severity.CAUTION, numbers=(("case", "amber_e1rm"), shown))
    return NO_DROP


def _plain(reps: float) -> float:
    """Return whole reps as a whole number, for the sentence."""
    return int(reps) if reps == int(reps) else reps
