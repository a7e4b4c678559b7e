"""Sections 4.2 and 9 from sums: of which exercises the sets have to be read at all.

Twelve weeks of a log are over a thousand sets, and on most days they say nothing of fatigue. What is
summed of each exposure bounds what its sets can say: where even the bound says nothing, they need
not be read. The rules themselves decide, on the sets that are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate

from programming.rulebook.over_time.history import Identity
from programming.rulebook.over_time.sums import ExposureSums
from programming.rulebook.rows.rules import rule
from programming.rulebook.words.vocabulary import Role

_PERCENT = 100
_DOWN = rule("lift_down").numbers
_DELOAD = rule("deload").numbers
_DEBT = rule("recovery_debt").numbers
_STALLED = rule("plateau").numbers["exposures"]
_GRIND_DIVISOR = rule("grind").numbers["divisor"]
_LIFTS_DOWN = min(_DELOAD["lifts"], _DELOAD["lifts_with_red"])
_REFERENCE = rule("reference").numbers["exposures"]
_CURRENT_DAYS = rule("current_e1rm").numbers["days"]
_PAINED = rule("pain_repeats").numbers["times"]
# A median of five is at most the third heaviest of all it may have been taken of.
_MIDDLE = _REFERENCE // 2 + 1
# Sums have estimates in whole units, half a unit off at most.
_ROUNDED = 1


def exercises_to_read(log: Iterable[ExposureSums], today: date) -> set[Identity]:
    """Return the exercises whose sets may say something of fatigue (rulebook 4.2, 9).

    log: of every exercise, in time order, as far back as the rules would read. What
    `fatigue_advice` says of deloads and grinds and `effort_adherence` of recovery debts is the
    same whether the sets of all exercises are read or of these alone, as long as every session is
    there. Resets, plateaus and rising lifts are not looked for.
    """
    merged: dict[tuple[Identity, Identity], ExposureSums] = {}
    for one in log:
        key = one.exercise, one.session
        merged[key] = merged[key].and_of(one) if key in merged else one
    every: dict[Identity, list[ExposureSums]] = defaultdict(list)
    for one in merged.values():
        every[one.exercise].append(one)
    read = {
        exercise: seen
        for exercise, all_of_it in every.items()
        if (seen := [one for one in all_of_it if one.is_evidence])
        and (today - seen[-1].day).days <= _CURRENT_DAYS
    }
    down = {
        exercise
        for exercise, seen in read.items()
        if any(one.role == Role.MAIN for one in every[exercise]) and _may_be_down(seen)
    }
    hurt = {
        exercise
        for exercise, seen in read.items()
        if sum(one.has_pain for one in seen) >= _DELOAD["pain_times"]
    }
    return (
        {exercise for exercise, seen in read.items() if _may_grind(seen)}
        | (down if len(down) >= _LIFTS_DOWN else set())
        | (hurt if len(hurt) >= _DELOAD["pain_exercises"] else set())
        | _of_debts(every, list(merged.values()), today)
    )


def patterns_to_read(log: Iterable[ExposureSums], today: date) -> set[Identity]:
    """Return the exercises whose sets `effort_patterns_of` has to read (rulebook 4.2, policy).

    log: of every exercise, in time order. Those that may say something of fatigue, and those with
    as many pain marks as a pattern asks for.
    """
    every = list(log)
    hurt = Counter(one.exercise for one in every if one.has_pain)
    pained = {exercise for exercise, times in hurt.items() if times >= _PAINED}
    return exercises_to_read(every, today) | pained


def _estimates(seen: Sequence[ExposureSums]) -> Iterator[tuple[ExposureSums, int, int | None]]:
    """The exposures with an estimate, that, and the most they may be compared with.

    None where too few came before. Whatever else is left out of a reference, its five are evidence.
    """
    heaviest: list[int] = []
    count = 0
    for one in seen:
        if one.e1rm is None:
            continue
        yield one, one.e1rm, heaviest[-1] if count >= _REFERENCE else None
        if one.is_evidence:
            heaviest = sorted((*heaviest, one.e1rm), reverse=True)[:_MIDDLE]
            count += 1


def _may_be_under(value: int, most: int | None, percent: int) -> bool:
    if most is None:
        return False
    most += _ROUNDED
    return (most - value + _ROUNDED) * _PERCENT >= percent * most


def _may_be_down(seen: Sequence[ExposureSums]) -> bool:
    """Whether a lift may be down: its last session, unless that may be of another machine."""
    for _, value, most in reversed(list(_estimates(seen))):
        if _may_be_under(value, most, _DOWN["percent"]):
            return True
        if not _may_be_under(value, most, _DOWN["other_percent"]):
            return False
    return False


def _may_grind(seen: Sequence[ExposureSums]) -> bool:
    """Whether a lift may have stalled while most of its sets were too close or at RIR 0."""
    if len(seen) < _STALLED:
        return False
    if not all(one.is_plain for one in seen):
        return True
    bests = list(accumulate((one.e1rm or 0 for one in seen), max, initial=0))
    lately = zip(seen[-_STALLED:], bests[-_STALLED - 1 :], strict=False)
    if any((one.e1rm or 0) > best + _ROUNDED for one, best in lately):
        # A new best, which begins the count anew.
        return False
    hard = rated = 0
    for count, one in enumerate(reversed(seen), start=1):
        hard += one.too_close + one.failures
        rated += one.rated
        if count >= _STALLED and hard * _GRIND_DIVISOR > rated:
            return True
    return False


def _of_debts(
    every: Mapping[Identity, Sequence[ExposureSums]], log: Sequence[ExposureSums], today: date
) -> set[Identity]:
    """The exercises that may have come back weaker after failure, and those that failed before."""
    places: dict[Identity, int] = {}
    failed: dict[str, list[tuple[int, ExposureSums]]] = defaultdict(list)
    for one in log:
        place = places.setdefault(one.session, len(places))
        if one.failures:
            for muscle in one.primary_muscles:
                failed[muscle].append((place, one))
    if not failed:
        return set()
    count, found = 0, set()
    for exercise, all_of_it in every.items():
        # A red day may be in debt as well, though nothing is compared with it.
        for one, value, most in _estimates(all_of_it):
            if (today - one.day).days >= _DEBT["days"]:
                continue
            if not _may_be_under(value, most, _DEBT["percent"]):
                continue
            after = {
                other.exercise
                for muscle in one.primary_muscles
                for place, other in failed.get(muscle, ())
                if place < places[one.session]
                and (one.day - other.day).days <= _DEBT["within_days"]
            }
            if after:
                count += 1
                found |= {exercise, *after}
    return found if count >= _DEBT["times"] else set()
