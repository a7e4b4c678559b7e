"""What to put on the bar, as a lifter reads it between two sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from logbook.advice.kit import Kit, loaded, takes_plates
from logbook.models.gyms import BARBELL
from programming.loads import Load
from programming.models import RiskEntry


@dataclass(frozen=True, slots=True)
class BarLine:
    """The plates of a side; where a load cannot be made, that, and the loads to take instead."""

    says: str
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BarChoice:
    """A bar of the gym: `value` is what it is kept by."""

    value: str
    says: str
    is_chosen: bool


def bar_line(kit: Kit, risk: RiskEntry, load: Load | None) -> BarLine | None:
    """What to put on the bar for a load; None where no plates go on a bar, or no load is typed."""
    if load is None or not takes_plates(risk):
        return None
    found = loaded(kit, risk, load)
    if found.a_side is None:
        return BarLine("Cannot be made. Nearest:", tuple(one.text for one in found.nearest))
    if not found.a_side:
        return BarLine("Just the bar")
    return BarLine(f"{_stack_text(found.a_side, kit)} a side")


def bar_choices(kit: Kit, risk: RiskEntry) -> tuple[BarChoice, ...]:
    """The bars to choose from for an exercise; none where no plates go on a bar, or there is only one."""
    if not takes_plates(risk):
        return ()
    chosen = kit.bar_for(risk)
    found = tuple(
        BarChoice(one.name, f"{one.name} {_without_unit(one.load, kit)}", one == chosen)
        for one in kit.bars
    )
    return found if len(found) > 1 else ()


def bar_name(kit: Kit, risk: RiskEntry) -> str:
    """The bar an exercise is done with and its weight; empty where no plates go on one."""
    if not takes_plates(risk):
        return ""
    bar = kit.bar_for(risk)
    return f"{'bar' if bar.name == BARBELL else bar.name} {bar.load}"


def _without_unit(load: Load, kit: Kit) -> str:
    return load.text if load.unit == kit.unit else str(load)


def _stack_text(a_side: Sequence[Load], kit: Kit) -> str:
    """`20 + 5 + 1.25`, and `3 × 25 + 5` from three of a kind on."""
    parts = []
    for plate, several in groupby(a_side):
        text, count = _without_unit(plate, kit), len(list(several))
        parts += [f"{count} × {text}"] if count > 2 else [text] * count
    return " + ".join(parts)
