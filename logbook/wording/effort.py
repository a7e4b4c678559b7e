"""Effort and loads in the words and numbers the lifter chose."""

from __future__ import annotations

from functools import lru_cache

from logbook.choices import EndedBy
from logbook.log.verdicts import left_in
from logbook.models import Set, User
from programming.rulebook import EffortTarget
from programming.wording import effort_word, rir

# What a chip sends, and what it stands for in halves of a rep.
RIR_HALVES = {f"{halves / 2:g}": halves for halves in range(11)}
_ENDED: dict[str, str] = {
    EndedBy.MUSCULAR_FAILURE: "muscle gave out",
    EndedBy.TECHNICAL_FAILURE: "form broke",
}


def aim_text(target: EffortTarget, lifter: User) -> str:
    """The aim: `3 RIR`, or for a lifter who uses words `Medium`."""
    return effort_word(target.aim) if lifter.uses_words else f"{rir(target.aim)} RIR"


def short_aim(target: EffortTarget, lifter: User) -> str:
    """The aim without its unit, for tight places: `3`, or `Medium`."""
    return effort_word(target.aim) if lifter.uses_words else rir(target.aim)


def open_aim(target: EffortTarget, lifter: User) -> str:
    """The target beside the open set's title: `aim 3 (2–4)`."""
    return f"aim {short_aim(target, lifter)} ({range_text(target, lifter)})"


def range_text(target: EffortTarget, lifter: User) -> str:
    """The band: `2–4`, with `left` behind it beside words."""
    band = f"{target.low}–{rir(target.high)}"
    return f"{band} left" if lifter.uses_words else band


def effort_text(row: Set) -> str:
    """A set's effort as it counts, a number or a word as it was given; `–` for none."""
    left = left_in(row)
    return effort_word(left) if row.rir_in_words else rir(left)


def ended_text(row: Set) -> str:
    """What ended a set where it was not the lifter's own choice; empty where it was."""
    return _ENDED.get(row.ended_by, "")


def left_text(left: float | None, lifter: User) -> str:
    """The effort beside something: `2 left`, or `hard` in words; says so where it was not told.

    A mean is told to a tenth of a rep, in words to the nearest one.
    """
    if left is None:
        return "effort not told"
    if lifter.uses_words:
        return effort_word(round(left * 2) / 2).lower()
    return f"{rir(round(left, 1))} left"


def done_text(reps: int, left: float | None, lifter: User) -> str:
    """A set without its load: `8 (2 left)`, or `8 (hard)` in words."""
    if left is None:
        return f"{reps} reps"
    felt = effort_word(left).lower() if lifter.uses_words else f"{rir(left)} left"
    return f"{reps} ({felt})"


# The word for the most reps stands for that many or more (rulebook 1).
_EASIEST = 4


def chips(lifter: User, *, chosen: int | None) -> Choices:
    """The effort chips as (what is sent, label, the reps a word stands for).

    Left is closer to failure. What the other way of answering or an import left gets a chip of
    its own, or editing the set would lose it.
    """
    return _chips(chosen, in_words=lifter.uses_words)


@lru_cache(maxsize=64)
def _chips(chosen: int | None, *, in_words: bool) -> Choices:
    offered = {*range(0, 2 * (_EASIEST + (1 if in_words else 2)), 2)}
    if chosen is not None:
        offered.add(chosen)
    return tuple(_chip(halves / 2, in_words=in_words) for halves in sorted(offered))


def _chip(left: float, *, in_words: bool) -> tuple[str, str, str]:
    value = f"{left:g}"
    if not in_words or left not in range(_EASIEST + 1):
        return value, rir(left), ""
    return value, effort_word(left), f"{value}+" if left == _EASIEST else value


Choices = tuple[tuple[str, ...], ...]
"""What is sent, what is read, and for some what stands small below it."""
