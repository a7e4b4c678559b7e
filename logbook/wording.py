"""Effort and loads in the words and numbers the lifter chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from logbook.models import Set, User
from programming import rulebook
from programming.choices import EndedBy
from programming.loads import Load
from programming.models import RiskEntry
from programming.rulebook import EffortTarget, good_reps_left
from programming.templatetags.repstack_form import Choices
from programming.templatetags.repstack_look import TIERS, effort_word, rir

# What a chip sends, and what it stands for in halves of a rep.
RIR_HALVES = {f"{halves / 2:g}": halves for halves in range(11)}
_ENDED: dict[str, str] = {
    EndedBy.MUSCULAR_FAILURE: "muscle gave out",
    EndedBy.TECHNICAL_FAILURE: "form broke",
}
SEVERITY_WORDS = {"stop": "Stop", "caution": "Caution", "note": "Note"}


@dataclass(frozen=True, slots=True)
class WarningLine:
    """A warning as the page shows it."""

    code: str
    severity: str
    title: str
    says: str
    do_next: str


def warning_lines(warnings: Sequence[rulebook.Warning], order: str = "") -> list[WarningLine]:
    """The warnings in the order given, worst first, which says what to do for all of them.

    Effort that is not told asks for something else: a tap on that very set.
    """
    return [
        WarningLine(
            code=str(one.code),
            severity=str(one.severity),
            title=SEVERITY_WORDS[str(one.severity)],
            says=one.says,
            do_next=one.do_next if one.code == "rir_missing" else "" if place else order,
        )
        for place, one in enumerate(warnings)
    ]


def order_text(
    warnings: Sequence[rulebook.Warning], target: EffortTarget, *, is_final: bool
) -> str:
    """The one thing to do after a set with these warnings (rulebook 4); empty for none."""
    return " ".join(
        one.text for one in rulebook.what_to_do(warnings, target, is_final_set=is_final)
    )


def aim_text(target: EffortTarget, lifter: User) -> str:
    """The aim: `3 RIR`, or for a lifter who uses words `Medium`."""
    return effort_word(target.aim) if lifter.uses_words else f"{rir(target.aim)} RIR"


def short_aim(target: EffortTarget, lifter: User) -> str:
    """The aim without its unit, for tight places: `3`, or `Medium`."""
    return effort_word(target.aim) if lifter.uses_words else rir(target.aim)


def refusal_text(target: EffortTarget) -> str:
    """Why a test set was refused, empty where it was not."""
    if target.test_refused is None:
        return ""
    return rulebook.rule(target.test_refused).sentence({})


def open_aim(target: EffortTarget, lifter: User) -> str:
    """The target beside the open set's title: `aim 3 (2–4)`."""
    return f"aim {short_aim(target, lifter)} ({range_text(target, lifter)})"


def range_text(target: EffortTarget, lifter: User) -> str:
    """The band: `2–4`, with `left` behind it beside words."""
    band = f"{target.low}–{rir(target.high)}"
    return f"{band} left" if lifter.uses_words else band


def left_in(row: Set) -> float | None:
    """The good reps a set left, as it is judged: none after a failure, whatever was tapped."""
    return good_reps_left(row.reps, row.rir, row.ended_by)


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


def load_text(load: Load | None, lifter: User) -> str:
    """A load as typed, its unit named only where it is not the lifter's own."""
    if load is None:
        return ""
    return load.text if load.unit == lifter.unit else str(load)


def set_text(reps: int, load: Load | None, rir_halves: int | None, lifter: User) -> str:
    """A set in one line: `80 × 7 @2`."""
    words = f"{load_text(load, lifter)} × {reps}" if load is not None else f"{reps} reps"
    if rir_halves is None:
        return words
    left = rir_halves / 2
    return f"{words}, {effort_word(left).lower()}" if lifter.uses_words else f"{words} @{rir(left)}"


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


def floor_text(floor: int) -> str:
    """A floor in words; `floor` is whole reps in reserve."""
    if not floor:
        return "Your target alone decides how many good reps to leave"
    return f"Keep at least {floor} good rep{'' if floor == 1 else 's'} left"


def risk_text(entry: RiskEntry) -> str:
    """What failing an exercise costs, in one line: tier and floor in words."""
    return f"{entry.name}: {TIERS[entry.tier][1]}. {floor_text(entry.floor)}."
