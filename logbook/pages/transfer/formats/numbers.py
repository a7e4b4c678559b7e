"""Numbers as other apps write them: floats with their noise, decimal commas, RPE and RIR."""

from __future__ import annotations

import re
from functools import lru_cache

from logbook.pages.transfer.formats.values import RowError

# As the logbook's own fields: `programming.loads` says both, and a test holds them equal.
MICROGRAMS_PER_LB = 453_592_370
HEAVIEST_MICROGRAMS = 2_000 * 1_000_000_000
MOST_REPS = 9_999
MOST_SECONDS = 7 * 24 * 3600
_MOST_RIR_HALVES = 10

_NANO = 9
_BILLION = 1_000_000_000
_NUMBER = re.compile(r"([+-]?)(?:([0-9]{1,9})(?:[.,]([0-9]{0,40}))?|[.,]([0-9]{1,40}))", re.ASCII)
# A hundred and two, or a hundred thousand: only who wrote it knows.
_TWO_WAYS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}", re.ASCII)
_SHOWN = 40
# Noise of floats, in billionths; and how near a foreign round number lies to what came of it.
_NOISE = 1_000
_TRACE = 2_000
_HUNDREDTH = 10_000_000


def shown(text: str) -> str:
    """What a cell holds, short enough for a sentence."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


@lru_cache(maxsize=4096)
def nano(text: str) -> int | None:
    """The number a cell holds, in billionths; None for an empty one.

    With a point or a comma for decimals. Raises `RowError` for what is no number, or two.
    """
    text = text.strip()
    if not text:
        return None
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise RowError(f"“{shown(text)}” is not a number.")
    if _TWO_WAYS.fullmatch(text):
        raise RowError(f"“{shown(text)}” can be read two ways: write it without a comma.")
    sign, whole, part, only = found.groups()
    decimals = (part if whole is not None else only) or ""
    value = int(whole or 0) * _BILLION + int(decimals[:_NANO].ljust(_NANO, "0"))
    value += decimals[_NANO : _NANO + 1] >= "5"
    return -value if sign == "-" else value


def whole(text: str, what: str, most: int) -> int | None:
    """A whole number from 0 to `most`, also written 10.0; None for an empty cell.

    Raises `RowError`, in which `what` names the number.
    """
    value = nano(text)
    if value is None:
        return None
    number, rest = divmod(value, _BILLION)
    if rest or not 0 <= number <= most:
        raise RowError(f"{what}: “{shown(text)}” is not a whole number from 0 to {most}.")
    return number


def seconds(text: str) -> int:
    """A time in seconds, or as H:MM:SS or MM:SS; 0 for an empty cell. Raises `RowError`."""
    if ":" not in text:
        value = nano(text) or 0
        if not 0 <= value <= MOST_SECONDS * _BILLION:
            raise RowError(f"Time: “{shown(text)}” is not a time.")
        return round(value / _BILLION)
    parts = text.strip().split(":")
    if len(parts) > 3 or not all(one.isascii() and one.isdigit() and len(one) < 5 for one in parts):
        raise RowError(f"Time: “{shown(text)}” is not a time.")
    total = 0
    for one in parts:
        total = total * 60 + int(one)
    return total


def load(text: str, unit: str, *, may_be_below: bool = False) -> tuple[int | None, str]:
    """A load in thousandths of its unit, and that unit; None for an empty cell.

    Noise of floats goes. A number with more decimals than anybody types is the trace of the other
    unit: 44.09245243697551 lb were typed as 20 kg, and are 20 kg again. Raises `RowError` for what
    is no load.
    """
    value = nano(text)
    if value is None:
        return None, unit
    if value < 0 and not may_be_below:
        raise RowError(f"Weight: “{shown(text)}” is below 0.")
    milli, rest = divmod(value + 500_000, 1_000_000)
    if abs(rest - 500_000) > _NOISE and unit:
        milli, unit = _typed(value, milli, unit)
    if (
        abs(milli) * (1_000_000 if unit == "kg" else MICROGRAMS_PER_LB // 1000)
        > HEAVIEST_MICROGRAMS
    ):
        raise RowError(f"Weight: “{shown(text)}” is more than anybody lifts.")
    return milli, unit


def _typed(value: int, milli: int, unit: str) -> tuple[int, str]:
    """A load with many decimals as it was likely typed: in the other unit, to the hundredth."""
    if unit == "lb":
        other, name = value * MICROGRAMS_PER_LB // _BILLION, "kg"
    else:
        other, name = value * _BILLION // MICROGRAMS_PER_LB, "lb"
    near = round(other / _HUNDREDTH) * _HUNDREDTH
    return (near // 1_000_000, name) if abs(near - other) <= _TRACE else (milli, unit)


def rpe_halves(text: str) -> int | None:
    """The reps in reserve, in halves, that an RPE stands for; None where there is none.

    RPE 0 says nothing (rule 2 of every source); RIR = 10 − RPE, and whatever is over 5 is 5
    (rulebook 1). What lies between two halves is the nearest, of two the harder. Raises `RowError`
    for what is no RPE.
    """
    value = nano(text)
    if not value:
        return None
    if not _BILLION // 2 <= value + _NOISE <= 10 * _BILLION + 2 * _NOISE:
        raise RowError(f"RPE: “{shown(text)}” is not 1 to 10.")
    halves = (value * 2 + _BILLION // 2) // _BILLION
    return min(20 - halves, _MOST_RIR_HALVES)


def rir_halves(text: str) -> int | None:
    """Reps in reserve in halves; None for an empty cell, 0 is failure.

    What lies between two halves is the nearest, of two the harder. Raises `RowError`.
    """
    value = nano(text)
    if value is None:
        return None
    if not 0 <= value <= MOST_REPS * _BILLION:
        raise RowError(f"RIR: “{shown(text)}” is not a number of reps.")
    return min((value * 2 + _BILLION // 2 - 1) // _BILLION, _MOST_RIR_HALVES)


def is_between_halves(text: str) -> bool:
    """Whether an effort was written finer than in halves."""
    return ((nano(text) or 0) * 2 + _NOISE) % _BILLION > 2 * _NOISE
