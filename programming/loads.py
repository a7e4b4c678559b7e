"""Loads as integers: thousandths of the unit that was typed, and micrograms for comparing.

A load is never a float and never goes kg -> lb -> kg: what was typed is kept, and the canonical
micrograms beside it are only ever compared, sorted and handed to the rulebook.
"""

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from django.db import models

# One pound is 0.45359237 kg by definition, so both factors are exact.
MICROGRAMS_PER_KG = 1_000_000_000
MICROGRAMS_PER_LB = 453_592_370
HEAVIEST_KG = 2_000

# A number with one mark for its decimals, none before which may be left out; thousands come in threes.
_PLAIN = re.compile(r"(?P<whole>[0-9]{0,5})(?:[.,](?P<part>[0-9]{0,3}))?", re.ASCII)
_IN_THREES = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:(?P<mark>[., '’])[0-9]{3})(?:(?P=mark)[0-9]{3})*)"
    r"(?:(?!(?P=mark))[.,](?P<part>[0-9]{0,3}))?",
    re.ASCII,
)
# `1,000` is one or a thousand, as `1.000` is; with other decimals a point stands before decimals.
_TWO_WAYS = re.compile(r"[1-9][0-9]?(?:,[0-9]{3}|\.000)", re.ASCII)
_WITH_UNIT = re.compile(r"(?P<number>.*?) ?(?P<unit>kgs?|kilos?|lbs?|pounds?)\.?", re.IGNORECASE)
# Every kind of space is one; then what an Arabic keyboard writes as decimal and thousands mark, and the
# marks of direction around it.
_AS_PLAIN = str.maketrans("\u00a0\u2007\u2009\u202f\t\u066b\u066c", "     .'", "\u200e\u200f\u061c")
_NO_NUMBER = "Enter the weight as a number, like 82.5."


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


def plain_digits(typed: str) -> str:
    """What was typed with the digits of every script as 0 to 9, and without spaces around it."""
    return "".join(
        str(unicodedata.decimal(one)) if one.isdecimal() else one
        for one in typed.translate(_AS_PLAIN)
    ).strip(" ")


def parse_load(typed: str, unit: Unit) -> Load:
    """The load a lifter typed, in `unit` or in the one typed behind it.

    Reads digits of every script, a decimal comma or point (`.5`, `22,5 kg`) with up to three
    decimals, and thousands in threes (`1.000,5`). Raises `ValueError` with a sentence for the
    lifter for anything else, for what can be read two ways (`1,000`), and for too heavy loads.
    """
    text = plain_digits(typed)
    if named := _WITH_UNIT.fullmatch(text):
        text, unit = named["number"], Unit.KG if named["unit"][0] in "kK" else Unit.LB
    found = _PLAIN.fullmatch(text) or _IN_THREES.fullmatch(text)
    if found is None or not any(one.isdigit() for one in text):
        raise ValueError(_NO_NUMBER)
    whole = "".join(one for one in found["whole"] if one.isdigit())
    load = Load(int(whole or 0) * 1000 + int((found["part"] or "").ljust(3, "0")), unit)
    if _TWO_WAYS.fullmatch(text):
        _ask(typed.strip(), load)
    if _is_too_heavy(load):
        most = (
            HEAVIEST_KG if unit is Unit.KG else HEAVIEST_KG * MICROGRAMS_PER_KG // MICROGRAMS_PER_LB
        )
        raise ValueError(f"Enter a weight of at most {most} {unit.value}.")
    return load


def _ask(typed: str, small: Load) -> None:
    """Raise `ValueError` where what reads as `small` may be meant a thousand times as large."""
    large = Load(small.milli * 1000, small.unit)
    if not _is_too_heavy(large):
        raise ValueError(f"Is “{typed}” {small} or {large}? Type it without the thousands mark.")


def _is_too_heavy(load: Load) -> bool:
    return load.micrograms > HEAVIEST_KG * MICROGRAMS_PER_KG


def typed_load(milli: int | None, unit: str) -> Load | None:
    """The load that two columns keep, None where nothing was typed."""
    return None if milli is None else Load(milli, Unit(unit))


def in_unit(micrograms: int, unit: Unit) -> Load:
    """Micrograms as a load of `unit`, to the nearest thousandth: what was typed comes back."""
    return Load(round(Fraction(micrograms * 1000, _FACTORS[unit])), unit)


def converted(micrograms: int, unit: Unit) -> Load:
    """Micrograms as a load of `unit` that a person writes.

    A thousandth that is no eighth is the trace of another unit: 62.5 kg are 137.8 lb, not 137.789.
    """
    exact = in_unit(micrograms, unit)
    if exact.milli % 10 and exact.milli % 125:
        return Load(round(exact.milli, -2), unit)
    return exact


def rounded(micrograms: int, unit: Unit) -> Load:
    """Micrograms as a round load of `unit`: to 0.5 kg or 1 lb (rulebook 7)."""
    step = Fraction(_FACTORS[unit], 2) if unit is Unit.KG else Fraction(_FACTORS[unit])
    steps = round(Fraction(micrograms) / step)
    return Load(steps * (500 if unit is Unit.KG else 1000), unit)


def shown(micrograms: int, unit: Unit) -> str:
    """The number of a rounded load, for show."""
    return rounded(micrograms, unit).text
