"""Rulebook section 7: a set so far from everything before that it is asked about."""

from dataclasses import dataclass
from enum import StrEnum

from programming.rulebook.rows.rules import rule
from programming.rulebook.words.events import Reason, told
from programming.rulebook.words.validation import whole

_LINE = rule("slip").numbers
_PERMILLE = 1000
_TEN = 10


class Meant(StrEnum):
    """How a load was likely meant."""

    A_DIGIT_LESS = "a_digit_less"
    TWO_DIGITS_LESS = "two_digits_less"
    OTHER_UNIT = "other_unit"
    LAST_TIME = "last_time"


@dataclass(frozen=True, slots=True)
class Slip:
    """A set that is asked about (rulebook 7).

    load, reps: which of them is far from everything before. meant: how the load was likely meant,
    meant_load and meant_reps: as what, in the caller's unit; None where nothing likely is known or
    that number is not asked about. reasons: one for each number asked about.
    """

    load: bool
    reps: bool
    meant: Meant | None
    meant_load: int | None
    meant_reps: int | None
    reasons: tuple[Reason, ...]


def slip_of(
    load: int | None,
    reps: int,
    *,
    heaviest: int | None,
    most_reps: int | None,
    sessions: int,
    body: int = 0,
    in_other_unit: int | None = None,
    last_load: int | None = None,
    last_reps: int | None = None,
) -> Slip | None:
    """Return what is asked of a working set before it counts, None where it is plausible (rulebook 7).

    load: what was moved, in whole units of the caller's. heaviest, most_reps, sessions: what the
    exercise has on record, slips left out; None for nothing, and then nothing is asked. body: the
    lifter's own part of the load. in_other_unit: the load had its number been of the other unit.
    last_load, last_reps: last time's. Raises ValueError naming the field.
    """
    whole("reps", reps)
    whole("sessions", sessions)
    permille = _LINE["few_permille" if sessions < _LINE["few_sessions"] else "permille"]
    heavy = bool(load and heaviest) and (load or 0) * _PERMILLE > permille * (heaviest or 0)
    many = bool(most_reps) and reps > _LINE["times_reps"] * (most_reps or 0)
    many = many and reps > _LINE["least_reps"]
    if not heavy and not many:
        return None
    meant, meant_load = None, None
    if heavy:
        typed = (load or 0) - body
        ways = [
            (Meant.A_DIGIT_LESS, body + typed // _TEN),
            (Meant.TWO_DIGITS_LESS, body + typed // (_TEN * _TEN)),
            (Meant.OTHER_UNIT, in_other_unit),
        ]
        near = last_load or heaviest or 0
        likely = [(way, one) for way, one in ways if one and _is_likely(one, near)]
        if not likely and last_load:
            likely = [(Meant.LAST_TIME, last_load)]
        if likely:
            meant, meant_load = min(likely, key=lambda one: _away(one[1], near))
    cases = [case for case, is_asked in (("load", heavy), ("reps", many)) if is_asked]
    return Slip(
        heavy,
        many,
        meant,
        meant_load,
        _meant_reps(reps, last_reps or most_reps or 0, last_reps) if many else None,
        tuple(told("slip", case=case) for case in cases),
    )


def _meant_reps(reps: int, near: int, last: int | None) -> int | None:
    """The number with a digit less that is nearest to what was done before, else last time's."""
    digits = str(reps)
    fewer = [int(digits[:at] + digits[at + 1 :] or "0") for at in range(len(digits))]
    likely = [one for one in fewer if one and _is_likely(one, near)]
    return min(likely, key=lambda one: _away(one, near)) if likely else last


def _is_likely(value: int, near: int) -> bool:
    """Whether a number is of the size of another: from half of it to half as much again."""
    return near <= 2 * value <= 3 * near


def _away(value: int, near: int) -> float:
    """How far a number is from another, as a share of the larger."""
    return abs(value - near) / max(value, near)
