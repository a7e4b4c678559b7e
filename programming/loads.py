"""Loads as integers: thousandths of the unit that was typed, and micrograms for comparing.

A load is never a float and never goes kg -> lb -> kg: what was typed is kept, and the canonical
micrograms beside it are only ever compared, sorted and handed to the rulebook.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from django.db import models

# One pound is 0.45359237 kg by definition, so both factors are exact.
MICROGRAMS_PER_KG = 1_000_000_000
MICROGRAMS_PER_LB = 453_592_370
HEAVIEST_KG = 2_000
_FINEST_MILLI = 50

_TYPED = re.compile(r"(?P<whole>[0-9]{1,5})(?:[.,](?P<part>[0-9]{1,3}))?", re.ASCII)


class Unit(models.TextChoices):
    """The unit a lifter types loads in."""

    KG = "kg", "kg"
    LB = "lb", "lb"


class LoadKind(models.TextChoices):
    """What the typed number means for the exercise."""

    EXTERNAL = "external", "weight lifted"
    ADDED = "added", "added to bodyweight"
    ASSISTED = "assisted", "assistance, taken off bodyweight"
    BODYWEIGHT = "bodyweight", "bodyweight alone"


_FACTORS = {Unit.KG: MICROGRAMS_PER_KG, Unit.LB: MICROGRAMS_PER_LB}


@dataclass(frozen=True, slots=True)
class Load:
    """A load as it was typed.

    `milli` is thousandths of `unit`; `micrograms` is the canonical mass.
    """

    milli: int
    unit: Unit

    @property
    def micrograms(self) -> int:
        """The mass in micrograms, rounded half to even where a thousandth of a pound has none."""
        return round(Fraction(self.milli * _FACTORS[self.unit], 1000))

    @property
    def text(self) -> str:
        """The number as a lifter writes it: no unit, no trailing zeros, a full stop."""
        whole, part = divmod(self.milli, 1000)
        return f"{whole}.{part:03d}".rstrip("0").rstrip(".")

    def __str__(self) -> str:
        return f"{self.text} {self.unit.value}"


def parse_load(typed: str, unit: Unit) -> Load:
    """The load a lifter typed, in `unit`.

    Accepts a decimal comma or point and up to three decimals. Raises `ValueError` with a
    sentence for the lifter for anything else, negative and too heavy loads included.
    """
    found = _TYPED.fullmatch(typed.strip())
    if found is None:
        raise ValueError("Enter the weight as a number, like 82.5.")
    milli = int(found["whole"]) * 1000 + int((found["part"] or "").ljust(3, "0"))
    load = Load(milli, unit)
    if load.micrograms > HEAVIEST_KG * MICROGRAMS_PER_KG:
        most = (
            HEAVIEST_KG if unit is Unit.KG else HEAVIEST_KG * MICROGRAMS_PER_KG // MICROGRAMS_PER_LB
        )
        raise ValueError(f"Enter a weight of at most {most} {unit.value}.")
    return load


def typed_load(milli: int | None, unit: str) -> Load | None:
    """The load that two columns keep, None where nothing was typed."""
    return None if milli is None else Load(milli, Unit(unit))


def in_unit(micrograms: int, unit: Unit) -> Load:
    """Micrograms as a load of `unit`, to the nearest thousandth: what was typed comes back."""
    return Load(round(Fraction(micrograms * 1000, _FACTORS[unit])), unit)


def as_typed(micrograms: int, unit: Unit) -> Load:
    """Micrograms as a load of `unit` for show: what was typed, or rounded where that was another unit.

    Loads are made to a twentieth of a unit; what lies between came from the other one.
    """
    load = in_unit(micrograms, unit)
    return load if load.milli % _FINEST_MILLI == 0 else rounded(micrograms, unit)


def rounded(micrograms: int, unit: Unit) -> Load:
    """Micrograms as a round load of `unit`: to 0.5 kg or 1 lb (rulebook 7)."""
    step = Fraction(_FACTORS[unit], 2) if unit is Unit.KG else Fraction(_FACTORS[unit])
    steps = round(Fraction(micrograms) / step)
    return Load(steps * (500 if unit is Unit.KG else 1000), unit)


def shown(micrograms: int, unit: Unit) -> str:
    """The number of a rounded load, for show."""
    return rounded(micrograms, unit).text
