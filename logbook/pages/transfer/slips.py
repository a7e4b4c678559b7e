"""Loads of a file that look like slips: a digit too many, pounds read as kilograms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from logbook.acts.imported_entries import BroughtSession, BroughtSet
from logbook.choices import SetKind
from programming.loads import MICROGRAMS_PER_KG, MICROGRAMS_PER_LB, Load, Unit

_NEIGHBOURS = 3
_FAR = 3
_LB_A_KG = MICROGRAMS_PER_KG / MICROGRAMS_PER_LB


@dataclass(frozen=True, slots=True)
class LikelySlip:
    """A set whose load is far from its neighbours', and what was likely meant."""

    session: BroughtSession
    done: BroughtSet
    is_unit: bool
    """Whether it is about as far off as pounds read as kilograms."""


def likely_slips(sessions: Sequence[BroughtSession]) -> list[LikelySlip]:
    """Loads three times what the sessions around them have of the exercise, or 2.2 times (policy).

    Each session's heaviest working set is held against the middle of up to three sessions before
    and after; what is far off is marked with what was likely meant, and the sets of a load read in
    the other unit as well. Nothing is said with fewer than three sessions beside it.
    """
    of_exercise: dict[tuple[str, str], list[tuple[BroughtSession, list[BroughtSet]]]]
    of_exercise = defaultdict(list)
    for session in sessions:
        by_kind: dict[tuple[str, str], list[BroughtSet]] = defaultdict(list)
        for done in session.sets:
            if done.micrograms and done.kind == SetKind.WORKING:
                key = (
                    str(done.exercise.entry.exercise_id)
                    if done.exercise.entry
                    else done.exercise.key
                )
                by_kind[key, done.load_kind].append(done)
        for which, done_so in by_kind.items():
            of_exercise[which].append((session, done_so))
    found = []
    for visits in of_exercise.values():
        tops = [max(done.micrograms for done in sets) for _, sets in visits]
        for at, (session, sets) in enumerate(visits):
            beside = tops[max(0, at - _NEIGHBOURS) : at] + tops[at + 1 : at + 1 + _NEIGHBOURS]
            if len(beside) < _NEIGHBOURS:
                continue
            usual = sorted(beside)[len(beside) // 2]
            found += [slip for done in sets if (slip := _slip(session, done, usual)) is not None]
    return found


def _slip(session: BroughtSession, done: BroughtSet, usual: int) -> LikelySlip | None:
    load = done.load
    if load is None:
        return None
    if done.micrograms >= _FAR * usual:
        done.is_slip = True
        for meant in (
            Load(load.milli // 10, load.unit),
            Load(load.milli // 100, load.unit),
            _in_other_unit(load),
        ):
            if usual / 2 <= meant.micrograms <= 1.6 * usual:
                done.meant = meant
                break
        return LikelySlip(session, done, is_unit=False)
    if load.unit == Unit.KG and 0.94 * _LB_A_KG <= done.micrograms / usual <= 1.06 * _LB_A_KG:
        done.meant = _in_other_unit(load)
        return LikelySlip(session, done, is_unit=True)
    return None


def _in_other_unit(load: Load) -> Load:
    return Load(load.milli, Unit.LB if load.unit is Unit.KG else Unit.KG)
