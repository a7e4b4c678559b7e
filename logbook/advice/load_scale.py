"""The loads that can be made for an exercise, and how a lifter writes them (rulebook 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from logbook.models import User
from programming.choices import Equipment
from programming.loads import MICROGRAMS_PER_KG, MICROGRAMS_PER_LB, Load, LoadKind, Unit, in_unit
from programming.models import RiskEntry
from programming.rulebook import Loadable, LoadableSet, LoadableSteps, default_loads

EQUIPMENT = {
    Equipment.BARBELL.value: "Barbell",
    Equipment.DUMBBELL.value: "Dumbbells",
    Equipment.KETTLEBELL.value: "Kettlebells",
    Equipment.MACHINE.value: "Machines",
    Equipment.CABLE.value: "Cables",
    Equipment.SMITH_MACHINE.value: "Smith machine",
    Equipment.BODYWEIGHT.value: "Added to bodyweight",
}
"""Whose loads a lifter can state, as the settings name them."""
_STACKS = (Equipment.MACHINE.value, Equipment.CABLE.value)
"""No two of them have the same loads."""
_MICROGRAMS = {Unit.KG: MICROGRAMS_PER_KG, Unit.LB: MICROGRAMS_PER_LB}


class Lifted(Protocol):
    """What a scale reads of a set that was done: `load` is what was moved, in micrograms."""

    @property
    def load(self) -> int | None:
        """What was moved, bodyweight's share included."""

    @property
    def load_kind(self) -> str:
        """What the typed number means."""

    @property
    def typed_load(self) -> Load | None:
        """The load as it was typed."""


@dataclass(frozen=True, slots=True)
class ToDo:
    """A set to be done: its load as it would be typed, None where none is known."""

    reps: int
    load: Load | None
    load_kind: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The loads that can be made for an exercise, in micrograms.

    `own` is the share of bodyweight in every load, None for a load that is typed whole; `typed`
    are loads as they were typed.
    """

    unit: Unit
    kind: LoadKind
    loadable: Loadable
    own: int | None
    typed: Mapping[int, Load]

    @classmethod
    def of(cls, lifter: User, risk: RiskEntry, done: Sequence[Lifted]) -> Scale:
        """Read off the exercise and the sets last done of it.

        The loads are those the lifter stated, else a usual gym's (policy).
        """
        unit = Unit(lifter.unit)
        kind = LoadKind(risk.load_kind)
        known = [(row.load, row) for row in done if row.load]
        if kind is LoadKind.EXTERNAL:
            usual = _loads_of(lifter, risk.equipment)
            if risk.equipment in _STACKS and risk.equipment not in lifter.loads:
                usual = _through(usual, unit, done)
            lightest = min((load for load, _ in known), default=usual.lightest)
            if lightest < usual.lightest:
                # Lighter than the usual bar: this lifter has another, or none at all.
                usual = LoadableSteps(lightest % usual.step or usual.step, usual.step)
            typed = {load: row.typed_load for load, row in known if row.typed_load is not None}
            return cls(unit, kind, usual, None, typed)
        steps = _loads_of(lifter, "bodyweight")
        # The body as it was in the last set: a later weighing must not move a suggestion.
        own = _share_of_bodyweight(known[-1][1]) if known else 0
        if any(row.load_kind == LoadKind.ASSISTED for row in done):
            lightest = own % steps.step
            return cls(unit, kind, LoadableSteps(lightest, steps.step), own, {})
        if kind is LoadKind.BODYWEIGHT and all(row.typed_load is None for row in done):
            return cls(unit, kind, LoadableSet((own,)), own, {})
        return cls(unit, kind, LoadableSteps(own, steps.step), own, {})

    def to_do(self, reps: int, load: int | None, last: Lifted | None) -> ToDo:
        """A set of so many reps with this load, as the lifter would type it.

        What is not known to have been moved is typed as `last` was.
        """
        if load is None:
            kept = (last.typed_load, last.load_kind) if last is not None else (None, self.kind)
            return ToDo(reps, *kept)
        if self.own is None:
            return ToDo(reps, self.typed.get(load) or in_unit(load, self.unit), self.kind)
        added = load - self.own
        if not added:
            return ToDo(reps, None, LoadKind.BODYWEIGHT)
        kind = LoadKind.ADDED if added > 0 else LoadKind.ASSISTED
        return ToDo(reps, in_unit(abs(added), self.unit), kind)


def _loads_of(lifter: User, equipment: str) -> LoadableSteps:
    stated = lifter.loads.get(equipment)
    if stated is None:
        unit = Unit(lifter.unit)
        return default_loads(equipment, unit, _MICROGRAMS[unit])
    lightest, step, unit = stated
    return LoadableSteps(*(Load(milli, Unit(unit)).micrograms for milli in (lightest, step)))


def _through(usual: LoadableSteps, unit: Unit, done: Sequence[Lifted]) -> LoadableSteps:
    """The usual steps of a stack, counted from what was last lifted on this one (rulebook 8)."""
    known = [
        row.load
        for row in done
        if row.load and row.typed_load is not None and row.typed_load.unit == unit
    ]
    if not known or max(known) < usual.lightest:
        return usual
    off = (max(known) - usual.lightest) % usual.step
    return LoadableSteps(usual.lightest + off, usual.step)


def usual_loads(equipment: str, unit: Unit) -> tuple[Load, Load]:
    """The lightest load and the step a usual gym has (RepStack policy)."""
    found = default_loads(equipment, unit, _MICROGRAMS[unit])
    return in_unit(found.lightest, unit), in_unit(found.step, unit)


def _share_of_bodyweight(row: Lifted) -> int:
    """What of a set's load was the body, in micrograms."""
    typed = row.typed_load.micrograms if row.typed_load is not None else 0
    load = row.load or 0
    return max(load + typed if row.load_kind == LoadKind.ASSISTED else load - typed, 0)
