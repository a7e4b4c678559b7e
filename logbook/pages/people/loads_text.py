"""Bars and plates as a lifter writes them in one line: `EZ bar 10; Trap bar 25`, `4×20 2×10 5`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from logbook.models.gyms import (
    BARBELL,
    HEAVIEST_BAR_KG,
    HEAVIEST_PLATE_KG,
    LEAST_PART,
    LONGEST_NAME,
    MOST_BARS,
    MOST_SIZES,
    Bar,
    Plate,
)
from programming.loads import Load, Unit, parse_load, plain_digits

_BAR = re.compile(r"(?P<name>.*?\S)[\s:=]+(?P<load>[0-9.,]+ ?(?:kgs?|lbs?)?)", re.IGNORECASE)
_COUNT = re.compile(r"\s*[x×*✕]\s*", re.IGNORECASE)
_UNIT = re.compile(r"(?<=[0-9])\s+(?=(?:kgs?|lbs?)\b)", re.IGNORECASE)
_PLATE = re.compile(r"(?:(?P<count>[0-9]{1,3})x)?(?P<load>[0-9.,]+(?:kgs?|lbs?)?)", re.IGNORECASE)


def bars_text(bars: Iterable[Bar], unit: Unit) -> str:
    """Bars in one line; a weight in another unit than the lifter's has it behind."""
    return "; ".join(f"{one.name} {_weight(one.load, unit)}" for one in bars)


def plates_text(plates: Iterable[Plate], unit: Unit) -> str:
    """Plates in one line, each with how many there are where that was said."""
    return " ".join(
        f"{'' if one.count is None else f'{one.count}×'}{_weight(one.load, unit, '')}"
        for one in plates
    )


def _weight(load: Load, unit: Unit, space: str = " ") -> str:
    return load.text if load.unit == unit else f"{load.text}{space}{load.unit.value}"


def parse_bars(typed: str, unit: Unit) -> tuple[Bar, ...]:
    """The bars that were typed. Raises `ValueError` with a sentence for the lifter."""
    parts = [one.strip() for one in re.split(r"[;\n]", plain_digits(typed)) if one.strip()]
    if len(parts) > MOST_BARS:
        raise ValueError(f"{MOST_BARS} bars beside the barbell are the most there can be.")
    found: dict[str, Bar] = {}
    for part in parts:
        read = _BAR.fullmatch(part)
        if read is None:
            raise ValueError(
                f"“{part[:40]}”: write a bar with its weight, like EZ bar 10; Trap bar 25."
            )
        name = read["name"]
        load = parse_load(read["load"], unit)
        if len(name) > LONGEST_NAME:
            raise ValueError(f"A bar’s name has {LONGEST_NAME} letters at most.")
        if not 0 < load.micrograms <= HEAVIEST_BAR_KG * 10**9:
            raise ValueError(
                f"{name}: a bar weighs more than nothing and at most {HEAVIEST_BAR_KG} kg."
            )
        if name.casefold() in {BARBELL.casefold(), *found}:
            raise ValueError(f"{name} is named already: give each bar a name of its own.")
        found[name.casefold()] = Bar(name, load)
    return tuple(found.values())


def parse_plates(typed: str, unit: Unit) -> tuple[Plate, ...]:
    """The plates that were typed, heaviest first. Raises `ValueError` with a sentence for the lifter."""
    text = _UNIT.sub("", _COUNT.sub("x", plain_digits(typed)))
    found: dict[Load, Plate] = {}
    for part in re.split(r"[;\s]+|,\s+", text):
        if not part:
            continue
        read = _PLATE.fullmatch(part)
        if read is None:
            raise ValueError(f"“{part[:40]}”: write plates with spaces between, like 4×20 2×10 5.")
        load = parse_load(read["load"], unit)
        _check(load, read["load"])
        if load in found:
            raise ValueError(f"{load} is there twice: say once how many there are.")
        found[load] = Plate(load, int(read["count"]) if read["count"] else None)
    if len(found) > MOST_SIZES:
        raise ValueError(f"{MOST_SIZES} sizes of plates are the most there can be.")
    return tuple(
        found[load] for load in sorted(found, key=lambda one: one.micrograms, reverse=True)
    )


def _check(load: Load, typed: str) -> None:
    """Raise `ValueError` for what is no plate, and for two that are read as one."""
    if not 0 < load.micrograms <= HEAVIEST_PLATE_KG * 10**9:
        raise ValueError(f"A plate weighs more than nothing and at most {HEAVIEST_PLATE_KG} kg.")
    # No plate so heavy has half a kilo; a comma between two plates is read as one number's.
    if "," in typed and load.milli > 13_000:
        raise ValueError(f"Is “{typed}” one plate or two? Write plates with spaces between.")
    if load.milli % LEAST_PART:
        raise ValueError(f"{load}: a plate has no parts smaller than 0.05.")
