"""Checks of what comes in: each raises ValueError with the name of the field and the value.

They run on every key press in the session screen, so the usual case leaves first.
"""

from enum import StrEnum
from math import isfinite
from reprlib import Repr
from typing import TypeVar

Word = TypeVar("Word", bound=StrEnum)

_SHORT = Repr()
_SHORT.maxstring = _SHORT.maxother = 120
_PRINTABLE_BITS = 256


def wrong(field: str, value: object, wanted: str) -> ValueError:
    """Return the error for a field that holds something else than what is wanted."""
    if isinstance(value, int) and value.bit_length() > _PRINTABLE_BITS:
        # Python refuses to print integers of thousands of digits.
        shown = f"an integer of {value.bit_length()} bits"
    else:
        shown = _SHORT.repr(value)
    return ValueError(f"{field}: {shown} is not {wanted}")


def member(kind: type[Word], field: str, value: object) -> Word:
    """Return the enumeration member for a member or its plain string."""
    if type(value) is kind:
        return value
    if isinstance(value, str):
        try:
            return kind(value)
        except ValueError:
            pass
    raise wrong(field, value, f"one of {', '.join(kind)}")


def whole(field: str, value: object, least: int = 0, most: int | None = None) -> int:
    """Return a whole number within its limits; True and False are not numbers."""
    if (
        isinstance(value, int)
        and not isinstance(value, bool)
        and value >= least
        and (most is None or value <= most)
    ):
        return value
    limits = f"of {least} or more" if most is None else f"from {least} to {most}"
    raise wrong(field, value, f"a whole number {limits}")


def yes_or_no(field: str, value: object) -> bool:
    """Return a bool, and nothing that merely looks like one."""
    if value is True or value is False:
        return value
    raise wrong(field, value, "true or false")


def number(field: str, value: object, least: float | None = None) -> float:
    """Return a finite number, at or above its limit."""
    if (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and (isinstance(value, int) or isfinite(value))
        and (least is None or value >= least)
    ):
        return value
    raise wrong(field, value, "a number" if least is None else f"a number of {least} or more")


def half_steps(field: str, value: object) -> float:
    """Return a number of 0 or more in steps of a half (rulebook 1)."""
    checked = number(field, value, 0)
    if checked * 2 % 1:
        raise wrong(field, value, "in steps of a half")
    return checked
