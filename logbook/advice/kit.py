"""What an exercise is loaded with: the bars, plates, dumbbells and stacks of the gym it is done in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from logbook.choices import LoadOf
from logbook.models import SessionExercise, User
from logbook.models.gyms import BARBELL, Bar, Gym, Plate, default_gym, gym_of
from programming.choices import Equipment
from programming.loads import (
    MICROGRAMS_PER_KG,
    MICROGRAMS_PER_LB,
    Load,
    LoadKind,
    Unit,
    converted,
    in_unit,
)
from programming.models import RiskEntry
from programming.plates import OnTheBar, Pairs, nearest, pairs_of, weights_made
from programming.rulebook import LoadableSet, default_loads

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
_MICROGRAMS = {Unit.KG: MICROGRAMS_PER_KG, Unit.LB: MICROGRAMS_PER_LB}
# What a usual gym has beside its barbells, and the plates on its racks (RepStack policy).
_USUAL_BARS = {
    Unit.KG: (("EZ bar", 10_000), ("Trap bar", 25_000)),
    Unit.LB: (("EZ bar", 25_000), ("Trap bar", 60_000)),
}
_USUAL_PLATES = {
    Unit.KG: (25_000, 20_000, 15_000, 10_000, 5_000, 2_500, 1_250),
    Unit.LB: (45_000, 35_000, 25_000, 10_000, 5_000, 2_500),
}
# Nobody loads more on one side of a bar (RepStack policy).
_MOST_A_SIDE_KG = 300
# One end of the bar stands on the floor: what is typed there is the lifter's own way of counting.
_ONE_ENDED = re.compile(r"\b(landmine|t-bar|meadows|viking)\b", re.IGNORECASE)
_WORD = re.compile(r"[\w'’]+")
_BY_THE_PIECE = (Equipment.DUMBBELL, Equipment.KETTLEBELL)


@cache
def usual_loads(equipment: str, unit: Unit) -> tuple[Load, Load]:
    """The lightest load and the step a usual gym has (RepStack policy)."""
    found = default_loads(equipment, unit, _MICROGRAMS[unit])
    return in_unit(found.lightest, unit), in_unit(found.step, unit)


@cache
def usual_bars(unit: Unit) -> tuple[Bar, ...]:
    """The bars a usual gym has beside the barbell."""
    return tuple(Bar(name, Load(milli, unit)) for name, milli in _USUAL_BARS[unit])


def usual_plates(unit: Unit) -> tuple[Plate, ...]:
    """The plates a usual gym has, as many as it takes of each."""
    return tuple(Plate(Load(one, unit), None) for one in _USUAL_PLATES[unit])


def is_by_the_piece(risk: RiskEntry) -> bool:
    """Whether one dumbbell may be meant, or the pair."""
    return risk.equipment in _BY_THE_PIECE and risk.load_kind == LoadKind.EXTERNAL


def takes_plates(risk: RiskEntry) -> bool:
    """Whether plates go on both ends of a bar."""
    is_bar = risk.equipment == Equipment.BARBELL and risk.load_kind == LoadKind.EXTERNAL
    return is_bar and not _is_one_ended(risk.name)


@lru_cache(maxsize=1024)
def _is_one_ended(name: str) -> bool:
    return _ONE_ENDED.search(name) is not None


@dataclass(frozen=True, slots=True)
class Kit:
    """The gym an exercise is done in, and how its lifter does it there: `bar` is the name of one."""

    unit: Unit
    gym: Gym
    bar: str = ""
    load_of: str = ""

    @classmethod
    def of(cls, lifter: User, item: SessionExercise | None = None) -> Kit:
        """Of an exercise of a session; without one that of the gym trained at last."""
        unit = Unit(lifter.unit)
        if item is None:
            return cls(unit, default_gym(lifter))
        return cls(unit, gym_of(lifter, item.session.gym), item.bar, item.load_of)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The bars there are, the barbell first."""
        barbell = Bar(BARBELL, self._stated(Equipment.BARBELL.value)[0])
        others = self.gym.other_bars
        return (barbell, *(usual_bars(self.unit) if others is None else others))

    def bar_for(self, risk: RiskEntry) -> Bar:
        """The bar the lifter said; else the one the exercise is named by; else the barbell.

        A gym without the bar that was said has another in its place.
        """
        barbell, *others = self.bars
        said = self.bar.casefold()
        found = next((one for one in self.bars if one.name.casefold() == said), None)
        if found is not None or said:
            return found or barbell
        named = _words(risk.name)
        return next((one for one in others if _words(one.name) - {"bar"} <= named), barbell)

    def stated(self, risk: RiskEntry) -> tuple[Load, Load]:
        """The lightest load of an exercise that is lifted whole, and the step between two."""
        lightest, step = self._stated(risk.equipment)
        if risk.equipment == Equipment.BARBELL:
            lightest = self.bar_for(risk).load
            pairs = [
                one.load for one in self.gym.plates or () if one.count is None or one.count > 1
            ]
            if pairs:
                smallest = min(pairs, key=lambda one: one.micrograms)
                step = Load(2 * smallest.milli, smallest.unit)
        elif is_by_the_piece(risk) and self.load_of == LoadOf.PAIR:
            lightest, step = (
                Load(2 * lightest.milli, lightest.unit),
                Load(2 * step.milli, step.unit),
            )
        return lightest, step

    def added(self) -> tuple[Load, Load]:
        """The least that is added to bodyweight, and the step."""
        return self._stated(Equipment.BODYWEIGHT.value)

    def _stated(self, equipment: str) -> tuple[Load, Load]:
        return self.gym.stated(equipment) or usual_loads(equipment, self.unit)

    def made_of_plates(self, risk: RiskEntry) -> LoadableSet | None:
        """The loads that the plates stated make on the bar; None where none were."""
        if self.gym.plates is None or not takes_plates(risk):
            return None
        return _made(self.bar_for(risk).load, self.gym.plates)

    def plates(self) -> tuple[Plate, ...]:
        """The plates there are: those stated, else a usual gym's down to half the barbell's step."""
        if self.gym.plates is not None:
            return self.gym.plates
        step = self._stated(Equipment.BARBELL.value)[1]
        half = step.milli / 2
        sizes = {*(one for one in _USUAL_PLATES[step.unit] if one >= half)}
        if not step.milli % 2:
            sizes.add(step.milli // 2)
        return tuple(Plate(Load(one, step.unit), None) for one in sorted(sizes, reverse=True))


@lru_cache(maxsize=1024)
def _words(name: str) -> frozenset[str]:
    return frozenset(one.casefold() for one in _WORD.findall(name))


# Beyond a millionth of a gram: half a pound plate has no whole number of micrograms.
def _exact(load: Load) -> int:
    return load.milli * _MICROGRAMS[load.unit]


def _rounded(exact: int) -> int:
    """Micrograms, rounded half to even, as a load's own are."""
    whole, rest = divmod(exact, 1000)
    return whole + (rest > 500 or (rest == 500 and whole % 2 == 1))


_MOST = _MOST_A_SIDE_KG * 1000 * MICROGRAMS_PER_KG


@lru_cache(maxsize=256)
def _pairs(plates: tuple[Plate, ...]) -> tuple[Pairs, ...]:
    """The pairs there are, those of each unit by themselves.

    Where there are both, a side is loaded with one or the other: mixed they would make next to any
    load, and nobody wants to count nine plates of two kinds for 62.37 kg (RepStack policy).
    """
    units = list(dict.fromkeys(one.load.unit for one in plates))
    if not units:
        return ((),)
    return tuple(
        pairs_of([(_exact(one.load), one.count) for one in plates if one.load.unit == unit])
        for unit in units
    )


@lru_cache(maxsize=256)
def _made(bar: Load, plates: tuple[Plate, ...]) -> LoadableSet:
    made = {one for pairs in _pairs(plates) for one in weights_made(_exact(bar), pairs, _MOST)}
    return LoadableSet(tuple(sorted({_rounded(one) for one in made})))


@dataclass(frozen=True, slots=True)
class Loaded:
    """A load on a bar: the plates of one side where it can be made, else the loads next to it."""

    bar: Bar
    a_side: tuple[Load, ...] | None
    nearest: tuple[Load, ...] = ()


def loaded(kit: Kit, risk: RiskEntry, load: Load) -> Loaded:
    """What to put on the bar for a load, in plates of the gym.

    A load that was typed in another unit than the plates' is theirs where it is by a tenth: 62.5 kg are
    137.8 lb to a lifter.
    """
    bar, plates = kit.bar_for(risk), kit.plates()
    by_weight = {_exact(one.load): one.load for one in plates}
    wanted = _exact(load)
    around = [nearest(_exact(bar.load), pairs, wanted, _MOST) for pairs in _pairs(plates)]
    under = max((one for one, _ in around if one is not None), key=_total, default=None)
    over = min((one for _, one in around if one is not None), key=_total, default=None)
    # Plates of the load's own unit make it exactly or not at all.
    for one in sorted(filter(None, (under, over)), key=lambda one: abs(one.total - wanted)):
        a_side = tuple(by_weight[plate] for plate in one.a_side)
        is_of_another = any(part.unit != load.unit for part in (bar.load, *a_side))
        if abs(one.total - wanted) <= (_MICROGRAMS[load.unit] * 50 if is_of_another else 0):
            return Loaded(bar, a_side)
    found = [one for one in (under, over) if one is not None]
    return Loaded(bar, None, tuple(converted(_rounded(one.total), load.unit) for one in found))


def _total(one: OnTheBar) -> int:
    return one.total
