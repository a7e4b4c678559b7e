"""The warm-up sets of an exercise, from its working load and the loads that can be made."""

from __future__ import annotations

from dataclasses import dataclass

from logbook.advice.kit import Kit, takes_plates
from logbook.advice.load_scale import Scale
from logbook.models import SessionExercise, User
from programming.choices import Equipment
from programming.loads import MICROGRAMS_PER_KG, Load, LoadKind, converted
from programming.rulebook import LoadableSteps, warm_up_sets, warm_up_sets_added


@dataclass(frozen=True, slots=True)
class WarmUp:
    """A warm-up set as it would be typed."""

    load: Load
    reps: int


def warm_ups_for(
    lifter: User, item: SessionExercise, load: Load, kind: str = LoadKind.EXTERNAL
) -> list[WarmUp]:
    """The sets that lead up to a working load as it is typed, lightest first; `kind` is what it means.

    What is added to the body is led up to by the body alone, whose load is 0. None for the body alone
    or assisted: less than it cannot be made.
    """
    risk = item.risk
    if kind == LoadKind.ADDED and load.micrograms and risk.load_kind != LoadKind.EXTERNAL:
        kit = Kit.of(lifter, item)
        lightest, step = (one.micrograms for one in kit.added())
        steps = LoadableSteps(lightest, step)
        found = warm_up_sets_added(load.micrograms, loadable=steps, per_kg=MICROGRAMS_PER_KG)
        return [WarmUp(converted(one.load, kit.unit), one.reps) for one in found]
    if risk.load_kind != LoadKind.EXTERNAL or not load.micrograms:
        return []
    kit = Kit.of(lifter, item)
    scale = Scale.of(kit, risk, [])
    is_bar = takes_plates(risk) or risk.equipment == Equipment.SMITH_MACHINE
    found = warm_up_sets(
        load.micrograms,
        loadable=scale.loadable,
        per_kg=MICROGRAMS_PER_KG,
        bar=kit.stated(risk)[0].micrograms or None if is_bar else None,
    )
    sets = [(scale.to_do(one.reps, one.load, None), one.reps) for one in found]
    return [WarmUp(done.load, reps) for done, reps in sets if done.load is not None]
