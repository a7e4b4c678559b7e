"""The loads that can be made for an exercise, and how a lifter writes them (rulebook 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from logbook.advice.kit import Kit
from programming.loads import Load, LoadKind, Unit, converted
from programming.models import RiskEntry
from programming.rulebook import Loadable, LoadableSet, LoadableSteps


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
    def of(cls, kit: Kit, risk: RiskEntry, done: Sequence[Lifted]) -> Scale:
        """Read off the exercise and the sets last done of it.

        The loads are those the lifter stated of the gym, else a usual gym's (policy). Without plates that
        say it, they are steps on the bar last used.
        """
        unit = kit.unit
        kind = LoadKind(risk.load_kind)
        known = [(row.load, row) for row in done if row.load]
        if kind is LoadKind.EXTERNAL:
            last = known[-1][1].typed_load if known else None
            made = kit.made_of_plates(risk) or _on_the_bar_of(last, *kit.stated(risk))
            typed = {load: row.typed_load for load, row in known if row.typed_load is not None}
            return cls(unit, kind, made, None, typed)
        steps = _steps(*kit.added())
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
            return ToDo(reps, self.typed.get(load) or converted(load, self.unit), self.kind)
        added = load - self.own
        if not added:
            return ToDo(reps, None, LoadKind.BODYWEIGHT)
        kind = LoadKind.ADDED if added > 0 else LoadKind.ASSISTED
        return ToDo(reps, converted(abs(added), self.unit), kind)


def _on_the_bar_of(last: Load | None, lightest: Load, step: Load) -> LoadableSteps:
    """The loads that can be made on the bar of the `last` set.

    A load that the stated bar does not make was made on another one, lighter or heavier by a part of a
    step: the next ones are steps from it. One typed in another unit proves nothing, since it may be
    the same plates.
    """
    if last is not None and last.unit == step.unit == lightest.unit:
        over = last.milli - lightest.milli
        if over < 0 or over % step.milli:
            lightest = Load(last.milli % step.milli or step.milli, step.unit)
    return _steps(lightest, step)


def _steps(lightest: Load, step: Load) -> LoadableSteps:
    return LoadableSteps(lightest.micrograms, step.micrograms)


def step_of(kit: Kit, risk: RiskEntry) -> tuple[Load, Load]:
    """The lightest load of an exercise and the step between two, in the lifter's unit."""
    is_own = risk.load_kind == LoadKind.EXTERNAL
    lightest, step = kit.stated(risk) if is_own else kit.added()
    return converted(lightest.micrograms, kit.unit), converted(step.micrograms, kit.unit)


def _share_of_bodyweight(row: Lifted) -> int:
    """What of a set's load was the body, in micrograms."""
    typed = row.typed_load.micrograms if row.typed_load is not None else 0
    load = row.load or 0
    return max(load + typed if row.load_kind == LoadKind.ASSISTED else load - typed, 0)
